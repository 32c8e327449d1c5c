"""How a meeting goes on once it is announced: one step at a time, each by the secretariat, each told to the members. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from chassis.auth import Actor

from meetings_svc import errors
from meetings_svc.agenda.model import Bi, name_of
from meetings_svc.corrections.model import Correction, Details
from meetings_svc.model import (
    AGENDA_OPEN,
    AHEAD,
    KNOWN,
    PACK_OPEN,
    Change,
    Meeting,
    MeetingStatus,
    demand_complete,
    refuse_unless,
    tell,
    words_of,
)
from meetings_svc.model import edit as with_outline
from meetings_svc.outline.model import Outline
from meetings_svc.policy import POLICY
from meetings_svc.published import (
    MeetingArchived,
    MeetingCancelled,
    MeetingCorrected,
    MeetingDetailsCorrected,
    MeetingPostponed,
    MeetingRescheduled,
    MinutesApproved,
    MinutesCirculated,
    SessionBegan,
    SessionEnded,
)

Verb = Literal["begin", "end", "approve-minutes", "archive"]
Halt = Literal["postpone", "cancel"]
Undo = Literal["withdraw-agenda", "undo-begin", "undo-end", "reopen-minutes", "unarchive", "reinstate"]
_S = MeetingStatus


@dataclass(frozen=True, slots=True)
class Step:
    """One way from some states to the next."""

    before: frozenset[MeetingStatus]
    after: MeetingStatus
    event: type[Any]


STEPS: Mapping[str, Step] = {
    "begin": Step(frozenset((_S.AGENDA_PUBLISHED,)), _S.IN_SESSION, SessionBegan),
    "end": Step(frozenset((_S.IN_SESSION,)), _S.MINUTES_DRAFT, SessionEnded),
    "circulate-minutes": Step(frozenset((_S.MINUTES_DRAFT, _S.CIRCULATED)), _S.CIRCULATED, MinutesCirculated),
    "approve-minutes": Step(frozenset((_S.CIRCULATED,)), _S.APPROVED, MinutesApproved),
    "archive": Step(frozenset((_S.APPROVED,)), _S.ARCHIVED, MeetingArchived),
    "postpone": Step(frozenset((_S.ANNOUNCED, _S.AGENDA_PUBLISHED)), _S.POSTPONED, MeetingPostponed),
    "reschedule": Step(frozenset((_S.POSTPONED,)), _S.ANNOUNCED, MeetingRescheduled),
    "cancel": Step(frozenset((_S.ANNOUNCED, _S.AGENDA_PUBLISHED, _S.POSTPONED)), _S.CANCELLED, MeetingCancelled),
}
# A step that was taken by mistake, and the state that it goes back to.
UNDONE: Mapping[str, tuple[MeetingStatus, MeetingStatus]] = {
    "withdraw-agenda": (_S.AGENDA_PUBLISHED, _S.ANNOUNCED),
    "undo-begin": (_S.IN_SESSION, _S.AGENDA_PUBLISHED),
    "undo-end": (_S.MINUTES_DRAFT, _S.IN_SESSION),
    "reopen-minutes": (_S.APPROVED, _S.CIRCULATED),
    "unarchive": (_S.ARCHIVED, _S.APPROVED),
    "reinstate": (_S.CANCELLED, _S.POSTPONED),
}
MINUTES_OPEN = frozenset((_S.IN_SESSION, _S.MINUTES_DRAFT, _S.CIRCULATED))


def advance(meeting: Meeting, verb: Verb, *, by: Actor, at: datetime, invited: Sequence[str] = ()) -> Change:
    """The next state; who is invited when it begins keeps a seat. Raises NotNow; MinutesChanged when what would be approved is
    not what was circulated."""
    after = _stepped(meeting, verb, by=by, at=at)
    if verb == "begin":
        after = replace(after, seated=tuple(invited))
    if verb != "approve-minutes":
        return tell(after, STEPS[verb].event, ("status",), at=at)
    if meeting.minutes.revision != meeting.minutes.last_circulated:
        raise errors.MinutesChanged
    return tell(after, MinutesApproved, ("status",), at=at, revision=meeting.minutes.revision)


def undo(meeting: Meeting, verb: Undo, reason: Bi, *, by: Actor, at: datetime) -> Change:
    """Take a step back that was taken by mistake; who did so, when and why stays with the meeting and is told. Raises NotNow."""
    POLICY.require(by, "meeting.run")
    was, now = UNDONE[verb]
    refuse_unless(meeting, (was,))
    correction = Correction(at, by.id, was.value, now.value, reason, name=name_of(by))
    seated = None if now in AHEAD else meeting.seated
    after = replace(meeting, status=now, corrections=(*meeting.corrections, correction), seated=seated, updated_at=at)
    return tell(after, MeetingCorrected, ("status",), at=at, was=was, now=now, reason=words_of(reason))


def correct(meeting: Meeting, title: Bi, number: int | None, reason: Bi, *, by: Actor, at: datetime) -> Change:
    """Another title or number of a meeting that members know of; both values, who, when and why stay with it and are told.
    Raises NotNow for a draft, which is edited; Incomplete, NothingCorrected."""
    POLICY.require(by, "meeting.correct")
    refuse_unless(meeting, KNOWN)
    before, now = Details(meeting.outline.title, meeting.outline.number), Details(title, number)
    if now == before:
        raise errors.NothingCorrected
    correction = Correction(at, by.id, meeting.status.value, meeting.status.value, reason, before, now, name_of(by))
    outline = replace(meeting.outline, title=title, number=number)
    after = replace(meeting, outline=outline, corrections=(*meeting.corrections, correction), updated_at=at)
    demand_complete(after)
    was = {"was_title": words_of(before.title), "was_number": before.number}
    changed = tuple(name for name in ("title", "number") if getattr(before, name) != getattr(now, name))
    return tell(after, MeetingDetailsCorrected, changed, at=at, reason=words_of(reason), **was)


def halt(meeting: Meeting, verb: Halt, reason: Bi, *, by: Actor, at: datetime, invited: Sequence[str] = ()) -> Change:
    """Postpone or cancel, with the reason that everybody reads; only before it is in session. Raises NotNow."""
    seated = tuple(invited) if verb == "cancel" else None
    after = replace(_stepped(meeting, verb, by=by, at=at), reason=reason, seated=seated)
    return tell(after, STEPS[verb].event, ("status",), at=at, reason=words_of(reason))


def reschedule(meeting: Meeting, start: datetime, end: datetime, *, by: Actor, at: datetime) -> Change:
    """Announce a postponed meeting anew with its new time; who had answered is asked again. Raises NotNow, Contradictory."""
    POLICY.require(by, "meeting.run")
    refuse_unless(meeting, STEPS["reschedule"].before)
    outline: Outline = replace(meeting.outline, start=start, end=end)
    moved, _ = with_outline(replace(meeting, outline=outline), outline, by=by, at=at)
    after = replace(moved, status=_S.ANNOUNCED, reason=None, updated_at=at)
    demand_complete(after)
    return tell(after, MeetingRescheduled, ("status", "start", "end"), at=at, ask=("start",))


def circulate_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Change:
    """Send the minutes as they stand to the members; again when they were corrected. Raises NotNow, Incomplete, NothingNew."""
    after = _stepped(meeting, "circulate-minutes", by=by, at=at)
    minutes = meeting.minutes.circulate(at)
    after = replace(after, minutes=minutes)
    return tell(after, MinutesCirculated, ("status", "minutes"), at=at, revision=minutes.revision)


def write_minutes(meeting: Meeting, texts: Mapping[str, Mapping[str, str]], *, by: Actor, at: datetime) -> Change:
    """Change what was said of items, by item and language. Raises NotNow, UnknownItem. Not announced before it is circulated."""
    POLICY.require(by, "minutes.write")
    refuse_unless(meeting, MINUTES_OPEN)
    known = {item.id for item in meeting.agenda}
    if unknown := texts.keys() - known:
        raise errors.UnknownItem(item=min(unknown))
    minutes = meeting.minutes.write(texts)
    return (meeting if minutes == meeting.minutes else replace(meeting, minutes=minutes, updated_at=at)), None


def actions_for(meeting: Meeting, actor: Actor) -> list[str]:
    """The verbs this reader may use on it now."""
    status = meeting.status
    possible = {
        "edit": ("meeting.edit", status in AHEAD),
        "correct": ("meeting.correct", status in KNOWN),
        "edit-agenda": ("meeting.edit", status in AGENDA_OPEN),
        "publish-pack": ("pack.publish", status in PACK_OPEN),
        "announce": ("meeting.announce", status is _S.DRAFT),
        "publish-agenda": ("meeting.publish-agenda", status is _S.ANNOUNCED),
        "write-minutes": ("minutes.write", status in MINUTES_OPEN),
        "delete": ("meeting.create", status is _S.DRAFT),
        **{verb: ("meeting.run", status in step.before) for verb, step in STEPS.items()},
        **{verb: ("meeting.run", status is was) for verb, (was, _) in UNDONE.items()},
    }
    possible["circulate-minutes"] = ("meeting.run", status in STEPS["circulate-minutes"].before and meeting.minutes.is_new)
    possible["approve-minutes"] = ("meeting.run", status is _S.CIRCULATED and not meeting.minutes.is_new)
    return [verb for verb, (permission, now) in possible.items() if now and POLICY.allows(actor, permission)]


def _stepped(meeting: Meeting, verb: str, *, by: Actor, at: datetime) -> Meeting:
    POLICY.require(by, "meeting.run")
    step = STEPS[verb]
    refuse_unless(meeting, step.before)
    return replace(meeting, status=step.after, updated_at=at)
