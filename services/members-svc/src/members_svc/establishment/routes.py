"""The HTTP door of posts themselves: made, changed, closed, given back."""

from typing import Annotated

from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Router
from chassis.idempotency import derived_id
from fastapi import Path, Response

from members_svc.establishment import commands
from members_svc.policy import POLICY
from members_svc.posts.routes import answer
from members_svc.posts.schemas import NewPost, PostPatch, PostWithTenures
from members_svc.routes import Held
from members_svc.schemas import Id

router = Router(POLICY)
IdInPath = Annotated[Id, Path()]


@router.post("/posts", permission="post.create", response_model=PostWithTenures, status_code=201)
async def create_post(body: NewPost, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now) -> Response:
    """Give an entity a post."""
    wanted = {"entity": body.entity, "kind": body.kind, "title": body.title.text, "is_network_seat": body.is_network_seat}
    post = await commands.create_post(stores.posts, stores.entities, derived_id(by.id, key), **wanted, by=by)
    return await answer(stores, post, by, now(), status=201, location=f"/api/v1/posts/{post.id}")


@router.patch("/posts/{post_id}", permission="post.edit", response_model=PostWithTenures)
async def edit_post(post_id: IdInPath, body: PostPatch, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Change the title of a post, its kind while nobody is in it, or whether it is the network seat."""
    at = now()
    wanted = {"title": body.title_over, "kind": body.kind, "is_network_seat": body.is_network_seat}
    return await answer(stores, await commands.edit_post(stores.posts, post_id, **wanted, expected=expected, by=by, at=at), by, at)


@router.post("/posts/{post_id}/close", permission="post.close", response_model=PostWithTenures)
async def close_post(post_id: IdInPath, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Close a post that nobody is in."""
    at = now()
    return await answer(stores, await commands.close_post(stores.posts, post_id, expected=expected, by=by, at=at), by, at)


@router.post("/posts/{post_id}/reopen", permission="post.close", response_model=PostWithTenures)
async def reopen_post(post_id: IdInPath, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Give a closed post back, with nobody in it."""
    at = now()
    return await answer(stores, await commands.reopen_post(stores.posts, stores.entities, post_id, expected=expected, by=by, at=at), by, at)
