"""A document and its versions: what a version goes through, and which one is in force when. Frozen values, no I/O and no clock.

The versions live inside their document, so that every change of what is in force is one write of one record.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal

from chassis.clock import DUBAI

from media_svc.amendments.model import Amendments
from media_svc.model import Bi
from media_svc.sources import errors

DocumentKind = Literal["identity-guide", "communication-guide", "entity-identity", "template", "policy", "media-kit", "legal-instrument"]
Classification = Literal["open", "shared-confidential", "shared-sensitive", "shared-secret"]
Tongue = Literal["ar", "en"]
Parity = Literal["both", "english-missing", "english-older", "arabic-missing", "none"]
MOST_VERSIONS: Final = 200
NO_WORDS: Final = Bi("", "")


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    PUBLISHED = "published"
    IN_FORCE = "in-force"
    IN_TRANSITION = "in-transition"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file of a version; its id is that of the upload. `sha256` is of the bytes one downloads, `pages` of a PDF."""

    id: str
    language: Tongue
    name: str
    content_type: str
    sha256: str
    bytes: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a version was taken back, and the document that stands in for it."""

    reason: Bi
    replacement: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version. Days are days in Dubai; `since` and `until` bound the time in which it is in force, `transition_until` that in which
    it may still be used beside its successor. `arabic` counts the changes of the Arabic files, `english_of` is the count the English
    is of. `asked` is a digest of the request that drafted it.
    `files_deleted` says that it was withdrawn and its files are there no more."""

    id: str
    number: int
    label: str
    notes: Bi = NO_WORDS
    issued: date | None = None
    effective_from: date | None = None
    transition_ends_on: date | None = None
    replaces: str | None = None
    files: tuple[VersionFile, ...] = ()
    state: VersionState = VersionState.DRAFT
    arabic: int = 0
    english_of: int = 0
    note: str | None = None
    published_at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    transition_until: datetime | None = None
    withdrawal: Withdrawal | None = None
    asked: str | None = None
    files_deleted: bool = False

    @property
    def parity(self) -> Parity:
        """Whether both languages say the same: Arabic is the record, English may be missing or of an older Arabic text."""
        languages = {file.language for file in self.files}
        if "ar" not in languages:
            return "arabic-missing" if languages else "none"
        if "en" not in languages:
            return "english-missing"
        return "both" if self.english_of == self.arabic else "english-older"

    @property
    def holds_from(self) -> datetime | None:
        """When it came into force, or is to by its day."""
        return self.since or (begins(self.effective_from) if self.effective_from else None)

    def held_within(self, begin: datetime, end: datetime | None) -> bool:
        """Whether it was or is in force at some instant from `begin` on and before `end`; None = without end."""
        return self.since is not None and (end is None or self.since < end) and (self.until is None or begin < self.until)

    @property
    def entered_afterwards(self) -> bool:
        """Whether it is one of the past, which was over when it was published."""
        over, told = self.until, self.published_at
        return self.state is VersionState.SUPERSEDED and over is not None and told is not None and over <= told

    @property
    def fingerprint(self) -> str | None:
        """One sha256 for all files of the version: of the lines `language sha256` in order; None without files."""
        lines = sorted(f"{file.language} {file.sha256}" for file in self.files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else None

    def file(self, id_: str) -> VersionFile:
        """Raises VersionFileNotFound."""
        found = next((file for file in self.files if file.id == id_), None)
        if found is None:
            raise errors.VersionFileNotFound
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an entity with all its versions, as they were drafted. `version` counts its writes. `leftover` are uploads that only
    drafts held which are gone, or versions that were withdrawn: they are still to be deleted; `removed` says that the whole draft is."""

    id: str
    owner: str
    kind: DocumentKind
    title: Bi
    summary: Bi
    created_by: str
    created_at: datetime
    updated_at: datetime
    subjects: tuple[str, ...] = ()
    classification: Classification = "open"
    legal_basis: Bi | None = None
    versions: tuple[Version, ...] = ()
    amendments: Amendments = ()
    leftover: tuple[str, ...] = ()
    removed: bool = False
    version: int = 1

    def of(self, id_: str) -> Version:
        """One of its versions. Raises VersionNotFound."""
        found = next((one for one in self.versions if one.id == id_), None)
        if found is None:
            raise errors.VersionNotFound
        return found

    def having(self, *changed: Version, at: datetime | None = None) -> "Document":
        """The same with these versions changed."""
        by_id = {one.id: one for one in changed}
        return replace(self, versions=tuple(by_id.get(one.id, one) for one in self.versions), updated_at=at or self.updated_at)

    @property
    def withdrawn_since(self) -> datetime | None:
        """When the first version was withdrawn that still has its files."""
        ended = (one.withdrawal.at for one in self.versions if one.withdrawal and one.files and not one.files_deleted)
        return min(ended, default=None)

    @property
    def in_force(self) -> Version | None:
        """The one that is in force, as the record says."""
        return next((one for one in self.versions if one.state is VersionState.IN_FORCE), None)

    @property
    def in_order(self) -> tuple[Version, ...]:
        """The public ones by the instant from which each holds or is to hold, then the others as they were drafted."""
        return tuple(sorted(self.versions, key=self._place_of))

    def _place_of(self, version: Version) -> tuple[bool, datetime, int]:
        holds = version.holds_from if version.published_at else None
        return version.published_at is None, holds or self.created_at, version.number

    @property
    def public(self) -> tuple[Version, ...]:
        """Those that every reader of the document sees, in order."""
        return tuple(one for one in self.in_order if one.published_at)

    @property
    def headline(self) -> Version | None:
        """The one a list shows: in force, else about to be, else the last."""
        coming = (one for one in self.versions if one.state is VersionState.PUBLISHED)
        return self.in_force or next(coming, None) or (self.in_order[-1] if self.versions else None)


# ---- the calendar ----


def begins(day: date) -> datetime:
    """The first instant of a day in Dubai, in UTC."""
    return datetime.combine(day, time(), DUBAI).astimezone(UTC)


def over(day: date) -> datetime:
    """The first instant after a day in Dubai, in UTC."""
    return begins(day + timedelta(days=1))


def takes_effect(version: Version) -> datetime | None:
    """When a published version comes into force: as its day begins, or when it was published on that day."""
    if version.state is not VersionState.PUBLISHED or version.effective_from is None or version.published_at is None:
        return None
    return max(begins(version.effective_from), version.published_at)


def _next_of(version: Version) -> datetime | None:
    return version.transition_until if version.state is VersionState.IN_TRANSITION else takes_effect(version)


def next_step(document: Document) -> tuple[datetime, Version] | None:
    """What the calendar changes next, and when; at one instant an old version leaves before a new one comes."""
    steps = [(when, one) for one in document.versions if (when := _next_of(one))]
    return min(steps, key=lambda due: (due[0], due[1].number)) if steps else None


def step(document: Document, when: datetime, version: Version) -> Document:
    """The document after one step of the calendar."""
    if version.state is VersionState.IN_TRANSITION:
        return document.having(replace(version, state=VersionState.SUPERSEDED), at=when)
    came = replace(version, state=VersionState.IN_FORCE, since=when)
    return document.having(came, *_left(document, came, when), at=when)


def _left(document: Document, successor: Version, when: datetime) -> tuple[Version, ...]:
    """The one in force until now goes into transition: to the end of the successor's last day of it, or over at once."""
    old = document.in_force
    if old is None:
        return ()
    end = over(successor.transition_ends_on) if successor.transition_ends_on else when
    return (replace(old, state=VersionState.IN_TRANSITION, until=when, transition_until=max(end, when)),)


def settled(document: Document, at: datetime) -> Document:
    """The document as the calendar has it at this instant, whether or not that has been written yet."""
    while (due := next_step(document)) and due[0] <= at:
        document = step(document, *due)
    return document


def in_force_at(document: Document, at: datetime) -> Version | None:
    """The version that was, is or will be in force at an instant. What is published counts for the future, nothing else."""
    then = settled(document, at)
    return next((one for one in then.versions if one.since and one.since <= at and (one.until is None or at < one.until)), None)


def in_force_on(document: Document, day: date) -> Version | None:
    """The version of a day in Dubai: the one in force as it ends, so that the day a version takes effect is its own."""
    return in_force_at(document, over(day) - timedelta(milliseconds=1))
