"""What can be done with posts themselves; each is one write of one post."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor
from chassis.errors import Text
from chassis.outbox import AlreadyApplied

from members_svc.entities.store import EntityStore
from members_svc.errors import EntityNotActive
from members_svc.establishment import model
from members_svc.policy import EVENTS
from members_svc.posts.model import Change, Post
from members_svc.posts.store import PostStore
from members_svc.published import PostKind


async def create_post(
    posts: PostStore, entities: EntityStore, id_: str, *, entity: str, kind: PostKind, title: Text, is_network_seat: bool, by: Actor
) -> Post:
    """Give an entity a post. Raises EntityNotFound, EntityNotActive, SeatTaken."""
    change = model.create(id_, entity, kind, title, is_network_seat=is_network_seat, by=by)
    if (await entities.get(entity)).status != "active":
        raise EntityNotActive(code=entity)
    return await posts.add(*change)


async def edit_post(
    posts: PostStore,
    post_id: str,
    *,
    title: Callable[[Text], Text],
    kind: PostKind | None,
    is_network_seat: bool | None,
    expected: int,
    by: Actor,
    at: datetime,
) -> Post:
    """Change what is given of a post. Raises PostClosed, PostIsHeld, SeatTaken, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    seat = post.is_network_seat if is_network_seat is None else is_network_seat
    return await _saved(posts, post, model.edit(post, title(post.title), kind or post.kind, is_network_seat=seat, by=by, at=at), expected)


async def close_post(posts: PostStore, post_id: str, *, expected: int, by: Actor, at: datetime) -> Post:
    """Close a post that nobody is in. Raises PostClosed, PostIsHeld, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    return await _saved(posts, post, model.abolish(post, by=by, at=at), expected)


async def reopen_post(posts: PostStore, entities: EntityStore, post_id: str, *, expected: int, by: Actor, at: datetime) -> Post:
    """Give a closed post back. Raises PostOpen, EntityNotActive, StaleVersion."""
    post = await posts.get(post_id, expected=expected)
    change = model.reopen(post, by=by, at=at)
    if (await entities.get(post.entity)).status != "active":
        raise EntityNotActive(code=post.entity)
    return await _saved(posts, post, change, expected)


async def reopen_posts(posts: PostStore, entity: str, *, at: datetime) -> None:
    """Give the posts back that closed because their entity ended."""
    for post in await posts.of_entities([entity], closed=True):
        with suppress(AlreadyApplied):
            await posts.alter(post.id, partial(model.reopen_with_entity, by=EVENTS, at=at))


async def _saved(posts: PostStore, before: Post, change: Change, expected: int) -> Post:
    return before if change[0] is before else replace(change[0], version=await posts.save(*change, expected=expected))
