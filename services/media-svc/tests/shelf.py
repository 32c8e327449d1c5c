"""A shelf: writes documents as the web client does."""

from typing import Any

import httpx2
import typst
from chassis.auth import Actor
from chassis.clock import dubai_day, now
from media_svc.checks.commands import Limits, check_next
from media_svc.store import Stores

from .conftest import EDITOR, REVIEWER, SECRETARY, Call, Desk, person

LIMITS = Limits(50_000_000, 1024**3, 20)
COLLEAGUE = person("viewer-1", "D01", ("viewer", "D01"))
BODY = {"title": {"ar": "دليل الهوية", "en": "Identity guide"}, "kind": "identity-guide"}
TODAY = dubai_day(now())


def pdf(words: str, *, language: str = "ar", pages: int = 2) -> bytes:
    """A real document with these words on its first page."""
    source = f'#set page(width: 12cm, height: 16cm)\n#set text(lang: "{language}", font: "DejaVu Sans Mono")\n{words}\n'
    return typst.compile((source + "#pagebreak()\n.\n" * (pages - 1)).encode())


class Shelf:
    """Writes documents as the web client does."""

    def __init__(self, call: Call, desk: Desk, stores: Stores) -> None:
        self.call, self.desk, self.stores = call, desk, stores

    async def document(self, *, by: Actor = EDITOR, **more: Any) -> str:
        answer = await self.call(by, "POST", "/documents", json=BODY | more)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    async def act(self, by: Actor, id_: str, path: str, body: Any = None, *, method: str = "POST") -> httpx2.Response:
        seen = await self.call(by, "GET", f"/documents/{id_}")
        return await self.call(by, method, f"/documents/{id_}{path}", json=body, headers={"If-Match": seen.headers["etag"]})

    async def done(self, by: Actor, id_: str, path: str, body: Any = None, *, method: str = "POST") -> dict[str, Any]:
        answer = await self.act(by, id_, path, body, method=method)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def file(self, content: bytes, *, by: Actor = EDITOR) -> str:
        id_ = await self.desk.upload(content, "application/pdf", place="assets", by=by, fileName="دليل.pdf")
        assert await check_next(self.stores, LIMITS, clock=now)
        return id_

    async def draft(self, id_: str, label: str, day: Any, *, words: str = "نص الدليل", pages: int = 2, **more: Any) -> str:
        body = {"label": label, "effectiveFrom": str(day), **more}
        version = (await self.done(EDITOR, id_, "/versions", body))["versions"][0]["id"]
        await self.done(EDITOR, id_, f"/versions/{version}/files", {"assetId": await self.file(pdf(words, pages=pages)), "language": "ar"})
        return version

    async def approved(self, id_: str, label: str, day: Any, **more: Any) -> str:
        version = await self.draft(id_, label, day, **more)
        await self.done(EDITOR, id_, f"/versions/{version}/submit")
        await self.done(REVIEWER, id_, f"/versions/{version}/approve")
        return version

    async def published(self, id_: str, label: str, day: Any, **more: Any) -> str:
        version = await self.approved(id_, label, day, **more)
        await self.done(SECRETARY, id_, f"/versions/{version}/publish")
        return version

    async def seen(self, by: Actor, id_: str, at: str = "") -> dict[str, Any]:
        return (await self.call(by, "GET", f"/documents/{id_}{at and f'?at={at}'}")).json()


async def facts(stores: Stores, id_: str) -> list[str]:
    found = await stores.documents._documents.find_one({"_id": id_})
    assert found
    return [one["type"] for one in found["outbox"]]
