"""What members say of a campaign: comments that address persons. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from chassis.auth import Actor
from chassis.event import Fact

from campaigns_svc import errors
from campaigns_svc.model import PUBLIC, Campaign, scope_of
from campaigns_svc.policy import POLICY, oversees
from campaigns_svc.published import CommentPosted, Words
from campaigns_svc.review.model import Person


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. A removed one keeps its place and loses its words."""

    id: str
    campaign_id: str
    text: str
    mentions: tuple[str, ...]
    by: Person
    entity: str | None
    at: datetime
    removed_at: datetime | None = None
    version: int = 1


def post(id_: str, campaign: Campaign, text: str, mentions: tuple[str, ...], *, by: Actor, at: datetime) -> tuple[Comment, Fact]:
    """Say something of a campaign that was launched. Raises NotOpenToVoices."""
    POLICY.require(by, "comment.post")
    demand_launched(campaign)
    comment = Comment(id_, campaign.id, text, tuple(dict.fromkeys(mentions)), Person.of(by), by.entity, at)
    title, named = campaign.plan.title, campaign.plan.is_open
    event = CommentPosted(
        campaign_id=campaign.id,
        changed=("comments",),
        audience_scope=scope_of(campaign),
        ref=campaign.ref if named else None,
        title=Words(ar=title.ar, en=title.en) if named else None,
        comment_id=id_,
        by=by.id,
        mentions=comment.mentions,
    )
    return comment, Fact(event, at, campaign.plan.classification)


def remove(comment: Comment, *, by: Actor, at: datetime) -> Comment:
    """Take the words back. Raises NotYourComment."""
    POLICY.require(by, "comment.remove")
    if comment.by.id != by.id and not oversees(by):
        raise errors.NotYourComment
    return replace(comment, text="", mentions=(), removed_at=comment.removed_at or at)


def demand_launched(campaign: Campaign) -> None:
    """Raises NotOpenToVoices before the launch."""
    if campaign.status not in PUBLIC:
        raise errors.NotOpenToVoices
