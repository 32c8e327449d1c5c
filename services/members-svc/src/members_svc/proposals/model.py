"""Appointments of people of another entity: proposed, and begun only once their person or the secretariat accepts. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from chassis.audience import AudienceScope, person_term, role_terms, scope_of
from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import IdempotencyKeyReused
from chassis.event import Fact

from members_svc.errors import ConsentNotNeeded, ProposalNotFound, ProposalUnsupported
from members_svc.policy import POLICY, ROLE_OF_POST, SECRETARIAT, may_change
from members_svc.posts.model import (
    Change,
    Post,
    Proposal,
    Tenure,
    begin,
    demand_right_to_appoint,
    demand_that_it_can_begin,
    told_of,
)
from members_svc.published import AppointmentDropped, AppointmentProposed

ANSWER_WITHIN: Final = timedelta(days=14)

Act = Literal["accept", "decline", "withdraw"]
Outcome = Literal["declined", "withdrawn", "expired", "void"]


def propose(post: Post, tenure: Tenure, id_: str, *, home: str, by: Actor, at: datetime) -> Change:
    """Offer the post to somebody who works in the entity `home`. Unchanged when the same was proposed already.

    Raises ConsentNotNeeded for people of the own entity, and all that appointing them raises.
    """
    demand_right_to_appoint(post, tenure.person, by)
    if is_proposed(post, tenure, id_):
        return post, None
    if home == post.entity:
        raise ConsentNotNeeded
    demand_that_it_can_begin(post, tenure, at)
    made = Proposal(id_, tenure.person, tenure.kind, by.id, at, at + ANSWER_WITHIN, tenure.to)
    told = AppointmentProposed(**_told(post, made), until=made.until)
    return replace(post, proposals=(*post.proposals, made)), Fact(told, at)


def is_proposed(post: Post, tenure: Tenure, id_: str) -> bool:
    """Whether the offer of this id waits already. Raises IdempotencyKeyReused when it is another."""
    waiting = next((one for one in post.proposals if one.id == id_), None)
    if waiting and (waiting.person, waiting.kind, waiting.to) != (tenure.person, tenure.kind, tenure.to):
        raise IdempotencyKeyReused
    return waiting is not None


def accept(post: Post, id_: str, *, proposer: Actor | None, by: Actor, at: datetime) -> Change:
    """Begin the tenure today. `proposer` is who proposed it, with the roles of today: what they could not do now is not done for them.

    Raises ProposalNotFound, Forbidden, ProposalUnsupported, and all that appointing raises.
    """
    waiting = _waiting(post, id_, by, at)
    if by.id == waiting.person:
        if proposer is None or not _may_appoint(proposer, post):
            raise ProposalUnsupported
    else:
        POLICY.require(by, "tenure.start-across")
        demand_right_to_appoint(post, waiting.person, by)
    freed = _without(post, waiting)
    tenure = Tenure(waiting.person, waiting.kind, dubai_day(at), waiting.to)
    demand_that_it_can_begin(freed, tenure, at)
    return begin(freed, tenure, at)


def decline(post: Post, id_: str, *, by: Actor, at: datetime) -> Change:
    """Say no: its person, or the secretariat. Raises ProposalNotFound, Forbidden."""
    waiting = _waiting(post, id_, by, at)
    if by.id != waiting.person:
        POLICY.require(by, "tenure.start-across")
    return _dropped(post, waiting, "declined", at)


def withdraw(post: Post, id_: str, *, by: Actor, at: datetime) -> Change:
    """Take the offer back: who may appoint in the entity. Raises ProposalNotFound, Forbidden."""
    waiting = _waiting(post, id_, by, at)
    POLICY.require(by, "tenure.start", post.entity)
    return _dropped(post, waiting, "withdrawn", at)


def expire(post: Post, *, at: datetime) -> Change:
    """Drop the first offer whose time ran out. Unchanged when there is none."""
    over = next((one for one in post.proposals if one.until <= at), None)
    return _dropped(post, over, "expired", at) if over else (post, None)


def void(post: Post, *, at: datetime) -> Change:
    """Drop the first offer of a post that closed. Unchanged when there is none."""
    return _dropped(post, post.proposals[0], "void", at) if post.closed and post.proposals else (post, None)


def seen_by(reader: Actor, post: Post, at: datetime) -> Sequence[tuple[Proposal, tuple[Act, ...]]]:
    """The offers that somebody may see, each with what they may do about it now: its person, who may appoint there, the secretariat."""
    waiting = [one for one in post.proposals if one.until > at and not post.closed]
    return [(one, acts) for one in waiting if (acts := _acts(reader, post, one))]


def _acts(reader: Actor, post: Post, waiting: Proposal) -> tuple[Act, ...]:
    own = reader.id == waiting.person
    decides = POLICY.allows(reader, "tenure.start-across")
    allowed: dict[Act, bool] = {
        "accept": own or (decides and _may_appoint(reader, post)),
        "decline": own or decides,
        "withdraw": POLICY.allows(reader, "tenure.start", post.entity),
    }
    return tuple(act for act, may in allowed.items() if may)


def _may_appoint(somebody: Actor, post: Post) -> bool:
    return POLICY.allows(somebody, "tenure.start", post.entity) and may_change(somebody, ROLE_OF_POST[post.kind], post.entity)


def _waiting(post: Post, id_: str, by: Actor, at: datetime) -> Proposal:
    found = next((one for one, _ in seen_by(by, post, at) if one.id == id_), None)
    if found is None:
        raise ProposalNotFound
    return found


def _without(post: Post, gone: Proposal) -> Post:
    return replace(post, proposals=tuple(one for one in post.proposals if one is not gone))


def _dropped(post: Post, gone: Proposal, outcome: Outcome, at: datetime) -> Change:
    return _without(post, gone), Fact(AppointmentDropped(**_told(post, gone), outcome=outcome), at)


def _told(post: Post, proposal: Proposal) -> dict:
    who = {"proposal_id": proposal.id, "person_id": proposal.person, "kind": proposal.kind, "proposed_by": proposal.by}
    return {**told_of(post), **who, "audience_scope": audience(post, proposal)}


def audience(post: Post, proposal: Proposal) -> AudienceScope:
    """Those who may see the offer: its person, who may appoint in the entity, and the secretariat."""
    keepers = role_terms(("network-admin", "secretariat-editor")) | role_terms(("entity-director",), post.entity)
    return scope_of({person_term(proposal.person), *keepers}, home=SECRETARIAT)
