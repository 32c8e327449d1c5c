"""Facts as this service reads them: its own, of posts and entities, from which the cards, seats and roles of people follow."""

from typing import Literal

from chassis.event import Consumed
from pydantic import BaseModel, ConfigDict

from members_svc.published import ENTITY, POST, PostKind


class Words(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ar: str
    en: str


class TenureStarted(Consumed, type="members.tenure-started.v1", topic=POST):
    """A person took a post."""

    post_id: str
    entity: str
    post_kind: PostKind
    post_title: Words
    person_id: str
    kind: Literal["permanent", "acting"]


class TenureEnded(Consumed, type="members.tenure-ended.v1", topic=POST):
    """A person left a post."""

    post_id: str
    person_id: str


class EntityEdited(Consumed, type="members.entity-edited.v1", topic=ENTITY):
    """What is known of an entity changed."""

    code: str


class EntityMerged(Consumed, type="members.entity-merged.v1", topic=ENTITY):
    """An entity became part of another."""

    code: str
    merged_into: str


class EntityDissolved(Consumed, type="members.entity-dissolved.v1", topic=ENTITY):
    """An entity ceased to exist."""

    code: str


class EntityRestored(Consumed, type="members.entity-restored.v1", topic=ENTITY):
    """An entity that had ended goes on."""

    code: str
    merged_into: str | None = None


class PostEdited(Consumed, type="members.post-edited.v1", topic=POST):
    """A post has another title, kind or standing."""

    post_id: str
    post_title: Words
