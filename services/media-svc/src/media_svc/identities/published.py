"""The published language of identities. Before it is published an identity is its makers' alone, and nothing is told of it."""

from chassis.audience import AudienceScope
from chassis.event import Published
from pydantic import Field

from media_svc.published import Words

TOPIC = "media.identity"


class _IdentityFact(Published):
    identity_id: str = Field(examples=["identity-D01"])
    owner_entity: str = Field(examples=["D01"])
    audience_scope: AudienceScope


class IdentityPublished(_IdentityFact, type="media.identity-published.v1", topic=TOPIC):
    """The identity of an entity was published: every member may use it."""

    title: Words


class IdentityCorrected(_IdentityFact, type="media.identity-corrected.v1", topic=TOPIC):
    """A published identity was corrected: words, colours, fonts, rules or logos. `fields` are JSON pointers; both values stay with the
    identity."""

    title: Words
    amendment: int = Field(ge=1)
    fields: tuple[str, ...] = Field(examples=[["/colours"]])
    reason: str = Field(examples=["The teal was mixed wrongly"])


class IdentityWithdrawn(_IdentityFact, type="media.identity-withdrawn.v1", topic=TOPIC):
    """A published identity was taken back. What it was called is told no more."""

    reason: Words
