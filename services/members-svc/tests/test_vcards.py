"""A card as other address books read it (RFC 6350)."""

from datetime import UTC, datetime

from chassis.auth import Actor
from chassis.errors import Text
from hypothesis import given
from hypothesis import strategies as st
from members_svc.people.model import Card, Contact, EntityRef, Person, Seat, seen_by
from members_svc.vcards.schemas import vcard

ID = "0195500d-0000-7000-8000-000000000001"
ENTITY = EntityRef("D01", Text("دائرة الثقافة", "Department of Culture"))
SEAT = Seat("p1", "D01", "director", Text("مدير الاتصال", "Director of Communication"), "permanent")
READER = Actor("reader", "person", entity="D02")


def card_of(name: Text = Text("موظف", "Officer"), **more) -> Person:
    return Person(ID, Card(name, Text("م", "O"), **more), ENTITY, (SEAT,), confirmed_at=datetime(2026, 3, 1, 8, tzinfo=UTC))


def lines_of(person: Person, reader: Actor = READER) -> list[str]:
    text = vcard(seen_by(reader, person, opening=True))
    assert text.endswith("END:VCARD\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_what_is_said_in_both_languages_shares_an_altid() -> None:
    contact = Contact(email="a@dept.example", office_phone="+97140000001", mobile="+971500000001")
    person = card_of(contact=contact, languages=("ar", "en"), honorific=Text("سعادة", "H.E."), expertise=("crisis",))
    assert lines_of(person) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//Shabaka//Members//EN",
        f"UID:urn:uuid:{ID}",
        "KIND:individual",
        "FN;ALTID=1;LANGUAGE=ar:سعادة موظف",
        "FN;ALTID=1;LANGUAGE=en:H.E. Officer",
        "ORG;ALTID=1;LANGUAGE=ar:دائرة الثقافة",
        "ORG;ALTID=1;LANGUAGE=en:Department of Culture",
        "TITLE;ALTID=1;LANGUAGE=ar:مدير الاتصال",
        "TITLE;ALTID=1;LANGUAGE=en:Director of Communication",
        "EMAIL;TYPE=work:a@dept.example",
        'TEL;VALUE=uri;TYPE="work,voice":tel:+97140000001',
        "LANG;PREF=1:ar",
        "LANG;PREF=2:en",
        "EXPERTISE;ALTID=1;LANGUAGE=ar:اتصال الأزمات",
        "EXPERTISE;ALTID=1;LANGUAGE=en:Crisis communication",
        "REV:20260301T080000Z",
        "END:VCARD",
    ]


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_no_name_breaks_out_of_its_line(ar: str, en: str) -> None:
    text = vcard(seen_by(READER, card_of(Text(ar, en))))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    names = [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("FN;")]
    assert len(names) == 2
    assert text.count("BEGIN:VCARD\r\n") == text.count("END:VCARD\r\n") == 1


def test_a_mark_inside_a_value_is_no_mark() -> None:
    assert "FN;ALTID=1;LANGUAGE=en:A\\, B\\; C\\\\D\\nE" in lines_of(card_of(Text("م", "A, B; C\\D\nE")))
