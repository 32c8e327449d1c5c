"""What the directory is searched and narrowed by, and when a card counts as confirmed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chassis.arabic import query_tokens, tokens
from chassis.errors import Text

from members_svc.people.model import Expertise, Person

MOST_WORDS: Final = 8
_LATIN = re.compile(r"[a-z]{2,}")
_LETTERS = re.compile(r"[a-z]+")
_FIRST, _SECOND = 2, 4  # letters of the words of a pair
_VOWELS = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u"})
_SILENT = re.compile("[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")

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
HONORIFICS: Final = frozenset(word for titles in _TITLES for word in tokens(titles))


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a card must hold the beginning of; `spelling` stands for other ways of writing the same Latin name."""

    word: str
    spelling: str | None


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
    """What a card is found by: words of name, posts, entity and expertise, spellings of the name, and tags, which no word can be."""
    spellings = [found for word in tokens(person.card.name.en) if (found := spelling(word))]
    return list(dict.fromkeys([*_names(person), *spellings, *besides(person)]))


def besides(person: Person) -> list[str]:
    """What a card is found by beside its name."""
    card = person.card
    texts = [person.entity.name, *(seat.title for seat in person.seats), *(EXPERTISE[one] for one in card.expertise)]
    words = tokens(" ".join([person.entity.code, *(text.ar for text in texts), *(text.en for text in texts)]))
    tags = [
        *_tag("entity", person.entity.code, *(seat.entity for seat in person.seats)),
        *_tag("post", *(seat.kind for seat in person.seats)),
        *_tag("speaks", *card.languages),
        *_tag("expertise", *card.expertise),
    ]
    return list(dict.fromkeys([*words, *tags]))


def pairs(person: Person) -> list[str]:
    """Every two words of the name in one script, roughly: many hold either of two common names, few hold both."""
    words = [(word[0].isascii(), _rough(word)) for word in _names(person)]
    return sorted({_pair(one, other) for script, one in words for same, other in words if script == same and one != other})


def pair_of(asked: Sequence[Term]) -> tuple[Term, Term, str] | None:
    """Two terms that no single word can match, and how the pairs begin of all cards whose names match both. The longest tell most."""
    roughly = [(term, _rough(term.word)) for term in asked if not term.word.endswith("p")]  # which may be half of "ph"
    found = [
        (one, other, _pair(first, second))
        for one, first in roughly
        for other, second in roughly
        if len(first) >= _FIRST and one.word[0].isascii() == other.word[0].isascii()
        if not first.startswith(second) and not second.startswith(first)
    ]
    return max(found, key=lambda pair: len(pair[2]), default=None)


def _names(person: Person) -> list[str]:
    return tokens(f"{person.card.name.ar} {person.card.name.en}")


def _pair(one: str, other: str) -> str:
    return f"{one[:_FIRST]} {other[:_SECOND]}"


def _rough(word: str) -> str:
    """A form that begins alike for a word, its beginnings and its other spellings."""
    latin = _LETTERS.match(word)
    return _bones(latin[0]) if latin else word


def terms(q: str) -> list[Term]:
    """What is asked for in words. Honorifics fall away when there is something else."""
    words = query_tokens(q)
    telling = [word for word in words if word not in HONORIFICS] or words
    return [Term(word, spelling(word)) for word in telling[:MOST_WORDS]]


def spelling(word: str) -> str | None:
    """One form of all ways of writing an Arabic name in Latin letters: consonants only (Khaled, Khalid), or for a short name
    also its three vowels (Noura, Nora). None for what is not a Latin name."""
    if not _LATIN.fullmatch(word):
        return None
    bones = _bones(word)
    if len(bones) >= 3:
        return f"~{bones}"
    vowels = _TWICE.sub(r"\1", word.replace("ou", "u").translate(_VOWELS))
    return f"~{vowels}" if len(word) >= 3 else None


def _bones(word: str) -> str:
    plain = _TWICE.sub(r"\1", word.replace("q", "k").replace("ph", "f"))
    first = "a" if plain[0] in "aeiou" else plain[0]
    return _TWICE.sub(r"\1", first + _SILENT.sub("", plain[1:]))


def quarter_start(day: date) -> date:
    """The first day of the quarter: a card confirmed since then is confirmed."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_name(day: date) -> str:
    """Such as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _tag(name: str, *values: str) -> tuple[str, ...]:
    return tuple(f"@{name}:{value}" for value in values)
