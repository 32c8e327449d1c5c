"""A meeting's pack as one zip, made while it is sent: the PDFs, the calendar entry, copies of the papers, and what is in it.

Everything is asked for with the reader's own rights. A private paper, which media-svc keeps for the secretariat, is asked for in the
gateway's name, but only when the reader's own pack names it. A paper that is not there to be had is listed as such.
"""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from chassis.archive import zipped
from chassis.auth import Actor
from chassis.errors import Language
from chassis.fields import NumberAsked
from chassis.http import API, Route
from fastapi import APIRouter, Query
from pydantic.alias_generators import to_camel
from starlette.responses import Response, StreamingResponse

from gateway.compose import Part, Screen
from gateway.errors import ServiceAway
from gateway.routes import GATEWAY, Parts, Person
from gateway.routing import name_of
from gateway.screens import PREFIX, Id, Making, safe
from gateway.upstream import Answer, Relayed, Upstream, translated

router = APIRouter(
    route_class=Route, prefix=PREFIX, tags=["screens"], generate_unique_id_function=lambda route: to_camel(f"screen_{route.name}")
)
CHUNK = 64 * 1024
ZIP: dict[int | str, dict[str, Any]] = {200: {"description": "The archive", "content": {"application/zip": {}}}}


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to put in: its name there, who asks for it, and where."""

    name: str
    actor: Actor
    path: str


@router.get("/pack-archive/{meeting}", responses=ZIP, response_class=StreamingResponse)
async def pack_archive(
    meeting: Id, screen: Making, caller: Person, here: Parts, version: Annotated[NumberAsked | None, Query()] = None
) -> Response:
    """One version of a pack, the newest unless said, with copies of its papers."""
    path = f"/meetings/{safe(meeting)}"
    contents = await screen.must("meetings", f"{path}/pack-contents", [("version", version)] if version else [])
    made = [(f"pack-{one}.pdf", await _made(screen, f"{path}/pack.pdf", one, contents["version"])) for one in ("ar", "en")]
    made.append(("meeting.ics", await _made(screen, f"{path}/calendar", screen.language)))
    copies = [copy for number, paper in _papers(contents) for copy in await _copies(screen, here.upstream, number, paper)]
    listed = json.dumps(contents, ensure_ascii=False, indent=2).encode()
    files = [
        *((name, _once(content)) for name, content in [*made, ("contents.json", listed)]),
        *((copy.name, _pieces(here.upstream, copy)) for copy in copies),
    ]
    name = f"meeting-pack-{contents['version']}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingResponse(zipped(files, at=here.clock()), media_type="application/zip", headers=headers)


def _papers(contents: Part) -> list[tuple[str, Part]]:
    """Every paper by the number of its item and its place there."""
    return [(f"{item['number']}-{place}", paper) for item in contents["items"] for place, paper in enumerate(item["papers"], 1)]


async def _copies(screen: Screen, upstream: Upstream, number: str, paper: Part) -> Sequence[Copy]:
    """The files of a paper, which is told whether there are any: a version has one for each language."""
    try:
        if paper["kind"] == "file":
            copies = await _file(Screen(upstream, GATEWAY, screen.language), number, paper["ref"])
        else:
            copies = await _version(screen, number, paper)
    except Relayed as refused:
        if refused.answer.status >= 500:
            raise
        copies = []
    paper["files"] = [copy.name for copy in copies]
    return copies


async def _file(ours: Screen, number: str, ref: str) -> list[Copy]:
    asset = await ours.must("media", f"/assets/{safe(ref)}")
    path = f"/assets/{safe(ref)}/stream"
    return [Copy(f"papers/{number}-{asset['fileName']}", GATEWAY, path)] if asset["status"] == "ready" else []


async def _version(screen: Screen, number: str, paper: Part) -> list[Copy]:
    document = await screen.must("media", f"/documents/{safe(paper['document'])}")
    version = next((one for one in document["versions"] if one["id"] == paper["ref"]), None)
    if version is None or version["state"] == "withdrawn":
        return []
    base = f"/documents/{safe(document['id'])}/versions/{safe(version['id'])}/files"
    return [
        Copy(f"papers/{number}-{one['language']}-{one['name']}", screen.actor, f"{base}/{safe(one['id'])}/stream")
        for one in version["files"]
    ]


async def _made(screen: Screen, path: str, language: Language | str, version: int | None = None) -> bytes:
    """A small file that meetings-svc makes. Raises Relayed, ServiceAway, TookTooLong."""
    query = urlencode({"lang": language, **({"version": version} if version else {})})
    headers = {**screen.upstream.headers(screen.actor, "meetings"), "Accept-Language": screen.language}
    response = await screen.upstream.send("GET", "meetings", f"{API}{path}?{query}", headers, None)
    with translated("meetings"):
        async with response:
            content = await response.read()
            if response.status != 200:
                raise Relayed(Answer(response.status, json.loads(content)))
            return content


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _pieces(upstream: Upstream, copy: Copy) -> AsyncIterator[bytes]:
    """A paper's bytes as they come. What fails now ends the archive, which no program then takes for whole."""
    response = await upstream.send("GET", "media", f"{API}{copy.path}", upstream.headers(copy.actor, "media"), None, endless=True)
    async with response:
        if response.status != 200:
            raise ServiceAway(service=name_of("media"))
        with translated("media"):
            async for piece in response.content.iter_chunked(CHUNK):
                yield piece
