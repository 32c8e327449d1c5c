"""The pack: versions, what changed since the reader's own, files in both languages; papers by reference; proposals and series."""

from typing import Any

import pytest
from chassis.serve import Service

from .conftest import DIRECTOR, GUEST, REVIEWER, SECRETARY, VIEWER, Call, Desk, Made, entry, facts_of

PAPER = {"kind": "file", "ref": "asset-1", "title": {"ar": "العرض", "en": "Slides"}, "fileName": "slides.pdf", "sha256": "a" * 64}


@pytest.fixture
async def packed(published: Made) -> Desk:
    """A published meeting with the first version of its pack."""
    desk = await published()
    await desk.act("PATCH", f"/agenda-items/{desk.body['agenda'][1]['id']}", {"papers": [PAPER]})
    await publish(desk)
    return desk


async def publish(desk: Desk, status: int = 200) -> None:
    answer = await desk.call(SECRETARY, "POST", f"{desk.path}/publish-pack", version=desk.body["version"])
    assert answer.status_code == status, answer.text
    desk.body = await desk.seen(SECRETARY)


async def pack(desk: Desk, by: Any = DIRECTOR, status: int = 200) -> dict[str, Any]:
    answer = await desk.call(by, "GET", f"{desk.path}/pack")
    assert answer.status_code == status, answer.text
    return answer.json()


async def fetch(desk: Desk, kind: str = ".pdf", by: Any = DIRECTOR, query: str = "", status: int = 200) -> Any:
    answer = await desk.call(by, "GET", f"{desk.path}/pack{kind}{query}")
    assert answer.status_code == status, answer.text
    return answer.content if kind == ".pdf" else answer.json()


async def test_a_reader_is_told_what_changed_since_the_version_they_fetched(packed: Desk, service: Service) -> None:
    assert [(await pack(packed))[name] for name in ("version", "papers", "yours", "changes")] == [1, 1, None, []]
    await fetch(packed)
    assert (await pack(packed))["yours"] == 1
    welcome, plans = (packed.body["agenda"][place]["id"] for place in (0, 1))
    known = packed.body["agenda"][1]["papers"][0]["id"]
    papers = [{**PAPER, "id": known, "ref": "asset-2"}, {**PAPER, "ref": "asset-3", "title": {"ar": "ملخص", "en": "Summary"}}]
    await packed.act("PATCH", f"/agenda-items/{plans}", {"papers": papers})
    await packed.act("PATCH", f"/agenda-items/{welcome}", {"plannedMinutes": 5})
    await packed.act("POST", "/agenda-items", entry("Guest", kind="guest"), status=201)
    await publish(packed)
    changed = {(one["how"], one["what"]["en"]) for one in (await pack(packed))["changes"]}
    assert changed == {("new", "Guest"), ("changed", "Slides"), ("new", "Summary"), ("changed", "Welcome")}
    assert (await pack(packed, VIEWER))["changes"] == []
    await fetch(packed, query="?version=1")
    assert (await pack(packed))["changes"] != []
    await fetch(packed)
    assert (await pack(packed))["changes"] == []
    told = [fact for fact in await facts_of(service, packed.body["id"]) if fact["type"] == "meetings.pack-published.v1"]
    assert [fact["content"]["packVersion"] for fact in told] == [1, 2]


async def test_a_paper_that_is_replaced_is_the_next_version_of_the_same_paper(packed: Desk) -> None:
    item = packed.body["agenda"][1]
    again = await packed.act(
        "PATCH", f"/agenda-items/{item['id']}", {"papers": [{**PAPER, "id": item["papers"][0]["id"], "ref": "asset-2"}]}
    )
    assert [(one["id"], one["version"]) for one in again["agenda"][1]["papers"]] == [(item["papers"][0]["id"], 2)]


