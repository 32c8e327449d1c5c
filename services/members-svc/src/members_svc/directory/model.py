"""What the directory is searched and narrowed by, and when a card counts as confirmed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, Literal

from chassis.arabic import MOST_WORDS, TABLE, Spellings, asked, normalise, spelling, tokens
from chassis.errors import Text

from members_svc.credentials.model import canonical_email
from members_svc.people.model import VISIBILITY, Contact, Expertise, Person

HOME: Final = "971"  # at home a number is dialled with 0 in place of the country
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]*")
_NUMBER: Final = re.compile(r"\+?[\d\s().-]{6,}")

EXPERTISE: Final[dict[Expertise, Text]] = {
    "crisis": Text("اتصال الأزمات", "Crisis communication"),
    "media-relations": Text("العلاقات الإعلامية", "Media relations"),
    "behaviour": Text("تغيير السلوك", "Behaviour change"),
    "brand": Text("الهوية المؤسسية", "Brand and identity"),
    "digital": Text("القنوات الرقمية", "Digital channels"),
    "content": Text("صناعة المحتوى", "Content making"),
    "events": Text("تنظيم الفعاليات", "Event management"),
    "internal": Text("الاتصال الداخلي", "Internal communication"),
    "evaluation": Text("القياس والتقييم", "Measurement and evaluation"),
    "photography": Text("التصوير", "Photography and film"),
    "translation": Text("الترجمة والتحرير", "Translation and editing"),
    "accessibility": Text("إتاحة الوصول", "Accessibility"),
    "protocol": Text("المراسم", "Protocol"),
    "spokesperson": Text("التحدث الرسمي", "Official spokesperson"),
}

# How people are addressed says nothing on who they are: these words of a query are left out unless there are no others.
_TITLES: Final = (
    "سمو السمو الشيخ شيخ الشيخة شيخة معالي سعادة الدكتور دكتور الدكتورة دكتورة المهندس مهندس المهندسة مهندسة",
    "الأستاذ أستاذ الأستاذة أستاذة السيد سيد السيدة سيدة اللواء لواء العميد عميد المستشار مستشار د م أ",
    "hh he h e sheikh shaikh sheikha shaikha dr eng mr mrs ms prof excellency highness engineer doctor",
)
HONORIFICS: Final = frozenset([*TABLE["particles"], *(word for titles in _TITLES for word in tokens(titles))])


Rank = Literal[0, 1, 2]


@dataclass(frozen=True, slots=True)
class Term:
    """A card must hold a word that begins with one of the forms; `spellings` stand for other ways of writing the same Latin name."""

    forms: Spellings
    spellings: frozenset[str] = frozenset()

    def answered_by(self, words: Sequence["Word"], rank: Rank) -> list["Word"]:
        """Those of the words that are what was asked for (0), also those that begin so (1), also other spellings (2)."""
        if rank == 0:
            return [word for word in words if word.text in self.forms]
        return [word for word in words if word.text.startswith(self.forms) or (rank == 2 and word.spelling in self.spellings)]


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word: as what it is spelled when a Latin name, and whether a card holds it elsewhere than in its name."""

    text: str
    spelling: str | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A card must be found by one of the values. `kind`: "latin" or "arabic" words of names alone, "entity" tags, or "" anything else."""

    values: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader narrows the directory to. `tags`: of each group a card holds one at least."""

    q: str | None = None
    tags: tuple[tuple[str, ...], ...] = ()
    confirmed: bool | None = None


def narrow(
    *,
    q: str | None = None,
    entities: Sequence[str] | None = None,
    post: str | None = None,
    speaks: str | None = None,
    expertise: str | None = None,
    confirmed: bool | None = None,
) -> Narrowing:
    """By words, entities (any of them), kind of post, language spoken, expertise, and whether confirmed in this quarter."""
    groups = [(_tag("entity", *entities) or ("@nobody",)) if entities is not None else ()]
    groups += [_tag(name, value) for name, value in (("post", post), ("speaks", speaks), ("expertise", expertise)) if value]
    return Narrowing(q, tuple(group for group in groups if group), confirmed)


def found_by(person: Person) -> list[str]:
    """What a card is found by: its words, its tags, and in twos what people mostly ask for together: two words of the name in one
    script, or one of them and an entity. Many cards hold either, few hold both."""
    names, entities = _names(person), _tag("entity", person.entity.code, *(seat.entity for seat in person.seats))
    twos = [_two(one, other) for one, other in combinations(names, 2) if _script(one) == _script(other)]
    tags = [
        *entities,
        *_tag("post", *(seat.kind for seat in person.seats)),
        *_tag("speaks", *person.card.languages),
        *_tag("expertise", *person.card.expertise),
    ]
    return list(dict.fromkeys([*names, *_words_besides(person), *tags, *twos, *(_two(one, name) for one in entities for name in names)]))


