"""What was read in the files of versions: where a search finds a word in it, and what one text says that another does not.

Frozen values, no I/O and no clock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from chassis.arabic import asked, normalise, tokens

from media_svc.sources.model import Tongue

BEFORE: Final = 10  # words of an excerpt in front of the one that was found
AFTER: Final = 22
MOST_SENTENCES: Final = 3_000
_SENTENCE: Final = re.compile(r"(?<=[.!?؟؛])\s+|\s*\n\s*\n\s*")
_ROUGH: Final = str.maketrans("ويء", "ااا")  # a hamza may have another seat than in the query
PartKind = Literal["same", "added", "removed", "skipped"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a PDF, page by page; `words` as they are searched."""

    pages: tuple[str, ...]
    words: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, text: str, count: int) -> "Reading":
        """Of a text with a form feed between its pages."""
        return cls(tuple(text.split("\f")), tuple(tokens(text)), count)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where a search found its words: the text around the first of them."""

    language: Tongue
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of sentences that both texts have, or only the later, or only the earlier; of a long common run only its ends."""

    kind: PartKind
    text: str


def excerpt(pages: Sequence[str], q: str, language: Tongue) -> Excerpt | None:
    """The first page that has a word of the query."""
    wanted = tuple(form for forms in asked(q) for form in forms)
    for number, page in enumerate(pages, 1):
        rough = normalise(page).translate(_ROUGH)
        if not any(form.translate(_ROUGH) in rough for form in wanted):
            continue
        words = page.split()
        for at, word in enumerate(words):
            if any(form.startswith(wanted) for form in tokens(word)):
                start, end = max(0, at - BEFORE), at + AFTER
                shown = ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")
                return Excerpt(language, number, shown)
    return None


def changes(earlier: Sequence[str], later: Sequence[str]) -> list[Part]:
    """What the later text says anew and says no more, sentence by sentence; where its lines break says nothing."""
    old, new = _sentences(earlier), _sentences(later)
    found: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found += _ends(new[j1:j2])
            continue
        found += [Part("removed", " ".join(old[i1:i2]))] if i1 < i2 else []
        found += [Part("added", " ".join(new[j1:j2]))] if j1 < j2 else []
    return found


def _ends(run: Sequence[str]) -> list[Part]:
    if len(run) <= 3:
        return [Part("same", " ".join(run))]
    return [Part("same", run[0]), Part("skipped", str(len(run) - 2)), Part("same", run[-1])]


def _sentences(pages: Sequence[str]) -> list[str]:
    said = (" ".join(one.split()) for page in pages for one in _SENTENCE.split(page.replace("\r\n", "\n")))
    return [one for one in said if one][:MOST_SENTENCES]
