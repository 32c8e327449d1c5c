"""A post and the tenures in it: at most one permanent and one acting at a time. Pure: no clock, no storage.

Who appoints must hold the right to give the role that comes with the post; who ends a tenure, the right to take what ends with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Literal

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import Text
from chassis.event import Fact

from members_svc.errors import (
    AlreadyInPost,
    ConsentNeeded,
    NobodyActing,
    NobodyInPost,
    OwnRoles,
    PostClosed,
    PostHeld,
    ProposalWaiting,
    RoleNotYoursToGive,
    TenureDays,
    TenuresOverlap,
)
from members_svc.policy import POLICY, ROLE_OF_POST, may_change
from members_svc.published import ActingCoverSet, PostFellVacant, PostKind, RoleName, TenureEnded, TenureKind, TenureStarted, Words


@dataclass(frozen=True, slots=True)
class Amendment:
    """A tenure was put right: when, by whom and why, and what stood there before."""

    at: datetime
    by: str
    reason: str
    from_: date
    to: date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in a post. `to` is its last day: planned while it runs (acting only), actual once ended."""

    person: str
    kind: TenureKind
    from_: date
    to: date | None = None
    ended: bool = False
    handover_note: str | None = None
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tenure that begins once its person, or the secretariat, accepts it; until then nothing follows from it."""

    id: str
    person: str
    kind: TenureKind
    by: str
    at: datetime
    until: datetime
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A seat of work inside an entity; it outlives whoever holds it."""

    id: str
    entity: str
    kind: PostKind
    title: Text
    is_network_seat: bool = False
    tenures: tuple[Tenure, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    vacant_since: date | None = None
    closed: bool = False
    closed_with_entity: bool = False
    version: int = 1

    def present(self, kind: TenureKind) -> Tenure | None:
        """The tenure of this kind that runs now."""
        return next((tenure for tenure in self.tenures if tenure.kind == kind and not tenure.ended), None)

    @property
    def holder(self) -> Tenure | None:
        """Who has the post: for good, else acting."""
        return self.present("permanent") or self.present("acting")


Change = tuple[Post, Fact | None]
Act = Literal["appoint", "cover", "vacate-permanent", "vacate-acting", "edit", "give-seat", "close", "reopen", "correct"]


def appoint(post: Post, tenure: Tenure, *, home: str, by: Actor, at: datetime) -> Change:
    """Begin a tenure of somebody who works in the entity `home`.

    Raises OwnRoles, RoleNotYoursToGive, PostClosed, PostHeld, AlreadyInPost, ProposalWaiting, TenureDays, TenuresOverlap, and ConsentNeeded
    when that is another entity and the secretariat does not decide.
    """
    demand_right_to_appoint(post, tenure.person, by)
    demand_that_it_can_begin(post, tenure, at)
    if home != post.entity and not POLICY.allows(by, "tenure.start-across"):
        raise ConsentNeeded
    return begin(post, tenure, at)


def begin(post: Post, tenure: Tenure, at: datetime) -> Change:
    """The post with one tenure more."""
    event = tenure_fact(TenureStarted, post, tenure)(until=tenure.to)
    return replace(post, tenures=(*post.tenures, tenure), vacant_since=None), Fact(event, at)


def demand_right_to_give(kind: PostKind, entity: str, by: Actor) -> None:
    """Raise RoleNotYoursToGive unless somebody may give the role that comes with such a post."""
    if not may_change(by, ROLE_OF_POST[kind], entity):
        raise RoleNotYoursToGive


def demand_right_to_appoint(post: Post, person: str, by: Actor) -> None:
    """Raise Forbidden, OwnRoles or RoleNotYoursToGive unless somebody may put this person into the post."""
    POLICY.require(by, "tenure.start", post.entity)
    if by.id == person:
        raise OwnRoles
    demand_right_to_give(post.kind, post.entity, by)


def demand_that_it_can_begin(post: Post, tenure: Tenure, at: datetime) -> None:
    """Raise PostClosed, TenureDays, AlreadyInPost, PostHeld, ProposalWaiting or TenuresOverlap when the tenure cannot begin."""
    if post.closed:
        raise PostClosed
    _demand_sound_days(tenure, dubai_day(at))
    if any(running.person == tenure.person for running in post.tenures if not running.ended):
        raise AlreadyInPost
    if post.present(tenure.kind):
        raise PostHeld
    if any(waiting.kind == tenure.kind and waiting.until > at for waiting in post.proposals):
        raise ProposalWaiting
    _demand_no_overlap(post, tenure)


def set_cover(post: Post, to: date | None, *, by: Actor, at: datetime) -> Change:
    """Fix another last day of the acting tenure, or none; who does so could appoint them. Unchanged when it is that day already.

    Raises NobodyActing, TenureDays, OwnRoles, RoleNotYoursToGive.
    """
    POLICY.require(by, "tenure.start", post.entity)
    acting = post.present("acting")
    if acting is None:
        raise NobodyActing
    demand_right_to_appoint(post, acting.person, by)
    if acting.to == to:
        return post, None
    extended = replace(acting, to=to)
    _demand_sound_days(extended, dubai_day(at))
    tenures = tuple(extended if tenure is acting else tenure for tenure in post.tenures)
    return replace(post, tenures=tenures), Fact(tenure_fact(ActingCoverSet, post, extended)(until=to), at)


def end_tenure(
    post: Post, kind: TenureKind | None, note: str | None, *, roles: Sequence[tuple[RoleName, str]] = (), by: Actor, at: datetime
) -> Change:
    """End the present tenure of this kind, or the holder's. `roles` are those of its person, by scope, that end with it.

    Everybody may leave the own post. Raises NobodyInPost, Forbidden, RoleNotYoursToGive.
    """
    running = post.present(kind) if kind else post.holder
    if running is None or running.person != by.id:
        POLICY.require(by, "tenure.end-others", post.entity)
    if running is None:
        raise NobodyInPost
    if running.person != by.id:
        demand_right_to_give(post.kind, post.entity, by)
        if not all(may_change(by, role, scope) for role, scope in roles):
            raise RoleNotYoursToGive
    return _ended(post, running, note, at)


def declare_vacant(post: Post, *, at: datetime) -> Change:
    """Say once that nobody is in the post any more. Unchanged while somebody is, before the first tenure, and after closing."""
    if post.closed or post.holder or not post.tenures or post.vacant_since:
        return post, None
    since = max(tenure.to or tenure.from_ for tenure in post.tenures)
    return replace(post, vacant_since=since), Fact(PostFellVacant(**told_of(post), since=since), at)


def close(post: Post, *, by: Actor, at: datetime) -> Change:
    """Take a post away with its entity, ending one tenure; the fact of its end leads to the next."""
    POLICY.require(by, "post.close")
    closed = replace(post, closed=True, closed_with_entity=not post.closed, is_network_seat=False)
    return _ended(closed, post.holder, None, at) if post.holder else (closed, None)


def acts(post: Post, ends: Mapping[str, Sequence[tuple[RoleName, str]]], *, by: Actor, at: datetime) -> list[Act]:
    """What somebody may do with the post and who is in it; `ends` are the roles that each person in it would lose with it."""
    gives = may_change(by, ROLE_OF_POST[post.kind], post.entity)
    acting = post.present("acting")
    held = [one for one in (post.present("permanent"), acting) if one]
    keeps, ending = POLICY.allows(by, "tenure.start", post.entity) and gives, POLICY.allows(by, "tenure.end-others", post.entity) and gives
    leaves = {
        one.kind for one in held if one.person == by.id or (ending and all(may_change(by, *role) for role in ends.get(one.person, ())))
    }
    allowed: dict[Act, bool] = {
        "appoint": keeps and not post.closed,
        "cover": keeps and acting is not None and acting.person != by.id,
        "vacate-permanent": "permanent" in leaves,
        "vacate-acting": "acting" in leaves,
        "edit": gives and not post.closed and POLICY.allows(by, "post.edit", post.entity),
        "give-seat": gives and not post.closed and POLICY.allows(by, "post.give-seat", post.entity),
        "close": gives and not post.closed and not held and not is_offered(post, at) and POLICY.allows(by, "post.close", post.entity),
        "reopen": gives and post.closed and POLICY.allows(by, "post.close", post.entity),
        "correct": gives and POLICY.allows(by, "tenure.correct", post.entity),
    }
    return [act for act, may in allowed.items() if may]


def is_offered(post: Post, at: datetime) -> bool:
    """Whether somebody is asked to take the post and has still time to answer."""
    return any(one.until > at for one in post.proposals)


def has_run_out(tenure: Tenure, today: date) -> bool:
    """Whether an acting tenure is past its last day."""
    return not tenure.ended and tenure.to is not None and tenure.to < today


def _ended(post: Post, running: Tenure, note: str | None, at: datetime) -> Change:
    last = min(filter(None, (running.to, dubai_day(at))))
    over = replace(running, to=last, ended=True, handover_note=note)
    tenures = tuple(over if tenure is running else tenure for tenure in post.tenures)
    return replace(post, tenures=tenures), Fact(tenure_fact(TenureEnded, post, running)(to=last), at)


def _demand_sound_days(tenure: Tenure, today: date) -> None:
    if tenure.from_ > today or (tenure.to is not None and (tenure.kind == "permanent" or tenure.to < today)):
        raise TenureDays


def _demand_no_overlap(post: Post, tenure: Tenure) -> None:
    """On the day of a handover both hold the post; a day before it, only one."""
    last = max((past.to for past in post.tenures if past.kind == tenure.kind and past.ended and past.to), default=None)
    if last and tenure.from_ < last:
        raise TenuresOverlap(to=last.isoformat())


def told_of(post: Post) -> dict:
    """What every fact of a post says of it."""
    return {"post_id": post.id, "entity": post.entity, "post_kind": post.kind, "post_title": Words(ar=post.title.ar, en=post.title.en)}


def tenure_fact(event: type, post: Post, tenure: Tenure) -> partial:
    """A fact of a tenure that lacks only what is its own."""
    return partial(event, **told_of(post), person_id=tenure.person, kind=tenure.kind, from_=tenure.from_)
