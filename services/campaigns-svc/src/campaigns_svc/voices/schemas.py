"""What members say, as it travels."""

from datetime import datetime
from typing import Annotated, Self

from chassis.auth import Actor
from chassis.fields import Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

from campaigns_svc.plan.schemas import Id
from campaigns_svc.policy import oversees
from campaigns_svc.review.schemas import PersonRef
from campaigns_svc.schemas import EntityRef, entity_ref
from campaigns_svc.told.store import Known
from campaigns_svc.voices.model import Comment, Remover


class NewComment(Body):
    """What is said, and the persons it addresses."""

    text: Annotated[Lines, StringConstraints(min_length=1, max_length=4_000)]
    mentions: list[Id] = Field(default=[], max_length=20)


class CommentBody(Body):
    """A comment; of a removed one nobody reads the words."""

    id: str
    version: int
    text: str
    mentions: list[str]
    by: PersonRef
    entity: EntityRef | None
    at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    removed_by: Remover | None
    editable: bool
    removable: bool
    restorable: bool

    @classmethod
    def of(cls, comment: Comment, known: Known, reader: Actor) -> Self:
        there, own = comment.removed_at is None, comment.by.id == reader.id
        return cls(
            id=comment.id, version=comment.version, text=comment.text if there else "", mentions=list(comment.mentions) if there else [],
            by=PersonRef.of(comment.by), entity=entity_ref(comment.entity, known) if comment.entity else None, at=comment.at,
            edited_at=comment.edited_at, removed_at=comment.removed_at, removed_by=comment.removed_by,
            editable=there and own, removable=there and (own or oversees(reader)),
            restorable=comment.removed_by == "secretariat" and oversees(reader),
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
