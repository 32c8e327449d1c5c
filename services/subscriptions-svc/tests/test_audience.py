"""Entries from before events said exactly who may read them, and what was told of a record before an end."""

import json
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.mongo import Database
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.log.model import Reader, Wanted
from subscriptions_svc.log.store import LogStore

from .conftest import DIRECTOR, LAUNCHED, NETWORK, OTHER, OVERSIGHT, REVIEWER, SUBMITTED, VIEWER, event, person

CANCELLED = "campaigns.campaign-cancelled.v1"
INSIDE = ["role:entity-director@D01", *OVERSIGHT]
END = {**NETWORK, "remaining": INSIDE}
OPS = person("ops-1", "GNGC-SEC", ("ops", "network"))
SYSTEM = Actor("system-1", "service-account", "D01", grants=(Grant("entity-reader", "D01"),))


async def opened(database: Database) -> LogStore:
    """As another process has it."""
    found = LogStore(database)
    await found.open()
    return found


async def told(log: LogStore, reader: Actor) -> list[str]:
    page = await log.page(0, Wanted(Reader.of(reader)), limit=100)
    return [entry.type.split(".")[1] for entry in page.entries]


@pytest.mark.parametrize("fresh", [True, False], ids=["from memory", "from the database"])
async def test_what_was_told_before_an_end_is_left_to_who_may_still_read_and_the_end_is_told_to_all(
    stores: Any, database: Database, fresh: bool
) -> None:
    comment = event("comment-1", type_="campaigns.comment-posted.v1", campaignId="c-1")
    await append_events(stores.log, [event("c-1"), comment, event("c-2"), event("c-1", 2, CANCELLED, END)])
    log = stores.log if fresh else await opened(database)
    assert await told(log, OTHER) == ["campaign-launched", "campaign-cancelled"]
    assert await told(log, DIRECTOR) == ["campaign-launched", "comment-posted", "campaign-launched", "campaign-cancelled"]
    assert await log.count(0, 9, Wanted(Reader.of(OTHER)), most=9) == 2
    assert await log.get(1, Reader.of(OTHER)) is None
    assert await log.get(1, Reader.of(DIRECTOR)) is not None


async def test_another_process_that_has_the_entries_in_memory_hears_of_an_end_with_the_event(stores: Any, database: Database) -> None:
    await append_events(stores.log, [event("c-1")])
    elsewhere = LogStore(database)
    elsewhere._tail.begin(0)
    await elsewhere._catch_up()
    assert await told(elsewhere, OTHER) == ["campaign-launched"]
    await append_events(stores.log, [event("c-1", 2, CANCELLED, END)])
    await elsewhere._catch_up()
    assert await told(elsewhere, OTHER) == ["campaign-cancelled"]


async def test_what_narrows_a_part_of_a_record_leaves_what_was_told_of_the_rest(stores: Any, database: Database) -> None:
    seat, announced, answered = {"entity": "D02", **MEETING}, "meetings.meeting-announced.v1", "meetings.seat-responded.v1"
    await append_events(
        stores.log,
        [
            event("m-1", type_=announced, **MEETING),
            event("m-1/D02", type_=answered, **seat),
            event("m-1/D03", type_=answered, **seat),
            event("m-1/D02", 2, answered, END, **seat),
        ],
    )
    for log in (stores.log, await opened(database)):
        assert await told(log, OTHER) == ["meeting-announced", "seat-responded", "seat-responded"]
    again = await opened(database)
    assert [one.subject for one in (await again.page(0, Wanted(Reader.of(OTHER)), limit=9)).entries] == ["m-1", "m-1/D03", "m-1/D02"]
    await append_events(stores.log, [event("m-1", 2, "meetings.meeting-amended.v1", END, **MEETING)])
    for log in (stores.log, await opened(database)):
        assert await told(log, OTHER) == ["meeting-amended"]


async def test_a_process_that_dies_before_it_narrowed_is_made_good_for_at_the_next_start(stores: Any, database: Database) -> None:
    await append_events(stores.log, [event("c-1"), event("c-1", 2, CANCELLED, END)])
    await database["log"].update_one({"_id": 1}, {"$unset": {"remaining": "", "narrowed_by": ""}})
    await database["log"].update_one({"_id": 2}, {"$set": {"pending": True}})
    for _ in range(2):
        assert await told(await opened(database), OTHER) == ["campaign-cancelled"]


async def test_an_end_that_comes_again_does_not_undo_what_followed_it(stores: Any, database: Database) -> None:
    ended = event("c-1", 2, CANCELLED, END)
    again = event("c-1", 3, "campaigns.campaign-reinstated.v1", {**NETWORK, "remaining": ["*"]})
    await append_events(stores.log, [event("c-1"), ended])
    await append_events(stores.log, [again])
    await append_events(stores.log, [ended])
    await database["log"].update_one({"_id": 2}, {"$set": {"pending": True}})
    assert await told(await opened(database), OTHER) == ["campaign-launched", "campaign-cancelled", "campaign-reinstated"]


