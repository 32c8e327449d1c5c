"""What can be done with entities; each is one write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chassis.auth import Actor

from members_svc.entities import model
from members_svc.entities.model import Change, Entity, Particulars
from members_svc.entities.store import EntityStore


async def register_entity(entities: EntityStore, code: str, wanted: Particulars, *, made_by: str, by: Actor, at: datetime) -> Entity:
    """Admit an entity to the network."""
    await entities.ancestors(wanted.parent)
    return await entities.add(*model.register(code, wanted, by=by, at=at), made_by=made_by)


async def edit_entity(
    entities: EntityStore, code: str, edited: Callable[[Particulars], Particulars], *, expected: int, by: Actor, at: datetime
) -> Entity:
    """Change what is known of an entity, its name included; nothing is written when it is so already."""
    entity = await entities.get(code, expected=expected)
    wanted = edited(Particulars.of(entity))
    ancestors = await entities.ancestors(wanted.parent)
    change = model.edit(entity, wanted, ancestors=ancestors, by=by, at=at)
    return entity if change[0] is entity else await _saved(entities, change, expected)


async def merge_entity(entities: EntityStore, code: str, into: str, *, expected: int, by: Actor, at: datetime) -> Entity:
    """End an entity as a part of another."""
    entity, successor = await entities.get(code, expected=expected), await entities.get(into)
    return await _saved(entities, model.merge(entity, successor, by=by, at=at), expected)


async def dissolve_entity(entities: EntityStore, code: str, *, expected: int, by: Actor, at: datetime) -> Entity:
    """End an entity."""
    return await _saved(entities, model.dissolve(await entities.get(code, expected=expected), by=by, at=at), expected)


async def restore_entity(entities: EntityStore, code: str, reason: str, *, expected: int, by: Actor, at: datetime) -> Entity:
    """Give an ended entity back. Raises EntityActive, EntityNotActive when the one above it ended meanwhile, StaleVersion."""
    entity = await entities.get(code, expected=expected)
    above = await entities.get(entity.parent) if entity.parent else None
    return await _saved(entities, model.restore(entity, reason, above=above, by=by, at=at), expected)


async def _saved(entities: EntityStore, change: Change, expected: int) -> Entity:
    return replace(change[0], version=await entities.save(*change, expected=expected))
