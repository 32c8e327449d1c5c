"""The HTTP door of entities."""

from datetime import datetime
from typing import Annotated, Any

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Page, ReaderLanguage, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Path, Query, Response

from members_svc.entities import commands
from members_svc.entities.model import Entity, Status
from members_svc.entities.schemas import EntityBody, EntityPatch, EntitySummary, MergeInto, NewEntity, Restoration
from members_svc.policy import POLICY
from members_svc.posts.routes import shown
from members_svc.published import EntityKind
from members_svc.routes import Held, Paged, Search
from members_svc.schemas import Code
from members_svc.store import Stores

router = Router(POLICY)
CodeInPath = Annotated[Code, Path()]


@router.get("/entities", permission="entity.read")
async def list_entities(
    stores: Held,
    page: Paged,
    language: ReaderLanguage,
    q: Search = None,
    kind: EntityKind | None = None,
    status: Status | None = None,
    parent: Annotated[Code | None, Query()] = None,
    sector: Annotated[str | None, Query(max_length=300)] = None,
) -> Page[EntitySummary]:
    """Entities by name, also those that ended."""
    filters = ("entities", language, q, kind, status, parent, sector)
    narrowed = {"kind": kind, "status": status, "parent": parent, "sectors": sector}
    found = await stores.entities.find(q=q, narrowed=narrowed, language=language, behind=page.behind(*filters), limit=page.limit + 1)
    items, following = page.cut(found, lambda one: one.place, *filters)
    return Page(items=readable(items, lambda one: EntitySummary.of(one.item)), next=following)


@router.get("/entities/{code}", permission="entity.read", response_model=EntityBody)
async def get_entity(code: CodeInPath, by: CurrentActor, stores: Held, now: Now) -> Response:
    """An entity with its posts."""
    return await _answer(stores, await stores.entities.get(code), by, now())


@router.post("/entities", permission="entity.register", response_model=EntityBody, status_code=201)
async def register_entity(body: NewEntity, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now) -> Response:
    """Admit an entity to the network."""
    at, made_by = now(), derived_id(by.id, key)
    entity = await commands.register_entity(stores.entities, body.code, body.particulars, made_by=made_by, by=by, at=at)
    return await _answer(stores, entity, by, at, status=201, location=f"/api/v1/entities/{entity.code}")


@router.patch("/entities/{code}", permission="entity.edit", response_model=EntityBody)
async def edit_entity(code: CodeInPath, body: EntityPatch, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Change what is known of an entity."""
    at = now()
    return await _answer(stores, await commands.edit_entity(stores.entities, code, body.over, expected=expected, by=by, at=at), by, at)


@router.post("/entities/{code}/merge", permission="entity.end", response_model=EntityBody)
async def merge_entity(code: CodeInPath, body: MergeInto, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """End an entity as a part of another."""
    at = now()
    return await _answer(stores, await commands.merge_entity(stores.entities, code, body.into, expected=expected, by=by, at=at), by, at)


@router.post("/entities/{code}/dissolve", permission="entity.end", response_model=EntityBody)
async def dissolve_entity(code: CodeInPath, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """End an entity."""
    at = now()
    return await _answer(stores, await commands.dissolve_entity(stores.entities, code, expected=expected, by=by, at=at), by, at)


@router.post("/entities/{code}/restore", permission="entity.end", response_model=EntityBody)
async def restore_entity(code: CodeInPath, body: Restoration, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Give an entity back that was merged or dissolved by mistake, with a reason. Its posts open again; who was in them is reinstated one
    by one."""
    at = now()
    return await _answer(stores, await commands.restore_entity(stores.entities, code, body.reason, expected=expected, by=by, at=at), by, at)


async def _answer(stores: Stores, entity: Entity, by: Actor, at: datetime, **options: Any) -> Response:
    posts = await shown(stores, await stores.posts.of_entities([entity.code]), by, at)
    return reply(EntityBody.seen_by(by, entity, posts), version=entity.version, **options)
