"""The shapes of proposed appointments."""

from chassis.fields import LastDay
from chassis.http import BiText, Body

from members_svc.posts.schemas import PendingAppointment
from members_svc.published import PostKind, TenureKind
from members_svc.schemas import EntityRefBody, Id


class NewProposal(Body):
    """Who is asked to take the post; `to` is the last day of an acting tenure, null for none. It begins on the day they accept."""

    person_id: Id
    kind: TenureKind = "permanent"
    to: LastDay = None


class Answer(Body):
    """The proposal that is answered or taken back."""

    proposal_id: Id


class OfferBody(PendingAppointment):
    """What somebody is asked to take, with the post; `version` is that of the post, for the answer."""

    post_id: str
    post_kind: PostKind
    post_title: BiText
    entity: EntityRefBody
    version: int
