"""What the gateway's own routes take and give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from chassis.fields import OneLine, Password
from chassis.http import BiText, Body
from pydantic import ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
Name = Annotated[OneLine, StringConstraints(min_length=2, max_length=80)]
TokenScope = Literal["read", "events", "campaigns.write", "sources.write"]


class Credentials(Body):
    """An e-mail address and a password."""

    email: str = Field(min_length=1, max_length=255, examples=["director@dept-01.example"])
    password: Password = Field(min_length=1, max_length=1_000)


class Told(Body):
    """What members-svc tells of a person; what it may add one day is not ours to refuse."""

    model_config = ConfigDict(extra="ignore")


class MePerson(Told):
    """Who is signed in."""

    id: str
    name: BiText
    initials: BiText


class MeEntity(Told):
    """Where they belong."""

    code: str
    name: BiText


class MePost(Told):
    """What they are there."""

    id: str
    title: BiText
    kind: str


class MeRole(Told):
    """A role and where it is held: "network" or an entity's code."""

    role: str
    scope: str


class Me(Told):
    """The person of this session."""

    person: MePerson
    entity: MeEntity
    post: MePost | None
    roles: list[MeRole]
    language: Literal["ar", "en"]


class NewServiceAccount(Body):
    """A system of an entity. `read` reads what the entity's authors read, `events` follows and subscribes to events,
    `campaigns.write` writes drafts of campaigns, `sources.write` of documents, identities and media kits, each with photos and files."""

    name: Name
    scopes: list[TokenScope] = Field(default=["events", "read"], min_length=1, max_length=4)
    entity: Code | None = Field(default=None, description="Yours unless you direct several")
    valid_days: int = Field(default=365, ge=1, le=365)


class ServiceAccount(Body):
    """A system's account."""

    id: str
    name: str
    entity: str
    scopes: list[TokenScope]
    created_by: str
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, account: Mapping[str, Any], **more: Any) -> Self:
        return cls(**{name: account[name] for name in ServiceAccount.model_fields if name != "id"}, id=account["_id"], **more)


class ServiceAccountWithToken(ServiceAccount):
    """The account, and its token, shown this once; the same Idempotency-Key again shows it again for a day."""

    token: str = Field(description="Goes into `Authorization: Bearer …`")


class ServiceAccounts(Body):
    """A list of accounts."""

    items: list[ServiceAccount]
    next: None = None
