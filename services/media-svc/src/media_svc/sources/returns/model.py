"""Ways back and corrections of documents: drafts that are dropped, submissions that are taken back, versions of the past that are entered
afterwards, and what was published and is put right as an amendment. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from chassis.audience import scope_of
from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import FieldError
from chassis.event import Fact

from media_svc.amendments.model import amended, told_of
from media_svc.policy import POLICY, SECRETARIAT
from media_svc.published import Words
from media_svc.sources import errors, model
from media_svc.sources.life.model import Change, at_effect, check, demand_its_turn, fact_of, readers_of, version_for
from media_svc.sources.model import Document, Version, VersionState
from media_svc.sources.published import DocumentCorrected, PastVersionEntered

DocumentAct = Literal["edit", "correct", "discard"]
UNDECIDED: Final = (VersionState.IN_REVIEW, VersionState.APPROVED)
_DATED: Final = ("effective_from", "transition_ends_on")


def acts_on_document(document: Document, by: Actor) -> list[DocumentAct]:
    """What the actor may do to the document itself."""
    possible: dict[DocumentAct, bool] = {
        "edit": not document.public and POLICY.allows(by, "document.write", document.owner),
        "correct": bool(document.public) and POLICY.allows(by, "document.correct", document.owner),
        "discard": is_draft(document) and POLICY.allows(by, "document.write", document.owner),
    }
    return [act for act, may in possible.items() if may]


def is_draft(document: Document) -> bool:
    """Whether nobody but its authors has a part in it: nothing of it is public or with its reviewers."""
    return not document.public and all(one.state not in UNDECIDED for one in document.versions)


# ---- drafts ----


def discard(document: Document, *, by: Actor, at: datetime) -> Change:
    """Delete a draft with all its versions and files. Raises Forbidden, DocumentNotDraft."""
    POLICY.require(by, "document.write", document.owner)
    if not is_draft(document):
        raise errors.DocumentNotDraft
    files = _uploads(*document.versions)
    return replace(document, removed=True, leftover=(*document.leftover, *files), updated_at=at), None


def drop_version(document: Document, id_: str, *, by: Actor, at: datetime) -> Change:
    """Delete a draft of a version with its files. Raises Forbidden, VersionNotFound, NotInThatState."""
    gone = version_for("drop", document, id_, by)
    left = tuple(replace(one, replaces=None) if one.replaces == id_ else one for one in document.versions if one.id != id_)
    return replace(document, versions=left, leftover=(*document.leftover, *_uploads(gone)), updated_at=at), None


def delete_files(document: Document, *, at: datetime, kept_for: timedelta) -> Change | None:
    """Give up the files of versions that were withdrawn so long ago; None = of none it is time. Why each was withdrawn stays."""
    over = [
        one for one in document.versions if one.withdrawal and one.files and not one.files_deleted and one.withdrawal.at <= at - kept_for
    ]
    if not over:
        return None
    bare = document.having(*(replace(one, files_deleted=True) for one in over))
    return replace(bare, leftover=(*document.leftover, *_uploads(*over))), None


def recall(document: Document, id_: str, *, by: Actor, at: datetime) -> Change:
    """Take back what was handed to the reviewers. Raises Forbidden, VersionNotFound, NotInThatState."""
    return document.having(replace(version_for("recall", document, id_, by), state=VersionState.DRAFT), at=at), None


def _uploads(*versions: Version) -> tuple[str, ...]:
    return tuple(dict.fromkeys(file.id for one in versions for file in one.files))


# ---- the past ----


def enter_past(document: Document, id_: str, last_day: date, *, by: Actor, at: datetime) -> Change:
    """Enter a version that was in force from its day of effect to `last_day`, so that the document answers for those days.

    Raises Forbidden, VersionNotFound, NotInThatState, VersionIncomplete, PastNotOver, PastOverlaps.
    """
    approved = version_for("enter-past", document, id_, by)
    past = replace(_over_by(document, approved, last_day, dubai_day(at)), state=VersionState.SUPERSEDED, published_at=at)
    told = {"since": past.since, "until": past.until, "fingerprint": past.fingerprint}
    return document.having(past, at=at), fact_of(PastVersionEntered, document, past, at, **told)


def _over_by(document: Document, version: Version, last_day: date, today: date) -> Version:
    """The version with its time in the past. Raises PastNotOver, PastOverlaps."""
    day = version.effective_from
    if day is None or last_day < day or last_day >= today:
        raise errors.PastNotOver(errors=[FieldError("/lastDay", errors.PastNotOver.code, errors.PastNotOver.detail)])
    since, until = model.begins(day), model.over(last_day)
    others = [one for one in document.versions if one.id != version.id]
    for other in others:
        if other.held_within(since, until):
            raise errors.PastOverlaps(label=other.label)
    return replace(version, since=since, until=until, transition_until=until, replaces=_before(others, since))


def _before(others: Sequence[Version], instant: datetime) -> str | None:
    ended = [one for one in others if one.until and one.until <= instant]
    return max(ended, key=lambda one: one.until or instant).id if ended else None


# ---- corrections ----


def correct(document: Document, fields: Mapping[str, Any], reason: str, *, by: Actor, at: datetime) -> Change:
    """Put right what a public document says of itself, or its class: who may read it no more from now on reads no more what was told of
    it before. Raises Forbidden, DocumentNotPublic, NothingCorrected, TooManyAmendments."""
    POLICY.require(by, "document.correct", document.owner)
    if not document.public:
        raise errors.DocumentNotPublic
    before = {name: getattr(document, name) for name in fields}
    changed = replace(document, **fields, updated_at=at)
    amendments = amended(document.amendments, before, fields, reason, by=by, at=at)
    return _corrected(replace(changed, amendments=amendments), None, at, before=document)


def correct_version(document: Document, id_: str, fields: Mapping[str, Any], reason: str, *, by: Actor, at: datetime) -> Change:
    """Put right what a public version says of itself; its days only until they begin, or the secretariat when it is one of the past.

    Raises Forbidden, VersionNotFound, NotInThatState, EffectiveTooEarly, EffectiveDateTaken, TransitionTooShort, PastNotOver, PastOverlaps,
    NothingCorrected.
    """
    version = version_for("correct", document, id_, by)
    last_day = _last_day(version)
    corrected = replace(version, **{name: value for name, value in fields.items() if name != "last_day"})
    last = fields.get("last_day", last_day)
    if (last, corrected.effective_from) != (last_day, version.effective_from) and version.entered_afterwards:
        POLICY.require(by, "document.publish", document.owner)
        corrected = _over_by(document, corrected, last, dubai_day(at))
    elif last != last_day:
        raise errors.NotInThatState(state=version.state)
    elif any(getattr(version, name) != getattr(corrected, name) for name in _DATED):
        _demand_days(document, version, corrected, dubai_day(at))
    check(document, corrected)
    number, known = str(version.number), {"last_day": last_day}
    before = {name: known[name] if name in known else getattr(version, name) for name in fields}
    amendments = amended(
        document.amendments, {"versions": {number: before}}, {"versions": {number: dict(fields)}}, reason, by=by, at=at
    )  # fmt: skip
    return _corrected(replace(document.having(corrected, at=at), amendments=amendments), id_, at, before=document)


def _last_day(version: Version) -> date | None:
    return dubai_day(version.until - timedelta(milliseconds=1)) if version.entered_afterwards and version.until else None


def _demand_days(document: Document, version: Version, corrected: Version, today: date) -> None:
    if version.state is not VersionState.PUBLISHED:
        raise errors.NotInThatState(state=version.state)
    day = corrected.effective_from
    if day is None or day < today:
        raise errors.EffectiveTooEarly(errors=[at_effect(errors.EffectiveTooEarly)])
    demand_its_turn(document, version, day, today)


def _corrected(document: Document, version_id: str | None, at: datetime, *, before: Document) -> Change:
    """The document and the fact of its last amendment, told to those of before and after; a class of its own leaves them no words."""
    was, now = readers_of(before), readers_of(document)
    told: dict[str, Any] = told_of(document.amendments) | {"title": Words(**document.title._asdict())}
    if document.classification != "open":
        told |= {"title": None, "reason": None}
    fact = DocumentCorrected(
        document_id=document.id,
        version_id=version_id,
        kind=document.kind,
        owner_entity=document.owner,
        audience_scope=scope_of(was | now, home=SECRETARIAT, remaining=now if was != now else ()),
        **told,
    )
    return document, Fact(fact, at, document.classification)
