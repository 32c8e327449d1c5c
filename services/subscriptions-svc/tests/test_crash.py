"""What a killed process left undone, the next one does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chassis.testing import eventually

from .conftest import ALL, at_work, build, event


@asynccontextmanager
async def next_process(settings) -> AsyncIterator[None]:
    again = build(settings, roles=ALL)
    assert again.open
    assert again.close
    assert again.database is not None
    await again.open()
    async with at_work(*again.background):
        yield
    await again.close()
    again.database.client.close()


async def test_after_a_crash_what_was_not_written_is_sent_again_with_the_same_id_and_number(
    receivers, subscribe, happen, service, settings, database
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    async with at_work(*service.background):
        await happen(event("c-1"), event("c-2"))
        await eventually(lambda: recorded(database, 2))
    await database["deliveries"].delete_one({"position": 2})  # as if killed between the answer and its record
    await database["places"].update_one({"_id": made["id"]}, {"$set": {"after": 0, "seq": 0}})
    async with next_process(settings):
        await eventually(lambda: len(receiver.of("c-2")) == 2)
        await eventually(lambda: recorded(database, 2))
    ids = [(headers["webhook-id"], told["subscriptionseq"]) for headers, _, told in receiver.requests if told["subject"] == "c-2"]
    assert ids[0] == ids[1]
    assert receiver.of("c-1") == [1]


async def test_followers_whose_head_was_taken_just_before_a_crash_are_not_forgotten(
    receivers, subscribe, happen, service, settings, database
) -> None:
    receiver = await receivers()
    made = await subscribe(receiver)
    async with at_work(*service.background):
        await happen(event("c-1", 1))
        await eventually(lambda: recorded(database, 1))
    await happen(event("c-1", 2))
    waits = {"open": True, "state": "pending", "failed": 0, "replay": False, "next_attempt_at": None, "seq": 2}
    row = {"subscription": made["id"], "position": 2, "subject": "c-1", "event_id": "e", "type": "t", **waits}
    await database["deliveries"].insert_one({"_id": f"{made['id']}/2", **row})
    async with next_process(settings):
        await eventually(lambda: receiver.of("c-1") == [1, 2])


async def recorded(database, number: int) -> bool:
    return await database["deliveries"].count_documents({"state": "delivered"}) == number
