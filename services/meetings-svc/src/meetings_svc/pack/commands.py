"""What can be done with packs: publish the next version, find one."""

from dataclasses import replace
from datetime import datetime

from chassis.audience import scope_of
from chassis.auth import Actor
from chassis.errors import StaleVersion
from chassis.event import Fact

from meetings_svc.agenda.model import told
from meetings_svc.errors import PackNotFound, PackUnchanged
from meetings_svc.model import PACK_OPEN, Meeting, refuse_unless
from meetings_svc.pack.model import MOST_PACKS, Change, Pack, changes
from meetings_svc.policy import POLICY, SECRETARIAT, members
from meetings_svc.published import PackPublished
from meetings_svc.store import MeetingStore, Stores


async def publish_pack(meetings: MeetingStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Make the agenda with its papers, as members see it, the next version. Raises NotNow, PackUnchanged."""
    POLICY.require(by, "pack.publish")
    meeting = await meetings.get(id_, seen_by=by)
    if meeting.version != expected:
        raise StaleVersion
    refuse_unless(meeting, PACK_OPEN)
    agenda, before = told(meeting.agenda), meeting.packs
    if (before and before[-1].agenda == agenda) or len(before) >= MOST_PACKS:
        raise PackUnchanged
    pack = Pack(before[-1].version + 1 if before else 1, agenda, at)
    scope = scope_of(members(meeting.outline.seats), home=SECRETARIAT)
    fact = Fact(PackPublished(meeting_id=id_, audience_scope=scope, pack_version=pack.version), at)
    return await meetings.save(replace(meeting, packs=(*before, pack), updated_at=at), fact, expected=expected)


async def newest_pack(here: Stores, id_: str, *, by: Actor) -> tuple[Meeting, Pack, int | None, list[Change]]:
    """The meeting, its newest pack, the version this reader has, and what changed since. Raises PackNotFound."""
    meeting = await here.meetings.get(id_, seen_by=by)
    if not meeting.packs:
        raise PackNotFound
    newest, yours = meeting.packs[-1], await here.readings.last(id_, by.id)
    before = next((one for one in meeting.packs if one.version == yours), None)
    return meeting, newest, yours, changes(before, newest) if before else []


def pack_of(meeting: Meeting, version: int | None) -> Pack:
    """One version, the newest when none is named. Raises PackNotFound."""
    found = [one for one in meeting.packs if version in (None, one.version)]
    if not found:
        raise PackNotFound
    return found[-1]
