"""Deliveries as their owner sees them: every attempt, and what it came to."""

from datetime import datetime
from typing import Self

from chassis.errors import FieldError, Invalid, Text
from chassis.fields import Instant, Ordinal
from chassis.http import Body
from pydantic import Field

from subscriptions_svc.deliveries.model import Attempt, Delivery, Health, State
from subscriptions_svc.lanes.model import Place
from subscriptions_svc.subscriptions.model import Status, Subscription

ONE_OF_BOTH = Text("اذكر إما الموضع أو الوقت.", "Give either a position or a time.")


class AttemptBody(Body):
    """One request: the status of its answer, or what went wrong without one."""

    at: datetime
    status: int | None
    duration_ms: float
    error: str | None
    response_snippet: str | None
    trace_id: str | None
    replay: bool

    @classmethod
    def of(cls, found: Attempt) -> Self:
        return cls(
            at=found.at,
            status=found.status,
            duration_ms=found.duration_ms,
            error=found.error,
            response_snippet=found.response,
            trace_id=found.trace_id,
            replay=found.replay,
        )


class DeliveryBody(Body):
    """One event for one subscription. `subscriptionseq` counts without a hole what the subscription was sent."""

    id: str
    position: int
    event_id: str
    event_type: str
    subject: str
    subscriptionseq: int | None = Field(alias="subscriptionseq")
    state: State
    attempts: list[AttemptBody]
    next_attempt_at: datetime | None

    @classmethod
    def of(cls, found: Delivery) -> Self:
        return cls(
            id=str(found.position),
            position=found.position,
            event_id=found.event_id,
            event_type=found.type,
            subject=found.subject,
            subscriptionseq=found.seq,
            state=found.state,
            attempts=[AttemptBody.of(attempt) for attempt in found.attempts],
            next_attempt_at=found.next_attempt_at,
        )


class DeliveryHealth(Body):
    """How one receiver fares: its last attempts, the latest first, and how much waits for it, counted no further than 100."""

    subscription_id: str
    name: str
    entity: str
    status: Status
    reason: str | None
    failing_since: datetime | None
    next_attempt_at: datetime | None
    waiting: int
    dead: int
    attempts: list[AttemptBody]

    @classmethod
    def of(cls, found: Subscription, place: Place | None, health: Health) -> Self:
        return cls(
            subscription_id=found.id,
            name=found.wish.name,
            entity=found.entity,
            status=found.status,
            reason=found.reason,
            failing_since=place.failing_since if place else None,
            next_attempt_at=health.next_attempt_at,
            waiting=health.waiting,
            dead=health.dead,
            attempts=[AttemptBody.of(attempt) for attempt in health.attempts],
        )


class ReplayFrom(Body):
    """Where to begin: at a position, or at an instant."""

    position: Ordinal | None = None
    time: Instant | None = None

    def require_one(self) -> None:
        """Raise Invalid unless exactly one of both is given."""
        if (self.position is None) == (self.time is None):
            raise Invalid(errors=[FieldError("/from", "one-of", ONE_OF_BOTH)])


class ReplayWish(Body):
    """What to send again."""

    from_: ReplayFrom = Field(alias="from")
    dry_run: bool = False


class ReplayBody(Body):
    """How many events it is about, counted no further than 100,000, between which positions, and whether it has begun."""

    count: int
    after: int
    until: int
    started: bool
