"""The published language of documents: which version was published, took effect, gave way or was taken back.

A document that is not open announces ids and who may know, never its words: the receiver fetches with its own rights.
"""

from datetime import date, datetime

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

from media_svc.published import Words

TOPIC = "media.document"
_ID = "0195500d-0000-7000-8000-000000000008"


class _VersionFact(Published):
    document_id: str = Field(examples=["0195500d-0000-7000-8000-000000000007"])
    version_id: str = Field(examples=[_ID])
    kind: str = Field(examples=["identity-guide"])
    owner_entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope
    title: Words | None = None
    label: str | None = Field(default=None, examples=["2.1"])


class VersionPublished(_VersionFact, type="media.version-published.v1", topic=TOPIC):
    """A version of a document was published; it takes effect as its day begins in Dubai."""

    effective_from: date | None = None
    transition_ends_on: date | None = Field(default=None, description="Until when the version before it may still be used.")
    replaces: str | None = Field(default=None, examples=[_ID])


class VersionTookEffect(_VersionFact, type="media.version-took-effect.v1", topic=TOPIC):
    """A version is in force, and the only one of its document."""

    since: datetime | None = None
    fingerprint: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])
    gave_way: str | None = Field(default=None, examples=[_ID], description="The version that was in force until now.")


class VersionSuperseded(_VersionFact, type="media.version-superseded.v1", topic=TOPIC):
    """A version is out of use: its successor is in force and its transition is over."""

    successor: str | None = Field(default=None, examples=[_ID])


class PastVersionEntered(_VersionFact, type="media.past-version-entered.v1", topic=TOPIC):
    """A version that had been in force before was entered afterwards: it is what the document says of those days."""

    since: datetime | None = None
    until: datetime | None = None
    fingerprint: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])


class VersionWithdrawn(_VersionFact, type="media.version-withdrawn.v1", topic=TOPIC):
    """A published version was taken back. Without words when the document is not open."""

    reason: Words | None = None
    replacement: str | None = Field(default=None, examples=[_ID], description="The document to use instead.")


class DocumentCorrected(Published, type="media.document-corrected.v1", topic=TOPIC):
    """What a published document or one of its versions says of itself was corrected. `fields` are JSON pointers; both values stay with the
    document. Without words when the document is not open."""

    document_id: str = Field(examples=["0195500d-0000-7000-8000-000000000007"])
    version_id: str | None = Field(default=None, examples=[_ID], description="The version, when it was one.")
    kind: str = Field(examples=["identity-guide"])
    owner_entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope
    title: Words | None = None
    amendment: int = Field(ge=1)
    fields: tuple[str, ...] = Field(examples=[["/title/en"]])
    reason: str | None = Field(default=None, examples=["A typing error in the title"])
