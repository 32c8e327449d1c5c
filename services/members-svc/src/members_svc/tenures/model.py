"""Tenures put right after the fact: other days, or a tenure that goes on since it ended by mistake. Every amendment stays. Pure."""

from dataclasses import replace
from datetime import date, datetime

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.event import Fact

from members_svc.errors import AlreadyInPost, ConsentNeeded, PostClosed, PostHeld, TenureDays, TenureNotFound, TenureRuns, TenuresOverlap
from members_svc.policy import POLICY
from members_svc.posts.model import Amendment, Change, Post, Tenure, demand_right_to_appoint, demand_right_to_give, tenure_fact
from members_svc.published import TenureCorrected, TenureStarted


def correct(post: Post, number: int, from_: date, to: date | None, reason: str, *, by: Actor, at: datetime) -> Change:
    """Put the days of a tenure right; `to` is the last day of one that ended, and stays as planned for one that runs.

    Unchanged when they are so already. Raises TenureNotFound, TenureRuns, TenureDays, TenuresOverlap, RoleNotYoursToGive.
    """
    POLICY.require(by, "tenure.correct", post.entity)
    demand_right_to_give(post.kind, post.entity, by)
    tenure = _numbered(post, number)
    if (from_, to) == (tenure.from_, tenure.to):
        return post, None
    if not tenure.ended and to != tenure.to:
        raise TenureRuns
    _demand_sound_days(tenure, from_, to, dubai_day(at))
    right = replace(tenure, from_=from_, to=to, amendments=(*tenure.amendments, _amendment(tenure, reason, by, at)))
    _demand_no_overlap(post, tenure, right)
    told = tenure_fact(TenureCorrected, post, right)(to=to, was_from=tenure.from_, was_to=tenure.to, corrected_by=by.id)
    return _with(post, tenure, right), Fact(told, at)


def reinstate(post: Post, number: int, to: date | None, reason: str, *, home: str, by: Actor, at: datetime) -> Change:
    """Let a tenure that ended by mistake go on, as if it had not; who does so could appoint its person, who works in `home`.

    Raises TenureNotFound, TenureRuns, PostClosed, PostHeld, AlreadyInPost, ConsentNeeded, TenureDays, TenuresOverlap, RoleNotYoursToGive.
    """
    POLICY.require(by, "tenure.correct", post.entity)
    tenure = _numbered(post, number)
    demand_right_to_appoint(post, tenure.person, by)
    if not tenure.ended:
        raise TenureRuns
    if post.closed:
        raise PostClosed
    if post.present(tenure.kind):
        raise PostHeld
    if any(one.person == tenure.person for one in post.tenures if not one.ended):
        raise AlreadyInPost
    if home != post.entity and not POLICY.allows(by, "tenure.start-across"):
        raise ConsentNeeded
    if to is not None and (tenure.kind == "permanent" or to < dubai_day(at)):
        raise TenureDays
    again = replace(tenure, to=to, ended=False, amendments=(*tenure.amendments, _amendment(tenure, reason, by, at)))
    _demand_no_overlap(post, tenure, again)
    told = tenure_fact(TenureStarted, post, again)(until=to, reinstated=True)
    return replace(_with(post, tenure, again), vacant_since=None), Fact(told, at)


def _numbered(post: Post, number: int) -> Tenure:
    if not 0 <= number < len(post.tenures):
        raise TenureNotFound
    return post.tenures[number]


def _with(post: Post, before: Tenure, after: Tenure) -> Post:
    return replace(post, tenures=tuple(after if one is before else one for one in post.tenures))


def _amendment(tenure: Tenure, reason: str, by: Actor, at: datetime) -> Amendment:
    return Amendment(at, by.id, reason, tenure.from_, tenure.to, tenure.ended)


def _demand_sound_days(tenure: Tenure, from_: date, to: date | None, today: date) -> None:
    if from_ > today or (to is not None and to < from_) or (tenure.ended and (to is None or to > today)):
        raise TenureDays


def _demand_no_overlap(post: Post, before: Tenure, after: Tenure) -> None:
    """On the day of a handover two of a kind may hold the post; on no other day."""
    end = after.to if after.ended and after.to else date.max
    for other in post.tenures:
        last = other.to if other.ended and other.to else date.max
        if other is not before and other.kind == after.kind and after.from_ < last and other.from_ < end:
            raise TenuresOverlap(to=last.isoformat() if last < date.max else other.from_.isoformat())
