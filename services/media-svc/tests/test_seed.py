"""The sample library, entered through this service's own door."""

from collections.abc import Mapping
from typing import Any

import httpx2
from chassis.clock import dubai_day, now
from chassis.serve import Service

from deploy.seed.sources import kits, looks
from deploy.seed.sources.data import BOOKS
from deploy.seed.sources.plant import Hand, plant

from .conftest import SECRETARY, SEED, VIEWER, Call

TODAY = dubai_day(now())


def speaker(call: Call) -> Any:
    async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
        headers = ({"Idempotency-Key": f"seed/{key}"} if key else {}) | ({"If-Match": f'"{if_match}"'} if if_match else {})
        answer = await call(SEED, method, path, json=json, headers=headers)
        return answer.status_code, answer.json(), int(answer.headers["etag"].strip('"')) if "etag" in answer.headers else None

    return speak


def putter(browser: httpx2.AsyncClient) -> Any:
    async def put(upload: Mapping[str, Any], content: bytes, name: str) -> None:
        answer = await browser.post(upload["url"], data=upload["fields"], files={"file": (name, content)})
        assert answer.status_code == 204

    return put


async def test_twelve_documents_with_thirty_versions_are_planted_and_a_second_time_changes_nothing(
    working: Service, call: Call, browser: httpx2.AsyncClient
) -> None:
    ids = await plant(speaker(call), putter(browser), TODAY)
    documents = [(await call(SECRETARY, "GET", f"/documents/{id_}")).json() for id_ in ids]
    assert (len(ids), sum(len(one["versions"]) for one in documents)) == (12, 30)
    for book, document in zip(BOOKS, documents, strict=True):
        in_force = [one for one in document["versions"] if one["state"] == "in-force"]
        assert len(in_force) == 1, book.key
        assert all(file["pages"] >= 2 for file in in_force[0]["files"])
    states = {one["state"] for document in documents for one in document["versions"]}
    assert states == {"published", "in-force", "in-transition", "superseded", "withdrawn", "in-review"}
    assert await plant(speaker(call), putter(browser), TODAY) == ids
    assert [(await call(SECRETARY, "GET", f"/documents/{id_}")).json()["version"] for id_ in ids] == [one["version"] for one in documents]
    found = (await call(VIEWER, "GET", "/documents?q=المتعامل الخالية")).json()["items"]
    assert found == []
    found = (await call(VIEWER, "GET", "/documents", params={"q": "الأمانة العامة"})).json()["items"]
    assert len(found) == 11  # all that are open to this reader, by the text on their last page


async def test_three_identities_and_two_kits_are_planted_and_a_second_time_changes_nothing(
    working: Service, call: Call, browser: httpx2.AsyncClient
) -> None:
    hand = Hand(speaker(call), putter(browser))
    for _ in range(2):
        assert await looks.plant(hand) == ["GNGC-SEC", "D01", "D02"]
        packed = await kits.plant(hand, TODAY)
    identity = (await call(VIEWER, "GET", "/identities/D01")).json()
    assert [(logo["ground"], len(logo["files"])) for logo in identity["logos"]] == [("light", 2), ("dark", 2), ("colour", 2)]
    assert len((await call(VIEWER, "GET", "/identities")).json()["items"]) == 3
    assert [one["id"] for one in (await call(VIEWER, "GET", "/kits")).json()["items"]] == [packed[0]]
    assert len((await call(SECRETARY, "GET", "/kits")).json()["items"]) == 2
    photos = (await call(SECRETARY, "GET", "/photos")).json()["items"]
    assert [photo["purpose"] for photo in photos] == ["media-kit"] * 4
    assert (await call(VIEWER, "GET", "/photos", params={"ids": ",".join(photo["id"] for photo in photos)})).json()["items"] == []