def words_of(person: Person) -> list[Word]:
    """The words a card is found by, each once."""
    names, besides = _names(person), _words_besides(person)
    latin = tokens(" ".join(name.en for name in _names_of(person)))
    named = [Word(word, spelling(word) if word in latin else None, elsewhere=word in besides) for word in names]
    return [*named, *(Word(word, None, elsewhere=True) for word in besides if word not in names)]


def choice_of(words: Sequence[Word]) -> Choice:
    """A card must hold one of the words."""
    scripts = {_script(word.text) for word in words}
    kind = scripts.pop() if len(scripts) == 1 and not any(word.elsewhere for word in words) else ""
    return Choice(frozenset(word.text for word in words), kind)


def chosen(narrowed: Narrowing) -> list[Choice]:
    """A card must hold one tag of each group."""
    return [Choice(frozenset(one), "entity" if one[0].startswith("@entity:") else "") for one in narrowed.tags]


def fewest(choices: Sequence[Choice], most: int) -> list[frozenset[str]]:
    """The same in as few conditions as `found_by` lets us, of at most so many values: a choice that another implies says nothing,
    and the first two that are kept in twos become one."""
    once = list(dict.fromkeys(choices))
    kept = [one for one in once if not any(other.values < one.values for other in once)]
    together = [two for two in combinations(kept, 2) if _in_twos(*two) and len(two[0].values) * len(two[1].values) <= most]
    if not together:
        return [one.values for one in kept]
    one, other = min(together, key=lambda two: "entity" in (two[0].kind, two[1].kind))
    twos = frozenset(_two(value, word) for value in one.values for word in other.values)
    return [twos, *(rest.values for rest in kept if rest not in (one, other))]


def _in_twos(one: Choice, other: Choice) -> bool:
    kinds = {one.kind, other.kind}
    if "" in kinds or kinds == {"entity"}:
        return False
    return "entity" in kinds or (len(kinds) == 1 and one.values.isdisjoint(other.values))  # else a single word may be both


def _two(one: str, other: str) -> str:
    return "&" + " ".join(sorted((one, other)))


def _script(word: str) -> str:
    return "latin" if word[0].isascii() else "arabic"


def _names(person: Person) -> list[str]:
    return list(dict.fromkeys(word for name in _names_of(person) for word in (*tokens(name.ar), *tokens(name.en))))


def _names_of(person: Person) -> list[Text]:
    return [person.card.name, *person.former_names]


def _words_besides(person: Person) -> list[str]:
    card = person.card
    texts = [person.entity.name, *(seat.title for seat in person.seats), *(EXPERTISE[one] for one in card.expertise)]
    moved = [person.moved_from] if person.moved_from else []
    words = tokens(" ".join([person.entity.code, *moved, *(text.ar for text in texts), *(text.en for text in texts)]))
    return [*words, *_ways_to(card.contact)]


def terms(q: str) -> list[Term]:
    """What is asked for in words. How one addresses people, and what stands between their names, fall away when there is something else.
    An address and a telephone number are one word each."""
    if number := _NUMBER.fullmatch(normalise(q)):
        return [Term((_figures(number[0]).removeprefix("00"),))]
    addresses = [canonical_email(one) for one in q.split() if _ADDRESS.fullmatch(one)]
    words = asked(" ".join(one for one in q.split() if not _ADDRESS.fullmatch(one)))
    telling = [forms for forms in words if forms[0] not in HONORIFICS] or words
    wanted = [*(Term((address,)) for address in addresses), *(Term(forms, _spellings(forms)) for forms in telling)]
    return wanted[:MOST_WORDS]


def _spellings(forms: Spellings) -> frozenset[str]:
    return frozenset(found for form in forms if (found := spelling(form)))


def _figures(number: str) -> str:
    return "".join(one for one in number if one.isdecimal())


def _ways_to(contact: Contact) -> list[str]:
    """Of the ways to reach a person those that the whole network sees: what is restricted is not found either."""
    seen = [one for name, visibility in VISIBILITY.items() if visibility == "network" and (one := getattr(contact, name))]
    numbers = [_figures(one) for one in seen if one.startswith("+")]
    return [
        *(canonical_email(one) for one in seen if "@" in one),
        *numbers,
        *(f"0{one.removeprefix(HOME)}" for one in numbers if one.startswith(HOME)),
    ]


def quarter_start(day: date) -> date:
    """The first day of the quarter: a card confirmed since then is confirmed."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_name(day: date) -> str:
    """Such as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _tag(name: str, *values: str) -> tuple[str, ...]:
    return tuple(f"@{name}:{value}" for value in values)
