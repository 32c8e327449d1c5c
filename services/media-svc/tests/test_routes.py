"""The door: who may, who sees what, pages, batches, refusals."""

from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.checks.commands import Limits, check_next
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, SECRETARY, SEED, VIEWER, Call, Desk, picture

LIMITS = Limits(50_000_000, 1024**3, 20)
WISH = {"fileName": "a.jpg", "contentType": "image/jpeg", "size": 1000, "purpose": "campaign-cover"}


async def ready(stores: Stores, desk: Desk, **options: Any) -> str:
    id_ = await desk.upload(picture(200, 150), **options)
    await check_next(stores, LIMITS, clock=now)
    return id_


async def seen(call: Call, by: Actor, query: str) -> list[str]:
    answer = await call(by, "GET", f"/photos{query}")
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


async def test_until_it_is_ready_a_photo_is_its_owners_and_the_secretariats(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(picture(200, 150))
    for by, status in ((EDITOR, 200), (SECRETARY, 200), (OTHER, 404), (VIEWER, 404)):
        assert (await call(by, "GET", f"/photos/{id_}")).status_code == status
    assert (await call(OTHER, "POST", f"/photos/{id_}/uploaded")).status_code == 404
    await check_next(stores, LIMITS, clock=now)
    for by, status in ((EDITOR, 200), (SECRETARY, 200), (OTHER, 404), (VIEWER, 404)):
        assert (await call(by, "GET", f"/photos/{id_}")).status_code == status


async def test_a_ready_cover_of_a_draft_is_nobody_elses_by_id_or_in_a_list(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await ready(stores, desk)
    assert await seen(call, EDITOR, "") == await seen(call, SECRETARY, "") == [id_]
    assert await seen(call, VIEWER, "") == await seen(call, VIEWER, f"?ids={id_}") == []


async def test_a_file_is_its_owners_and_the_secretariats(stores: Stores, desk: Desk, call: Call) -> None:
    id_ = await desk.upload(b"%PDF-1.7\n%%EOF", "application/pdf", place="assets")
    early = await call(EDITOR, "GET", f"/assets/{id_}/download")
    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (409, "not-ready")
    await check_next(stores, LIMITS, clock=now)
    for by, status in ((EDITOR, 200), (SECRETARY, 200), (OTHER, 404)):
        for path in ("", "/download"):
            assert (await call(by, "GET", f"/assets/{id_}{path}")).status_code == status
    assert [one["id"] for one in (await call(EDITOR, "GET", "/assets")).json()["items"]] == [id_]
    assert (await call(OTHER, "GET", "/assets")).json()["items"] == []


async def test_a_photo_is_no_file_and_a_file_no_photo(desk: Desk, call: Call) -> None:
    photo = (await desk.announce(picture(200, 150), "image/jpeg"))["id"]
    file = (await desk.announce(b"%PDF-1.7", "application/pdf", place="assets"))["id"]
    assert (await call(EDITOR, "GET", f"/assets/{photo}")).status_code == 404
    assert (await call(EDITOR, "GET", f"/photos/{file}")).status_code == 404


async def test_a_batch_comes_in_the_order_asked_for_without_what_is_not_there(desk: Desk, call: Call) -> None:
    ids = [(await desk.announce(picture(200, 150), "image/jpeg"))["id"] for _ in range(3)]
    wanted = [ids[2], "nowhere", ids[0], ids[2]]
    assert await seen(call, EDITOR, f"?ids={','.join(wanted)}") == [ids[2], ids[0]]
    assert await seen(call, EDITOR, "?ids=") == []


async def test_a_batch_of_more_than_fifty_is_refused(call: Call) -> None:
    answer = await call(EDITOR, "GET", f"/photos?ids={','.join(str(one) for one in range(51))}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?ids")


async def test_pages_hold_every_photo_once_newest_first(desk: Desk, call: Call) -> None:
    ids = [(await desk.announce(picture(200, 150), "image/jpeg"))["id"] for _ in range(5)]
    found: list[str] = []
    query = "?limit=2"
    while query:
        page = (await call(EDITOR, "GET", f"/photos{query}")).json()
        found += [one["id"] for one in page["items"]]
        query = f"?limit=2&cursor={page['next']}" if page["next"] else ""
    assert found == ids[::-1]


async def test_a_cursor_opens_no_other_readers_list(desk: Desk, call: Call) -> None:
    for _ in range(2):
        await desk.announce(picture(200, 150), "image/jpeg")
    cursor = (await call(EDITOR, "GET", "/photos?limit=1")).json()["next"]
    assert (await call(OTHER, "GET", f"/photos?cursor={cursor}")).status_code == 422


async def test_the_same_key_makes_the_same_photo(call: Call) -> None:
    key = {"Idempotency-Key": "one"}
    first = await call(EDITOR, "POST", "/photos", json=WISH, headers=key)
    again = await call(EDITOR, "POST", "/photos", json=WISH, headers=key)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    other = await call(OTHER, "POST", "/photos", json=WISH, headers=key)
    assert other.json()["id"] != first.json()["id"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"contentType": "image/gif"}, 422),
        ({"contentType": "text/html"}, 422),
        ({"size": 21 * 1024**2}, 413),
        ({"size": 0}, 422),
        ({"fileName": "../passwd"}, 422),
        ({"purpose": "document"}, 422),
        ({"purpose": "studio"}, 403),
        ({"ownerEntity": "D02"}, 422),
    ],
)
async def test_an_announcement_that_does_not_fit_is_refused(call: Call, change: dict[str, Any], status: int) -> None:
    answer = await call(EDITOR, "POST", "/photos", json={**WISH, **change})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_who_only_looks_uploads_nothing_and_the_seed_uploads_for_the_secretariat(call: Call) -> None:
    assert (await call(VIEWER, "POST", "/photos", json=WISH)).status_code == 403
    made = (await call(SEED, "POST", "/photos", json=WISH)).json()
    assert (await call(SECRETARY, "GET", f"/photos/{made['id']}")).json()["ownerEntity"] == "GNGC-SEC"


async def test_a_form_tells_everything_the_browser_needs_and_where_the_public_host_is(call: Call, settings: Any) -> None:
    ticket = (await call(EDITOR, "POST", "/photos", json=WISH)).json()
    form = ticket["upload"]
    assert form["url"] == f"{settings.minio_public_url}/{settings.bucket_prefix}quarantine"
    assert {"key", "Content-Type", "policy", "x-amz-signature", "x-amz-credential"} <= form["fields"].keys()
    assert form["fields"]["key"] == f"photos/{ticket['id']}"
    assert form["expiresAt"].endswith("Z")
