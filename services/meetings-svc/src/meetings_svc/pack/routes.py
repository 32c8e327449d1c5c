"""The door of packs."""

import asyncio
from dataclasses import replace
from typing import Annotated

from chassis.fields import NumberAsked
from chassis.http import CurrentActor, IfMatch, Now, ReaderLanguage, Router, reply
from fastapi import Query
from starlette.responses import Response

from meetings_svc.pack import commands, renditions
from meetings_svc.pack.schemas import PackBody, PackContents, PackVersion, PackVersions
from meetings_svc.policy import POLICY
from meetings_svc.routes import Here, MeetingId
from meetings_svc.seats.routes import InLanguage

router = Router(POLICY)
Version = Annotated[NumberAsked | None, Query(description="The newest when absent")]


@router.get("/meetings/{meeting_id}/pack", permission="pack.read", response_model=PackBody)
async def get_pack(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """The newest version, and what changed since one's own."""
    meeting, pack, yours, changes = await commands.newest_pack(here, meeting_id, by=by)
    return reply(PackBody.of(meeting.id, pack, yours, changes))


@router.get("/meetings/{meeting_id}/pack-versions", permission="pack.read", response_model=PackVersions)
async def list_packs(meeting_id: MeetingId, by: CurrentActor, here: Here) -> Response:
    """All versions, the oldest first."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    return reply(PackVersions(items=[PackVersion(version=one.version, published_at=one.at) for one in meeting.packs]))


@router.post("/meetings/{meeting_id}/publish-pack", permission="pack.publish", response_model=PackBody)
async def publish_pack(meeting_id: MeetingId, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """Make the agenda and papers of now the next version."""
    meeting = await commands.publish_pack(here.meetings, meeting_id, expected=expected, by=by, at=now())
    return reply(PackBody.of(meeting.id, meeting.packs[-1], None, []), version=meeting.version)


@router.get("/meetings/{meeting_id}/pack-contents", permission="pack.read", response_model=PackContents)
async def get_pack_contents(meeting_id: MeetingId, by: CurrentActor, here: Here, version: Version = None) -> Response:
    """What one version holds, with its papers by reference."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    return reply(PackContents.of(meeting.id, commands.pack_of(meeting, version)))


@router.get("/meetings/{meeting_id}/pack.pdf", permission="pack.read", response_class=Response)
async def fetch_pack(
    meeting_id: MeetingId,
    by: CurrentActor,
    here: Here,
    reader: ReaderLanguage,
    now: Now,
    lang: InLanguage = None,
    version: Version = None,
) -> Response:
    """One version as a PDF in the reader's language."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    pack = commands.pack_of(meeting, version)
    await here.exports.count("pack", by=by, at=now(), of=meeting.id)
    known = await here.projections.known_for([replace(meeting, agenda=pack.agenda)], seen_by=by)
    content = await asyncio.to_thread(renditions.pdf, meeting, pack, known.named(), lang or reader, here.fonts)
    await here.readings.note(meeting.id, by.id, pack.version)
    name = f"meeting-{meeting.outline.number}-pack-{pack.version}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, headers=headers, media_type="application/pdf")
