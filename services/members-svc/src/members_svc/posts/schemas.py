"""The shapes of posts and tenures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from chassis.auth import Actor
from chassis.errors import Text
from chassis.fields import Day, LastDay, Lines, not_removable
from chassis.http import BiText, Body
from pydantic import Field, field_validator

from members_svc.people.model import Person, roles_through
from members_svc.people.schemas import person_ref
from members_svc.posts.model import Act, Amendment, Post, Proposal, Tenure, acts
from members_svc.proposals.model import Act as ProposalAct
from members_svc.proposals.model import seen_by as proposals_seen
from members_svc.published import PostKind, TenureKind
from members_svc.schemas import BiName, BiNamePatch, Code, Id, PersonRefBody


class HolderBody(Body):
    """Who is in a post now; `to` is the last day of an acting tenure, when it was fixed."""

    person: PersonRefBody
    kind: TenureKind
    from_: date = Field(alias="from")
    to: date | None

    @classmethod
    def of(cls, tenure: Tenure | None, people: Mapping[str, Person]) -> "HolderBody | None":
        if tenure is None or tenure.person not in people:
            return None
        return cls(person=person_ref(people[tenure.person]), kind=tenure.kind, **{"from": tenure.from_}, to=tenure.to)


class PendingAppointment(Body):
    """A person of another entity was asked to take the post; nothing follows before they, or the secretariat, accept. `to` is the last day
    of an acting tenure, when it is fixed; `until` when the offer ends by itself. `actions` are what the reader may do about it."""

    id: str
    person: PersonRefBody
    kind: TenureKind
    to: date | None
    until: datetime
    actions: list[ProposalAct]

    @classmethod
    def of(cls, proposal: Proposal, acts: Sequence[ProposalAct], people: Mapping[str, Person]) -> "PendingAppointment":
        told = {name: getattr(proposal, name) for name in ("id", "kind", "to", "until")}
        return cls(**told, person=person_ref(people[proposal.person]), actions=list(acts))


class PostBody(Body):
    """A post. `holder` has it for good, or acting when nobody does; `acting` covers for the holder. `proposals` are those that the reader
    may see, `actions` what the reader may do with the post and who is in it."""

    id: str
    entity: str = Field(examples=["D01"])
    kind: PostKind
    title: BiText
    is_network_seat: bool
    holder: HolderBody | None
    acting: HolderBody | None
    vacant_since: date | None
    closed: bool
    proposals: list[PendingAppointment]
    actions: list[Act]
    version: int

    @classmethod
    def seen_by(cls, reader: Actor, post: Post, people: Mapping[str, Person], at: datetime) -> "PostBody":
        offers = [(one, acts_) for one, acts_ in proposals_seen(reader, post, at) if one.person in people]
        ends = {one.id: roles_through(one, post.id) for one in people.values()}
        return cls(
            id=post.id,
            entity=post.entity,
            kind=post.kind,
            title=BiText.of(post.title),
            is_network_seat=post.is_network_seat,
            holder=HolderBody.of(post.holder, people),
            acting=HolderBody.of(post.present("acting"), people),
            vacant_since=post.vacant_since,
            closed=post.closed,
            proposals=[PendingAppointment.of(one, acts_, people) for one, acts_ in offers],
            actions=acts(post, ends, by=reader, at=at),
            version=post.version,
        )


class TenureAmendment(Body):
    """A tenure was put right: by whom, when, and what stood there before. The reason is for who may appoint and for who holds the post."""

    at: datetime
    by: str
    reason: str | None
    from_: date = Field(alias="from")
    to: date | None
    ended: bool

    @classmethod
    def of(cls, amendment: Amendment, *, with_reason: bool) -> "TenureAmendment":
        told = {name: getattr(amendment, name) for name in ("at", "by", "from_", "to", "ended")}
        return cls(**told, reason=amendment.reason if with_reason else None)


class TenureBody(Body):
    """A tenure of the past or present, by its number; `person` is null when their card is no more. The handover note is for who may
    appoint and for who holds the post now."""

    number: int
    person_id: str
    person: PersonRefBody | None
    kind: TenureKind
    from_: date = Field(alias="from")
    to: date | None
    ended: bool
    handover_note: str | None
    amendments: list[TenureAmendment]

    @classmethod
    def of(cls, number: int, tenure: Tenure, people: Mapping[str, Person], *, with_note: bool) -> "TenureBody":
        told = {name: getattr(tenure, name) for name in ("kind", "from_", "to", "ended")}
        note = tenure.handover_note if with_note else None
        amended = [TenureAmendment.of(one, with_reason=with_note) for one in tenure.amendments]
        person = person_ref(people[tenure.person]) if tenure.person in people else None
        return cls(number=number, person_id=tenure.person, person=person, handover_note=note, amendments=amended, **told)


class PostWithTenures(PostBody):
    """A post with everybody who was ever in it, oldest first."""

    tenures: list[TenureBody]

    @classmethod
    def with_tenures(cls, body: PostBody, post: Post, people: Mapping[str, Person], *, with_notes: bool) -> "PostWithTenures":
        known = {name: getattr(body, name) for name in PostBody.model_fields}
        tenures = [TenureBody.of(number, one, people, with_note=with_notes) for number, one in enumerate(post.tenures)]
        return cls(**known, tenures=tenures)


class NewPost(Body):
    """What is needed to create a post."""

    entity: Code
    kind: PostKind
    title: BiName
    is_network_seat: bool = False


class PostPatch(Body):
    """A merge patch (RFC 7396) of a post. Its kind changes only while nobody is in it."""

    title: BiNamePatch | None = None
    kind: PostKind | None = None
    is_network_seat: bool | None = None

    _kept = field_validator("title", "kind", "is_network_seat", mode="before")(not_removable)

    def title_over(self, title: Text) -> Text:
        """The title with what was sent in place of what was there."""
        return self.title.over(title) if self.title else title


class Appointment(Body):
    """Who takes the post. Without `from` the tenure starts today; `to` is for acting ones."""

    person_id: Id
    kind: TenureKind = "permanent"
    from_: Day | None = Field(default=None, alias="from")
    to: LastDay = None

    def tenure(self, today: date) -> Tenure:
        """As the model begins it."""
        return Tenure(self.person_id, self.kind, self.from_ or today, self.to)


class Cover(Body):
    """The last day of who acts in the post; null = until further notice."""

    to: LastDay


class Handover(Body):
    """A word to the successor; which tenure ends when both a permanent and an acting one run (else the holder's)."""

    handover_note: Lines = Field(min_length=1, max_length=5_000)
    kind: TenureKind | None = None
