"""A subscription: what an entity wants to be told, where to, and as whom. A change returns the new state and the fact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chassis.audience import belongs_to, scope_of
from chassis.auth import Actor, Grant
from chassis.event import Fact

from subscriptions_svc.errors import STATUS_NAMES, AlreadyActive, NoEntity, NotActive
from subscriptions_svc.log.model import Reader, Wanted
from subscriptions_svc.policy import ROLE_OF_POST, SECRETARIAT, keeps_all, readers_of
from subscriptions_svc.published import (
    Changed,
    Reason,
    SubscriptionChanged,
    SubscriptionCreated,
    SubscriptionDeleted,
    SubscriptionDisabled,
    SubscriptionFailing,
)

OVERLAP = timedelta(hours=24)


class Status(StrEnum):
    """Where a subscription stands. Whatever stops it keeps its place in the log."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Secret:
    """A signing secret, sealed; one that was replaced signs along until its instant."""

    sealed: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted and where to. No types means every type."""

    name: str
    sink: str
    types: tuple[str, ...] = ()
    entity: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription. `reader` is what its owner may read today; it is asked again before every delivery.
    `post` is what the owner was when subscribing: whoever takes that post takes the subscription over."""

    id: str
    entity: str
    owner: str
    reader: Reader
    wish: Wish
    secrets: tuple[Secret, ...]
    start_after: int
    created_at: datetime
    updated_at: datetime
    status: Status = Status.ACTIVE
    reason: Reason | None = None
    post: str | None = None
    version: int = 1

    @property
    def wanted(self) -> Wanted:
        """What of the log it is told."""
        return Wanted(self.reader, frozenset(self.wish.types), self.wish.entity, self.wish.theme)

    @property
    def wiring(self) -> tuple[object, ...]:
        """What a delivery under way depends on; not its name."""
        return replace(self.wish, name=""), self.reader, self.secrets, self.status

    def secrets_at(self, at: datetime) -> tuple[Secret, ...]:
        """Those that sign now, the newest first."""
        return tuple(secret for secret in self.secrets if secret.until is None or secret.until > at)


Change = tuple[Subscription, Fact | None]


def home_of(actor: Actor) -> str:
    """The entity for which an actor subscribes. Raises NoEntity."""
    if actor.entity:
        return actor.entity
    homes = sorted(belongs_to(actor)) or ([SECRETARIAT] if keeps_all(actor) else [])
    if not homes:
        raise NoEntity
    return homes[0]


def create(id_: str, wish: Wish, *, by: Actor, secret: str, start_after: int, at: datetime) -> Change:
    """A new subscription of the actor's entity, told what stands behind a position of the log."""
    made = Subscription(id_, home_of(by), by.id, Reader.of(by), wish, (Secret(secret),), start_after, at, at, post=by.post)
    return made, Fact(SubscriptionCreated(types=wish.types, **_about(made)), at)


def edit(subscription: Subscription, wish: Wish, *, by: Actor, at: datetime) -> Change:
    """Want something else, or to somewhere else. From now on it reads with the rights of who edited it."""
    before, after = subscription.wish, wish
    changed: list[Changed] = [name for name in ("name", "sink", "types") if getattr(before, name) != getattr(after, name)]
    if (before.entity, before.theme) != (after.entity, after.theme):
        changed.append("filters")
    if not changed:
        return subscription, None
    return _changed(replace(subscription, wish=wish, **_in_the_hands_of(by)), changed, at)


def pause(subscription: Subscription, *, at: datetime) -> Change:
    """Stop for a while. Raises NotActive."""
    if subscription.status is not Status.ACTIVE:
        raise NotActive(status=STATUS_NAMES[subscription.status])
    return _changed(replace(subscription, status=Status.PAUSED), ["status"], at)


def resume(subscription: Subscription, *, by: Actor, at: datetime) -> Change:
    """Go on from where it stopped, with the rights of who resumes it. Raises AlreadyActive."""
    if subscription.status is Status.ACTIVE:
        raise AlreadyActive
    return _changed(replace(subscription, status=Status.ACTIVE, reason=None, **_in_the_hands_of(by)), ["status"], at)


def rotate(subscription: Subscription, secret: str, *, overlap: timedelta = OVERLAP, at: datetime) -> Change:
    """Sign with another secret; the one before signs along for a while."""
    before = replace(subscription.secrets[0], until=at + overlap)
    return _changed(replace(subscription, secrets=(Secret(secret), before)), ["secret"], at)


def fail(subscription: Subscription, *, percent: int, at: datetime) -> Change:
    """Say how near it is to being disabled."""
    return replace(subscription, updated_at=at), Fact(SubscriptionFailing(percent=percent, **_about(subscription)), at)


def disable(subscription: Subscription, *, reason: Reason, at: datetime) -> Change:
    """Stop until somebody resumes it; nothing to say when it is stopped already."""
    if subscription.status in (Status.DISABLED, Status.DELETED):
        return subscription, None
    stopped = replace(subscription, status=Status.DISABLED, reason=reason, updated_at=at)
    return stopped, Fact(SubscriptionDisabled(reason=reason, **_about(subscription)), at)


def delete(subscription: Subscription, *, at: datetime) -> Change:
    """End it; its secrets go with it."""
    gone = replace(subscription, status=Status.DELETED, secrets=(), updated_at=at)
    return gone, Fact(SubscriptionDeleted(**_about(subscription)), at)


def follow_roles(subscription: Subscription, left: Sequence[Grant], *, at: datetime) -> Change:
    """Read as much as its owner may now; without any role left, stop."""
    scopes = frozenset(grant.scope for grant in left if grant.scope != "network")
    if subscription.entity not in scopes and not any(grant.scope == "network" for grant in left):
        return disable(subscription, reason="owner-left", at=at)
    reader = Reader.of(Actor(subscription.owner, "person", subscription.entity, subscription.post, tuple(left)))
    if reader == subscription.reader:
        return subscription, None
    return _changed(replace(subscription, reader=reader), ["reach"], at)


def take_over(subscription: Subscription, person: str, kind: str, *, acting: bool, at: datetime) -> Change:
    """Another person took the post: it goes on with what the post may read, and from its place when it stopped for the one before.
    Who only acts takes over what has no owner any more."""
    left = subscription.status is Status.DISABLED and subscription.reason == "owner-left"
    if not left and (acting or subscription.owner == person):
        return subscription, None
    role = Grant(ROLE_OF_POST.get(kind, "viewer"), subscription.entity)
    reader = Reader.of(Actor(person, "person", subscription.entity, subscription.post, (role,)))
    status, reason = (Status.ACTIVE, None) if left else (subscription.status, subscription.reason)
    taken = replace(subscription, owner=person, reader=reader, status=status, reason=reason)
    return _changed(taken, ["status", "reach"] if left else ["reach"], at)


def _in_the_hands_of(by: Actor) -> dict[str, Any]:
    return {"owner": by.id, "reader": Reader.of(by), "post": by.post}


def _changed(subscription: Subscription, changed: Sequence[Changed], at: datetime) -> Change:
    return replace(subscription, updated_at=at), Fact(SubscriptionChanged(changed=tuple(changed), **_about(subscription)), at)


def _about(subscription: Subscription) -> dict[str, Any]:
    scope = scope_of(readers_of(subscription.entity), home=SECRETARIAT)
    return {"subscription_id": subscription.id, "entity": subscription.entity, "audience_scope": scope}
