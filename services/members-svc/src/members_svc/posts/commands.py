"""What can be done with posts and tenures; each is one write. That a post is vacant is a fact of its own behind the end of a tenure."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.outbox import AlreadyApplied

from members_svc.people.model import roles_through
from members_svc.people.store import PeopleStore
from members_svc.policy import CLOCK, EVENTS
from members_svc.posts import model
from members_svc.posts.model import Change, Post, Tenure, has_run_out
from members_svc.posts.store import PostStore
from members_svc.published import RoleName, TenureKind


async def appoint(posts: PostStore, people: PeopleStore, post_id: str, tenure: Tenure, *, expected: int, by: Actor, at: datetime) -> Post:
    """Begin a person's tenure. Raises PersonNotFound, ConsentNeeded, PostHeld, AlreadyInPost, PostClosed, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    model.demand_right_to_appoint(post, tenure.person, by)
    home = (await people.get(tenure.person)).entity.code
    return await _saved(posts, model.appoint(post, tenure, home=home, by=by, at=at), expected)


async def vacate(
    posts: PostStore, people: PeopleStore, post_id: str, kind: TenureKind | None, note: str, *, expected: int, by: Actor, at: datetime
) -> Post:
    """End a tenure with a word to the successor, and say so when the post is vacant now. Raises NobodyInPost, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    roles = await _roles_of_post(people, post, kind)
    await _saved(posts, model.end_tenure(post, kind, note, roles=roles, by=by, at=at), expected)
    await declare_vacancy(posts, post_id, at=at)
    return await posts.get(post_id)


async def _roles_of_post(people: PeopleStore, post: Post, kind: TenureKind | None) -> list[tuple[RoleName, str]]:
    """The roles that who leaves the post loses with it."""
    running = post.present(kind) if kind else post.holder
    found = await people.named([running.person] if running else [])
    return [role for person in found.values() for role in roles_through(person, post.id)]


async def set_cover(posts: PostStore, post_id: str, to: date | None, *, expected: int, by: Actor, at: datetime) -> Post:
    """Fix another last day for who acts in a post; nothing is written when it is that already. Raises NobodyActing, TenureDays."""
    post = await posts.get(post_id, expected=expected)
    change = model.set_cover(post, to, by=by, at=at)
    return post if change[0] is post else await _saved(posts, change, expected)


async def declare_vacancy(posts: PostStore, post_id: str, *, at: datetime) -> None:
    """Say once that a post fell vacant: by the request that ended the tenure or, if that was cut off, by the event of its end."""
    await posts.alter(post_id, partial(model.declare_vacant, at=at))


async def close_posts(posts: PostStore, entity: str, *, at: datetime) -> None:
    """Take away all posts of an entity that ended."""
    for post in await posts.of_entities([entity]):
        try:
            await posts.alter(post.id, partial(model.close, by=EVENTS, at=at))
        except AlreadyApplied:
            continue


async def finish_closing(posts: PostStore, post_id: str, *, at: datetime) -> None:
    """End the next tenure of a closed post, if there is one left."""

    def next_one(post: Post) -> Change:
        return model.end_tenure(post, None, None, by=EVENTS, at=at) if post.closed and post.holder else (post, None)

    await posts.alter(post_id, next_one)


async def end_run_out_covers(posts: PostStore, *, at: datetime) -> None:
    """End the acting tenures whose last day is over."""
    for post in await posts.run_out(dubai_day(at)):
        await posts.alter(post.id, partial(_without_run_out, at=at))
        await declare_vacancy(posts, post.id, at=at)


def _without_run_out(post: Post, *, at: datetime) -> Change:
    acting = post.present("acting")
    if acting is None or not has_run_out(acting, dubai_day(at)):
        return post, None
    return model.end_tenure(post, "acting", None, by=CLOCK, at=at)


async def _saved(posts: PostStore, change: Change, expected: int) -> Post:
    return replace(change[0], version=await posts.save(*change, expected=expected))
