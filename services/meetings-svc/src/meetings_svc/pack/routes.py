"""The door of packs."""

import asyncio
from typing import Annotated

from chassis.http import CurrentActor, IfMatch, Now, ReaderLanguage, Router, reply
from fastapi import Path, Query
from starlette.responses import Response

from meetings_svc.agenda.model import Bi
from meetings_svc.pack import commands, renditions
from meetings_svc.pack.schemas import Format, PackBody, PackVersion, PackVersions
from meetings_svc.policy import POLICY
from meetings_svc.routes import Here, MeetingId
from meetings_svc.seats.renditions import feed
from meetings_svc.seats.routes import InLanguage

router = Router(POLICY)
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


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


@router.get("/meetings/{meeting_id}/pack.{kind}", permission="pack.read", response_class=Response)
async def fetch_pack(
    meeting_id: MeetingId,
    kind: Annotated[Format, Path()],
    by: CurrentActor,
    here: Here,
    reader: ReaderLanguage,
    lang: InLanguage = None,
    version: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """One version as a PDF in the reader's language, or as a zip with both."""
    meeting = await here.meetings.get(meeting_id, seen_by=by)
    language = lang or reader
    pack = commands.pack_of(meeting, version)
    code = meeting.outline.host_entity or ""
    host = (await here.projections.names([code])).name_of(code) if code else Bi()
    if kind == "pdf":
        content = await asyncio.to_thread(renditions.pdf, meeting, pack, host, language, here.fonts)
    else:
        calendar = feed([meeting], domain=here.domain, language=language)
        content = await asyncio.to_thread(renditions.archive, meeting, pack, host, calendar, here.fonts)
    await here.readings.note(meeting.id, by.id, pack.version)
    name = f"meeting-{meeting.outline.number}-pack-{pack.version}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, headers=headers, media_type=TYPES[kind])
