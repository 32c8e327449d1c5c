"""A subscription: what an entity wants to be told, where to, and as whom. A change returns the new state and the fact."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chassis.audience import GONE, NETWORK, belongs_to, scope_of
from chassis.auth import Actor, Grant, Kind
from chassis.event import Fact, instant_text

from subscriptions_svc.errors import (
    STATUS_NAMES,
    AlreadyActive,
    EntityClosed,
    NoEntity,
    NotActive,
    NotOfItsEntity,
    ReadsMoreThanYou,
    TooManySecrets,
)
from subscriptions_svc.log.model import Reader, Wanted
from subscriptions_svc.policy import ROLE_OF_POST, SECRETARIAT, keeps_all, readers_of
from subscriptions_svc.published import (
    Changed,
    DeliveryDeadLettered,
    Reason,
    SubscriptionChanged,
    SubscriptionCreated,
    SubscriptionDeleted,
    SubscriptionDisabled,
    SubscriptionFailing,
)

NOBODY = ""
OVERLAP = timedelta(hours=24)
MOST_SECRETS = 5  # that sign at once: a receiver must try each signature


class Status(StrEnum):
    """Where a subscription stands. Whatever stops it keeps its place in the log."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Secret:
    """A signing secret, sealed; one that was replaced signs along until its instant. `asked` is the request that made it."""

    sealed: str
    until: datetime | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted and where to. No types means every type."""

    name: str
    sink: str
    types: tuple[str, ...] = ()
    entity: str | None = None
    theme: str | None = None

    @property
    def digest(self) -> str:
        """The same for the same wish."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription. It reads what its owner may read today, by `grants`, whoever else writes to it; NOBODY owns what only its
    post answers for. `post` is what the owner was when subscribing: whoever takes that post takes the subscription over."""

    id: str
    entity: str
    owner: str
    grants: tuple[Grant, ...]
    wish: Wish
    secrets: tuple[Secret, ...]
    start_after: int
    created_at: datetime
    updated_at: datetime
    status: Status = Status.ACTIVE
    reason: Reason | None = None
    post: str | None = None
    kind: Kind = "person"
    version: int = 1

    @property
    def reader(self) -> Reader:
        """What its owner may read today."""
        return Reader.of(Actor(self.owner, self.kind, self.entity, self.post, self.grants))

    @property
    def wanted(self) -> Wanted:
        """What of the log it is told."""
        return Wanted(self.reader, frozenset(self.wish.types), self.wish.entity, self.wish.theme)

    @property
    def wiring(self) -> tuple[object, ...]:
        """What a delivery under way depends on; not its name."""
        return replace(self.wish, name=""), self.owner, self.kind, self.grants, self.post, self.secrets, self.status

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
    owned, first = _in_the_hands_of(by), Secret(secret, asked=f"{id_}/{wish.digest}")
    made = Subscription(id_, home_of(by), wish=wish, secrets=(first,), start_after=start_after, created_at=at, updated_at=at, **owned)
    return made, Fact(SubscriptionCreated(types=wish.types, **_about(made)), at)


def may_redirect(subscription: Subscription, by: Actor) -> bool:
    """Whether an actor may say where it is sent and how that is signed: its owner, the director whose system owns it, who may take it
    over because nobody owns it, and who may read all that it tells."""
    if subscription.owner == NOBODY:
        return belongs(by, subscription.entity)
    owns = (subscription.owner, subscription.kind) == (by.id, by.kind)
    answers = subscription.kind == "service-account" and by.has("entity-director", subscription.entity)
    return owns or answers or subscription.reader.terms <= Reader.of(by).terms


def edit(subscription: Subscription, wish: Wish, *, by: Actor, at: datetime) -> Change:
    """Want something else, or to somewhere else. It reads what its owner may, as before. Raises ReadsMoreThanYou."""
    before, after = subscription.wish, wish
    if before.sink != after.sink and not may_redirect(subscription, by):
        raise ReadsMoreThanYou
    changed: list[Changed] = [name for name in ("name", "sink", "types") if getattr(before, name) != getattr(after, name)]
    if (before.entity, before.theme) != (after.entity, after.theme):
        changed.append("filters")
    if not changed:
        return subscription, None
    adopted = _in_the_hands_of(by) if subscription.owner == NOBODY and belongs(by, subscription.entity) else {}
    return _changed(replace(subscription, wish=wish, **adopted), changed, at)


def pause(subscription: Subscription, *, at: datetime) -> Change:
    """Stop for a while. Raises NotActive."""
    if subscription.status is not Status.ACTIVE:
        raise NotActive(status=STATUS_NAMES[subscription.status])
    return _changed(replace(subscription, status=Status.PAUSED), ["status"], at)


def resume(subscription: Subscription, *, by: Actor, at: datetime) -> Change:
    """Go on from where it stopped; what lost its owner is from now on whose who resumes it, if they are of its entity.
    Raises AlreadyActive, EntityClosed, NotOfItsEntity."""
    if subscription.status is Status.ACTIVE:
        raise AlreadyActive
    if subscription.reason == "entity-closed":
        raise EntityClosed
    ours = belongs(by, subscription.entity)
    if subscription.reason == "owner-left" and not ours:
        raise NotOfItsEntity
    adopted = _in_the_hands_of(by) if ours and (subscription.reason == "owner-left" or subscription.owner == NOBODY) else {}
    active = replace(subscription, status=Status.ACTIVE, reason=None, **adopted)
    return _changed(active, ["status", "reach"] if adopted else ["status"], at)


def rotate(
    subscription: Subscription, secret: str, *, by: Actor, overlap: timedelta = OVERLAP, asked: str | None = None, at: datetime
) -> Change:
    """Sign with another secret; the one before signs along for a while, and so does every earlier one as long as was promised.
    Raises ReadsMoreThanYou, TooManySecrets."""
    if not may_redirect(subscription, by):
        raise ReadsMoreThanYou
    newest, *former = subscription.secrets_at(at)
    kept = [*([replace(newest, until=at + overlap)] if overlap else []), *former]
    if len(kept) >= MOST_SECRETS:
        raise TooManySecrets(limit=MOST_SECRETS, until=instant_text(min(one.until for one in former if one.until)))
    return _changed(replace(subscription, secrets=(Secret(secret, asked=asked), *kept)), ["secret"], at)


def made_for(subscription: Subscription, request: str) -> Secret | None:
    """The secret that an earlier request with the same key made; `asked` also says what it asked for."""
    return next((one for one in subscription.secrets if (one.asked or "").partition("/")[0] == request), None)


def fail(subscription: Subscription, *, percent: int, at: datetime) -> Change:
    """Say how near it is to being disabled."""
    return replace(subscription, updated_at=at), Fact(SubscriptionFailing(percent=percent, **_about(subscription)), at)


def dead_letter(subscription: Subscription, position: int, *, at: datetime) -> Change:
    """Say that every retry of an event failed."""
    return replace(subscription, updated_at=at), Fact(DeliveryDeadLettered(position=position, **_about(subscription)), at)


def disable(subscription: Subscription, *, reason: Reason, at: datetime) -> Change:
    """Stop until somebody resumes it; nothing to say when it is stopped already."""
    if subscription.status in (Status.DISABLED, Status.DELETED):
        return subscription, None
    stopped = replace(subscription, status=Status.DISABLED, reason=reason, updated_at=at)
    return stopped, Fact(SubscriptionDisabled(reason=reason, **_about(subscription)), at)


def delete(subscription: Subscription, *, at: datetime) -> Change:
    """End it; its secrets go with it."""
    gone = replace(subscription, status=Status.DELETED, secrets=(), updated_at=at)
    return gone, Fact(SubscriptionDeleted(**_about(subscription, remaining=(GONE,))), at)


def follow_roles(subscription: Subscription, person: str, left: Sequence[Grant], *, at: datetime) -> Change:
    """Read as much as its owner may now, if it is this person; without any role left, stop."""
    if subscription.owner != person:
        return subscription, None
    if not any(grant.scope in (subscription.entity, NETWORK) for grant in left):
        return disable(subscription, reason="owner-left", at=at)
    if set(left) == set(subscription.grants):
        return subscription, None
    return _changed(replace(subscription, grants=tuple(left)), ["reach"], at)


def take_over(subscription: Subscription, person: str, kind: str, *, acting: bool, at: datetime) -> Change:
    """Another person took the post: it goes on with what the post may read, and from its place when it stopped for the one before.
    Who only acts takes over what has no owner any more."""
    left = subscription.status is Status.DISABLED and subscription.reason == "owner-left"
    if not left and (acting or subscription.owner == person):
        return subscription, None
    status, reason = (Status.ACTIVE, None) if left else (subscription.status, subscription.reason)
    taken = replace(subscription, owner=person, kind="person", grants=_of_post(subscription, kind), status=status, reason=reason)
    return _changed(taken, ["status", "reach"] if left else ["reach"], at)


def leave_post(subscription: Subscription, person: str, kind: str, *, at: datetime) -> Change:
    """Its owner left the post: until another takes it, or it falls vacant, it is the post's alone."""
    if subscription.owner != person:
        return subscription, None
    return _changed(replace(subscription, owner=NOBODY, grants=_of_post(subscription, kind)), ["reach"], at)


