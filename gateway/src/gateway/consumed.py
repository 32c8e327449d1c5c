"""What the gateway reads of the members' facts: roles and posts of people, the end of entities; sessions and tokens follow them."""

from chassis.event import Consumed
from pydantic import BaseModel, ConfigDict


class RoleHeld(BaseModel):
    """A role and where it is held."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    role: str
    scope: str


class RoleGranted(Consumed, type="members.role-granted.v1", topic="members.person"):
    """A person got a role; `left` is all they have after it."""

    person_id: str
    left: tuple[RoleHeld, ...]


class RoleRevoked(Consumed, type="members.role-revoked.v1", topic="members.person"):
    """A person lost roles; `left` is all they have after it."""

    person_id: str
    left: tuple[RoleHeld, ...]


class Words(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ar: str
    en: str


class TenureStarted(Consumed, type="members.tenure-started.v1", topic="members.post"):
    """A person took a post."""

    post_id: str
    post_kind: str
    post_title: Words
    person_id: str
    kind: str


class TenureEnded(Consumed, type="members.tenure-ended.v1", topic="members.post"):
    """A person left a post."""

    post_id: str
    person_id: str


class EntityMerged(Consumed, type="members.entity-merged.v1", topic="members.entity"):
    """An entity became part of another."""

    code: str


class EntityDissolved(Consumed, type="members.entity-dissolved.v1", topic="members.entity"):
    """An entity ceased to exist."""

    code: str
