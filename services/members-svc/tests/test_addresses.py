"""An address belongs to one entity's cards and signs one person in, however it is written and however many ask at once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from chassis.clock import now
from members_svc.store import Stores

from .conftest import GATEWAY, SECRETARY, SEED, Call, Network, bi

SPELLINGS = ("press@one.example", "PRESS@one.example", "Press@One.Example", "\uff50ress@one.example")


def card(entity: str, email: str) -> dict[str, Any]:
    return {"entity": entity, "name": bi("Officer"), "initials": bi("O"), "contact": {"email": email}}


def refused(answers: list[Any]) -> list[Any]:
    """Those that were refused, each in the words that name the field."""
    found = [one for one in answers if one.status_code != 201]
    for one in found:
        assert (one.status_code, one.json()["type"]) == (409, "/problems/address-in-use"), one.text
        assert one.json()["errors"][0]["pointer"] == "/contact/email"
    return found


@pytest.mark.parametrize("round_", range(5))
async def test_of_two_entities_that_register_an_address_at_once_one_has_it(call: Call, network: Network, round_: int) -> None:
    codes = ("D01", "D02", "D03", "D04")
    for code in codes:
        await network.entity(code)
    wanted = [card(code, spelling) for code, spelling in zip(codes, SPELLINGS, strict=True)]
    answers = await asyncio.gather(*(call(SECRETARY, "POST", "/people", json=one) for one in wanted))
    assert len(refused(answers)) == len(codes) - 1
    found = (await call(SECRETARY, "GET", "/people/count")).json()["count"]
    assert found == 1


async def test_of_two_cards_that_are_given_an_address_at_once_one_has_it(call: Call, network: Network) -> None:
    cards = [await network.person(code) for code in ("D01", "D02")]
    bodies = [{"contact": {"email": spelling}} for spelling in SPELLINGS[:2]]
    asked = zip(cards, bodies, strict=True)
    answers = await asyncio.gather(*(call(SECRETARY, "PATCH", f"/people/{one['id']}", version=1, json=body) for one, body in asked))
    assert sorted(one.status_code for one in answers) == [200, 409]


async def test_colleagues_of_one_entity_share_an_address(call: Call, network: Network) -> None:
    await network.entity("D01")
    answers = await asyncio.gather(*(call(SECRETARY, "POST", "/people", json=card("D01", one)) for one in SPELLINGS))
    assert [one.status_code for one in answers] == [201] * 4


async def test_an_address_that_nobody_has_any_more_is_anybodys_after_a_minute(call: Call, network: Network, stores: Stores) -> None:
    first, other = await network.person("D01", contact={"email": SPELLINGS[0]}), await network.person("D02")
    await network.do("PATCH", f"/people/{first['id']}", {"contact": {"email": None}}, version=1)
    path, body = f"/people/{other['id']}", {"contact": {"email": SPELLINGS[1]}}
    assert (await call(SECRETARY, "PATCH", path, version=1, json=body)).status_code == 409
    at = now()
    assert not await stores.people.claim_address("press@one.example", entity="D02", at=at + timedelta(seconds=50))
    assert await stores.people.claim_address("press@one.example", entity="D02", at=at + timedelta(seconds=61))
    await network.do("PATCH", path, body, version=1)


async def test_an_address_that_a_card_has_stays_that_entitys_for_good(call: Call, network: Network, stores: Stores) -> None:
    await network.person("D01", contact={"email": SPELLINGS[0]})
    await network.entity("D02")
    await stores.people._addresses.update_many({}, {"$set": {"at": now() - timedelta(days=9)}})
    refused([await call(SECRETARY, "POST", "/people", json=card("D02", SPELLINGS[1]))])
    await stores.people._addresses.delete_many({})
    refused([await call(SECRETARY, "POST", "/people", json=card("D02", SPELLINGS[1]))])


async def test_of_two_persons_who_get_an_address_to_sign_in_with_at_once_one_has_it(call: Call, network: Network) -> None:
    people = [await network.person(code) for code in ("D01", "D02", "D03")]
    bodies = [
        {"personId": one["id"], "email": spelling, "password": "correct horse battery staple"}
        for one, spelling in zip(people, SPELLINGS[:3], strict=True)
    ]
    answers = await asyncio.gather(
        *(call(SEED if number else GATEWAY, "POST", "/credentials", json=body) for number, body in enumerate(bodies))
    )
    assert sorted(one.status_code for one in answers) == [204, 409, 409]
    assert {one.json()["type"] for one in answers if one.status_code == 409} == {"/problems/email-taken"}
