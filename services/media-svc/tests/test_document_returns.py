"""Ways back of documents on real servers: drafts that are deleted with their bytes, versions of the past, corrections as amendments."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from chassis.clock import now
from media_svc.checks.commands import empty_quarantine
from media_svc.commands import remove_leftovers
from media_svc.model import Status
from media_svc.store import Stores
from minio import Minio

from .conftest import EDITOR, OTHER, REVIEWER, SECRETARY, VIEWER, Call
from .shelf import TODAY, Shelf, facts
from .tables import DIRECTOR

WHY = "A typing error in the title"


def keys(bucket: Minio, stores: Stores) -> set[str]:
    return {str(one.object_name) for one in bucket.list_objects(stores.objects.accepted, recursive=True)}


async def test_a_deleted_draft_is_gone_with_its_versions_files_and_bytes(
    shelf: Shelf, call: Call, stores: Stores, bucket: Minio
) -> None:  # fmt: skip
    id_ = await shelf.document()
    await shelf.draft(id_, "1.0", TODAY)
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    assert keys(bucket, stores) == {f"files/{file}", f"pages/{file}.webp"}
    assert (await shelf.act(EDITOR, id_, "", method="DELETE")).status_code == 204
    for who in (EDITOR, SECRETARY):
        assert (await call(who, "GET", f"/documents/{id_}")).status_code == 404
        assert (await call(who, "GET", "/documents")).json()["items"] == []
        assert (await call(who, "GET", "/documents/count")).json()["count"] == 0
        assert (await call(who, "GET", f"/assets/{file}")).status_code == 404
    assert keys(bucket, stores) == set()
    assert await stores.documents.records.count_documents({}) == 0
    assert await stores.documents.texts.of([file]) == {}


async def test_what_a_store_that_was_away_kept_of_a_deleted_draft_the_sweep_deletes(
    shelf: Shelf, stores: Stores, bucket: Minio
) -> None:  # fmt: skip
    id_ = await shelf.document()
    await shelf.draft(id_, "1.0", TODAY)
    inside, port = stores.objects._inside._base_url, "127.0.0.1:9"
    host, inside._url = inside._url, inside._url._replace(netloc=port)
    assert (await shelf.act(EDITOR, id_, "", method="DELETE")).status_code == 204
    inside._url = host
    assert keys(bucket, stores)
    assert await stores.documents.records.count_documents({"removed": True}) == 1
    await remove_leftovers(stores, at=now())
    await empty_quarantine(stores)
    assert keys(bucket, stores) == set()
    assert await stores.documents.records.count_documents({}) == 0


async def test_a_file_that_another_document_holds_outlives_the_draft(shelf: Shelf, call: Call, stores: Stores) -> None:
    kept, gone = await shelf.document(), await shelf.document()
    version = await shelf.draft(kept, "1.0", TODAY)
    file = (await shelf.seen(EDITOR, kept))["versions"][0]["files"][0]["id"]
    other = (await shelf.done(EDITOR, gone, "/versions", {"label": "1.0"}))["versions"][0]["id"]
    await shelf.done(EDITOR, gone, f"/versions/{other}/files", {"assetId": file, "language": "ar"})
    assert (await shelf.act(EDITOR, gone, "", method="DELETE")).status_code == 204
    assert (await call(EDITOR, "POST", f"/documents/{kept}/versions/{version}/files/{file}/download")).status_code == 200
    asset = await stores.assets.by_id(file)
    assert asset
    assert asset.status is Status.READY


async def test_a_dropped_version_leaves_the_others_and_its_number_is_not_given_again(
    shelf: Shelf, stores: Stores, bucket: Minio
) -> None:  # fmt: skip
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    second = await shelf.draft(id_, "2.0", TODAY + timedelta(days=9))
    third = (await shelf.done(EDITOR, id_, "/versions", {"label": "3.0", "replaces": second}))["versions"][0]["id"]
    left = await shelf.done(EDITOR, id_, f"/versions/{second}", method="DELETE")
    assert [(one["label"], one["number"], one["replaces"]) for one in left["versions"]] == [("3.0", 3, None), ("1.0", 1, None)]
    assert len(keys(bucket, stores)) == 2
    again = await shelf.done(EDITOR, id_, "/versions", {"label": "2.1"})
    assert max(one["number"] for one in again["versions"]) == 4
    assert third in {one["id"] for one in again["versions"]}
    assert (await shelf.act(EDITOR, id_, f"/versions/{second}", method="DELETE")).status_code == 404


# ---- the past ----


async def past(shelf: Shelf, id_: str, label: str, day: Any, last: Any) -> httpx2.Response:
    version = await shelf.approved(id_, label, day)
    return await shelf.act(SECRETARY, id_, f"/versions/{version}/enter-past", {"lastDay": str(last)})


async def test_versions_of_the_past_answer_for_their_days_to_the_edges_and_are_told_of_in_no_bell(
    shelf: Shelf, stores: Stores
) -> None:  # fmt: skip
    id_ = await shelf.document()
    current = await shelf.published(id_, "3.0", TODAY)
    already = await facts(stores, id_)
    begin, end = TODAY - timedelta(days=100), TODAY - timedelta(days=51)
    second = (await past(shelf, id_, "2.0", begin, end)).json()
    first = (await past(shelf, id_, "1.0", TODAY - timedelta(days=400), begin - timedelta(days=1))).json()
    assert first["shown"]["label"] == second["shown"]["label"] == "3.0"
    at = {0: "3.0", 1: None, 50: None, 51: "2.0", 100: "2.0", 101: "1.0", 400: "1.0", 401: None}
    for ago, label in at.items():
        shown = (await shelf.seen(VIEWER, id_, str(TODAY - timedelta(days=ago))))["shown"]
        assert (shown and shown["label"]) == label, ago
    seen = await shelf.seen(VIEWER, id_)
    assert [(one["label"], one["state"]) for one in seen["versions"]] == [
        ("3.0", "in-force"), ("2.0", "superseded"), ("1.0", "superseded"),
    ]  # fmt: skip
    by_label = {one["label"]: one["id"] for one in seen["versions"]}
    assert by_label["3.0"] == current
    assert (await facts(stores, id_))[len(already) :] == ["media.past-version-entered.v1"] * 2


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        (-10, -20, 422), (-10, 0, 422), (-10, 5, 422), (5, 9, 422), (-60, -40, 409), (-45, -41, 409), (-30, -25, 409), (-60, -51, 200),
        (-29, -1, 200), (-1, -1, 200),
    ],
)  # fmt: skip
async def test_a_version_of_the_past_overlaps_no_other_and_is_over(
    shelf: Shelf, stores: Stores, first: int, last: int, status: int
) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "now", TODAY)
    assert (await past(shelf, id_, "known", TODAY - timedelta(days=50), TODAY - timedelta(days=30))).status_code == 200
    before = (await stores.documents.by_id(id_)).versions
    answer = await past(shelf, id_, "new", TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    assert answer.status_code == status, answer.text
    if status != 200:
        after = (await stores.documents.by_id(id_)).versions
        assert [one for one in after if one.label != "new"] == list(before)


async def test_what_is_in_force_since_the_past_is_published_where_no_other_held_since(shelf: Shelf, stores: Stores) -> None:
    id_, since = await shelf.document(), TODAY - timedelta(days=700)
    await shelf.published(id_, "1.0", since)
    assert (await shelf.seen(VIEWER, id_, str(since)))["shown"]["label"] == "1.0"
    assert (await shelf.seen(VIEWER, id_, str(since - timedelta(days=1))))["shown"] is None
    assert await facts(stores, id_) == ["media.version-published.v1", "media.version-took-effect.v1"]
    late = await shelf.approved(id_, "0.9", since - timedelta(days=1))
    refused = await shelf.act(SECRETARY, id_, f"/versions/{late}/publish")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/effectiveFrom")


# ---- taken back, and put right ----


async def test_an_author_takes_a_submission_back_and_edits_it(shelf: Shelf) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY)
    await shelf.done(EDITOR, id_, f"/versions/{version}/submit")
    assert (await shelf.act(EDITOR, id_, "", method="DELETE")).status_code == 409
    assert (await shelf.act(REVIEWER, id_, f"/versions/{version}/recall")).status_code == 403
    assert (await shelf.done(EDITOR, id_, f"/versions/{version}/recall"))["versions"][0]["state"] == "draft"
    assert (await shelf.done(EDITOR, id_, f"/versions/{version}", {"label": "1.1"}, method="PATCH"))["versions"][0]["label"] == "1.1"


async def test_a_public_document_is_corrected_as_an_amendment_that_everybody_reads(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    version = await shelf.published(id_, "1.0", TODAY)
    silent = await shelf.act(EDITOR, id_, "", {"title": {"ar": "صامت", "en": "In silence"}}, method="PATCH")
    assert (silent.status_code, silent.json()["type"].rpartition("/")[2]) == (409, "document-public")
    title = {"ar": "دليل الهوية", "en": "The identity guide"}
    for body, status in (({"title": title}, 422), ({"title": title, "reason": "x"}, 422), ({"reason": WHY}, 422)):
        assert (await shelf.act(DIRECTOR, id_, "/correct", body)).status_code == status
    assert (await shelf.act(EDITOR, id_, "/correct", {"title": title, "reason": WHY})).status_code == 403
    assert (await shelf.act(DIRECTOR, id_, "/correct", {"title": title, "reason": WHY})).status_code == 200
    notes = {"notes": {"ar": "ملاحظة", "en": "A note"}, "reason": "The note was missing"}
    await shelf.done(SECRETARY, id_, f"/versions/{version}/correct", notes)
    seen = await shelf.seen(VIEWER, id_)
    assert seen["title"] == title
    told = [(one["number"], one["by"], one["reason"], one["changes"]) for one in seen["amendments"]]
    assert told[0] == (1, DIRECTOR.id, WHY, [{"field": "/title/en", "before": "Identity guide", "after": "The identity guide"}])
    assert [change["field"] for change in told[1][3]] == ["/versions/1/notes/ar", "/versions/1/notes/en"]
    assert (await facts(stores, id_))[2:] == ["media.document-corrected.v1"] * 2


async def test_the_days_of_a_published_version_move_until_they_begin(shelf: Shelf) -> None:
    id_, soon = await shelf.document(), TODAY + timedelta(days=30)
    current = await shelf.published(id_, "1.0", TODAY)
    coming = await shelf.published(id_, "2.0", soon)
    moved = {"effectiveFrom": str(soon + timedelta(days=7)), "reason": "The printers need a week more"}
    await shelf.done(SECRETARY, id_, f"/versions/{coming}/correct", moved)
    assert (await shelf.seen(VIEWER, id_, str(soon)))["shown"]["label"] == "1.0"
    assert (await shelf.seen(VIEWER, id_, str(soon + timedelta(days=7))))["shown"]["label"] == "2.0"
    for version, day, status in ((current, soon, 409), (coming, TODAY, 409), (coming, TODAY - timedelta(days=1), 422)):
        answer = await shelf.act(SECRETARY, id_, f"/versions/{version}/correct", {"effectiveFrom": str(day), "reason": WHY})
        assert answer.status_code == status, answer.text
    assert (await shelf.act(OTHER, id_, "/correct", {"title": {"ar": "ل", "en": "T"}, "reason": WHY})).status_code == 403


async def test_a_document_that_is_not_open_tells_of_its_corrections_without_words(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document(classification="shared-confidential")
    await shelf.published(id_, "1.0", TODAY)
    await shelf.done(DIRECTOR, id_, "/correct", {"title": {"ar": "سر", "en": "Secret"}, "reason": WHY})
    found = await stores.documents.records.find_one({"_id": id_})
    assert found
    said = found["outbox"][-1]
    assert said["type"] == "media.document-corrected.v1"
    assert "Secret" not in str(said)
    assert WHY not in str(said)
