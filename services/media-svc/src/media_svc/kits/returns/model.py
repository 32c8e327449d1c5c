"""Ways back and corrections of media kits: drafts that are deleted, releases that are taken back, other times, and what an open kit says,
put right as an amendment. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from chassis.audience import scope_of
from chassis.auth import Actor
from chassis.errors import DomainError, FieldError, Forbidden
from chassis.event import Fact

from media_svc.amendments.errors import NothingCorrected
from media_svc.amendments.model import amended, told_of
from media_svc.kits import errors, model
from media_svc.kits.model import Change, Item, Kit, KitState, announce, fact_of, readers_of
from media_svc.kits.published import KitCorrected
from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT

KitAct = Literal["edit", "discard", "release", "recall", "reschedule", "correct", "revoke", "restore"]


def discard(kit: Kit, *, by: Actor, at: datetime) -> Change:
    """Delete a draft with its files. Raises Forbidden, KitNotDraft."""
    POLICY.require(by, "kit.write", kit.owner)
    if kit.state is not KitState.DRAFT:
        raise errors.KitNotDraft
    return replace(kit, removed=True, leftover=uploads_of(kit), updated_at=at), None


def recall(kit: Kit, *, by: Actor, at: datetime) -> Change:
    """Make a draft of one that nobody has heard of yet. Raises Forbidden, KitNotReleased, KitOpened."""
    POLICY.require(by, "kit.release", kit.owner)
    _demand_unopened(kit, at)
    return replace(kit, state=KitState.DRAFT, opens_at=None, updated_at=at), None


def restore(kit: Kit, *, by: Actor, at: datetime) -> Change:
    """Make a draft of one that was revoked, to put it right and release it anew. Raises Forbidden, KitNotRevoked, KitFilesDeleted."""
    POLICY.require(by, "kit.release", kit.owner)
    if kit.state is not KitState.REVOKED:
        raise errors.KitNotRevoked
    if kit.files_deleted:
        raise errors.KitFilesDeleted
    anew = {"opens_at": None, "told": False, "ended": False, "revoked_at": None, "reason": None}
    return replace(kit, state=KitState.DRAFT, updated_at=at, **anew), None


def delete_files(kit: Kit, *, at: datetime, kept_for: timedelta) -> Change | None:
    """Give up the files of one that was revoked so long ago that it is restored no more; None = it is not time."""
    revoked = kit.revoked_at if kit.state is KitState.REVOKED and not kit.files_deleted else None
    if revoked is None or at < revoked + kept_for:
        return None
    return replace(kit, files_deleted=True, leftover=(*kit.leftover, *uploads_of(kit))), None


def uploads_of(kit: Kit) -> tuple[str, ...]:
    """The uploads that are files of its items."""
    return tuple(item.file.id for item in kit.items if item.file)


def reschedule(
    kit: Kit, embargo_until: datetime | None, closes_at: datetime | None, *, by: Actor, at: datetime
) -> Change:  # fmt: skip
    """Give another end of its embargo to one that nobody has heard of yet, none = it opens now, and another end to itself.

    Raises Forbidden, KitNotReleased, KitOpened, KitTimesCross.
    """
    POLICY.require(by, "kit.release", kit.owner)
    _demand_unopened(kit, at)
    opens = max(at, embargo_until or at)
    if closes_at and closes_at <= opens:
        raise errors.KitTimesCross
    moved = replace(kit, embargo_until=embargo_until, opens_at=opens, closes_at=closes_at, updated_at=at)
    return announce(moved, at=at) or (moved, None)


@dataclass(frozen=True, slots=True)
class Correction:
    """Fields of a kit, words of its items by their id, and why they are put right."""

    fields: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Bi]]
    reason: str


def correct(kit: Kit, given: Correction, *, by: Actor, at: datetime) -> Change:
    """Put right what an open or closed kit says, or when it closes: one that is closed may open again.

    Raises Forbidden, KitNotReleased, KitNotOpened, KitItemNotFound, KitTimesPassed, NothingCorrected, TooManyAmendments.
    """
    POLICY.require(by, "kit.release", kit.owner)
    if not _released(kit).told:
        raise errors.KitNotOpened
    fields, ends = given.fields, given.fields.get("closes_at")
    if ends and ends != kit.closes_at and ends <= at:
        raise errors.KitTimesPassed(errors=[FieldError("/closesAt", errors.KitTimesPassed.code, errors.KitTimesPassed.detail)])
    after = replace(kit, **fields, items=_reworded(kit, given.words), updated_at=at)
    past, now = ({**{name: getattr(one, name) for name in fields}, "items": _words_of(one)} for one in (kit, after))
    after = replace(after, amendments=amended(kit.amendments, past, now, given.reason, by=by, at=at))
    back = kit.ended and model.is_open(after, at)
    return _in_place(replace(after, ended=kit.ended and not back), at), _told(after, at, back=back)


def _told(kit: Kit, at: datetime, *, back: bool) -> Fact:
    """One that opens again gives its audience back what was told of it before it closed."""
    readers = readers_of(kit, at)
    scope = scope_of(readers, home=SECRETARIAT, remaining=readers if back else ())
    return fact_of(KitCorrected, kit, at, scope=scope, title=kit.title, **told_of(kit.amendments))


def _in_place(kit: Kit, at: datetime) -> Kit:
    """One that opens again after its copies were deleted has them in another place."""
    if kit.copied or not model.is_open(kit, at):
        return kit
    return replace(kit, copied=True, edition=kit.edition + 1)


def _reworded(kit: Kit, words: Mapping[str, Mapping[str, Bi]]) -> tuple[Item, ...]:
    for id_ in words:
        kit.item(id_)
    return tuple(replace(one, **words.get(one.id, {})) for one in kit.items)


def _words_of(kit: Kit) -> dict[str, Any]:
    return {one.id: {"title": one.title, "text": one.text} for one in kit.items}


def _demand_unopened(kit: Kit, at: datetime) -> None:
    if _released(kit).told or model.is_open(kit, at):
        raise errors.KitOpened


def _released(kit: Kit) -> Kit:
    if kit.state is not KitState.RELEASED:
        raise errors.KitNotReleased
    return kit


_WHY: Final = Bi("", "")
ACTS: Final[Mapping[KitAct, Callable[[Kit, Actor, datetime], Any]]] = {
    "edit": lambda kit, by, at: model.describe(kit, {"embargo_until": None, "closes_at": None}, by=by, at=at),
    "discard": lambda kit, by, at: discard(kit, by=by, at=at),
    "release": lambda kit, by, at: model.release(replace(kit, embargo_until=None, closes_at=None), by=by, at=at),
    "recall": lambda kit, by, at: recall(kit, by=by, at=at),
    "reschedule": lambda kit, by, at: reschedule(kit, None, None, by=by, at=at),
    "correct": lambda kit, by, at: correct(kit, Correction({}, {}, ""), by=by, at=at),
    "revoke": lambda kit, by, at: model.revoke(kit, _WHY, by=by, at=at),
    "restore": lambda kit, by, at: restore(kit, by=by, at=at),
}


def acts_on_kit(kit: Kit, by: Actor, at: datetime) -> list[KitAct]:
    """The acts that the rules would let this actor do now, so that a page offers no others."""

    def allowed(act: KitAct) -> bool:
        try:
            ACTS[act](kit, by, at)
        except NothingCorrected:
            return True
        except (Forbidden, DomainError):
            return False
        return True

    return [act for act in ACTS if allowed(act)]
