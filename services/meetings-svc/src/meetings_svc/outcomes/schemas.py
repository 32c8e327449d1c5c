"""Decisions and action items as they travel."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self

from chassis.auth import Actor
from chassis.fields import Day, Lines
from chassis.http import Body
from chassis.reading import readable
from pydantic import Field, StringConstraints

from meetings_svc.agenda.model import Bi
from meetings_svc.agenda.schemas import EntityRef, Id, Line, PostRef
from meetings_svc.outcomes.model import ActionItem, ActionState, Decision, DecisionState, Earlier, EarlierAction, Outcome, verbs_for
from meetings_svc.schemas import Said
from meetings_svc.seats.model import Post
from meetings_svc.told.store import Known


class NewDecision(Body):
    """A decision of a meeting; `item` is the agenda item it was taken under."""

    text: Said
    item: Id | None = None
    effective_from: Day | None = None


class AmendedDecision(Body):
    """Another text of a decision, and why."""

    text: Said
    effective_from: Day | None = None
    reason: Said


class NewAction(Body):
    """Something a post has to do until a day in Dubai."""

    text: Said
    owner_post: Id
    due: Day
    item: Id | None = None


class AmendedAction(Body):
    """Another text, day or owner of an action item, and why. What is not sent stays as it is."""

    text: Said | None = None
    due: Day | None = None
    owner_post: Id | None = None
    reason: Said

    def merge(self, action: ActionItem) -> tuple[Bi, date, str]:
        """The text, day and owning post it is to have."""
        return self.text.words() if self.text else action.text, self.due or action.due, self.owner_post or action.owner_post


class Reasoned(Body):
    """Why a decision is rescinded or holds again, or an action item is dropped or opened again."""

    reason: Said


class Finished(Body):
    """What shows that it was done: a sentence, or the address of the result."""

    evidence: Annotated[Lines, StringConstraints(min_length=3, max_length=2_000)]


class EarlierText(Body):
    """What a decision said until an instant, and why it was amended then."""

    text: Said
    effective_from: date | None
    until: datetime
    reason: Said

    @classmethod
    def of(cls, one: Earlier) -> Self:
        text, reason = Said(ar=one.text.ar, en=one.text.en), Said(ar=one.reason.ar, en=one.reason.en)
        return cls(text=text, effective_from=one.effective_from, until=one.until, reason=reason)


class DecisionBody(Body):
    """A decision, with the verbs this reader may use on it now."""

    id: str
    version: int
    meeting_id: str
    met_at: datetime
    text: Said
    effective_from: date | None
    state: DecisionState
    reason: Said | None
    earlier: list[EarlierText] = Field(description="What it said before it was amended, the oldest first")
    created_at: datetime
    updated_at: datetime
    actions: list[str]

    @classmethod
    def of(cls, one: Decision, reader: Actor) -> Self:
        return cls(
            id=one.id,
            version=one.version,
            meeting_id=one.origin.meeting_id,
            met_at=one.origin.met_at,
            text=Said(ar=one.text.ar, en=one.text.en),
            effective_from=one.effective_from,
            state=one.state,
            reason=_said(one.reason),
            earlier=[EarlierText.of(before) for before in one.earlier],
            created_at=one.created_at,
            updated_at=one.updated_at,
            actions=verbs_for(one, reader),
        )


class EarlierActionBody(Body):
    """What an action item was until an instant, and why it was changed then."""

    text: Said
    due: date
    owner: EntityRef
    owner_post: PostRef | None
    until: datetime
    reason: Said

    @classmethod
    def of(cls, one: EarlierAction, known: Known, posts: Mapping[str, Post]) -> Self:
        post = posts.get(one.owner_post)
        return cls(
            text=Said(ar=one.text.ar, en=one.text.en),
            due=one.due,
            owner=EntityRef(code=one.owner_entity, name=Line.of(known.name_of(one.owner_entity))),
            owner_post=PostRef.of(post) if post else None,
            until=one.until,
            reason=Said(ar=one.reason.ar, en=one.reason.en),
        )


class ActionBody(Body):
    """An action item, with the verbs this reader may use on it now."""

    id: str
    version: int
    meeting_id: str
    met_at: datetime
    text: Said
    owner: EntityRef
    owner_post: PostRef | None = Field(description="null when the post is not told of any more")
    due: date
    state: ActionState
    evidence: str | None
    reason: Said | None
    earlier: list[EarlierActionBody] = Field(description="What it was before it was changed, the oldest first")
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    actions: list[str]

    @classmethod
    def of(cls, one: ActionItem, known: Known, posts: Mapping[str, Post], reader: Actor) -> Self:
        post = posts.get(one.owner_post)
        return cls(
            id=one.id,
            version=one.version,
            meeting_id=one.origin.meeting_id,
            met_at=one.origin.met_at,
            text=Said(ar=one.text.ar, en=one.text.en),
            owner=EntityRef(code=one.owner_entity, name=Line.of(known.name_of(one.owner_entity))),
            owner_post=PostRef.of(post) if post else None,
            due=one.due,
            state=one.state,
            evidence=one.evidence,
            reason=_said(one.reason),
            earlier=[EarlierActionBody.of(before, known, posts) for before in one.earlier],
            created_at=one.created_at,
            updated_at=one.updated_at,
            closed_at=one.closed_at,
            actions=verbs_for(one, reader),
        )


class Outcomes(Body):
    """Decisions and action items together."""

    decisions: list[DecisionBody]
    actions: list[ActionBody]

    @classmethod
    def of(cls, found: list[Outcome], known: Known, posts: Mapping[str, Post], reader: Actor) -> Self:
        return cls(
            decisions=readable([one for one in found if isinstance(one, Decision)], lambda one: DecisionBody.of(one, reader)),
            actions=readable([one for one in found if isinstance(one, ActionItem)], lambda one: ActionBody.of(one, known, posts, reader)),
        )


def _said(words: Bi | None) -> Said | None:
    return Said(ar=words.ar, en=words.en) if words else None
