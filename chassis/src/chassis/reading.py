"""Reading many records at once: one bad record spoils no list."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from opentelemetry import metrics

_unreadable = metrics.get_meter("chassis.reading").create_counter("records.unreadable", "{record}", "Records left out of a list")
log = logging.getLogger(__name__)
Record = TypeVar("Record")
Read = TypeVar("Read")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError)


def readable(records: Iterable[Record], read: Callable[[Record], Read]) -> list[Read]:
    """Return what can be read of these. A record that cannot is left out, counted, and logged by its id, never with what it
    holds."""
    found: list[Read] = []
    for record in records:
        try:
            found.append(read(record))
        except UNREADABLE as error:
            _unreadable.add(1)
            log.error("left out of a list, it cannot be read: %s (%s)", _name_of(record), type(error).__name__)
    return found


def _name_of(record: object) -> object:
    return record.get("_id") if isinstance(record, dict) else getattr(record, "id", None) or getattr(record, "code", type(record).__name__)
