"""What members say of a campaign: comments that address persons. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from chassis.auth import Actor
from chassis.event import Fact

from campaigns_svc import errors
from campaigns_svc.model import PUBLIC, Campaign, audience_of
from campaigns_svc.policy import POLICY, oversees
from campaigns_svc.published import CommentEdited, CommentPosted, Words
from campaigns_svc.review.model import Person

Remover = Literal["author", "secretariat"]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. A removed one keeps its place; its words are gone when its author removed it, hidden when the secretariat did."""

    id: str
    campaign_id: str
    text: str
    mentions: tuple[str, ...]
    by: Person
    entity: str | None
    at: datetime
    removed_at: datetime | None = None
    removed_by: Remover | None = None
    edited_at: datetime | None = None
    version: int = 1


def post(id_: str, campaign: Campaign, text: str, mentions: tuple[str, ...], *, by: Actor, at: datetime) -> tuple[Comment, Fact]:
    """Say something of a campaign that was launched. Raises NotOpenToVoices."""
    POLICY.require(by, "comment.post")
    demand_launched(campaign)
    comment = Comment(id_, campaign.id, text, tuple(dict.fromkeys(mentions)), Person.of(by), by.entity, at)
    return comment, _fact(CommentPosted, campaign, comment, comment.mentions, at)


def edit(comment: Comment, campaign: Campaign, text: str, mentions: tuple[str, ...], *, by: Actor, at: datetime) -> tuple[Comment, Fact]:
    """Say it otherwise; who is addressed for the first time is told. Raises NotYourComment, CommentRemoved, NotOpenToVoices."""
    POLICY.require(by, "comment.edit")
    if comment.by.id != by.id:
        raise errors.NotYourComment
    demand_launched(campaign)
    if comment.removed_at:
        raise errors.CommentRemoved
    after = replace(comment, text=text, mentions=tuple(dict.fromkeys(mentions)), edited_at=at)
    new = tuple(one for one in after.mentions if one not in comment.mentions)
    return after, _fact(CommentEdited, campaign, after, new, at)


def remove(comment: Comment, *, by: Actor, at: datetime) -> Comment:
    """Take the words away: for good by their author, hidden by the secretariat. Raises NotYourComment."""
    POLICY.require(by, "comment.remove")
    if comment.by.id == by.id:
        return replace(comment, text="", mentions=(), removed_at=comment.removed_at or at, removed_by="author")
    if not oversees(by):
        raise errors.NotYourComment
    return comment if comment.removed_at else replace(comment, removed_at=at, removed_by="secretariat")


def restore(comment: Comment, *, by: Actor) -> Comment:
    """Show again what the secretariat removed. Raises NothingToRestore."""
    POLICY.require(by, "comment.restore")
    if comment.removed_by != "secretariat":
        raise errors.NothingToRestore
    return replace(comment, removed_at=None, removed_by=None)


def _fact(event: type[Any], campaign: Campaign, comment: Comment, mentions: tuple[str, ...], at: datetime) -> Fact:
    title, named = campaign.plan.title, campaign.plan.is_open
    told = event(
        campaign_id=campaign.id,
        changed=("comments",),
        audience_scope=audience_of(campaign),
        ref=campaign.ref if named else None,
        title=Words(ar=title.ar, en=title.en) if named else None,
        comment_id=comment.id,
        by=comment.by.id,
        mentions=mentions,
    )
    return Fact(told, at, campaign.plan.classification)


def demand_launched(campaign: Campaign) -> None:
    """Raises NotOpenToVoices before the launch."""
    if campaign.status not in PUBLIC:
        raise errors.NotOpenToVoices
