"""A zip made while it is sent: stored, not compressed, for pictures and PDFs hardly shrink; a piece of one file is in memory."""

from collections.abc import AsyncIterable, AsyncIterator, Sequence
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo


class _Pipe:
    """What ZipFile writes into, when it cannot go back: it then puts sizes behind each file (APPNOTE 4.3.9)."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken, self._held = bytes(self._held), bytearray()
        return taken


async def zipped(files: Sequence[tuple[str, AsyncIterable[bytes]]], *, at: datetime) -> AsyncIterator[bytes]:
    """The pieces of an archive of (name, pieces of content), in this order; names may be Arabic."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:  # type: ignore[arg-type]  # ZipFile asks for no more than a pipe can do
        for name, content in files:
            with archive.open(ZipInfo(name, at.timetuple()[:6]), "w", force_zip64=True) as entry:
                async for piece in content:
                    entry.write(piece)
                    yield pipe.taken()
    yield pipe.taken()
