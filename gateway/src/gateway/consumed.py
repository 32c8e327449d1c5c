"""Facts of members-svc that end or change sessions."""

from typing import Literal

from chassis.event import Consumed
from pydantic import BaseModel, ConfigDict


class HeldRole(BaseModel):
    """A role and where it is held."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    role: str
    scope: str | Literal["network"]


class RoleGranted(Consumed, type="members.role-granted.v1", topic="members.person"):
    """Somebody was given a role; `left` are all they hold now."""

    person_id: str
    left: tuple[HeldRole, ...] = ()


class RoleRevoked(Consumed, type="members.role-revoked.v1", topic="members.person"):
    """Somebody lost a role; `left` are all they still hold."""

    person_id: str
    left: tuple[HeldRole, ...] = ()
