"""Signing in at the door that only the gateway opens."""

import asyncio

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from chassis.mongo import Database

from .conftest import ADMIN, GATEWAY, SEED, Call, Network

PASSWORD = "river lantern oak"
EMAIL = "director@dept-01.example"


@pytest.fixture
async def director(network: Network) -> dict:
    """Somebody in a post, with a password."""
    _, card = await network.seated("director")
    await network.do("POST", "/credentials", {"personId": card["id"], "email": EMAIL, "password": PASSWORD}, status=204)
    return card


async def sign_in(call: Call, email: str = EMAIL, password: str = PASSWORD, **more: str):
    return await call(GATEWAY, "POST", "/credentials/check", json={"email": email, "password": password, **more})


async def test_the_right_password_tells_the_gateway_all_that_a_session_needs(call: Call, director: dict) -> None:
    answer = (await sign_in(call, " Director@Dept-01.EXAMPLE")).json()
    assert answer["person"] == {"id": director["id"], "name": director["name"], "initials": director["initials"]}
    assert answer["entity"] == director["entity"]
    assert answer["post"] == director["post"]
    assert answer["roles"] == [{"role": "entity-director", "scope": "D01"}]
    assert answer["language"] == "ar"


async def test_everything_wrong_has_the_same_answer(call: Call, network: Network, director: dict) -> None:
    rolefree = await network.person()
    await network.do("POST", "/credentials", {"personId": rolefree["id"], "email": "x@d.example", "password": PASSWORD}, status=204)
    tries = [(EMAIL, "wrong password"), ("nobody@dept-01.example", PASSWORD), ("x@d.example", PASSWORD), ("' $ne", "x")]
    answers = [await sign_in(call, *one) for one in tries]
    bodies = [{**answer.json(), "requestId": None, "traceId": None} for answer in answers]
    assert {answer.status_code for answer in answers} == {401}
    assert all(body == bodies[0] for body in bodies)
    assert {frozenset(answer.headers) for answer in answers} == {frozenset(answers[0].headers)}


async def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(
    call: Call, director: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hash of one cost each: what takes the time, said without a clock."""
    costs: list[Parameters] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, hash_: str, password: str) -> bool:
        costs.append(extract_parameters(hash_))
        return verify(self, hash_, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for email in (EMAIL, "nobody@dept-01.example"):
        assert (await sign_in(call, email, "wrong password")).status_code == 401
    assert len(costs) == 2
    assert costs[0] == costs[1]


@pytest.mark.parametrize("email", [EMAIL, "nobody@dept-01.example"])
async def test_the_sixth_guess_in_a_quarter_of_an_hour_waits_whoever_is_guessed(call: Call, director: dict, email: str) -> None:
    answers = await asyncio.gather(*(sign_in(call, email, "wrong password") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 3
    refused = await sign_in(call, email)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 901


async def test_guesses_from_elsewhere_do_not_lock_the_owner_out(call: Call, director: dict) -> None:
    for _ in range(6):
        await sign_in(call, password="wrong password", origin="elsewhere")
    assert (await sign_in(call, origin="elsewhere")).status_code == 429
    assert (await sign_in(call, origin="the office")).status_code == 200


async def test_signing_in_forgives_the_attempts_before(call: Call, director: dict) -> None:
    for _ in range(3):
        for _ in range(4):
            assert (await sign_in(call, password="wrong password")).status_code == 401
        assert (await sign_in(call)).status_code == 200


async def test_who_left_every_post_signs_in_no_more(call: Call, network: Network, director: dict) -> None:
    post = await network.do("GET", f"/posts/{director['post']['id']}")
    await network.vacate(post)
    await network.settle()
    assert (await sign_in(call)).status_code == 401


async def test_a_new_password_takes_the_place_of_the_old_one(call: Call, network: Network, director: dict) -> None:
    changed = {"personId": director["id"], "email": "new@dept-01.example", "password": "another long password"}
    await network.do("POST", "/credentials", changed, status=204)
    assert (await sign_in(call)).status_code == 401
    assert (await sign_in(call, "new@dept-01.example", "another long password")).status_code == 200


async def test_setting_the_same_password_again_writes_nothing(network: Network, director: dict, database: Database) -> None:
    before = await database["credentials"].find_one()
    await network.do("POST", "/credentials", {"personId": director["id"], "email": EMAIL, "password": PASSWORD}, status=204)
    assert await database["credentials"].find_one() == before


async def test_an_address_signs_in_one_person(network: Network, director: dict) -> None:
    other = await network.person()
    body = {"personId": other["id"], "email": EMAIL, "password": PASSWORD}
    assert (await network.do("POST", "/credentials", body, status=409))["type"] == "/problems/email-taken"


async def test_an_old_hash_is_renewed_by_the_next_sign_in(call: Call, director: dict, database: Database) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    await database["credentials"].update_one({}, {"$set": {"hash": weak}})
    assert (await sign_in(call)).status_code == 200
    kept = await database["credentials"].find_one()
    assert kept
    assert "m=19456,t=2" in kept["hash"]


async def test_no_person_opens_this_door_and_a_weak_password_is_explained(call: Call, director: dict) -> None:
    body = {"email": EMAIL, "password": PASSWORD}
    for actor in (ADMIN, SEED):
        assert (await call(actor, "POST", "/credentials/check", json=body)).status_code == 403
    weak = {"personId": director["id"], "email": EMAIL, "password": "password123"}
    refused = (await call(SEED, "POST", "/credentials", json=weak)).json()
    assert refused["errors"][0]["pointer"] == "/password"
    assert "شائعة" in refused["detail"]


async def test_nothing_that_was_typed_is_kept_or_shown(call: Call, director: dict, database: Database) -> None:
    answer = await call(GATEWAY, "POST", "/credentials/check", json={"email": EMAIL, "password": 12345, "x": PASSWORD})
    assert answer.status_code == 422
    assert PASSWORD not in answer.text
    await sign_in(call, "nobody@dept-01.example", "typed by mistake")
    for name in await database.list_collection_names():
        async for document in database[name].find():
            assert "typed by mistake" not in str(document)
            assert "nobody@dept-01.example" not in str(document)
