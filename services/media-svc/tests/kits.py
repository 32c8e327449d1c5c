"""Makes media kits as the web client does, at a time that a test moves."""

from datetime import UTC, datetime
from typing import Any

import httpx2
from chassis.auth import Actor
from chassis.clock import DUBAI, now
from media_svc.checks.commands import Limits, check_next
from media_svc.store import Stores

from .conftest import EDITOR, Call, Desk, person, picture

LIMITS = Limits(50_000_000, 1024**3, 20)
DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
EDGE = datetime(2031, 3, 1, 0, 0, tzinfo=DUBAI).astimezone(UTC)
BODY = {
    "title": {"ar": "حقيبة رمضان", "en": "Ramadan kit"},
    "summary": {"ar": "للجميع", "en": "For all"},
    "hashtags": ["#رمضان"],
    "embargoUntil": "2031-02-28T20:00:00Z",
}
MESSAGE = {"kind": "message", "title": {"ar": "الرسالة", "en": "Message"}, "text": {"ar": "معاً", "en": "Together"}}


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at


class Maker:
    """Makes kits as the web client does."""

    def __init__(self, call: Call, desk: Desk, stores: Stores) -> None:
        self.call, self.desk, self.stores = call, desk, stores

    async def act(self, by: Actor, id_: str, path: str, body: Any = None, *, method: str = "POST") -> httpx2.Response:
        seen = await self.call(by, "GET", f"/kits/{id_}")
        return await self.call(by, method, f"/kits/{id_}{path}", json=body, headers={"If-Match": seen.headers["etag"]})

    async def kit(self, **more: Any) -> tuple[str, str]:
        """A draft with a message and a photo; its id and that of the photo's item."""
        made = await self.call(EDITOR, "POST", "/kits", json=BODY | more)
        assert made.status_code == 201, made.text
        id_ = made.json()["id"]
        photo = await self.desk.upload(picture(900, 600), purpose="media-kit")
        assert await check_next(self.stores, LIMITS, clock=now)
        assert (await self.act(EDITOR, id_, "/items", MESSAGE)).status_code == 201
        item = {"kind": "photo", "title": {"ar": "صورة", "en": "Photo"}, "assetId": photo}
        answer = await self.act(EDITOR, id_, "/items", item)
        assert answer.status_code == 201, answer.text
        return id_, answer.json()["items"][1]["id"]

    async def released(self, **more: Any) -> tuple[str, str]:
        id_, item = await self.kit(**more)
        answer = await self.act(DIRECTOR, id_, "/release")
        assert answer.status_code == 200, answer.text
        return id_, item

    async def surfaces(self, who: Actor, id_: str, item: str) -> dict[str, int]:
        """What each way to the kit answers; a list or search counts as 404 when it is not in it."""
        listed = [one["id"] for one in (await self.call(who, "GET", "/kits")).json()["items"]]
        found = [one["id"] for one in (await self.call(who, "GET", "/kits?q=رمضان")).json()["items"]]
        return {
            "item": (await self.call(who, "GET", f"/kits/{id_}")).status_code,
            "zip": (await self.call(who, "GET", f"/kits/{id_}/stream")).status_code,
            "download": (await self.call(who, "POST", f"/kits/{id_}/items/{item}/download")).status_code,
            "list": 200 if id_ in listed else 404,
            "search": 200 if id_ in found else 404,
            "count": 200 if (await self.call(who, "GET", "/kits/count?q=رمضان")).json()["count"] else 404,
        }


async def facts(stores: Stores, id_: str) -> list[str]:
    found = await stores.kits._kits.find_one({"_id": id_})
    assert found
    return [one["type"] for one in found["outbox"]]
