"""What members say, as it travels."""

from datetime import datetime
from typing import Annotated, Self

from chassis.auth import Actor
from chassis.http import Body
from pydantic import Field, StringConstraints

from campaigns_svc.plan.schemas import Id
from campaigns_svc.policy import oversees
from campaigns_svc.review.schemas import PersonRef
from campaigns_svc.schemas import EntityRef, entity_ref
from campaigns_svc.told.store import Known
from campaigns_svc.voices.model import Comment


class NewComment(Body):
    """What is said, and the persons it addresses."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    mentions: list[Id] = Field(default=[], max_length=20)


class CommentBody(Body):
    """A comment; a removed one has no words."""

    id: str
    text: str
    mentions: list[str]
    by: PersonRef
    entity: EntityRef | None
    at: datetime
    removed_at: datetime | None
    removable: bool

    @classmethod
    def of(cls, comment: Comment, known: Known, reader: Actor) -> Self:
        return cls(
            id=comment.id, text=comment.text, mentions=list(comment.mentions), by=PersonRef.of(comment.by),
            entity=entity_ref(comment.entity, known) if comment.entity else None, at=comment.at, removed_at=comment.removed_at,
            removable=comment.removed_at is None and (comment.by.id == reader.id or oversees(reader)),
        )  # fmt: skip


class Endorsement(Body):
    """Who endorses it, for which entity."""

    by: PersonRef
    entity: EntityRef | None


class Voices(Body):
    """What members say of one campaign, and what the reader did."""

    comments: int
    endorsements: list[Endorsement]
    endorsed: bool
    may_endorse: bool
    kept: bool
