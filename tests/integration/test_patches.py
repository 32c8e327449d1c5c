"""Every merge patch of the platform: what changes nothing keeps the version, and null clears or is refused, never passed over."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from chassis.clock import now
from media_svc.studio import model as studio
from media_svc.studio.details.model import Details, Keywords, Words

from tests.integration.whole import ADMIN, Whole
from tests.oracle import scenes
from tests.oracle.scenes import SAID
from tests.oracle.world import DIRECTOR, SECRETARY, World, person

OPENAPI = json.loads((Path(__file__).parents[2] / "contracts/openapi/shabaka.json").read_text())
STUDIO = person("studio", "GNGC-SEC", ("studio-officer", "network"))


@dataclass(frozen=True)
class Record:
    """Something that can be patched: who does, where it is patched and read, and what of the answer is its own."""

    service: str
    by: Any
    patch: str
    read: str
    part: Callable[[Any], Any] = lambda body: body


async def campaign(world: World) -> Record:
    made = await world.do("campaigns", DIRECTOR, "POST", "/campaigns", json={"title": SAID})
    path = f"/campaigns/{made['id']}"
    await world.do("campaigns", DIRECTOR, "PATCH", path, version=1, json=scenes.PLAN)
    return Record("campaigns", DIRECTOR, path, path)


async def document(world: World) -> Record:
    wish = {"title": SAID, "kind": "policy", "summary": SAID, "subjects": ["safety"], "legalBasis": SAID}
    made = await world.do("media", DIRECTOR, "POST", "/documents", json=wish)
    return Record("media", DIRECTOR, f"/documents/{made['id']}", f"/documents/{made['id']}")


async def version(world: World) -> Record:
    whole = await document(world)
    made = await world.do("media", DIRECTOR, "POST", f"{whole.read}/versions", version=1, json={"label": "1.0", "notes": SAID})
    return Record("media", DIRECTOR, f"{whole.read}/versions/{made['versions'][-1]['id']}", whole.read, lambda body: body["versions"][-1])


async def kit(world: World) -> Record:
    made = await world.do("media", DIRECTOR, "POST", "/kits", json={"title": SAID, "hashtags": ["#safe"], "audience": ["D02"]})
    return Record("media", DIRECTOR, f"/kits/{made['id']}", f"/kits/{made['id']}")


async def item(world: World) -> Record:
    whole = await kit(world)
    made = await world.do(
        "media", DIRECTOR, "POST", f"{whole.read}/items", version=1, json={"title": SAID, "kind": "message", "text": SAID}
    )
    return Record("media", DIRECTOR, f"{whole.read}/items/{made['items'][-1]['id']}", whole.read, lambda body: body["items"][-1])


async def identity(world: World) -> Record:
    code = f"E{uuid4().hex[:6].upper()}"
    keeper = person(f"director-{code}", code, ("entity-director", code))
    await world.do("media", keeper, "POST", "/identities", json={"entity": code, "name": SAID, "intro": SAID})
    words = {"dos": [SAID], "donts": [SAID], "colours": [{"name": SAID, "hex": "#006A67", "role": "primary"}]}
    await world.do("media", keeper, "PATCH", f"/identities/{code}", version=1, json=words)
    return Record("media", keeper, f"/identities/{code}", f"/identities/{code}")


async def meeting(world: World) -> Record:
    start = now() + timedelta(days=9)
    outline = {
        "kind": "network-meeting", "number": int(uuid4().hex[:4], 16) + 100, "title": SAID, "hostEntity": "D01", "venue": {"name": SAID},
        "start": start.isoformat(), "end": (start + timedelta(hours=2)).isoformat(), "invited": [],
    }  # fmt: skip
    made = await world.do("meetings", SECRETARY, "POST", "/meetings", json=outline)
    return Record("meetings", SECRETARY, f"/meetings/{made['id']}", f"/meetings/{made['id']}")


async def agenda_item(world: World) -> Record:
    whole = await meeting(world)
    wish = {"title": SAID, "plannedMinutes": 5, "visibility": "all"}
    made = await world.do("meetings", SECRETARY, "POST", f"{whole.read}/agenda-items", version=1, json=wish)
    return Record("meetings", SECRETARY, f"{whole.read}/agenda-items/{made['agenda'][0]['id']}", whole.read, lambda body: body["agenda"][0])


async def member(world: World) -> Record:
    words = {"name": SAID, "initials": {"ar": "م", "en": "O"}, "languages": ["ar"], "expertise": ["crisis"]}
    made = await world.do("members", ADMIN, "POST", "/people", json={"entity": "D01", "contact": {"mobile": "+971501234567"}, **words})
    owner = person(made["id"], "D01", ("viewer", "D01"))  # who sees every field, and so sends none back empty
    return Record("members", owner, f"/people/{made['id']}", f"/people/{made['id']}")


async def post(world: World) -> Record:
    made = await world.do("members", ADMIN, "POST", "/posts", json={"entity": "D01", "kind": "director", "title": SAID})
    return Record("members", ADMIN, f"/posts/{made['id']}", f"/posts/{made['id']}")


async def entity(_: World) -> Record:
    return Record("members", ADMIN, "/entities/D02", "/entities/D02")


async def subscription(world: World) -> Record:
    wish = {"name": "Mirror", "sink": "http://127.0.0.1:9/hook", "filters": {"entity": "D01"}}
    made = await world.do("subscriptions", DIRECTOR, "POST", "/subscriptions", json=wish)
    return Record("subscriptions", DIRECTOR, f"/subscriptions/{made['id']}", f"/subscriptions/{made['id']}")


async def series(world: World) -> Record:
    made = await world.do("meetings", SECRETARY, "POST", "/meeting-series", json={"kind": "network-meeting", "name": SAID})
    return Record(
        "meetings",
        SECRETARY,
        f"/meeting-series/{made['id']}",
        "/meeting-series",
        lambda body: next(one for one in body["items"] if one["id"] == made["id"]),
    )


async def photo(world: World) -> Record:
    at, number = now(), studio.Number(now().date(), int(uuid4().hex[:4], 16) % 900 + 1)
    picture, hand = studio.Picture(uuid4().hex, "0" * 64, 3000, 2000, ()), studio.Hand("studio", at)
    details = Details(headline=Words("صورة", "Photo"), keywords=Keywords(("آمن",), ("safe",)), captured_at=at - timedelta(days=1))
    await world.stores("media").photos.add(studio.Photo(number, "GNGC-SEC", picture, hand, at, details))
    return Record("media", STUDIO, f"/official-photos/{number}", f"/official-photos/{number}")


async def photo_person(world: World) -> Record:
    key = f"p-{uuid4().hex[:6]}"
    await world.do("media", STUDIO, "POST", "/photo-people", json={"key": key, "name": SAID, "titles": []})
    return Record(
        "media", STUDIO, f"/photo-people/{key}", "/photo-people", lambda body: next(one for one in body["items"] if one["key"] == key)
    )


MADE: dict[str, Callable[[World], Awaitable[Record]]] = {
    "amendPhotoPerson": photo_person,
    "changeAgendaItem": agenda_item,
    "editCampaign": campaign,
    "editDocument": document,
    "editEntity": entity,
    "editIdentity": identity,
    "editKit": kit,
    "editMeeting": meeting,
    "editOfficialPhoto": photo,
    "editPerson": member,
    "editPost": post,
    "editSubscription": subscription,
    "editVersion": version,
    "renameSeries": series,
    "rewordKitItem": item,
}
ELSEWHERE = {"writeMinutes": "it is written while a meeting is held, and sends one text of each item: nothing in it may be null"}


def patches() -> dict[str, Any]:
    """The merge patches: the shape of each by the name of its operation."""
    found = {}
    for one in OPENAPI["paths"].values():
        if "patch" in one:
            content = one["patch"]["requestBody"]["content"]["application/json"]["schema"]
            found[one["patch"]["operationId"]] = OPENAPI["components"]["schemas"][content["$ref"].rpartition("/")[2]]
    return found


PATCHES = patches()


def test_every_patch_is_tried_here() -> None:
    assert set(PATCHES) == set(MADE) | set(ELSEWHERE)


class Patched:
    """A record as it stands now, and what a patch makes of it."""

    def __init__(self, world: World, record: Record) -> None:
        self._world, self._record = world, record

    async def now(self) -> tuple[int, dict[str, Any]]:
        """Its version and its own part of the answer."""
        answer = await self._world.ask(self._record.service, self._record.by, "GET", self._record.read)
        assert answer.status_code == 200, answer.text
        own = self._record.part(answer.json())
        return int(answer.headers["etag"].strip('"')) if "etag" in answer.headers else own["version"], own

    async def by(self, body: dict[str, Any]) -> tuple[int, int, dict[str, Any]]:
        """The status, the version and the record after a patch."""
        seen, _ = await self.now()
        answer = await self._world.ask(self._record.service, self._record.by, "PATCH", self._record.patch, version=seen, json=body)
        assert answer.status_code in (200, 422), answer.text
        return answer.status_code, *(await self.now())


def as_sent(field: str, value: Any) -> Any:
    """A value of an answer as a request writes it: what an answer names in full, a request names by code or id."""
    if isinstance(value, list):
        return [as_sent(field, one) for one in value]
    if isinstance(value, dict) and field in ("partnerEntities", "parent", "hostEntity", "presenters", "series", "occasion"):
        return value.get("code", value.get("id"))
    return value


@pytest.mark.parametrize("name", MADE)
async def test_a_patch_without_effect_keeps_the_version_and_tells_nothing(platform: Whole, name: str) -> None:
    record = await MADE[name](platform.world)
    patched = Patched(platform.world, record)
    before, own = await patched.now()
    always = {field: own[field] for field in PATCHES[name].get("required", ())}
    told = len(await platform.world.announce())
    same = {field: as_sent(field, own[field]) for field in PATCHES[name]["properties"] if field in own}
    for body in (always, *({**always, field: value} for field, value in same.items()), {**always, **same}):
        status, after, _ = await patched.by(body)
        assert status == 200 or body not in (always,), body
        assert after == before, body
    assert await platform.world.announce() == [], told


def is_empty(value: Any) -> bool:
    return value in (None, "", [], {}) or (isinstance(value, dict) and all(map(is_empty, value.values())))


@pytest.mark.parametrize("name", MADE)
async def test_null_in_a_patch_clears_or_is_refused(platform: Whole, name: str) -> None:
    record = await MADE[name](platform.world)
    patched = Patched(platform.world, record)
    _, own = await patched.now()
    always = {field: own[field] for field in PATCHES[name].get("required", ())}
    for field in PATCHES[name]["properties"]:
        if field == "confirmed":  # an act and no field: null is the same as not to confirm
            continue
        status, _, after = await patched.by({**always, field: None})
        assert status == 422 or is_empty(after.get(field)), (field, after.get(field))
