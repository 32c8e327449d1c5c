"""Subscriptions as they travel. A secret is in an answer only when it was just made."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Any, Literal

from chassis.auth import Actor
from chassis.fields import Count, Instant, OneLine, not_removable
from chassis.http import Body
from pydantic import Field, field_validator

from subscriptions_svc.lanes.model import Place
from subscriptions_svc.policy import POLICY
from subscriptions_svc.subscriptions.model import Status, Subscription, Wish, may_redirect

Name = Annotated[OneLine, Field(min_length=1, max_length=120)]
Sink = Annotated[str, Field(min_length=8, max_length=2_048, description="Where webhooks go: https, port 443, a public address.")]
Types = Annotated[list[str], Field(max_length=100, description="Event types; empty means every type.")]


class Filters(Body):
    """Only events about this entity, only campaigns on this topic."""

    entity: str | None = Field(default=None, max_length=20)
    topic: str | None = Field(default=None, max_length=40)


class NewSubscription(Body):
    """What to be told, and where to."""

    name: Name
    sink: Sink
    types: Types = Field(default_factory=list)
    filters: Filters = Filters()
    start_at: Literal["latest", "earliest"] | Count = Field(
        default="latest", description="Behind which position to begin; one ahead of the log means the latest."
    )

    def wish(self, types: Sequence[str]) -> Wish:
        """With types as the log has them."""
        return Wish(self.name, self.sink, tuple(types), self.filters.entity, self.filters.topic)


class SubscriptionPatch(Body):
    """What to change; the rest stays. No types means every type; a filter is removed by null."""

    name: Name | None = None
    sink: Sink | None = None
    types: Types | None = None
    filters: Filters | None = None

    _kept = field_validator("name", "sink", "types", "filters", mode="before")(not_removable)

    def applied_to(self, wish: Wish, types: Sequence[str] | None) -> Wish:
        """The wish with these changes."""
        if self.filters is not None:
            given = self.filters.model_fields_set
            entity = self.filters.entity if "entity" in given else wish.entity
            wish = replace(wish, entity=entity, theme=self.filters.topic if "topic" in given else wish.theme)
        return replace(
            wish,
            name=self.name or wish.name,
            sink=self.sink or wish.sink,
            types=wish.types if types is None else tuple(types),
        )


class Receiver(Body):
    """How the receiver fares: whether it took the test event at this address, and since when it fails."""

    confirmed: bool
    checked_at: datetime | None
    error: str | None
    failing_since: datetime | None


class MissedBody(Body):
    """What could not be sent: behind `after` the log had nothing any more (`gone`), or had been restored or begun anew (`ahead`).
    Deliveries went on behind `next`."""

    reason: Literal["gone", "ahead"]
    after: int
    next: int
    at: datetime


class SubscriptionBody(Body):
    """A subscription. `position` is how far it has come in the log."""

    id: str
    version: int
    name: str
    entity: str
    protocol: Literal["HTTP"] = "HTTP"
    sink: str
    types: list[str]
    filters: Filters
    status: Status
    reason: str | None
    position: int
    replaying: bool
    missed: MissedBody | None
    receiver: Receiver
    created_at: datetime
    updated_at: datetime
    actions: list[str]

    @classmethod
    def of(cls, found: Subscription, place: Place | None, by: Actor) -> "SubscriptionBody":
        """As this actor sees it."""
        return cls(**_shown(found, place, by))


class SubscriptionWithSecret(SubscriptionBody):
    """The same with its new secret, which is shown this once."""

    secret: str

    @classmethod
    def with_secret(cls, found: Subscription, place: Place | None, by: Actor, secret: str) -> "SubscriptionWithSecret":
        """As this actor sees it, and the secret."""
        return cls(**_shown(found, place, by), secret=secret)


def _shown(found: Subscription, place: Place | None, by: Actor) -> dict[str, Any]:
    wish, stands = found.wish, place or Place(found.start_after)
    return {
        "id": found.id,
        "version": found.version,
        "name": wish.name,
        "entity": found.entity,
        "sink": wish.sink,
        "types": list(wish.types),
        "filters": Filters(entity=wish.entity, topic=wish.theme),
        "status": found.status,
        "reason": found.reason,
        "position": stands.after,
        "replaying": stands.replay is not None,
        "missed": stands.missed and MissedBody(**asdict(stands.missed)),
        "receiver": _receiver(wish, stands),
        "created_at": found.created_at,
        "updated_at": found.updated_at,
        "actions": _actions(found, by),
    }


def _receiver(wish: Wish, stands: Place) -> Receiver:
    return Receiver(
        confirmed=stands.confirmed == wish.sink,
        checked_at=stands.checked_at,
        error=stands.check_error,
        failing_since=stands.failing_since,
    )


def _actions(found: Subscription, by: Actor) -> list[str]:
    if not POLICY.permits(by, "subscription.edit"):
        return []
    moves = ["pause"] if found.status is Status.ACTIVE else [] if found.reason == "entity-closed" else ["resume"]
    turns = ["redirect", "rotate-secret"] if may_redirect(found, by) else []
    return ["edit", "test", *turns, "replay", "delete", *moves]


class LivingAccounts(Body):
    """All accounts of entities' systems that were good at an instant."""

    ids: list[str] = Field(max_length=100_000)
    known_at: Instant


class Overlap(Body):
    """How long the secret before signs along."""

    overlap_hours: int = Field(default=24, ge=0, le=168)
