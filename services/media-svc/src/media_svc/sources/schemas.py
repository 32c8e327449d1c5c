"""Documents and their versions as they travel."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from chassis.auth import Actor
from chassis.errors import Text
from chassis.fields import Day, Lines, OneLine, not_removable
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints, field_validator

from media_svc.amendments.schemas import AmendmentBody, amendments_of
from media_svc.model import Bi
from media_svc.policy import POLICY
from media_svc.sources.life.model import Act, acts_on
from media_svc.sources.model import Classification, Document, DocumentKind, Parity, Tongue, Version, VersionFile, VersionState
from media_svc.sources.returns.model import DocumentAct, acts_on_document
from media_svc.sources.store import writes
from media_svc.sources.texts.model import Excerpt, PartKind

NO_OWNER: Final = Text("اذكر الجهة المالكة.", "Name the owning entity.")
Subject = Annotated[OneLine, StringConstraints(min_length=1, max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,31}$")]


class Title(BiText):
    """A title in both languages."""

    ar: OneLine = Field(min_length=1, max_length=200)
    en: OneLine = Field(min_length=1, max_length=200)


def bi(text: BiText) -> Bi:
    """As the model takes it."""
    return Bi(text.ar, text.en)


def both(words: Bi) -> BiText:
    """As it travels."""
    return BiText.of(Text(*words))


class NewDocument(Body):
    """What begins a document."""

    title: Title
    summary: BiText = BiText(ar="", en="")
    kind: DocumentKind
    subjects: list[Subject] = Field(default=[], max_length=10)
    classification: Classification = "open"
    legal_basis: BiText | None = None
    owner_entity: Code | None = Field(default=None, description="Yours unless you write for several.")


class DocumentPatch(Body):
    """What is to change of what a document says of itself. Null empties the subjects and removes the legal basis."""

    title: Title | None = None
    summary: BiText | None = None
    subjects: list[Subject] | None = Field(default=None, max_length=10)
    legal_basis: BiText | None = None
    classification: Classification | None = None

    _kept = field_validator("title", "summary", "classification", mode="before")(not_removable)

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        plain = {name: bi(value) if isinstance(value, BiText) else value for name, value in sent.items()}
        return plain | ({"subjects": tuple(plain["subjects"] or ())} if "subjects" in plain else {})


class _VersionFields(Body):
    label: OneLine = Field(default="", max_length=40, examples=["2.1"])
    notes: BiText = BiText(ar="", en="")
    issued: Day | None = None
    effective_from: Day | None = Field(default=None, description="The day in Dubai from whose first instant it is in force.")
    transition_ends_on: Day | None = Field(default=None, description="The last day on which the version before it may still be used.")
    replaces: str | None = Field(default=None, max_length=64, description="The version it replaces; the last published one unless said.")

    def fields(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return sent | ({"notes": bi(self.notes)} if "notes" in sent else {})


class NewVersion(_VersionFields):
    """A version to draft."""

    label: OneLine = Field(min_length=1, max_length=40, examples=["2.1"])


class VersionPatch(_VersionFields):
    """What is to change of a draft."""


class NewVersionFile(Body):
    """A checked upload that becomes a file of a draft."""

    asset_id: str = Field(min_length=1, max_length=64)
    language: Tongue


class ParityMark(Body):
    """Whether the English says what the Arabic does."""

    same: bool


class SendBack(Body):
    """What has to change."""

    note: Lines = Field(min_length=1, max_length=2_000)


class NewWithdrawal(Body):
    """Why a version is taken back, and what to use instead."""

    reason: Title
    replacement: str | None = Field(default=None, max_length=64, description="Id of a document.")


class VersionFileBody(Body):
    """A file of a version; its address comes from `…/download`, which records who took it."""

    id: str
    language: Tongue
    name: str
    content_type: str
    sha256: str
    bytes: int
    pages: int | None
    first_page: str | None = Field(description="A picture of the first page; the address works for less than a minute.")


class WithdrawalBody(Body):
    """Why it was taken back."""

    reason: BiText
    replacement: str | None
    at: datetime


class VersionBody(Body):
    """A version. `since` and `until` bound the time in which it is in force; `transitionUntil` ends its use beside its successor."""

    id: str
    number: int
    label: str
    notes: BiText
    state: VersionState
    parity: Parity
    issued: date | None
    effective_from: date | None
    transition_ends_on: date | None
    replaces: str | None
    replaced_by: str | None
    published_at: datetime | None
    since: datetime | None
    until: datetime | None
    transition_until: datetime | None
    fingerprint: str | None = Field(description="One sha256 of all its files.")
    files: list[VersionFileBody]
    withdrawal: WithdrawalBody | None
    note: str | None = Field(description="What its reviewers asked for; only for its authors.")
    actions: list[Act] = Field(description="What this reader may do to it now.")


class ExcerptBody(Body):
    """Where a search found its words in a text of the version in force."""

    language: Tongue
    page: int
    text: str


class DocumentSummary(Body):
    """A document in a list, with the version in force or else the one that comes."""

    id: str
    version: int
    title: BiText
    summary: BiText
    kind: DocumentKind
    owner_entity: str
    subjects: list[str]
    classification: Classification
    headline: VersionBody | None
    coming: VersionBody | None = Field(description="The next version that is published and not yet in force.")
    version_count: int
    excerpt: ExcerptBody | None = Field(default=None, description="Only in a search, and only where a text has the words.")


class DocumentBody(DocumentSummary):
    """A document with the versions one may see, newest first. `shown` is the version in force at `at`."""

    legal_basis: BiText | None
    created_at: datetime
    updated_at: datetime
    versions: list[VersionBody]
    at: datetime
    shown: VersionBody | None
    may_write: bool
    may_see_downloads: bool
    actions: list[DocumentAct] = Field(description="What this reader may do to the document itself now.")
    amendments: list[AmendmentBody] = Field(description="What was corrected after its publication, oldest first.")


class PartBody(Body):
    """A run of sentences; of `skipped` ones their number."""

    kind: PartKind
    text: str


class Changes(Body):
    """What the text of a version says that another does not."""

    earlier: str
    later: str
    language: Tongue
    parts: list[PartBody]


class Shaper:
    """Shapes documents for one reader; `address_of` gives the picture of a file's first page."""

    def __init__(self, address_of: Any, reader: Actor) -> None:
        self._address_of, self._reader = address_of, reader

    def row(self, document: Document, found: Excerpt | None) -> DocumentSummary:
        """A document in a list, and where a search found it."""
        excerpt = ExcerptBody(language=found.language, page=found.page, text=found.text) if found else None
        return DocumentSummary(**self._summary(document), excerpt=excerpt)

    def _summary(self, document: Document) -> dict[str, Any]:
        coming = next((one for one in document.versions if one.state is VersionState.PUBLISHED), None)
        head = document.headline
        return {
            "id": document.id,
            "version": document.version,
            "title": both(document.title),
            "summary": both(document.summary),
            "kind": document.kind,
            "owner_entity": document.owner,
            "subjects": list(document.subjects),
            "classification": document.classification,
            "headline": self._version(head, document) if head else None,
            "coming": self._version(coming, document) if coming else None,
            "version_count": len(document.versions),
        }

    def body(self, document: Document, at: datetime, shown: Version | None) -> DocumentBody:
        """The whole document."""
        return DocumentBody(
            **self._summary(document),
            legal_basis=both(document.legal_basis) if document.legal_basis else None,
            created_at=document.created_at,
            updated_at=document.updated_at,
            versions=[self._version(one, document) for one in reversed(document.in_order)],
            at=at,
            shown=self._version(shown, document) if shown else None,
            may_write=POLICY.allows(self._reader, "document.write", document.owner),
            may_see_downloads=writes(self._reader, document.owner),
            actions=acts_on_document(document, self._reader),
            amendments=amendments_of(document.amendments),
        )

    def _version(self, one: Version, document: Document) -> VersionBody:
        plain = ("id", "number", "label", "state", "parity", "issued", "effective_from", "transition_ends_on", "replaces", "published_at")
        times = ("since", "until", "transition_until", "fingerprint")
        gone = one.withdrawal
        return VersionBody(
            **{name: getattr(one, name) for name in (*plain, *times)},
            notes=both(one.notes),
            replaced_by=next((other.id for other in document.public if other.replaces == one.id), None),
            files=[self._file(file, shown=one.state is not VersionState.WITHDRAWN) for file in one.files if not one.files_deleted],
            withdrawal=WithdrawalBody(reason=both(gone.reason), replacement=gone.replacement, at=gone.at) if gone else None,
            note=one.note if writes(self._reader, document.owner) else None,
            actions=acts_on(document, one, self._reader),
        )

    def _file(self, file: VersionFile, *, shown: bool) -> VersionFileBody:
        plain = {name: getattr(file, name) for name in ("id", "language", "name", "content_type", "sha256", "bytes", "pages")}
        return VersionFileBody(**plain, first_page=self._address_of(file) if shown else None)
