"""How a person's words become what is searched: one form for every way of writing the same Arabic or Latin word."""

import re
import unicodedata

_UNSEEN = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"\w+")
_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 5


def normalise(text: str) -> str:
    """One form for hamza, alef, ta marbuta, ya, tashkeel, tatweel, both digit sets, Latin case and accents."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_LETTERS).translate(_DIGITS)
    latin = "".join(letter for letter in unicodedata.normalize("NFD", plain) if not "\u0300" <= letter <= "\u036f")
    return " ".join(latin.split())


def tokens(text: str) -> list[str]:
    """The words of a text to be indexed, each once, those with the article also without it."""
    return list(dict.fromkeys(form for word in _WORD.findall(normalise(text)) for form in _forms(word)))


def query_tokens(text: str) -> list[str]:
    """The words of a query, each without its article, so that a prefix of either way of writing finds the other."""
    return list(dict.fromkeys(_forms(word)[-1] for word in _WORD.findall(normalise(text))))


def _forms(word: str) -> list[str]:
    bare = word[len(_ARTICLE) :] if word.startswith(_ARTICLE) and len(word) >= _SHORTEST_WITH_ARTICLE else None
    return [word, bare] if bare else [word]
