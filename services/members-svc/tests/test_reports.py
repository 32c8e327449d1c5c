"""Mistakes reported on cards: who says so, who sees it, who is done with it."""

from typing import Any

import pytest
from chassis.auth import Actor

from .conftest import ADMIN, DIRECTOR, EDITOR, OTHER, SECRETARY, VIEWER, Call, Network

WORDS = {"words": "The telephone rings elsewhere"}


async def reported(call: Call, network: Network) -> tuple[dict[str, Any], Actor]:
    """A card with one report, and its owner."""
    person = await network.person("D01")
    await network.entity("D03")
    assert (await call(VIEWER, "POST", f"/people/{person['id']}/report", json=WORDS)).status_code == 204
    return person, Actor(person["id"], "person", entity="D01")


async def test_who_keeps_a_card_sees_what_was_reported_and_nobody_else_does(call: Call, network: Network) -> None:
    person, owner = await reported(call, network)
    for reader in (owner, DIRECTOR, SECRETARY, ADMIN):
        card = (await call(reader, "GET", f"/people/{person['id']}")).json()
        assert [(one["by"], one["byEntity"], one["words"]) for one in card["reports"]] == [("viewer-3", "D03", WORDS["words"])]
        assert card["editable"]
    for reader in (EDITOR, OTHER, VIEWER):
        card = (await call(reader, "GET", f"/people/{person['id']}")).json()
        assert (card["reports"], card["editable"]) == ([], False)
        for path in ("/people", "/people/export", f"/people/{person['id']}/vcard"):
            assert "rings elsewhere" not in (await call(reader, "GET", path)).text


async def test_the_entity_is_told_without_the_words(call: Call, network: Network) -> None:
    await reported(call, network)
    told = (await network.facts())[-1]
    assert told["type"] == "members.mistake-reported.v1"
    assert told["content"]["audienceScope"]["codes"] == ["D01", "GNGC-SEC"]
    assert "rings" not in str(told["content"])


async def test_the_same_report_sent_again_is_one(call: Call, network: Network) -> None:
    person, owner = await reported(call, network)
    for _ in range(2):
        await call(OTHER, "POST", f"/people/{person['id']}/report", json=WORDS, headers={"Idempotency-Key": "k-1"})
    assert len((await call(owner, "GET", f"/people/{person['id']}")).json()["reports"]) == 2


async def test_a_report_is_settled_by_who_keeps_the_card(call: Call, network: Network) -> None:
    person, owner = await reported(call, network)
    card = (await call(owner, "GET", f"/people/{person['id']}")).json()
    path, body = f"/people/{person['id']}/settle", {"reportId": card["reports"][0]["id"]}
    for by in (EDITOR, OTHER, VIEWER):
        assert (await call(by, "POST", path, json=body, version=card["version"])).status_code == 403
    assert (await call(owner, "POST", path, json=body, version=card["version"] - 1)).status_code == 412
    settled = await call(owner, "POST", path, json=body, version=card["version"])
    assert (settled.status_code, settled.json()["reports"]) == (200, [])
    again = await call(DIRECTOR, "POST", path, json=body, version=card["version"] + 1)
    assert (again.status_code, again.json()["type"]) == (404, "/problems/report-not-found")


async def test_nobody_reports_the_own_card_or_more_than_can_be_looked_at(call: Call, network: Network) -> None:
    person, owner = await reported(call, network)
    refused = await call(owner, "POST", f"/people/{person['id']}/report", json=WORDS)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/own-card")
    answers = [(await call(OTHER, "POST", f"/people/{person['id']}/report", json=WORDS)).status_code for _ in range(20)]
    assert answers == [*[204] * 19, 409]


@pytest.mark.parametrize("body", [{}, {"words": " "}, {"words": "x" * 1001}, {"words": "a", "by": "somebody"}, {"words": {"$ne": 1}}])
async def test_what_is_no_report_changes_nothing(call: Call, network: Network, body: dict[str, Any]) -> None:
    person = await network.person("D01")
    assert (await call(VIEWER, "POST", f"/people/{person['id']}/report", json=body)).status_code == 422
    card = await network.card(person["id"])
    assert (card["reports"], card["version"]) == ([], 1)
    assert "mistake-reported" not in await network.types()
