"""The shapes of rosters: who answers for an entity, and the turns ahead."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from chassis.auth import Actor
from chassis.fields import Instant, Lines
from chassis.http import Body
from pydantic import Field, StringConstraints

from members_svc.people.model import Person, seen_by
from members_svc.people.schemas import ContactBody, Grouped, grouped_numbers, person_ref
from members_svc.roster.model import Answering, Duty, Through
from members_svc.schemas import EntityRefBody, Id, PersonRefBody

ON_DUTY = frozenset[Through]({"roster", "duty-contact"})
Note = Annotated[Lines, StringConstraints(min_length=1, max_length=500)]


class AnsweringBody(Body):
    """Who answers: by a turn of duty or through a post. The contact is what the reader may see of the card without opening it, and the duty
    telephone of who is on duty; `grouped` its telephone numbers as people read them."""

    person: PersonRefBody
    through: Through
    acting: bool
    until: datetime | None
    note: str | None
    contact: ContactBody
    grouped: Grouped

    @classmethod
    def of(cls, answering: Answering, person: Person, reader: Actor) -> "AnsweringBody":
        contact = seen_by(reader, person).contact
        if answering.through in ON_DUTY:
            contact = replace(contact, duty_phone=person.card.contact.duty_phone)
        why = {"through": answering.through, "acting": answering.acting, "until": answering.until, "note": answering.note}
        shown = ContactBody.of(contact)
        return cls(person=person_ref(person), contact=shown, grouped=grouped_numbers(contact), **why)


class DutyNow(Body):
    """Who answers for one entity; null when it has nobody."""

    entity: EntityRefBody
    answering: AnsweringBody | None


class DutyBody(Body):
    """One turn of duty."""

    id: str
    person: PersonRefBody
    from_: datetime = Field(alias="from")
    until: datetime
    note: str | None

    @classmethod
    def of(cls, duty: Duty, people: Mapping[str, Person]) -> "DutyBody":
        return cls(id=duty.id, person=person_ref(people[duty.person]), **{"from": duty.from_}, until=duty.until, note=duty.note)


class RosterBody(DutyNow):
    """Who answers for an entity now, and the turns that run or are to come."""

    duties: list[DutyBody]
    version: int


class NewDuty(Body):
    """A turn to be set."""

    person_id: Id
    from_: Instant = Field(alias="from")
    until: Instant
    note: Note | None = None


class Release(Body):
    """The turn that is taken back."""

    duty_id: Id
