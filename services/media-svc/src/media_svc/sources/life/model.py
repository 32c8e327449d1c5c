"""What people and the calendar do to a document, who may, and what is announced of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, Literal

from chassis.audience import EVERYONE, entity_term, scope_of
from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import DomainError, FieldError, Text
from chassis.event import Fact, Published

from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT, insiders
from media_svc.published import Words
from media_svc.sources import errors, model
from media_svc.sources.model import Document, Tongue, Version, VersionFile, VersionState, Withdrawal
from media_svc.sources.published import VersionPublished, VersionSuperseded, VersionTookEffect, VersionWithdrawn

Change = tuple[Document, Fact | None]
_IDS: Final = ("replaces", "gave_way", "successor", "replacement")
_MISSING: Final = {
    "label": Text("اكتب رقم الإصدار أو اسمه.", "Give the version a number or a name."),
    "effectiveFrom": Text("حدد تاريخ النفاذ.", "Say from which day it takes effect."),
    "files": Text("أرفق النص العربي؛ العربية هي المرجع.", "Attach the Arabic text: Arabic is the record."),
}

Act = Literal[
    "edit", "drop", "submit", "recall", "send-back", "approve", "publish", "enter-past", "correct", "withdraw", "set-parity"
]  # fmt: skip
_USABLE: Final = tuple(state for state in VersionState if state not in (VersionState.SUPERSEDED, VersionState.WITHDRAWN))
CORRECTABLE: Final = (VersionState.PUBLISHED, VersionState.IN_FORCE, VersionState.IN_TRANSITION, VersionState.SUPERSEDED)
_ACTS: Final[Mapping[Act, tuple[str, tuple[VersionState, ...]]]] = {
    "edit": ("document.write", (VersionState.DRAFT,)),
    "drop": ("document.write", (VersionState.DRAFT,)),
    "submit": ("document.submit", (VersionState.DRAFT,)),
    "recall": ("document.submit", (VersionState.IN_REVIEW,)),
    "send-back": ("document.review", (VersionState.IN_REVIEW, VersionState.APPROVED)),
    "approve": ("document.review", (VersionState.IN_REVIEW,)),
    "publish": ("document.publish", (VersionState.APPROVED,)),
    "enter-past": ("document.publish", (VersionState.APPROVED,)),
    "correct": ("document.correct", CORRECTABLE),
    "withdraw": ("document.withdraw", (*_USABLE, VersionState.SUPERSEDED)),
    "set-parity": ("document.set-parity", _USABLE),
}


def acts_on(document: Document, version: Version, by: Actor) -> list[Act]:
    """What the actor may do to a version where it stands."""
    return [
        act
        for act, (permission, states) in _ACTS.items()
        if version.state in states
        and POLICY.allows(by, permission, document.owner)
        and (act != "set-parity" or version.parity in ("both", "english-older"))
        and (act != "withdraw" or version.state is not VersionState.SUPERSEDED or version.entered_afterwards)
    ]


def version_for(act: Act, document: Document, id_: str, by: Actor) -> Version:
    """The version to do this to. Raises Forbidden, VersionNotFound, NotInThatState."""
    permission, states = _ACTS[act]
    POLICY.require(by, permission, document.owner)
    version = document.of(id_)
    if version.state not in states:
        raise errors.NotInThatState(state=version.state)
    return version


# ---- the authors' acts ----


def begin(document: Document, *, by: Actor) -> Change:
    """A new document without versions. Raises Forbidden."""
    POLICY.require(by, "document.write", document.owner)
    return document, None


def describe(document: Document, described: Mapping[str, Any], *, by: Actor, at: datetime) -> Change:
    """Change its title, summary, subjects, legal basis, while nobody else knows of it; after that it is corrected. Raises Forbidden,
    DocumentPublic."""
    POLICY.require(by, "document.write", document.owner)
    if document.public:
        raise errors.DocumentPublic
    return replace(document, **described, updated_at=at), None


def add_version(document: Document, id_: str, fields: Mapping[str, Any], asked: str | None = None, *, by: Actor, at: datetime) -> Change:
    """A draft behind the versions there are. It replaces the last published one unless it says otherwise.

    Raises Forbidden, TooManyVersions, VersionNotFound, TransitionTooShort.
    """
    POLICY.require(by, "document.write", document.owner)
    if len(document.versions) >= model.MOST_VERSIONS:
        raise errors.TooManyVersions
    last = document.public[-1].id if document.public else None
    number = max((one.number for one in document.versions), default=0) + 1
    draft = Version(id=id_, number=number, asked=asked, **{"replaces": last, **fields})
    check(document, draft)
    return replace(document, versions=(*document.versions, draft), updated_at=at), None


def edit_version(document: Document, id_: str, fields: Mapping[str, Any], *, by: Actor, at: datetime) -> Change:
    """Change what a draft says of itself. Raises Forbidden, VersionNotFound, NotInThatState, TransitionTooShort."""
    edited = replace(version_for("edit", document, id_, by), **fields)
    check(document, edited)
    return document.having(edited, at=at), None


def attach(document: Document, id_: str, file: VersionFile, *, by: Actor, at: datetime) -> Change:
    """Put a file into a draft, in place of one of the same language and type. Raises Forbidden, VersionNotFound, NotInThatState."""
    draft = version_for("edit", document, id_, by)
    kept = tuple(one for one in draft.files if (one.language, one.content_type) != (file.language, file.content_type) and one.id != file.id)
    return document.having(_recounted(replace(draft, files=(*kept, file)), file.language), at=at), None


def detach(document: Document, id_: str, file_id: str, *, by: Actor, at: datetime) -> Change:
    """Take a file out of a draft. Raises Forbidden, VersionNotFound, VersionFileNotFound, NotInThatState."""
    draft = version_for("edit", document, id_, by)
    gone = draft.file(file_id)
    left = tuple(one for one in draft.files if one.id != file_id)
    return document.having(_recounted(replace(draft, files=left), gone.language), at=at), None


def submit(document: Document, id_: str, *, by: Actor, at: datetime) -> Change:
    """Hand a draft to the reviewers. Raises Forbidden, VersionNotFound, NotInThatState, VersionIncomplete."""
    draft = version_for("submit", document, id_, by)
    if missing := _missing(document, draft):
        raise errors.VersionIncomplete(errors=[FieldError(f"/{name}", "missing", _MISSING[name]) for name in missing])
    return document.having(replace(draft, state=VersionState.IN_REVIEW, note=None), at=at), None


def set_parity(document: Document, id_: str, same: bool, *, by: Actor, at: datetime) -> Change:
    """Say whether the English says what the Arabic does; a file that comes later says it anew.

    Raises Forbidden, VersionNotFound, NotInThatState, OneLanguageOnly.
    """
    version = version_for("set-parity", document, id_, by)
    if version.parity not in ("both", "english-older"):
        raise errors.OneLanguageOnly
    return document.having(replace(version, english_of=version.arabic if same else version.arabic - 1), at=at), None


# ---- the secretariat's acts ----


def send_back(document: Document, id_: str, note: str, *, by: Actor, at: datetime) -> Change:
    """Ask its authors for changes. Raises Forbidden, VersionNotFound, NotInThatState."""
    returned = replace(version_for("send-back", document, id_, by), state=VersionState.DRAFT, note=note)
    return document.having(returned, at=at), None


def approve(document: Document, id_: str, *, by: Actor, at: datetime) -> Change:
    """Find it fit to be published. Raises Forbidden, VersionNotFound, NotInThatState."""
    return document.having(replace(version_for("approve", document, id_, by), state=VersionState.APPROVED), at=at), None


def publish(document: Document, id_: str, *, by: Actor, at: datetime) -> Change:
    """Let every reader know of it and of the day it takes effect. A day that has passed is one since which it holds, where no other
    version held since.

    Raises Forbidden, VersionNotFound, NotInThatState, EffectiveTooEarly, EffectiveDateTaken.
    """
    approved = version_for("publish", document, id_, by)
    day = approved.effective_from or dubai_day(at)
    demand_its_turn(document, approved, day, dubai_day(at), planted=by.kind == "system")
    ended = [one.until for one in document.versions if one.until]
    held_already = by.kind == "system" or day < dubai_day(at)
    when = max([min(at, model.begins(day)), *ended]) if held_already else at
    published = replace(approved, state=VersionState.PUBLISHED, published_at=when, effective_from=day)
    told = {"effective_from": day, "transition_ends_on": published.transition_ends_on, "replaces": published.replaces}
    return document.having(published, at=at), fact_of(VersionPublished, document, published, at, **told)


def withdraw(document: Document, id_: str, reason: Bi, replacement: str | None, *, by: Actor, at: datetime) -> Change:
    """Take a version back, whatever it has become but superseded by another. What was never public is not spoken of. One of the past
    that was entered by mistake never was in force, so that its days are free again.

    Raises Forbidden, VersionNotFound, NotInThatState.
    """
    version = version_for("withdraw", document, id_, by)
    if version.state is VersionState.SUPERSEDED:
        if not version.entered_afterwards:
            raise errors.NotInThatState(state=version.state)
        version = replace(version, since=None, until=None, transition_until=None)
    until = at if version.state is VersionState.IN_FORCE else version.until
    ended = at if version.state is VersionState.IN_TRANSITION else version.transition_until
    gone = replace(
        version, state=VersionState.WITHDRAWN, until=until, transition_until=ended, withdrawal=Withdrawal(reason, replacement, at)
    )  # fmt: skip
    if not version.published_at:
        return document.having(gone, at=at), None
    told = {"reason": Words(**reason._asdict()), "replacement": replacement}
    return document.having(gone, at=at), fact_of(VersionWithdrawn, document, gone, at, **told)


# ---- the calendar's ----


def keep_date(document: Document, *, at: datetime) -> Change | None:
    """The next step that the calendar asks for by this instant; None = none."""
    due = model.next_step(document)
    if due is None or due[0] > at:
        return None
    when, version = due
    after = model.step(document, when, version)
    if version.state is VersionState.IN_TRANSITION:
        successor = next((one.id for one in after.versions if one.since and version.until and one.since >= version.until), None)
        return after, fact_of(VersionSuperseded, after, after.of(version.id), at, successor=successor)
    old = document.in_force
    told = {"since": when, "fingerprint": version.fingerprint, "gave_way": old.id if old else None}
    return after, fact_of(VersionTookEffect, after, after.of(version.id), at, **told)


def hand_over(document: Document, to: str, *, at: datetime) -> Change:
    """Another entity owns it from now on."""
    return replace(document, owner=to, updated_at=at), None


def check(document: Document, version: Version) -> None:
    if version.replaces is not None:
        document.of(version.replaces)
    first, last = version.effective_from, version.transition_ends_on
    if first and last and last < first:
        words = Text(errors.TransitionTooShort.detail.ar, errors.TransitionTooShort.detail.en)
        raise errors.TransitionTooShort(errors=[FieldError("/transitionEndsOn", "too-early", words)])


def _recounted(draft: Version, language: Tongue) -> Version:
    """A change of the Arabic makes the English older; a change of the English makes it of the Arabic there is."""
    return replace(draft, arabic=draft.arabic + 1) if language == "ar" else replace(draft, english_of=draft.arabic)


def _missing(document: Document, draft: Version) -> list[str]:
    there = {
        "label": bool(draft.label.strip()),
        "effectiveFrom": draft.effective_from is not None,
        "files": any(file.language == "ar" for file in draft.files),
    }
    return [name for name, given in there.items() if not given]


def demand_its_turn(document: Document, version: Version, day: date, today: date, *, planted: bool = False) -> None:
    """Raises EffectiveDateTaken, EffectiveTooEarly. What is planted with the platform is planted in the order of its days."""
    rivals = [one for one in document.versions if one.id != version.id and one.effective_from and one.published_at]
    if any(one.effective_from == day and one.state is not VersionState.WITHDRAWN for one in rivals):
        raise errors.EffectiveDateTaken(errors=[at_effect(errors.EffectiveDateTaken)])
    began = [one.effective_from for one in rivals if one.since and one.effective_from]
    held = day < today and not planted and any(one.held_within(model.begins(day), None) for one in rivals)
    if held or any(day < earlier for earlier in began):
        raise errors.EffectiveTooEarly(errors=[at_effect(errors.EffectiveTooEarly)])


def at_effect(error: type[DomainError]) -> FieldError:
    return FieldError("/effectiveFrom", error.code, Text(error.detail.ar, error.detail.en))


def fact_of(event: type[Published], document: Document, version: Version, at: datetime, **told: Any) -> Fact:
    """The fact with what every fact of a version says; words only of an open document."""
    plain = document.classification == "open"
    if plain:
        told |= {"title": Words(**document.title._asdict()), "label": version.label}
    else:
        told = {name: value for name, value in told.items() if name in _IDS}
    told |= {
        "document_id": document.id,
        "version_id": version.id,
        "kind": document.kind,
        "owner_entity": document.owner,
        "audience_scope": scope_of(readers_of(document), home=SECRETARIAT),
    }
    return Fact(event(**told), at, document.classification)


def readers_of(document: Document) -> frozenset[str]:
    """Who may read a document of which something was published, as terms: everybody an open one, else its entity and the secretariat."""
    if document.classification == "open":
        return frozenset((EVERYONE,))
    return insiders(document.owner) | {entity_term(document.owner)}