async def test_a_packs_contents_name_its_papers_by_reference(packed: Desk) -> None:
    for reader in (DIRECTOR, SECRETARY):
        contents = await fetch(packed, "-contents", reader)
        assert [item["title"]["en"] for item in contents["items"]] == ["Welcome", "Plans", "Closing"]
        assert contents["items"][1]["papers"][0] | {"id": ""} == {
            **PAPER, "id": "", "version": 1, "document": None, "visibility": "all",
        }  # fmt: skip


async def test_a_pack_is_printed_in_the_readers_language(packed: Desk) -> None:
    arabic, english = [await fetch(packed, query=f"?lang={language}") for language in ("ar", "en")]
    assert [content[:5] for content in (arabic, english)] == [b"%PDF-"] * 2
    assert arabic != english


async def test_a_pack_is_for_members_and_published_by_the_secretariat(packed: Desk) -> None:
    await pack(packed, GUEST, 404)
    await fetch(packed, by=GUEST, status=404)
    await fetch(packed, query="?version=9", status=404)
    for reader in (DIRECTOR, REVIEWER):
        answer = await packed.call(reader, "POST", f"{packed.path}/publish-pack", version=packed.body["version"])
        assert answer.status_code == 403
    assert (await packed.call(SECRETARY, "POST", f"{packed.path}/publish-pack", version=1)).status_code == 412


async def test_a_pack_is_published_once_there_is_an_agenda(drafted: Made) -> None:
    desk = await drafted()
    await publish(desk, 409)
    await pack(desk, SECRETARY, 404)


# ---- papers ----


@pytest.mark.parametrize(
    "paper",
    [
        {"kind": "source"},
        {"kind": "file", "document": "d-1"},
        {"kind": "file", "fileName": "../x"},
        {"kind": "file", "visibility": "nobody"},
    ],
    ids=["source-of-nothing", "file-of-a-document", "path", "visibility"],
)
async def test_a_paper_that_contradicts_itself_is_refused(packed: Desk, paper: Any) -> None:
    before = await packed.seen(SECRETARY)
    await packed.act("PATCH", f"/agenda-items/{before['agenda'][1]['id']}", {"papers": [{"ref": "r-1", **paper}]}, status=422)
    assert await packed.seen(SECRETARY) == before


# ---- series ----


async def test_meetings_of_a_series_follow_each_other(call: Call, drafted: Made) -> None:
    named = {"kind": "network-meeting", "name": {"ar": "اجتماعات العام", "en": "This year"}}
    made = [await call(SECRETARY, "POST", "/meeting-series", json=named, headers={"Idempotency-Key": "s"}) for _ in range(2)]
    assert [one.json()["id"] for one in made] == [made[0].json()["id"]] * 2
    series = made[0].json()["id"]
    assert (await call(VIEWER, "GET", "/meeting-series")).json()["items"] == [made[0].json() | {"actions": []}]
    assert (await call(VIEWER, "POST", "/meeting-series", json=named)).status_code == 403
    desk = await drafted(series=series)
    await drafted(number=14)
    assert [one["id"] for one in (await call(SECRETARY, "GET", f"/meetings?series={series}")).json()["items"]] == [desk.body["id"]]
    await desk.act("PATCH", "", {"series": "nothing"}, status=422)


async def test_packs_of_five_meetings_may_be_taken_within_an_hour_each_as_often_as_one_likes(published: Made, service: Service) -> None:
    desks = []
    for number in range(1, 7):
        desks.append(await published(number=number))
        await publish(desks[-1])
    for desk in desks[:5]:
        for language in ("ar", "en"):
            await fetch(desk, query=f"?lang={language}")
    refused = await desks[5].call(DIRECTOR, "GET", f"{desks[5].path}/pack.pdf")
    assert (refused.status_code, refused.json()["type"], refused.headers["retry-after"]) == (429, "/problems/too-many-exports", "3600")
    await fetch(desks[0])
    await fetch(desks[5], by=VIEWER)
    assert (await pack(desks[5]))["yours"] is None
    assert service.database is not None
    audit = [one["refused"] async for one in service.database["export_audit"].find({"by": DIRECTOR.id}).sort("_id")]
    assert audit == [False] * 10 + [True, False]
