"""A key names one act: done once, answered the same for as long as its record lives, never taken over while it goes on or is finished."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from chassis.application import create_app
from chassis.auth import Actor, Grant, Policy, entity
from chassis.clock import now
from chassis.errors import IdempotencyKeyReused
from chassis.http import Body, CurrentActor, IdempotencyKey, Router, reply
from chassis.idempotency import HELD, KEPT, LONGEST_ACT, Idempotency, derived_id, is_made
from chassis.mongo import Database
from chassis.outbox import AlreadyExists, Outbox
from chassis.settings import ServiceSettings
from chassis.testing import Client, Tokens, eventually
from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo.errors import AutoReconnect
from starlette.requests import Request
from starlette.responses import Response

from chassis import idempotency

EDITOR = Actor("editor", "person", "D01", None, (Grant("entity-editor", "D01"),))
OTHER = Actor("other", "person", "D01", None, (Grant("entity-editor", "D01"),))
POLICY = Policy({"lamp.make": entity("entity-editor")})
KEY = {"Idempotency-Key": "k-1"}


class Lamp(Body):
    colour: str


class Works:
    """A service that makes lamps: `hold` keeps a making from ending, `made` counts those begun."""

    def __init__(self, database: Database) -> None:
        self.lamps, self.answers = database["lamps"], database["idempotency_keys"]
        self.outbox = Outbox(self.lamps, source="urn:test")
        self.idempotency = Idempotency(database)
        self.hold, self.begun = asyncio.Event(), 0
        self.hold.set()

    def app(self, tokens: Tokens) -> Any:
        router = Router(POLICY)

        @router.post("/lamps", permission="lamp.make", response_model=Lamp, status_code=201)
        async def make_lamp(body: Lamp, by: CurrentActor, key: IdempotencyKey) -> Any:
            self.begun += 1
            await self.hold.wait()
            id_ = derived_id(by.id, key)
            try:
                await self.outbox.insert({"_id": id_, "colour": body.colour}, None)
            except AlreadyExists:
                found = await self.lamps.find_one({"_id": id_})
                assert found
                return reply(Lamp(colour=found["colour"]), version=found["version"], status=201)
            return reply(body, version=1, status=201)

        @router.post("/lamps/secret", permission="lamp.make", response_model=Lamp)
        async def tell_secret(body: Lamp) -> Any:
            self.begun += 1
            answer = reply(Lamp(colour=f"secret {self.begun}"))
            answer.headers["Cache-Control"] = "no-store"
            return answer

        settings = ServiceSettings(service="lamps-svc", internal_jwks=tokens.jwks())
        return create_app(settings, title="Lamps", routers=[router], idempotency=self.idempotency)


@pytest.fixture
def works(database: Database) -> Works:
    return Works(database)


@pytest.fixture
async def lamps(works: Works, client: Client, tokens: Tokens) -> httpx2.AsyncClient:
    return await client(works.app(tokens), headers=tokens.headers(EDITOR, "lamps-svc"))


async def make(lamps: httpx2.AsyncClient, colour: str = "red", key: str = "k-1") -> httpx2.Response:
    return await lamps.post("/api/v1/lamps", json={"colour": colour}, headers={"Idempotency-Key": key, "Accept-Language": "en"})


async def test_after_its_answer_has_expired_the_same_request_gives_what_it_made(works: Works, lamps: httpx2.AsyncClient) -> None:
    first = await make(lamps)
    await works.answers.delete_many({})
    again = await make(lamps)
    assert (again.status_code, again.json(), again.headers["etag"]) == (201, first.json(), first.headers["etag"])
    assert await works.lamps.count_documents({}) == 1


async def test_after_its_answer_has_expired_another_request_with_the_same_key_is_refused(works: Works, lamps: httpx2.AsyncClient) -> None:
    await make(lamps, "red")
    await works.answers.delete_many({})
    for _ in range(2):
        refused = await make(lamps, "blue")
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert [one["colour"] async for one in works.lamps.find()] == ["red"]


async def test_the_same_key_of_somebody_else_is_another_key(works: Works, lamps: httpx2.AsyncClient, tokens: Tokens) -> None:
    await make(lamps, "red")
    theirs = await lamps.post("/api/v1/lamps", json={"colour": "blue"}, headers={**tokens.headers(OTHER, "lamps-svc"), **KEY})
    assert (theirs.status_code, theirs.json()) == (201, {"colour": "blue"})


async def test_without_a_key_a_record_keeps_no_fingerprint(works: Works, lamps: httpx2.AsyncClient) -> None:
    await lamps.post("/api/v1/lamps", json={"colour": "red"})
    found = await works.lamps.find_one({})
    assert found
    assert "request" not in found


async def age(works: Works, by: timedelta) -> None:
    """As if everything that was begun had begun earlier."""
    async for row in works.answers.find():
        await works.answers.update_one({"_id": row["_id"]}, {"$set": {"begun": row["begun"] - by}})


@pytest.mark.parametrize("later", [timedelta(0), HELD - timedelta(seconds=5), HELD * 2, KEPT - timedelta(minutes=1)])
async def test_a_finished_act_is_never_taken_over_however_old_it_is(works: Works, lamps: httpx2.AsyncClient, later: timedelta) -> None:
    first = await make(lamps)
    await age(works, later)
    for _ in range(3):
        again = await make(lamps)
        assert (again.status_code, again.json(), again.headers["idempotency-replayed"]) == (201, first.json(), "true")
    assert works.begun == 1


async def test_an_act_that_goes_on_is_not_begun_again(works: Works, lamps: httpx2.AsyncClient) -> None:
    works.hold.clear()
    going = asyncio.create_task(make(lamps))
    await eventually(lambda: works.begun)
    await age(works, HELD - timedelta(seconds=5))
    meanwhile = await make(lamps)
    assert (meanwhile.status_code, meanwhile.json()["type"], works.begun) == (409, "/problems/still-working", 1)
    other = await make(lamps, "blue")
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    works.hold.set()
    assert (await going).status_code == 201


async def test_who_lost_the_place_neither_writes_into_it_nor_clears_it(works: Works, lamps: httpx2.AsyncClient) -> None:
    works.hold.clear()
    lost = asyncio.create_task(make(lamps))
    await eventually(lambda: works.begun == 1)
    await age(works, HELD * 2)
    taken = asyncio.create_task(make(lamps))
    await eventually(lambda: works.begun == 2)
    holder = await works.answers.find_one({})
    lost.cancel()
    await asyncio.gather(lost, return_exceptions=True)
    assert await works.answers.find_one({}) == holder
    works.hold.set()
    assert (await taken).status_code == 201
    assert (await make(lamps)).headers["idempotency-replayed"] == "true"
    assert works.begun == 2


def test_an_act_ends_before_its_place_may_be_taken() -> None:
    assert timedelta(0) < LONGEST_ACT < HELD


async def test_an_act_that_takes_too_long_is_ended_and_may_be_sent_again(
    works: Works, lamps: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as shortly:
        shortly.setattr(idempotency, "LONGEST_ACT", timedelta(milliseconds=50))
        works.hold.clear()
        ended = await make(lamps)
    assert (ended.status_code, ended.json()["type"]) == (503, "/problems/took-too-long-to-act")
    works.hold.set()
    assert (await make(lamps)).status_code == 201


@pytest.mark.parametrize("error", [asyncio.CancelledError, IdempotencyKeyReused])
async def test_how_an_act_ended_is_told_although_its_place_cannot_be_given_free(
    works: Works, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    async def ends(request: Request) -> Response:
        raise error

    async def refusing(*args: Any) -> None:
        raise AutoReconnect("injected")

    monkeypatch.setattr(AsyncIOMotorCollection, "delete_one", refusing)
    asked = Request(
        {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [(b"idempotency-key", b"k-1")]}, nothing
    )
    with pytest.raises(error):
        await works.idempotency.answer(asked, "caller", ends)


async def nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def test_an_act_that_failed_leaves_its_key_free(works: Works, lamps: httpx2.AsyncClient) -> None:
    bad = await lamps.post("/api/v1/lamps", json={"colour": 7}, headers=KEY)
    assert bad.status_code == 422
    assert await works.answers.count_documents({}) == 0
    assert (await make(lamps)).status_code == 201


async def test_what_carries_a_secret_is_not_kept(works: Works, lamps: httpx2.AsyncClient) -> None:
    first = await lamps.post("/api/v1/lamps/secret", json={"colour": "red"}, headers=KEY)
    assert first.status_code == 200
    assert await works.answers.count_documents({}) == 0


@pytest.mark.parametrize(("key", "status"), [("", 422), ("k", 201), ("k" * 255, 201), ("k" * 256, 422), ("مفتاح", 201)])
async def test_a_key_has_1_to_255_characters_of_any_script(works: Works, lamps: httpx2.AsyncClient, key: str, status: int) -> None:
    answers = [await lamps.post("/api/v1/lamps", json={"colour": "red"}, headers=[(b"Idempotency-Key", key.encode())]) for _ in range(2)]
    assert [one.status_code for one in answers] == [status] * 2
    assert works.begun == (1 if status == 201 else 0)


async def test_an_answer_is_kept_for_a_day(works: Works, lamps: httpx2.AsyncClient) -> None:
    await make(lamps)
    row = await works.answers.find_one({})
    assert row
    assert timedelta(hours=23, minutes=55) < row["expires"] - now() <= KEPT


def test_a_part_that_is_there_is_the_same_or_refused() -> None:
    class Part:
        def __init__(self, id_: str, text: str) -> None:
            self.id, self.text = id_, text

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Part) and (self.id, self.text) == (other.id, other.text)

        __hash__ = None  # type: ignore[assignment]  # compared only

    parts = [Part("a", "x"), Part("b", "y")]
    assert is_made(parts, Part("b", "y"))
    assert not is_made(parts, Part("c", "y"))
    with pytest.raises(IdempotencyKeyReused):
        is_made(parts, Part("b", "z"))


def test_every_post_of_a_service_takes_a_key_and_says_so(works: Works, tokens: Tokens) -> None:
    document = works.app(tokens).openapi()
    for path in ("/api/v1/lamps", "/api/v1/lamps/secret"):
        keys = [one for one in document["paths"][path]["post"]["parameters"] if one["name"] == "Idempotency-Key"]
        assert len(keys) == 1
        assert keys[0]["schema"]["anyOf"][0] == {"type": "string", "minLength": 1, "maxLength": 255}
