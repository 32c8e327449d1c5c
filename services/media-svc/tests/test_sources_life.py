"""The library through its door, on real servers: what a version goes through, the clock, what is announced."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import now
from media_svc.sources.commands import keep_dates
from media_svc.sources.model import begins
from media_svc.store import Stores

from .conftest import EDITOR, OTHER, REVIEWER, SECRETARY, VIEWER, Call
from .shelf import TODAY, Shelf, facts, pdf


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


async def test_each_reader_is_offered_what_they_may_do_where_the_version_stands(shelf: Shelf) -> None:
    id_ = await shelf.document()

    async def offered() -> list[list[str]]:
        return [(await shelf.seen(who, id_))["versions"][0]["actions"] for who in (EDITOR, REVIEWER, SECRETARY)]

    version = await shelf.draft(id_, "1.0", TODAY)
    assert await offered() == [["edit", "drop", "submit"], [], ["edit", "drop", "submit", "withdraw"]]
    await shelf.done(EDITOR, id_, f"/versions/{version}/submit")
    assert await offered() == [["recall"], ["send-back", "approve"], ["recall", "send-back", "approve", "withdraw"]]
    await shelf.done(REVIEWER, id_, f"/versions/{version}/approve")
    assert await offered() == [[], ["send-back"], ["send-back", "publish", "enter-past", "withdraw"]]
    await shelf.done(SECRETARY, id_, f"/versions/{version}/publish")
    assert await offered() == [[], [], ["correct", "withdraw"]]
    seen = [await shelf.seen(who, id_) for who in (EDITOR, REVIEWER, SECRETARY, VIEWER)]
    assert [one["mayWrite"] for one in seen] == [True, False, True, False]
    assert seen[3]["versions"][0]["actions"] == []


async def test_the_parity_of_both_languages_follows_the_files_and_is_set_by_hand(shelf: Shelf) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY)
    parity = f"/versions/{version}/parity"
    alone = await shelf.act(EDITOR, id_, parity, {"same": True})
    assert (alone.status_code, alone.json()["type"].rpartition("/")[2]) == (409, "one-language-only")

    async def attached(language: str) -> str:
        body = {"assetId": await shelf.file(pdf(f"text in {language}")), "language": language}
        return (await shelf.done(EDITOR, id_, f"/versions/{version}/files", body))["versions"][0]["parity"]

    assert await attached("en") == "both"
    assert await attached("ar") == "english-older"
    for who, same, wanted in ((EDITOR, True, "both"), (REVIEWER, False, "english-older"), (EDITOR, False, "english-older")):
        assert (await shelf.done(who, id_, parity, {"same": same}))["versions"][0]["parity"] == wanted
    unseen = await shelf.call(OTHER, "POST", f"/documents/{id_}{parity}", json={"same": True}, headers={"If-Match": '"1"'})
    assert unseen.status_code == 404
    await shelf.done(EDITOR, id_, f"/versions/{version}/submit")
    await shelf.done(REVIEWER, id_, f"/versions/{version}/approve")
    await shelf.done(SECRETARY, id_, f"/versions/{version}/publish")
    assert (await shelf.seen(VIEWER, id_))["shown"]["parity"] == "english-older"
    assert (await shelf.act(OTHER, id_, parity, {"same": True})).status_code == 403
    assert (await shelf.done(EDITOR, id_, parity, {"same": True}))["versions"][0]["parity"] == "both"


async def test_two_versions_for_one_day_are_refused_and_nothing_is_announced(shelf: Shelf, stores: Stores) -> None:
    id_ = await shelf.document()
    day = TODAY + timedelta(days=4)
    await shelf.published(id_, "1.0", day)
    rival = await shelf.approved(id_, "1.1", day)
    before, told = await stores.documents.by_id(id_), await facts(stores, id_)
    answer = await shelf.act(SECRETARY, id_, f"/versions/{rival}/publish")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "effective-date-taken")
    assert (await stores.documents.by_id(id_), await facts(stores, id_)) == (before, told)
    ahead = [(await shelf.seen(VIEWER, id_, str(day + timedelta(days=n))))["shown"] for n in (-1, 0)]
    assert [one and one["label"] for one in ahead] == [None, "1.0"]
