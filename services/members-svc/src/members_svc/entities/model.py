"""An entity of the network from its registration to its end. Pure: no clock, no storage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal, get_args

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import Text
from chassis.event import Fact

from members_svc.errors import EntityActive, EntityNotActive, MergedIntoItself, ParentWouldCircle
from members_svc.policy import POLICY
from members_svc.published import (
    EntityDissolved,
    EntityEdited,
    EntityKind,
    EntityMerged,
    EntityRegistered,
    EntityRegisteredBefore,
    EntityRenamed,
    EntityRestored,
    KindOfBefore,
    Particular,
    Words,
)

Status = Literal["active", "merged", "dissolved"]
MOST_FORMER_NAMES: Final = 5
Act = Literal["edit", "merge", "dissolve", "restore", "create-post", "give-seat", "register-person", "appoint", "vacate", "roster"]
_PERMISSION: Final[dict[Act, str]] = {
    "edit": "entity.edit",
    "merge": "entity.end",
    "dissolve": "entity.end",
    "restore": "entity.end",
    "create-post": "post.create",
    "give-seat": "post.give-seat",
    "register-person": "person.register",
    "appoint": "tenure.start",
    "vacate": "tenure.end-others",
    "roster": "roster.change",
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """An end that was taken back: when, by whom and why, and how the entity had ended."""

    at: datetime
    by: str
    reason: str
    status: Status
    merged_into: str | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A government entity. The code never changes; an ended entity stays, with the day it ended. It is found by `former_names` too, the
    latest first."""

    code: str
    name: Text
    kind: EntityKind
    valid_from: date
    parent: str | None = None
    sectors: tuple[str, ...] = ()
    status: Status = "active"
    merged_into: str | None = None
    valid_to: date | None = None
    amendments: tuple[Amendment, ...] = ()
    former_names: tuple[Text, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Particulars:
    """What may be edited of an entity."""

    name: Text
    kind: EntityKind
    parent: str | None
    sectors: tuple[str, ...]

    @classmethod
    def of(cls, entity: Entity) -> "Particulars":
        """As they are now."""
        return cls(entity.name, entity.kind, entity.parent, entity.sectors)


Change = tuple[Entity, Fact | None]


def register(code: str, wanted: Particulars, *, by: Actor, at: datetime) -> Change:
    """A new entity of the network."""
    POLICY.require(by, "entity.register")
    entity = Entity(code, wanted.name, wanted.kind, dubai_day(at), wanted.parent, wanted.sectors)
    told = {"code": code, **_told(wanted)}
    before = EntityRegisteredBefore.model_validate(told) if wanted.kind in get_args(KindOfBefore) else None
    return entity, Fact(EntityRegistered.model_validate(told), at, also=before)


def edit(entity: Entity, wanted: Particulars, *, ancestors: Sequence[str], by: Actor, at: datetime) -> Change:
    """Other particulars, announced. Unchanged when they are so already. `ancestors` are the wanted parent and those above it."""
    POLICY.require(by, "entity.edit")
    _demand_active(entity)
    if entity.code in ancestors:
        raise ParentWouldCircle
    changed = tuple(name for name in get_args(Particular) if getattr(wanted, name) != getattr(entity, name))
    if not changed:
        return entity, None
    former = entity.former_names if wanted.name == entity.name else (entity.name, *entity.former_names)
    names = tuple(one for one in dict.fromkeys(former) if one != wanted.name)[:MOST_FORMER_NAMES]
    edited = replace(entity, name=wanted.name, former_names=names, kind=wanted.kind, parent=wanted.parent, sectors=wanted.sectors)
    event = EntityEdited.model_validate({"code": entity.code, **_told(wanted), "changed": changed})
    renamed = EntityRenamed(code=entity.code, name=words(wanted.name), was=words(entity.name)) if "name" in changed else None
    return edited, Fact(event, at, also=renamed)


def merge(entity: Entity, into: Entity, *, by: Actor, at: datetime) -> Change:
    """End the entity as a part of another one. Raises MergedIntoItself, EntityNotActive."""
    POLICY.require(by, "entity.end")
    _demand_active(entity)
    if into.code == entity.code:
        raise MergedIntoItself
    _demand_active(into)
    merged = replace(entity, status="merged", merged_into=into.code, valid_to=dubai_day(at))
    return merged, Fact(EntityMerged(code=entity.code, merged_into=into.code), at)


def dissolve(entity: Entity, *, by: Actor, at: datetime) -> Change:
    """End the entity without a successor. Raises EntityNotActive."""
    POLICY.require(by, "entity.end")
    _demand_active(entity)
    return replace(entity, status="dissolved", valid_to=dubai_day(at)), Fact(EntityDissolved(code=entity.code), at)


def restore(entity: Entity, reason: str, *, above: Entity | None, by: Actor, at: datetime) -> Change:
    """Take the end of an entity back. Raises EntityActive, and EntityNotActive when the entity above it ended."""
    POLICY.require(by, "entity.end")
    if entity.status == "active":
        raise EntityActive(code=entity.code)
    if above:
        _demand_active(above)
    amendment = Amendment(at, by.id, reason, entity.status, entity.merged_into, entity.valid_to)
    restored = replace(entity, status="active", merged_into=None, valid_to=None, amendments=(*entity.amendments, amendment))
    told = {"code": entity.code, **_told(Particulars.of(entity)), "was": entity.status, "merged_into": entity.merged_into}
    return restored, Fact(EntityRestored.model_validate(told), at)


def acts(entity: Entity, *, by: Actor) -> list[Act]:
    """What somebody may do with the entity, its posts and its roster now."""
    ended = entity.status != "active"
    return [act for act, permission in _PERMISSION.items() if (act == "restore") == ended and POLICY.allows(by, permission, entity.code)]


def words(text: Text) -> Words:
    """A bilingual text as events carry it."""
    return Words(ar=text.ar, en=text.en)


def _told(wanted: Particulars) -> dict[str, Any]:
    return {"name": words(wanted.name), "kind": wanted.kind, "parent": wanted.parent, "sectors": wanted.sectors}


def _demand_active(entity: Entity) -> None:
    if entity.status != "active":
        raise EntityNotActive(code=entity.code)
