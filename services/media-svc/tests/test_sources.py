"""The library through its door, on real servers: uploads that become files of versions, the clock, who sees what, what is announced."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio
import typst
from chassis.auth import Actor
from chassis.clock import dubai_day, now
from chassis.serve import Service
from media_svc.commands import Limits, check_next
from media_svc.sources.commands import keep_dates
from media_svc.sources.model import begins
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, Call, Desk, person

LIMITS = Limits(50_000_000, 1024**3, 20)
REVIEWER = person("reviewer-1", "GNGC-SEC", ("reviewer", "network"))
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

    async def draft(self, id_: str, label: str, day: Any, *, words: str = "نص الدليل", **more: Any) -> str:
        body = {"label": label, "effectiveFrom": str(day), **more}
        version = (await self.done(EDITOR, id_, "/versions", body))["versions"][0]["id"]
        await self.done(EDITOR, id_, f"/versions/{version}/files", {"assetId": await self.file(pdf(words)), "language": "ar"})
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


@pytest.fixture
def stores(service: Service) -> Stores:
    assert service.app
    return service.app.state.stores


@pytest_asyncio.fixture(loop_scope="session")
async def shelf(call: Call, desk: Desk, stores: Stores) -> Shelf:
    return Shelf(call, desk, stores)


async def facts(stores: Stores, id_: str) -> list[str]:
    found = await stores.documents._documents.find_one({"_id": id_})
    assert found
    return [one["type"] for one in found["outbox"]]


async def test_a_version_is_written_reviewed_published_and_in_force(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    seen = await shelf.seen(VIEWER, id_)
    assert (seen["shown"]["id"], seen["shown"]["state"], seen["shown"]["parity"]) == (version, "in-force", "english-missing")
    assert seen["headline"]["files"][0]["pages"] == 2
    assert await facts(stores, id_) == ["media.version-published.v1", "media.version-took-effect.v1"]


async def test_a_day_gives_its_version_with_its_hash(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    first = await shelf.published(id_, "1.0", TODAY)
    second = await shelf.published(id_, "2.0", TODAY + timedelta(days=30), transitionEndsOn=str(TODAY + timedelta(days=60)))
    for day, wanted in ((0, first), (29, first), (30, second), (400, second)):
        shown = (await shelf.seen(VIEWER, id_, str(TODAY + timedelta(days=day))))["shown"]
        assert shown["id"] == wanted, day
        assert shown["fingerprint"] == hashlib.sha256(f"ar {shown['files'][0]['sha256']}".encode()).hexdigest()
    assert (await shelf.seen(VIEWER, id_, str(TODAY - timedelta(days=1))))["shown"] is None
    edge = begins(TODAY + timedelta(days=30))
    before, on = (text(edge - timedelta(milliseconds=1)), text(edge))
    assert [(await shelf.seen(VIEWER, id_, at))["shown"]["id"] for at in (before, on)] == [first, second]


def text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.mark.parametrize("at", ["yesterday", "2024-13-01", "2024-03-01T10:00:00", "9999-99-99"])
async def test_a_time_that_is_none_is_refused(shelf: Shelf, call: Call, at: str) -> None:
    id_ = await shelf.document()
    answer = await call(EDITOR, "GET", f"/documents/{id_}?at={at}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?at")


async def test_the_clock_takes_versions_on_at_midnight_in_dubai_and_tells_each_step_once(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    await shelf.published(id_, "2.0", TODAY + timedelta(days=3), transitionEndsOn=str(TODAY + timedelta(days=5)))
    edge, end = begins(TODAY + timedelta(days=3)), begins(TODAY + timedelta(days=6))
    already = len(await facts(stores, id_))
    await keep_dates(stores.documents, at=edge - timedelta(milliseconds=1))
    assert len(await facts(stores, id_)) == already
    await asyncio.gather(*(keep_dates(stores.documents, at=edge) for _ in range(5)))
    await asyncio.gather(*(keep_dates(stores.documents, at=end) for _ in range(5)))
    assert (await facts(stores, id_))[already:] == ["media.version-took-effect.v1", "media.version-superseded.v1"]
    stored = await stores.documents.by_id(id_)
    assert stored
    assert [one.state for one in stored.versions] == ["superseded", "in-force"]


async def test_of_many_publications_at_once_one_wins_and_one_version_is_in_force(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    versions = [await shelf.approved(id_, str(number), TODAY) for number in range(3)]
    seen = {"If-Match": (await call(SECRETARY, "GET", f"/documents/{id_}")).headers["etag"]}
    answers = await asyncio.gather(
        *(call(SECRETARY, "POST", f"/documents/{id_}/versions/{version}/publish", headers=seen) for version in versions * 3)
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 8
    states = [one["state"] for one in (await shelf.seen(SECRETARY, id_))["versions"]]
    assert sorted(states) == ["approved", "approved", "in-force"]
    for version in versions:
        again = await shelf.act(SECRETARY, id_, f"/versions/{version}/publish")
        assert again.status_code == 409
    assert [one["state"] for one in (await shelf.seen(SECRETARY, id_))["versions"]] == states


async def test_publication_and_withdrawal_at_once_leave_one_truth(shelf: Shelf, call: Call, stores: Stores) -> None:
    id_ = await shelf.document()
    version = await shelf.approved(id_, "1", TODAY)
    seen = {"If-Match": (await call(SECRETARY, "GET", f"/documents/{id_}")).headers["etag"]}
    place, reason = f"/documents/{id_}/versions/{version}", {"reason": {"ar": "خطأ", "en": "An error"}}
    answers = await asyncio.gather(
        call(SECRETARY, "POST", f"{place}/publish", headers=seen), call(SECRETARY, "POST", f"{place}/withdraw", json=reason, headers=seen)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    published = answers[0].status_code == 200
    assert bool(await facts(stores, id_)) is published


async def test_drafts_are_404_for_everybody_else_on_every_surface(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY, words="سر")
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    for who in (VIEWER, OTHER, COLLEAGUE):
        assert (await call(who, "GET", f"/documents/{id_}")).status_code == 404
        assert (await call(who, "POST", f"/documents/{id_}/versions/{version}/files/{file}/download")).status_code == 404
        assert (await call(who, "GET", "/documents")).json()["items"] == []
        assert (await call(who, "GET", "/documents?state=draft")).json()["items"] == []
        assert (await call(who, "GET", "/documents?q=الهوية")).json()["items"] == []


async def test_a_draft_beside_a_published_version_shows_only_to_its_authors(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    draft = await shelf.draft(id_, "2.0", TODAY + timedelta(days=9), words="سري")
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    assert [one["label"] for one in (await shelf.seen(VIEWER, id_))["versions"]] == ["1.0"]
    assert (await shelf.seen(VIEWER, id_))["versionCount"] == 1
    assert (await call(VIEWER, "POST", f"/documents/{id_}/versions/{draft}/files/{file}/download")).status_code == 404
    assert (await call(VIEWER, "GET", "/documents?state=draft")).json()["items"] == []
    assert (await call(VIEWER, "GET", "/documents?q=سري")).json()["items"] == []
    assert [one["label"] for one in (await shelf.seen(EDITOR, id_))["versions"]] == ["2.0", "1.0"]


async def test_what_is_not_open_is_its_entitys_and_the_secretariats(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document(classification="shared-confidential")
    await shelf.published(id_, "1.0", TODAY)
    assert (await call(VIEWER, "GET", f"/documents/{id_}")).status_code == 404
    for who in (COLLEAGUE, SECRETARY):
        assert (await call(who, "GET", f"/documents/{id_}")).status_code == 200


async def test_the_text_of_the_version_in_force_is_searched_in_arabic_and_not_that_of_the_next(
    shelf: Shelf, call: Call, stores: Stores
) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY, words="لا يُستعمل الختم إلا في الأوراق الرسمية")
    await shelf.published(id_, "2.0", TODAY + timedelta(days=2), words="البطاقات والمظاريف")

    async def finds(q: str) -> bool:
        return [one["id"] for one in (await call(VIEWER, "GET", "/documents", params={"q": q})).json()["items"]] == [id_]

    assert [await finds(q) for q in ("الأوراق", "اوراق رسميه", "إلا", "الهوية", "guide")] == [True] * 5
    assert not await finds("البطاقات")
    await keep_dates(stores.documents, at=now() + timedelta(days=3))
    assert await finds("البطاقات")
    assert not await finds("الختم")


async def test_a_download_is_recorded_before_its_address_is_given(shelf: Shelf, call: Call, browser: httpx2.AsyncClient) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]
    answer = await call(VIEWER, "POST", f"/documents/{id_}/versions/{version}/files/{file['id']}/download")
    content = (await browser.get(answer.json()["url"])).content
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    rows = (await call(EDITOR, "GET", f"/documents/{id_}/downloads")).json()["items"]
    assert [(row["entity"], row["versionId"], row["sha256"]) for row in rows] == [("D03", version, file["sha256"])]
    assert rows[0]["who"]["en"] == VIEWER.id
    assert [(await call(who, "GET", f"/documents/{id_}/downloads")).status_code for who in (VIEWER, OTHER)] == [404, 404]


async def test_the_bytes_of_a_file_are_on_record_and_an_upload_is_streamed_to_the_gateway_alone(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]
    taken = await call(VIEWER, "GET", f"/documents/{id_}/versions/{version}/files/{file['id']}/stream")
    assert hashlib.sha256(taken.content).hexdigest() == file["sha256"]
    assert [row["entity"] for row in (await call(EDITOR, "GET", f"/documents/{id_}/downloads")).json()["items"]] == ["D03"]
    whole = await call(Actor.system("gateway"), "GET", f"/assets/{file['id']}/stream")
    assert whole.content == taken.content
    for who in (VIEWER, EDITOR, Actor.system("seed")):
        assert (await call(who, "GET", f"/assets/{file['id']}/stream")).status_code == 403


async def test_the_first_page_has_a_picture(shelf: Shelf, browser: httpx2.AsyncClient) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    picture = await browser.get((await shelf.seen(VIEWER, id_))["shown"]["files"][0]["firstPage"])
    assert (picture.status_code, picture.headers["content-type"], picture.content[:4]) == (200, "image/webp", b"RIFF")


async def test_a_withdrawn_version_says_why_and_gives_its_files_no_more(shelf: Shelf, call: Call, stores: Stores) -> None:
    id_, other = await shelf.document(), await shelf.document()
    await shelf.published(other, "1.0", TODAY)
    version = await shelf.published(id_, "1.0", TODAY)
    file = (await shelf.seen(VIEWER, id_))["shown"]["files"][0]["id"]
    body = {"reason": {"ar": "فيه خطأ", "en": "It is wrong"}, "replacement": other}
    await shelf.done(SECRETARY, id_, f"/versions/{version}/withdraw", body)
    seen = await shelf.seen(VIEWER, id_)
    assert (seen["shown"], seen["versions"][0]["state"]) == (None, "withdrawn")
    assert seen["versions"][0]["withdrawal"]["replacement"] == other
    assert seen["versions"][0]["files"][0]["firstPage"] is None
    assert (await call(VIEWER, "POST", f"/documents/{id_}/versions/{version}/files/{file}/download")).status_code == 404
    assert (await facts(stores, id_))[-1] == "media.version-withdrawn.v1"


REFUSED: list[tuple[str, Callable[[str], dict[str, Any]], int, str]] = [
    ("/withdraw", lambda _: {"reason": {"ar": "خطأ", "en": "Error"}, "replacement": "nothing"}, 422, "unknown-replacement"),
    ("/approve", lambda _: {}, 409, "not-in-that-state"),
    ("/files", lambda id_: {"assetId": id_, "language": "fr"}, 422, "invalid"),
    ("/files", lambda id_: {"assetId": "nothing", "language": "ar"}, 404, "file-not-found"),
]


@pytest.mark.parametrize(("path", "body", "status", "code"), REFUSED)
async def test_what_is_wrong_is_refused_and_changes_and_announces_nothing(
    shelf: Shelf, stores: Stores, path: str, body: Callable[[str], dict[str, Any]], status: int, code: str
) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY)
    before = await stores.documents.by_id(id_)
    answer = await shelf.act(SECRETARY, id_, f"/versions/{version}{path}", body(id_))
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, code), answer.text
    assert await stores.documents.by_id(id_) == before
    assert await facts(stores, id_) == []


async def test_a_file_that_no_reader_can_open_or_of_another_entity_is_no_file_of_a_version(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    version = (await shelf.done(EDITOR, id_, "/versions", {"label": "1"}))["versions"][0]["id"]
    unreadable = await shelf.file(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    foreign = await shelf.file(pdf("نص"), by=OTHER)
    for asset, who in ((unreadable, EDITOR), (foreign, SECRETARY)):
        answer = await shelf.act(who, id_, f"/versions/{version}/files", {"assetId": asset, "language": "ar"})
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "file-not-usable")


async def test_lists_are_narrowed_and_paged(shelf: Shelf, call: Call) -> None:
    ids = [await shelf.document(kind=kind, subjects=["logo"]) for kind in ("policy", "template", "policy")]
    found = []
    cursor = ""
    while True:
        page = (await call(EDITOR, "GET", f"/documents?limit=2&subject=logo{cursor}")).json()
        found += [one["id"] for one in page["items"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(found) == sorted(ids)
    policies = (await call(EDITOR, "GET", "/documents?kind=policy&entity=D01")).json()["items"]
    assert {one["id"] for one in policies} == {ids[0], ids[2]}
    assert (await call(EDITOR, "GET", "/documents?entity=D02")).json()["items"] == []


async def test_the_merged_entitys_documents_follow_it(shelf: Shelf, stores: Stores, call: Call) -> None:
    from chassis.event import Cause, because_of
    from media_svc.consumed import EntityMerged
    from media_svc.handlers import on_entity_merged

    id_ = await shelf.document()
    cause = Cause("merge-1", "members.entity-merged.v1", "D01", 1, "correlation", now())
    for _ in range(2):
        with because_of(cause):
            await on_entity_merged(EntityMerged(code="D01", merged_into="D02"), cause, stores)
    assert (await call(OTHER, "GET", f"/documents/{id_}")).json()["ownerEntity"] == "D02"
