"""The published language of members: entities, posts and the roles of people. Names of people are never in it, only their ids."""

from datetime import date, datetime
from typing import Literal

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import BaseModel, ConfigDict, Field

ENTITY = "members.entity"
POST = "members.post"
PERSON = "members.person"
ROSTER = "members.roster"
OPENING = "members.opening"

KindOfBefore = Literal["department", "authority", "council", "corporation", "office", "secretariat"]
EntityKind = Literal["department", "authority", "council", "corporation", "centre", "free-zone", "office", "secretariat"]
Particular = Literal["name", "kind", "parent", "sectors"]
PostParticular = Literal["title", "kind", "network-seat"]
PostKind = Literal["director", "deputy", "media-officer", "brand-officer", "studio-officer", "duty-contact"]
TenureKind = Literal["permanent", "acting"]
RoleName = Literal[
    "network-admin", "secretariat-editor", "reviewer", "entity-director", "entity-editor", "viewer", "studio-officer", "studio-releaser",
    "ops",
]  # fmt: skip

_ID, _CODE = "0195500d-0000-7000-8000-000000000001", Field(examples=["D01"])


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The same words in both languages."""

    ar: str
    en: str


class RoleHeld(_Part):
    """A role and where it is held: "network" or an entity's code."""

    role: RoleName = Field(examples=["entity-editor"])
    scope: str = Field(examples=["D01"])


EVERYONE = AudienceScope(kind="network", readers=("*",))


class _EntityFact(Published):
    code: str = _CODE
    audience_scope: AudienceScope = EVERYONE


class _Registered(_EntityFact):
    name: Words
    parent: str | None = Field(default=None, examples=["D02"])
    sectors: tuple[str, ...] = Field(default=(), examples=[["culture"]])


class EntityRegistered(_Registered, type="members.entity-registered.v2", topic=ENTITY):
    """An entity joined the network."""

    kind: EntityKind


class EntityRegisteredBefore(_Registered, type="members.entity-registered.v1", topic=ENTITY):
    """As version 2, which says it of every entity: this one knows no centres and no free zones. Told beside it until 31 December 2027."""

    kind: KindOfBefore


class EntityEdited(_EntityFact, type="members.entity-edited.v1", topic=ENTITY):
    """What is known of an entity is now as told here; `changed` names what was otherwise before."""

    name: Words
    kind: EntityKind
    parent: str | None = Field(default=None, examples=["D02"])
    sectors: tuple[str, ...] = Field(default=(), examples=[["culture"]])
    changed: tuple[Particular, ...] = Field(examples=[["name"]])


class EntityRenamed(_EntityFact, type="members.entity-renamed.v1", topic=ENTITY):
    """An entity has another name from now on. Told beside entity-edited until 31 December 2027."""

    name: Words
    was: Words


class EntityMerged(_EntityFact, type="members.entity-merged.v1", topic=ENTITY):
    """An entity became part of another. Its posts close, its roles end; its people belong to the other."""

    merged_into: str = Field(examples=["D02"])


class EntityDissolved(_EntityFact, type="members.entity-dissolved.v1", topic=ENTITY):
    """An entity ceased to exist. Its posts close, its roles end."""


class EntityRestored(_EntityFact, type="members.entity-restored.v1", topic=ENTITY):
    """An entity that was merged or dissolved by mistake goes on. Its posts open again, its people are its own again, and so is what
    it had to do after meetings; tenures, roles and all else that other entities took over are given back one by one."""

    name: Words
    kind: EntityKind
    parent: str | None = Field(default=None, examples=["D02"])
    sectors: tuple[str, ...] = Field(default=(), examples=[["culture"]])
    was: Literal["merged", "dissolved"]
    merged_into: str | None = Field(default=None, examples=["D02"])


class _PostFact(Published):
    post_id: str = Field(examples=[_ID])
    entity: str = _CODE
    post_kind: PostKind
    post_title: Words
    audience_scope: AudienceScope = EVERYONE


class _TenureFact(_PostFact):
    person_id: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])
    kind: TenureKind
    from_: date = Field(alias="from")


class TenureStarted(_TenureFact, type="members.tenure-started.v1", topic=POST):
    """A person took a post, for good or acting. `until` is the last day of an acting tenure, when it was fixed. `reinstated`: the tenure
    had ended by mistake and goes on."""

    until: date | None = None
    reinstated: bool = False


class TenureEnded(_TenureFact, type="members.tenure-ended.v1", topic=POST):
    """A person left a post. `to` is the last day."""

    to: date


class PostFellVacant(_PostFact, type="members.post-fell-vacant.v1", topic=POST):
    """Nobody is in a post any more, neither for good nor acting."""

    since: date


class ActingCoverSet(_TenureFact, type="members.acting-cover-set.v1", topic=POST):
    """Who acts for the holder of a post does so until another day than was fixed before; without one, until further notice."""

    until: date | None


class TenureCorrected(_TenureFact, type="members.tenure-corrected.v1", topic=POST):
    """The days of a tenure were put right: they are now as told here; `was_from` and `was_to` stood there before."""

    to: date | None
    was_from: date
    was_to: date | None
    corrected_by: str = Field(examples=["0195500d-0000-7000-8000-000000000003"])


