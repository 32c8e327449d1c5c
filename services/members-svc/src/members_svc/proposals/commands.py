"""What can be done with proposed appointments; each is one write of one post."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor, Grant
from chassis.errors import StaleVersion

from members_svc.errors import PersonNotFound
from members_svc.people.store import PeopleStore
from members_svc.posts.model import Change, Post, Tenure
from members_svc.posts.store import PostStore
from members_svc.proposals import model


async def propose_appointment(
    posts: PostStore, people: PeopleStore, post_id: str, tenure: Tenure, proposal_id: str, *, expected: int, by: Actor, at: datetime
) -> Post:
    """Offer a post to a person of another entity. An offer with this id is not made again.

    Raises PersonNotFound, ConsentNotNeeded, ProposalWaiting, PostHeld, StaleVersion, IdempotencyKeyReused.
    """
    post = await posts.get(post_id)
    if not model.is_proposed(post, tenure, proposal_id) and post.version != expected:
        raise StaleVersion
    home = (await people.get(tenure.person)).entity.code
    return await _saved(posts, post, model.propose(post, tenure, proposal_id, home=home, by=by, at=at), expected)


async def accept_appointment(
    posts: PostStore, people: PeopleStore, post_id: str, proposal_id: str, *, expected: int, by: Actor, at: datetime
) -> Post:
    """Begin the tenure that was proposed. Raises ProposalNotFound, ProposalUnsupported, PostHeld, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    made_by = next((one.by for one in post.proposals if one.id == proposal_id), None)
    proposer = await _as_actor(people, made_by) if made_by else None
    return await _saved(posts, post, model.accept(post, proposal_id, proposer=proposer, by=by, at=at), expected)


async def decline_appointment(posts: PostStore, post_id: str, proposal_id: str, *, expected: int, by: Actor, at: datetime) -> Post:
    """Say no to a proposed appointment. Raises ProposalNotFound, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    return await _saved(posts, post, model.decline(post, proposal_id, by=by, at=at), expected)


async def withdraw_appointment(posts: PostStore, post_id: str, proposal_id: str, *, expected: int, by: Actor, at: datetime) -> Post:
    """Take a proposed appointment back. Raises ProposalNotFound, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    return await _saved(posts, post, model.withdraw(post, proposal_id, by=by, at=at), expected)


async def drop_run_out_proposals(posts: PostStore, *, at: datetime) -> None:
    """Drop the offers that nobody answered in time, and those whose post is closed."""
    for post in await posts.with_proposals_over(at):
        while await posts.alter(post.id, partial(model.expire, at=at)) or await posts.alter(post.id, partial(model.void, at=at)):
            pass


async def _as_actor(people: PeopleStore, person_id: str) -> Actor | None:
    """Somebody with the roles of today, as far as the directory knows them."""
    try:
        person = await people.get(person_id)
    except PersonNotFound:
        return None
    return Actor(person.id, "person", entity=person.entity.code, grants=tuple(Grant(role.role, role.scope) for role in person.roles))


async def _saved(posts: PostStore, before: Post, change: Change, expected: int) -> Post:
    if change[0] is before:
        return before
    return replace(change[0], version=await posts.save(*change, expected=expected))