def former(kind: str, *codes: str) -> dict[str, Any]:
    return {"kind": kind, "codes": list(codes)}


SEC = "GNGC-SEC"
ALL, ONLY = former("network"), former("entities", "D01", SEC)
PERSON = person("p-1", "D01", ("viewer", "D01"))
MEETING = {"campaignId": None, "meetingId": "m-1", "hostEntity": "D02"}
BEFORE = [
    (event("c-1", type_=SUBMITTED, scope=ONLY, title={"ar": "س", "en": "S"}), {"director-1", "reviewer-1", "system-1"}),
    (event("c-2", scope=ALL), {"director-1", "director-2", "viewer-1", "ops-1", "reviewer-1", "system-1", "p-1"}),
    (event("c-3", type_=CANCELLED, scope=ALL, leadEntity="D01"), {"director-1", "reviewer-1", "system-1"}),
    (
        event("m-1/D01", type_="meetings.seat-responded.v1", scope=ONLY, entity="D01", **MEETING),
        {"director-1", "viewer-1", "reviewer-1", "system-1", "p-1"},
    ),
    (event("m-1", type_="meetings.meeting-announced.v1", scope=ALL, kind="working-group", **MEETING), {"director-2", "reviewer-1"}),
    (event("d-1", type_="meetings.decision-adopted.v1", scope=ALL, **MEETING), {"director-2", "reviewer-1"}),
    (event("o-1", type_="members.restricted-field-opened.v1", scope=ONLY, opened=[{"person_id": "p-1"}]), {"p-1"}),
    (event("o-2", type_="members.restricted-field-opened.v1", scope=ONLY, opened=[{"person_id": "p-1"}, {"person_id": "x"}]), set()),
    (event("p-1", type_="members.role-granted.v1", scope=ONLY, personId="p-1"), {"p-1"}),
    (event("p-1", type_="members.card-confirmed.v1", scope=ONLY, personId="p-1", entity="D01"), {"p-1", "director-1"}),
    (
        event("a-1", type_="media.asset-accepted.v1", scope=ONLY, ownerEntity="D01", purpose="document"),
        {"director-1", "reviewer-1", "system-1"},
    ),
    (
        event("s-1", type_="subscriptions.subscription-created.v1", scope=ONLY, entity="D01"),
        {"director-1", "ops-1", "reviewer-1", "system-1"},
    ),
    (event("x-1", type_="new.thing-happened.v1", scope=ONLY), set()),
    (event("x-2", scope=None), set()),
    (event("x-3", scope={"kind": "planet"}), set()),
]  # fmt: skip
PEOPLE = {one.id: one for one in (DIRECTOR, OTHER, VIEWER, OPS, REVIEWER, SYSTEM, PERSON)}


async def as_it_was(database: Database, events: list[Any]) -> None:
    """The log as the version before wrote it: readers are codes of entities."""
    for position, one in enumerate(events, 1):
        scope = one.content.get("audienceScope") or {}
        codes = ["*"] if scope.get("kind") == "network" else sorted({*scope.get("codes", ()), SEC})
        body = {**one.attributes(), "position": position, "datacontenttype": "application/json", "data": one.content}
        plain = {
            "event_id": f"{one.id}-{position}",
            "type": one.type,
            "subject": one.subject,
            "at": one.time,
            "entity": None,
            "theme": None,
        }
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        await database["log"].insert_one(
            {"_id": position, **plain, "person": None, "body": text, "readers": codes, "carrier": {}, "appended_at": one.time}
        )


async def test_entries_of_the_version_before_get_their_readers_once_and_none_is_read_by_more_than_may(database: Database) -> None:
    await as_it_was(database, [one for one, _ in BEFORE])
    for _ in range(2):
        log = await opened(database)
        for position, (one, expected) in enumerate(BEFORE, 1):
            found = {id_ for id_, reader in PEOPLE.items() if await log.get(position, Reader.of(reader))}
            assert found == expected, one.type
        stored = await database["log"].find().sort("_id", 1).to_list(None)
        assert all("record" in one and "pending" not in one for one in stored)


async def test_what_was_told_of_a_record_that_ended_under_the_version_before_is_left_to_its_readers_too(database: Database) -> None:
    await as_it_was(database, [event("c-1", type_=LAUNCHED, scope=ALL), event("c-1", 2, CANCELLED, ALL, leadEntity="D01")])
    log = await opened(database)
    assert (await told(log, OTHER), await told(log, DIRECTOR)) == ([], ["campaign-launched", "campaign-cancelled"])
