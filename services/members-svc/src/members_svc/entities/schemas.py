"""The shapes of entities, with the posts inside them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from chassis.auth import Actor
from chassis.fields import Lines, not_removable
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints, field_validator

from members_svc.entities.model import Act, Entity, Particulars, Status, acts
from members_svc.policy import POLICY
from members_svc.posts.schemas import PostBody
from members_svc.published import EntityKind
from members_svc.schemas import BiName, BiNamePatch, Code, Name


class EntitySummary(Body):
    """An entity in a list."""

    code: str = Field(examples=["D01"])
    name: BiText
    kind: EntityKind
    parent: str | None
    sectors: list[str]
    status: Status
    merged_into: str | None
    version: int

    @classmethod
    def of(cls, entity: Entity) -> "EntitySummary":
        return cls(**_shown(entity))


class EndTakenBack(Body):
    """The entity had ended so, until on this day that was taken back; the reason is for who may do so."""

    at: datetime
    by: str
    reason: str | None
    status: Status
    merged_into: str | None
    valid_to: date | None


class EntityBody(EntitySummary):
    """An entity with its open posts and who holds them. `actions` are what the reader may do with it now."""

    valid_from: date
    valid_to: date | None
    posts: list[PostBody]
    amendments: list[EndTakenBack]
    actions: list[Act]

    @classmethod
    def seen_by(cls, reader: Actor, entity: Entity, posts: Sequence[PostBody]) -> "EntityBody":
        days = {"valid_from": entity.valid_from, "valid_to": entity.valid_to}
        keeps = POLICY.allows(reader, "entity.edit", entity.code)
        ends = [EndTakenBack(**{**asdict(one), "reason": one.reason if keeps else None}) for one in entity.amendments]
        return cls(**_shown(entity), **days, posts=list(posts), amendments=ends, actions=acts(entity, by=reader))


class Restoration(Body):
    """Why an entity that ended goes on."""

    reason: Annotated[Lines, StringConstraints(min_length=1, max_length=1_000)]


class NewEntity(Body):
    """What is needed to register an entity."""

    code: Code
    name: BiName
    kind: EntityKind = "department"
    parent: Code | None = None
    sectors: list[Name] = Field(default=[], max_length=20)

    @property
    def particulars(self) -> Particulars:
        return Particulars(self.name.text, self.kind, self.parent, tuple(self.sectors))


class EntityPatch(Body):
    """A merge patch (RFC 7396): what is absent stays, a null parent takes the entity out of its branch, null sectors are none."""

    name: BiNamePatch | None = None
    kind: EntityKind | None = None
    parent: Code | None = None
    sectors: list[Name] | None = Field(default=None, max_length=20)

    _kept = field_validator("name", "kind", mode="before")(not_removable)

    def over(self, now: Particulars) -> Particulars:
        """The particulars with what was sent in place of what was there."""
        return Particulars(
            self.name.over(now.name) if self.name else now.name,
            self.kind or now.kind,
            self.parent if "parent" in self.model_fields_set else now.parent,
            tuple(self.sectors or ()) if "sectors" in self.model_fields_set else now.sectors,
        )


class MergeInto(Body):
    """The entity that goes on."""

    into: Code


def _shown(entity: Entity) -> dict:
    return {
        "code": entity.code,
        "name": BiText.of(entity.name),
        "kind": entity.kind,
        "parent": entity.parent,
        "sectors": list(entity.sectors),
        "status": entity.status,
        "merged_into": entity.merged_into,
        "version": entity.version,
    }
