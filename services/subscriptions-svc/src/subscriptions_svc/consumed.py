"""Others' events as this service reads them: whose roles changed, who took a post, which entities closed.

The log takes in every event of every topic in contracts/."""

from chassis.event import Consumed
from pydantic import BaseModel, ConfigDict


class RoleHeld(BaseModel):
    """A role and where it is held."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    role: str
    scope: str


class RoleGranted(Consumed, type="members.role-granted.v1", topic="members.person"):
    """A person has these roles from now on."""

    person_id: str
    left: tuple[RoleHeld, ...]


class RoleRevoked(Consumed, type="members.role-revoked.v1", topic="members.person"):
    """A person is left with these roles."""

    person_id: str
    left: tuple[RoleHeld, ...]


class TenureStarted(Consumed, type="members.tenure-started.v1", topic="members.post"):
    """A person took a post."""

    post_id: str
    post_kind: str
    person_id: str
    kind: str


class TenureEnded(Consumed, type="members.tenure-ended.v1", topic="members.post"):
    """A person left a post."""

    post_id: str
    post_kind: str
    person_id: str


class PostFellVacant(Consumed, type="members.post-fell-vacant.v1", topic="members.post"):
    """Nobody is in a post any more."""

    post_id: str


class EntityMerged(Consumed, type="members.entity-merged.v1", topic="members.entity"):
    """An entity became part of another."""

    code: str


class EntityDissolved(Consumed, type="members.entity-dissolved.v1", topic="members.entity"):
    """An entity ceased to exist."""

    code: str
