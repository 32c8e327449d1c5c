"""How a person's words become what is searched: one form for every way of writing the same Arabic or Latin word.

The letters and the rules stand in `letters.json`, of which the web client has a copy: both must find the same.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

TABLE: Final[dict[str, Any]] = json.loads(files("chassis").joinpath("letters.json").read_text("utf-8"))
EDITION: Final[int] = TABLE["edition"]
MOST_WORDS: Final = 8
Spellings = tuple[str, ...]
NOTHING: Final[dict[str, Any]] = {"_id": {"$in": []}}

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LATIN: Final = re.compile(r"[a-z]+")
_VOWELS: Final = re.compile("[aeiouyw]")
_FIRST_VOWELS: Final = re.compile("(?<=.)[aeiouyw]+|^[aeiou][aeiouyw]*")
_ROUND: Final = re.compile("[ouw]")
_KINDS_OF_VOWELS: Final = str.maketrans("eyow", "iiuu")
_TWICE: Final = re.compile(r"(.)\1+")
_HAMZA_ALONE: Final = re.compile("[\u0653-\u0655]")
_SHORTEST: Final = 3  # a word that lost its article still has so many letters
_LAM: Final = "ل"
_APART: Final = "al'"  # a Latin article that stood apart


def _class(ranges: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join("-".join(chr(int(one, 16)) for one in span.split("-")) for span in ranges) + "]")


def _rules(name: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), instead.replace("$1", r"\1")) for pattern, instead in TABLE[name]]


_UNSEEN: Final = _class(TABLE["unseen"])
_APOSTROPHES: Final = str.maketrans(dict.fromkeys(TABLE["apostrophes"], "'"))
_LETTERS: Final = str.maketrans(TABLE["letters"] | {chr(ord(zero) + n): str(n) for zero in TABLE["zeros"] for n in range(10)})
_SEATS: Final = str.maketrans(TABLE["seats"])
_SEQUENCES, _LATIN_RULES, _SPELLING = _rules("sequences"), _rules("latin"), _rules("spelling")
_HEADS, _TAILS = frozenset(TABLE["heads"]), frozenset(TABLE["tails"])


def normalise(text: str) -> str:
    """One form for alef, hamza, ta marbuta, ya, the letters of other keyboards, marks seen or not, digits, Latin case and accents."""
    return " ".join(_plain(text).translate(_SEATS).replace("'", "").split())


def tokens(text: str) -> list[str]:
    """The words of a text to be indexed, each once and in all forms that it is looked for by; compound names also as one word."""
    found = _WORD.findall(_plain(text))
    return list(dict.fromkeys(form for word in [*found, *_compounds(found)] for form in _forms(word)))


def asked(text: str) -> list[Spellings]:
    """The words of a query. Of each, what an indexed word may begin with: the word without its article, or together with the one beside
    it. A query without a letter or a figure has none, and finds nothing."""
    words = _with_articles(_WORD.findall(_plain(text)))[:MOST_WORDS]
    joined = [_joined(one, other) for one, other in pairwise(words)]
    beside = zip(words, ["", *joined], [*joined, ""], strict=False)  # of no words there are none beside
    return list(dict.fromkeys(_unlike(form for one in some if one for form in _looked_for(one)) for some in beside))


def beginning(q: str | None, field: str = "words") -> list[dict[str, Any]]:
    """The Mongo conditions of a record whose words begin with those of a query. No query asks for nothing; one without a letter or a
    figure finds nothing."""
    words = asked(q or "")
    if not words:
        return [NOTHING] if q and q.strip() else []
    return [{"$or": [{field: {"$elemMatch": begins(form)}} for form in forms]} for forms in words]


def spelling(word: str) -> str | None:
    """One form of all ways of writing an Arabic name in Latin letters, of a word as `tokens` gives it: its consonants, whether its first
    vowel is round (Hussain, not Hassan), and an a at its end (Majida, not Majid); of a short name all its vowels, of two kinds (Noura,
    Nora). None for what is not a Latin name."""
    if not _LATIN.fullmatch(word) or len(word) == 1:
        return None
    for pattern, instead in _SPELLING:
        word = pattern.sub(instead, word)
    sounds = ("a" if word[0] in "aeiou" else word[0]) + _VOWELS.sub("", word[1:])
    bones = _TWICE.sub(r"\1", sounds)
    if len(bones) >= _SHORTEST:
        first = _FIRST_VOWELS.search(word)
        return bones + ("u" if first and _ROUND.search(first[0]) else "") + ("a" if word.endswith("a") else "")
    return _TWICE.sub(r"\1", word.replace("ou", "u").translate(_KINDS_OF_VOWELS)) if len(word) >= _SHORTEST else None


def _unlike(forms: Iterable[str]) -> Spellings:
    return tuple(dict.fromkeys(forms))


def exactly(q: str | None, field: str = "words") -> list[dict[str, Any]]:
    """The same of a record that has the words of a query whole."""
    return [{field: {"$in": list(forms)}} for forms in asked(q or "")]


def begins(word: str) -> dict[str, str]:
    """The range of an index in which words begin so."""
    return {"$gte": word, "$lt": word + "\U0010ffff"}


def _plain(text: str) -> str:
    """The text as it is compared, with its hamzas on their seats and its apostrophes."""
    seen = _UNSEEN.sub("", text.translate(_APOSTROPHES))
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", seen).lower()).translate(_APOSTROPHES).translate(_LETTERS)
    together = _HAMZA_ALONE.sub("", unicodedata.normalize("NFC", _UNSEEN.sub("", apart)))
    for pattern, instead in _SEQUENCES:
        together = pattern.sub(instead, together)
    return together


def _with_articles(words: Sequence[str]) -> list[str]:
    """The words, a Latin article that stands apart put to the one behind it: Al Hashimi, ar-Rahman."""
    found: list[str] = []
    for word in words:
        if found and _is_article_of(word, found[-1]):
            found[-1] = f"{_APART}{word}"
        else:
            found.append(word)
    return found


def _is_article_of(word: str, before: str) -> bool:
    if not _LATIN.fullmatch(word) or len(word) < _SHORTEST - 1:
        return False
    return before in TABLE["latinArticles"] or (before in TABLE["sunArticles"] and word.startswith(before[1:]))


def _compounds(words: Sequence[str]) -> Iterator[str]:
    """Names of several words, written as one: Abd Allah, Abu Dhabi, Nur al-Din, Al Hashimi."""
    one_by_one = _with_articles(words)
    yield from (word for word in one_by_one if word.startswith(_APART))
    for one, other in pairwise(one_by_one):
        if _whole(one) in _HEADS or _whole(other) in _TAILS:
            yield from filter(None, [_joined(one, other)])


def _joined(one: str, other: str) -> str:
    """Two words of letters as one, when they are of one script."""
    one, other = _whole(one), _whole(other)
    return one + other if one.isalpha() and other.isalpha() and one[0].isascii() == other[0].isascii() else ""


def _whole(word: str) -> str:
    return word.translate(_SEATS).replace("'", "")


@lru_cache(maxsize=50_000)
def _forms(word: str) -> Spellings:
    """A word, its parts around an apostrophe, other seats of its hamza and Latin spellings, each also without its article."""
    written = [_whole(word), *(part for part in word.split("'")[1:] if len(part) >= _SHORTEST)]
    for hamza, seats in TABLE["hamza"].items():
        if hamza in word[1:]:
            written += [_whole(word[0] + word[1:].replace(hamza, seat)) for seat in seats]
    return _unlike(form for one in written for spelled in (one, _latin(one)) for form in (*_bare(spelled), *_without_lam(spelled)))


def _looked_for(word: str) -> Spellings:
    if word.startswith(_APART):
        return (word.removeprefix(_APART), _whole(word))
    word = _whole(word)
    return _without_lam(word) or _unlike((_bare(word)[-1], _bare(_latin(word))[-1]))


def _without_lam(word: str) -> Spellings:
    """What stands behind "for the": its own first letter may be a lam, which is not written a third time."""
    lam = next((one for one in TABLE["lam"] if word.startswith(one) and len(word) - len(one) >= _SHORTEST - 1), "")
    rest = word[len(lam) :] if lam else ""
    return (*([rest] if len(rest) >= _SHORTEST else []), _LAM + rest) if rest else ()


def _bare(word: str) -> list[str]:
    """The word, and what is left of it as one article after the other is taken away."""
    found = [word]
    while article := _article_of(found[-1]):
        found.append(found[-1][len(article) :])
    return found


def _article_of(word: str) -> str:
    latin = _LATIN.fullmatch(word) is not None
    if word.startswith(tuple(TABLE["whole"])) or not word.isalpha():
        return ""
    known, least = (("al", "el"), _SHORTEST + 1) if latin else (TABLE["articles"], _SHORTEST)
    return next((one for one in known if word.startswith(one) and len(word) - len(one) >= least), "")


def _latin(word: str) -> str:
    """One way of writing what Latin letters write in many ways: Abdel-, Abdur-; -allah, -ullah; -eddine, -uddin."""
    if _LATIN.fullmatch(word):
        for pattern, instead in _LATIN_RULES:
            word = pattern.sub(instead, word)
    return word
