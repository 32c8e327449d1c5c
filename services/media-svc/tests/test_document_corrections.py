"""What is published of a document and wrong is put right: days of the past, a version of the past, the class."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER
from .shelf import COLLEAGUE, TODAY, Shelf, facts
from .tables import DIRECTOR
from .test_document_returns import past

WHY = "It was entered wrongly"


def ago(days: int) -> str:
    return str(TODAY - timedelta(days=days))


async def shown(shelf: Shelf, id_: str, days: int) -> str | None:
    found = (await shelf.seen(VIEWER, id_, ago(days)))["shown"]
    return found and found["label"]


async def two_of_the_past(shelf: Shelf) -> tuple[str, str]:
    """A document with the id of its version of 100 to 51 days ago; another held from 400 to 101 days ago."""
    id_ = await shelf.document()
    await shelf.published(id_, "3.0", TODAY)
    await past(shelf, id_, "1.0", TODAY - timedelta(days=400), TODAY - timedelta(days=101))
    seen = (await past(shelf, id_, "2.0", TODAY - timedelta(days=100), TODAY - timedelta(days=51))).json()
    return id_, next(one["id"] for one in seen["versions"] if one["label"] == "2.0")


async def test_the_days_of_a_version_of_the_past_are_corrected_as_an_amendment(shelf: Shelf, stores: Stores) -> None:
    id_, version = await two_of_the_past(shelf)
    path = f"/versions/{version}/correct"
    days = {"effectiveFrom": ago(90), "lastDay": ago(20)}
    assert (await shelf.act(DIRECTOR, id_, path, days | {"reason": WHY})).status_code == 403
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"effectiveFrom": ago(101)}, 409), ({"lastDay": ago(0)}, 422), ({"lastDay": ago(101)}, 422), ({"effectiveFrom": ago(50)}, 422),
        ({"lastDay": ago(51)}, 422),
    ]  # fmt: skip
    for body, status in wrong:
        answer = await shelf.act(SECRETARY, id_, path, body | {"reason": WHY})
        assert answer.status_code == status, (body, answer.text)
    assert (await shelf.act(SECRETARY, id_, path, days)).status_code == 422
    corrected = await shelf.done(SECRETARY, id_, path, days | {"reason": WHY})
    at = {19: None, 20: "2.0", 90: "2.0", 91: None, 100: None, 101: "1.0", 0: "3.0"}
    assert {day: await shown(shelf, id_, day) for day in at} == at
    (amendment,) = corrected["amendments"]
    assert (amendment["by"], amendment["reason"]) == (SECRETARY.id, WHY)
    changes = [(one["field"], one["before"], one["after"]) for one in amendment["changes"]]
    number = next(one["number"] for one in corrected["versions"] if one["id"] == version)
    place = f"/versions/{number}"
    assert sorted(changes) == [(f"{place}/effectiveFrom", ago(100), ago(90)), (f"{place}/lastDay", ago(51), ago(20))]
    assert (await facts(stores, id_))[-1] == "media.document-corrected.v1"


async def test_a_version_of_the_past_is_taken_away_again_and_its_days_are_free(shelf: Shelf, stores: Stores) -> None:
    id_, version = await two_of_the_past(shelf)
    reason = {"reason": {"ar": "خطأ", "en": "A mistake"}}
    assert (await shelf.act(DIRECTOR, id_, f"/versions/{version}/withdraw", reason)).status_code == 403
    await shelf.done(SECRETARY, id_, f"/versions/{version}/withdraw", reason)
    assert await shown(shelf, id_, 60) is None
    assert (await facts(stores, id_))[-1] == "media.version-withdrawn.v1"
    anew = await past(shelf, id_, "2.1", TODAY - timedelta(days=100), TODAY - timedelta(days=51))
    assert anew.status_code == 200, anew.text
    assert await shown(shelf, id_, 60) == "2.1"


async def test_what_another_version_superseded_keeps_its_days_and_is_not_withdrawn(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    old = await shelf.published(id_, "1.0", TODAY - timedelta(days=9))
    await shelf.published(id_, "2.0", TODAY)
    states = {one["label"]: one["state"] for one in (await shelf.seen(SECRETARY, id_))["versions"]}
    assert states == {"2.0": "in-force", "1.0": "superseded"}
    withdrawn = await shelf.act(SECRETARY, id_, f"/versions/{old}/withdraw", {"reason": {"ar": "خطأ", "en": "A mistake"}})
    days = [{"effectiveFrom": ago(8)}, {"lastDay": ago(5)}]
    moved = [await shelf.act(SECRETARY, id_, f"/versions/{old}/correct", one | {"reason": WHY}) for one in days]
    assert [one.status_code for one in (withdrawn, *moved)] == [409] * 3


READS_A_SHARED_ONE = {EDITOR, DIRECTOR, SECRETARY, COLLEAGUE}


@pytest.mark.parametrize("narrow", [True, False])
async def test_the_class_of_a_document_is_corrected_and_what_was_told_is_left_to_who_may_still_read(
    shelf: Shelf, stores: Stores, narrow: bool
) -> None:
    was, now = ("open", "shared-sensitive") if narrow else ("shared-sensitive", "open")
    id_ = await shelf.document(classification=was)
    await shelf.published(id_, "1.0", TODAY)
    assert (await shelf.act(EDITOR, id_, "/correct", {"classification": now, "reason": WHY})).status_code == 403
    assert (await shelf.act(DIRECTOR, id_, "/correct", {"classification": was, "reason": WHY})).status_code == 422
    corrected = await shelf.done(DIRECTOR, id_, "/correct", {"classification": now, "reason": WHY})
    assert corrected["amendments"][0]["changes"] == [{"field": "/classification", "before": was, "after": now}]

    async def reads(who: Actor) -> bool:
        return (await shelf.call(who, "GET", f"/documents/{id_}")).status_code == 200

    readers = {who for who in (*READS_A_SHARED_ONE, VIEWER, OTHER) if await reads(who)}
    assert readers == (READS_A_SHARED_ONE if narrow else READS_A_SHARED_ONE | {VIEWER, OTHER})
    found = await stores.documents.records.find_one({"_id": id_})
    assert found
    told = found["outbox"][-1]
    scope = told["content"]["audienceScope"]
    assert (told["type"], told["class"]) == ("media.document-corrected.v1", now)
    assert scope["readers"] == ["*"]
    if narrow:
        assert "entity:D01" in scope["remaining"]
        assert "*" not in scope["remaining"]
        assert WHY not in str(told["content"])
        assert "Identity guide" not in str(told["content"])
    else:
        assert scope["remaining"] == ["*"]


async def test_the_class_of_a_draft_is_edited(shelf: Shelf) -> None:
    id_ = await shelf.document()
    assert (await shelf.done(EDITOR, id_, "", {"classification": "shared-secret"}, method="PATCH"))["classification"] == "shared-secret"