def narrow(subscription: Subscription, *, at: datetime) -> Change:
    """It had been given the rights of somebody outside its entity who once pressed a button: it reads what its entity's people may,
    and is whose who next edits or resumes it there."""
    own = () if subscription.entity == SECRETARIAT else (Grant("entity-editor", subscription.entity),)
    return _changed(replace(subscription, owner=NOBODY, post=None, grants=own), ["reach"], at)


def belongs(actor: Actor, entity: str) -> bool:
    """Whether the actor is of an entity."""
    return entity in belongs_to(actor)


def _of_post(subscription: Subscription, kind: str) -> tuple[Grant, ...]:
    return (Grant(ROLE_OF_POST.get(kind, "viewer"), subscription.entity),)


def _in_the_hands_of(by: Actor) -> dict[str, Any]:
    return {"owner": by.id, "kind": by.kind, "grants": by.grants, "post": by.post}


def _changed(subscription: Subscription, changed: Sequence[Changed], at: datetime) -> Change:
    return replace(subscription, updated_at=at), Fact(SubscriptionChanged(changed=tuple(changed), **_about(subscription)), at)


def _about(subscription: Subscription, *, remaining: tuple[str, ...] = ()) -> dict[str, Any]:
    scope = scope_of(readers_of(subscription.entity), home=SECRETARIAT, remaining=remaining)
    return {"subscription_id": subscription.id, "entity": subscription.entity, "audience_scope": scope}
