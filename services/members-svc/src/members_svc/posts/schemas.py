"""The shapes of posts and tenures."""

from collections.abc import Mapping
from datetime import date

from chassis.fields import Day, LastDay
from chassis.http import BiText, Body
from pydantic import Field

from members_svc.people.model import Person
from members_svc.people.schemas import person_ref
from members_svc.posts.model import Post, Tenure
from members_svc.published import PostKind, TenureKind
from members_svc.schemas import BiName, Code, Id, PersonRefBody


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


class PostBody(Body):
    """A post. `holder` has it for good, or acting when nobody does; `acting` covers for the holder."""

    id: str
    entity: str = Field(examples=["D01"])
    kind: PostKind
    title: BiText
    is_network_seat: bool
    holder: HolderBody | None
    acting: HolderBody | None
    vacant_since: date | None
    version: int

    @classmethod
    def of(cls, post: Post, people: Mapping[str, Person]) -> "PostBody":
        return cls(
            id=post.id,
            entity=post.entity,
            kind=post.kind,
            title=BiText.of(post.title),
            is_network_seat=post.is_network_seat,
            holder=HolderBody.of(post.holder, people),
            acting=HolderBody.of(post.present("acting"), people),
            vacant_since=post.vacant_since,
            version=post.version,
        )


class TenureBody(Body):
    """A tenure of the past or present. The handover note is for who may appoint and for who holds the post now."""

    person_id: str
    kind: TenureKind
    from_: date = Field(alias="from")
    to: date | None
    ended: bool
    handover_note: str | None

    @classmethod
    def of(cls, tenure: Tenure, *, with_note: bool) -> "TenureBody":
        note = tenure.handover_note if with_note else None
        return cls(
            person_id=tenure.person, kind=tenure.kind, **{"from": tenure.from_}, to=tenure.to, ended=tenure.ended, handover_note=note
        )


class PostWithTenures(PostBody):
    """A post with everybody who was ever in it, oldest first."""

    tenures: list[TenureBody]

    @classmethod
    def with_tenures(cls, post: Post, people: Mapping[str, Person], *, with_notes: bool) -> "PostWithTenures":
        known = {name: getattr(PostBody.of(post, people), name) for name in PostBody.model_fields}
        return cls(**known, tenures=[TenureBody.of(tenure, with_note=with_notes) for tenure in post.tenures])


class NewPost(Body):
    """What is needed to create a post."""

    entity: Code
    kind: PostKind
    title: BiName
    is_network_seat: bool = False


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

    handover_note: str = Field(min_length=1, max_length=5_000)
    kind: TenureKind | None = None
