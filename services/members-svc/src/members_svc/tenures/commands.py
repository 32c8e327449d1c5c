"""What can be done with tenures after the fact; each is one write of one post."""

from dataclasses import replace
from datetime import date, datetime

from chassis.auth import Actor

from members_svc.people.store import PeopleStore
from members_svc.posts.model import Post
from members_svc.posts.store import PostStore
from members_svc.tenures import model


async def correct_tenure(
    posts: PostStore,
    post_id: str,
    *,
    number: int,
    from_: date | None,
    to: date | None,
    reason: str,
    expected: int,
    by: Actor,
    at: datetime,
) -> Post:
    """Put the days of a tenure right, those that are given. Raises TenureNotFound, TenureDays, TenuresOverlap, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    known = post.tenures[number] if 0 <= number < len(post.tenures) else None
    days = (from_ or (known and known.from_) or date.min, to or (known and known.to))
    changed, fact = model.correct(post, number, *days, reason, by=by, at=at)
    return post if changed is post else replace(changed, version=await posts.save(changed, fact, expected=expected))


async def reinstate_tenure(
    posts: PostStore,
    people: PeopleStore,
    post_id: str,
    *,
    number: int,
    to: date | None,
    reason: str,
    expected: int,
    by: Actor,
    at: datetime,
) -> Post:
    """Let a tenure that ended by mistake go on. Raises TenureNotFound, PersonNotFound, PostHeld, ConsentNeeded, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    known = post.tenures[number] if 0 <= number < len(post.tenures) else None
    home = (await people.get(known.person)).entity.code if known else post.entity
    changed, fact = model.reinstate(post, number, to, reason, home=home, by=by, at=at)
    return replace(changed, version=await posts.save(changed, fact, expected=expected))
