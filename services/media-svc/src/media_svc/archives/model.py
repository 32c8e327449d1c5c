"""Names of files in an archive that every system unpacks: what Windows takes for something else is written otherwise. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from posixpath import splitext
from typing import Final, TypeVar

Content = TypeVar("Content")
LONGEST: Final = 255  # bytes of one name, as file systems count them
# What no name holds (also turns of direction, which show another ending), blanks and dots before a slash or the end, and names of devices.
_NO_NAME: Final = re.compile(
    r'[\x00-\x1f\x7f:?*|"<>\\\u202a-\u202e\u2066-\u2069]|[. ]+(?=/|$)|(?<![^/])(?:con|prn|aux|nul|com\d|lpt\d)(?=[./]|$)', re.IGNORECASE
)


def entry_names(names: Iterable[str]) -> list[str]:
    """The same in their order, each of its own also where capitals do not count, and none longer than file systems take."""
    taken: set[str] = set()
    found = []
    for name in names:
        folder, slash, last = _NO_NAME.sub(lambda bad: f"_{bad[0] if bad[0].isalnum() else ''}", name).rpartition("/")
        stem, suffix = splitext(last)
        ends = (f" ({number}){suffix}" if number > 1 else suffix for number in count(1))
        fitting = (f"{folder}{slash}{_cut(stem, LONGEST - len(end.encode()))}{end}" for end in ends)
        entry = next(one for one in fitting if one.casefold() not in taken)
        taken.add(entry.casefold())
        found.append(entry)
    return found


def with_entry_names(files: Sequence[tuple[str, Content]]) -> list[tuple[str, Content]]:
    """The files under such names."""
    names = entry_names(name for name, _ in files)
    return [(name, content) for name, (_, content) in zip(names, files, strict=True)]


def _cut(stem: str, most: int) -> str:
    return stem.encode()[: max(1, most)].decode(errors="ignore")