class PostEdited(_PostFact, type="members.post-edited.v1", topic=POST):
    """The title of a post, its kind or whether it is the network seat of its entity is now as told here; `changed` names what was
    otherwise before."""

    is_network_seat: bool
    changed: tuple[PostParticular, ...] = Field(examples=[["title"]])


class PostClosed(_PostFact, type="members.post-closed.v1", topic=POST):
    """A post that nobody is in exists no more, by somebody's decision. A post that ends with its entity is not told of one by one."""


class PostReopened(_PostFact, type="members.post-reopened.v1", topic=POST):
    """A post that was closed exists again, with nobody in it."""


class _ProposalFact(_PostFact):
    proposal_id: str = Field(examples=["0195500d-0000-7000-8000-000000000004"])
    person_id: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])
    kind: TenureKind
    proposed_by: str = Field(examples=["0195500d-0000-7000-8000-000000000003"])


class AppointmentProposed(_ProposalFact, type="members.appointment-proposed.v1", topic=POST):
    """A post was offered to a person of another entity. Nothing follows from it before they, or the secretariat, accept it: then a
    tenure starts. `until` is when the offer ends by itself."""

    until: datetime


class AppointmentDropped(_ProposalFact, type="members.appointment-dropped.v1", topic=POST):
    """A proposed appointment is not made: it was declined or withdrawn, its time ran out, or the post closed
    (void)."""

    outcome: Literal["declined", "withdrawn", "expired", "void"]


class _DutyFact(Published):
    entity: str = _CODE
    person_id: str = Field(examples=[_ID])
    from_: datetime = Field(alias="from")
    until: datetime
    audience_scope: AudienceScope = EVERYONE


class DutyAssigned(_DutyFact, type="members.duty-assigned.v1", topic=ROSTER):
    """A person answers for an entity between these instants, whoever else would."""


class DutyReleased(_DutyFact, type="members.duty-released.v1", topic=ROSTER):
    """A person answers for an entity no longer than this; `from` and `until` are equal when the turn had not begun."""


class CardConfirmed(Published, type="members.card-confirmed.v1", topic=PERSON):
    """Somebody said that a card is right: its owner, or who leads communication in the entity."""

    person_id: str = Field(examples=[_ID])
    confirmed_by: str = Field(examples=[_ID])
    entity: str = _CODE
    audience_scope: AudienceScope


class MistakeReported(Published, type="members.mistake-reported.v1", topic=PERSON):
    """Somebody says that something on a card is not right. The words stay with the card."""

    person_id: str = Field(examples=[_ID])
    reported_by: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])
    entity: str = _CODE
    audience_scope: AudienceScope


class _ReportFact(Published):
    person_id: str = Field(examples=[_ID])
    report_id: str = Field(examples=["0195500d-0000-7000-8000-000000000005"])
    decided_by: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])
    entity: str = _CODE
    audience_scope: AudienceScope


class MistakeSettled(_ReportFact, type="members.mistake-settled.v1", topic=PERSON):
    """Who keeps a card is done with a mistake that was reported on it."""


class MistakeReopened(_ReportFact, type="members.mistake-reopened.v1", topic=PERSON):
    """A reported mistake that was settled waits again."""


class PersonRemoved(Published, type="members.person-removed.v1", topic=PERSON):
    """A card that was registered by mistake is no more. Its person never held a post or a role and never signed in."""

    person_id: str = Field(examples=[_ID])
    entity: str = _CODE
    removed_by: str = Field(examples=["0195500d-0000-7000-8000-000000000002"])
    audience_scope: AudienceScope


class FieldsOpened(_Part):
    """Whose fields were shown, by name, never their values."""

    person_id: str = Field(examples=[_ID])
    fields: tuple[str, ...] = Field(examples=[["mobile"]])


class RestrictedFieldOpened(Published, type="members.restricted-field-opened.v1", topic=OPENING):
    """Somebody read fields of cards that not the whole network may see."""

    reader_id: str = Field(examples=[_ID])
    surface: Literal["card", "vcard", "export"]
    opened: tuple[FieldsOpened, ...]
    audience_scope: AudienceScope


class PersonMoved(Published, type="members.person-moved.v1", topic=PERSON):
    """A person works for another entity and keeps their roles; roles that change with a move are told by themselves."""

    person_id: str = Field(examples=[_ID])
    entity: str = _CODE
    was: str = Field(examples=["D02"])
    audience_scope: AudienceScope


class _RoleFact(Published):
    person_id: str = Field(examples=[_ID])
    left: tuple[RoleHeld, ...] = Field(description="All roles of the person after this; nobody signs in without one")
    audience_scope: AudienceScope


class RoleGranted(_RoleFact, type="members.role-granted.v1", topic=PERSON):
    """A person got a role, by somebody's decision or with a post."""

    role: RoleName = Field(examples=["entity-editor"])
    scope: str = Field(examples=["D01"])
    through_post: str | None = Field(default=None, examples=["0195500d-0000-7000-8000-000000000002"])


class RoleRevoked(_RoleFact, type="members.role-revoked.v1", topic=PERSON):
    """A person lost roles, by somebody's decision or with a post. Sessions and tokens with them end."""

    revoked: tuple[RoleHeld, ...]
