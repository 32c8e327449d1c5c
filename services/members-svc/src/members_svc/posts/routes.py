"""The HTTP door of posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.http import CurrentActor, IfMatch, Now, Page, Router, reply
from chassis.reading import readable
from fastapi import Path, Query, Response

from members_svc.policy import POLICY
from members_svc.posts import commands
from members_svc.posts.model import Post
from members_svc.posts.schemas import Appointment, Cover, Handover, PostBody, PostWithTenures
from members_svc.posts.store import place_of
from members_svc.routes import Held, Paged
from members_svc.schemas import Code, Id
from members_svc.store import Stores

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.get("/posts", permission="post.read")
async def list_posts(
    stores: Held,
    page: Paged,
    by: CurrentActor,
    now: Now,
    entity: Annotated[Code | None, Query()] = None,
    closed: bool = False,
    unfilled: Annotated[bool, Query(description="Only those that nobody holds for good: vacant, or covered by somebody acting")] = False,
) -> Page[PostBody]:
    """Posts with who is in them, by entity and rank; with `closed` those that exist no more."""
    filters = ("posts", entity, closed, unfilled)
    found = await stores.posts.find(entity=entity, closed=closed, unfilled=unfilled, behind=page.behind(*filters), limit=page.limit + 1)
    items, following = page.cut(found, place_of, *filters)
    return Page(items=await shown(stores, items, by, now()), next=following)


@router.get("/posts/{post_id}", permission="post.read", response_model=PostWithTenures)
async def get_post(post_id: IdInPath, by: CurrentActor, stores: Held, now: Now) -> Response:
    """A post with its tenures."""
    return await answer(stores, await stores.posts.get(post_id), by, now())


@router.post("/posts/{post_id}/appoint", permission="tenure.start", response_model=PostWithTenures)
async def appoint_to_post(post_id: IdInPath, body: Appointment, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Begin a person's tenure in the post."""
    at = now()
    tenure = body.tenure(dubai_day(at))
    post = await commands.appoint(stores.posts, stores.people, post_id, tenure, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)


@router.post("/posts/{post_id}/vacate", permission="tenure.end", response_model=PostWithTenures)
async def vacate_post(post_id: IdInPath, body: Handover, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """End a tenure with a word to the successor."""
    at = now()
    post = await commands.vacate(stores.posts, stores.people, post_id, body.kind, body.handover_note, expected=expected, by=by, at=at)
    return await answer(stores, post, by, at)


@router.post("/posts/{post_id}/cover", permission="tenure.start", response_model=PostWithTenures)
async def cover_post(post_id: IdInPath, body: Cover, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Fix until when somebody acts in the post."""
    at = now()
    return await answer(stores, await commands.set_cover(stores.posts, post_id, body.to, expected=expected, by=by, at=at), by, at)


async def shown(stores: Stores, posts: Sequence[Post], by: Actor, at: datetime) -> list[PostBody]:
    """Posts with the people in them and those who are asked to take them, read at once."""
    people = await stores.people.named(person for post in posts for person in _named_in(post))
    return readable(posts, lambda post: PostBody.seen_by(by, post, people, at))


async def answer(stores: Stores, post: Post, by: Actor, at: datetime, **options: Any) -> Response:
    """A post with its tenures, as the reader may see it."""
    people = await stores.people.named({*_named_in(post), *(tenure.person for tenure in post.tenures)})
    in_it = any(tenure.person == by.id for tenure in post.tenures if not tenure.ended)
    keeps = POLICY.allows(by, "tenure.end-others", post.entity)
    body = PostWithTenures.with_tenures(PostBody.seen_by(by, post, people, at), post, people, with_notes=in_it or keeps)
    return reply(body, version=post.version, **options)


def _named_in(post: Post) -> list[str]:
    return [*(tenure.person for tenure in post.tenures if not tenure.ended), *(one.person for one in post.proposals)]
