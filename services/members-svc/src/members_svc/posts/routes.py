"""The HTTP door of posts."""

from collections.abc import Sequence
from typing import Annotated, Any

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, Router, reply
from chassis.idempotency import derived_id
from fastapi import Path, Query, Response

from members_svc.model import readable
from members_svc.policy import POLICY
from members_svc.posts import commands
from members_svc.posts.model import Post
from members_svc.posts.schemas import Appointment, Cover, Handover, NewPost, PostBody, PostWithTenures
from members_svc.posts.store import place_of
from members_svc.routes import Held, Paged
from members_svc.schemas import Code, Id
from members_svc.store import Stores

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.get("/posts", permission="post.read")
async def list_posts(stores: Held, page: Paged, entity: Annotated[Code | None, Query()] = None) -> Page[PostBody]:
    """Posts with who is in them, by entity and rank."""
    filters = ("posts", entity)
    found = await stores.posts.find(entity=entity, behind=page.behind(*filters), limit=page.limit + 1)
    items, following = page.cut(found, place_of, *filters)
    return Page(items=await shown(stores, items), next=following)


@router.get("/posts/{post_id}", permission="post.read", response_model=PostWithTenures)
async def get_post(post_id: IdInPath, by: CurrentActor, stores: Held) -> Response:
    """A post with its tenures."""
    return await _answer(stores, await stores.posts.get(post_id), by)


@router.post("/posts", permission="post.create", response_model=PostWithTenures, status_code=201)
async def create_post(body: NewPost, by: CurrentActor, key: IdempotencyKey, stores: Held) -> Response:
    """Give an entity a post."""
    wanted = {"entity": body.entity, "kind": body.kind, "title": body.title.text, "is_network_seat": body.is_network_seat}
    post = await commands.create_post(stores.posts, stores.entities, derived_id(by.id, key), **wanted, by=by)
    return await _answer(stores, post, by, status=201, location=f"/api/v1/posts/{post.id}")


@router.post("/posts/{post_id}/appoint", permission="tenure.start", response_model=PostWithTenures)
async def appoint_to_post(post_id: IdInPath, body: Appointment, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Begin a person's tenure in the post."""
    at = now()
    tenure = body.tenure(dubai_day(at))
    return await _answer(stores, await commands.appoint(stores.posts, stores.people, post_id, tenure, expected=expected, by=by, at=at), by)


@router.post("/posts/{post_id}/vacate", permission="tenure.end", response_model=PostWithTenures)
async def vacate_post(post_id: IdInPath, body: Handover, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """End a tenure with a word to the successor."""
    post = await commands.vacate(stores.posts, stores.people, post_id, body.kind, body.handover_note, expected=expected, by=by, at=now())
    return await _answer(stores, post, by)


@router.post("/posts/{post_id}/cover", permission="tenure.start", response_model=PostWithTenures)
async def cover_post(post_id: IdInPath, body: Cover, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Fix until when somebody acts in the post."""
    return await _answer(stores, await commands.set_cover(stores.posts, post_id, body.to, expected=expected, by=by, at=now()), by)


async def shown(stores: Stores, posts: Sequence[Post]) -> list[PostBody]:
    """Posts with the people in them, read at once."""
    people = await stores.people.named(tenure.person for post in posts for tenure in post.tenures if not tenure.ended)
    return readable(posts, lambda post: PostBody.of(post, people))


async def _answer(stores: Stores, post: Post, by: Actor, **options: Any) -> Response:
    people = await stores.people.named(tenure.person for tenure in post.tenures if not tenure.ended)
    in_it = any(tenure.person == by.id for tenure in post.tenures if not tenure.ended)
    body = PostWithTenures.with_tenures(post, people, with_notes=in_it or POLICY.allows(by, "tenure.end-others", post.entity))
    return reply(body, version=post.version, **options)
