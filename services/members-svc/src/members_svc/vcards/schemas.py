"""A card as a vCard 4.0 (RFC 6350) in both languages: what is said twice shares an ALTID and carries its LANGUAGE.

LANG is of RFC 6350, EXPERTISE of RFC 6715. What may be in it was decided before, in `Seen`.
"""

from chassis.errors import Text

from members_svc.directory.model import EXPERTISE
from members_svc.people.model import Seen

_WIDEST = 75
_PHONES = (("office_phone", '"work,voice"'), ("mobile", '"work,cell"'), ("duty_phone", '"work,voice"'))
_MAILS = (("email", "work"), ("private_email", "home"))


def vcard(seen: Seen) -> str:
    """The text of one vCard with its line ends."""
    person, card = seen.person, seen.person.card
    lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Shabaka//Members//EN", f"UID:urn:uuid:{person.id}", "KIND:individual"]
    lines += _both("FN", 1, _addressed(card.name, card.honorific))
    lines += _both("ORG", 1, person.entity.name)
    for number, seat in enumerate(person.seats, 1):
        lines += _both("TITLE", number, seat.title)
    contact = seen.contact
    lines += [f"EMAIL;TYPE={kind}:{_escaped(mail)}" for name, kind in _MAILS if (mail := getattr(contact, name))]
    lines += [f"TEL;VALUE=uri;TYPE={kind}:tel:{phone}" for name, kind in _PHONES if (phone := getattr(contact, name))]
    lines += [f"LANG;PREF={min(number, 100)}:{language}" for number, language in enumerate(card.languages, 1)]
    for number, one in enumerate(card.expertise, 1):
        lines += _both("EXPERTISE", number, EXPERTISE[one])
    if person.confirmed_at:
        lines.append(f"REV:{person.confirmed_at:%Y%m%dT%H%M%SZ}")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _both(name: str, number: int, text: Text) -> list[str]:
    return [f"{name};ALTID={number};LANGUAGE={language}:{_escaped(getattr(text, language))}" for language in ("ar", "en")]


def _addressed(name: Text, honorific: Text | None) -> Text:
    return Text(f"{honorific.ar} {name.ar}", f"{honorific.en} {name.en}") if honorific else name


def _escaped(text: str) -> str:
    """Text as a value (RFC 6350, 3.4): no character of it ends the line or begins another value."""
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 6350, 3.2), cut between letters, never inside one."""
    parts, part, width = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > _WIDEST:
            parts.append(part)
            part, width = " ", 1
        part, width = part + letter, width + size
    return "\r\n".join([*parts, part])
