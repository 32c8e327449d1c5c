"""A large file as parts that are sent one by one: which part is how long. Pure."""

from typing import Final, NamedTuple

from media_svc.model import Asset

PART: Final = 8 * 1024**2  # what is joined in the store must be of at least 5 MiB, but for the last (S3)


class Part(NamedTuple):
    """A part by its number from 1 on, its key in quarantine and its exact number of bytes."""

    number: int
    key: str
    size: int


def parts_of(asset: Asset) -> list[Part]:
    """All of its parts, in order."""
    size = asset.wish.size
    begins = range(0, size, PART)
    return [Part(number, f"{asset.parts_prefix}{number:05}", min(PART, size - begin)) for number, begin in enumerate(begins, 1)]
