"""The catalogue as it travels."""

from collections.abc import Mapping
from typing import Any

from chassis.http import BiText, Body

from subscriptions_svc.catalogue.model import EventType


class EventTypeBody(Body):
    """One type of event: its name in both languages, what it says, the JSON Schema of its `data` and an example of it."""

    type: str
    title: BiText
    description: str
    data_schema: Mapping[str, Any]
    example: Mapping[str, Any]

    @classmethod
    def of(cls, found: EventType) -> "EventTypeBody":
        return cls(
            type=found.type, title=BiText.of(found.title), description=found.description, data_schema=found.schema, example=found.example
        )


class EventTypes(Body):
    """All of them."""

    items: list[EventTypeBody]
