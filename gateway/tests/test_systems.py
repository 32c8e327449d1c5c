"""Accounts of entities' systems: who makes them, what their tokens open, and when they stop."""

import json
from datetime import timedelta
from typing import Any

import pytest
from chassis.auth import Grant
from chassis.clock import now
from chassis.testing import Tokens
from gateway.accounts import AccountList

from gateway import accounts, store

from .conftest import Behind, Gateway, me, stores_of


async def account(gateway: Gateway, *scopes: str, **more: Any) -> dict[str, Any]:
    """A system of D01 and its token."""
    await gateway.sign_in()
    answer = await gateway.client.post("/api/v1/service-accounts", json={"name": "Media monitor", "scopes": list(scopes), **more})
    assert answer.status_code == 201, answer.text
    gateway.client.cookies.clear()
    return answer.json()


def bearing(made: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {made['token']}"}


async def test_a_director_gives_a_system_a_token_that_is_shown_once(gateway: Gateway) -> None:
    made = await account(gateway, "read")
    await gateway.sign_in()
    listed = (await gateway.client.get("/api/v1/service-accounts")).json()["items"]
    assert listed == [{name: value for name, value in made.items() if name != "token"}]
    assert gateway.service.database is not None
    assert made["token"] not in str(await gateway.service.database["service_accounts"].find().to_list(5))


async def test_a_repeat_with_the_same_key_makes_no_second_account_and_shows_the_same_token_for_a_day(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await gateway.sign_in()
    wish, key = {"name": "Media monitor", "scopes": ["read"]}, {"Idempotency-Key": "once"}
    first = await gateway.client.post("/api/v1/service-accounts", json=wish, headers=key)
    again = await gateway.client.post("/api/v1/service-accounts", json=wish, headers=key)
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    other = await gateway.client.post("/api/v1/service-accounts", json={**wish, "validDays": 3}, headers=key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    monkeypatch.setattr(store, "SHOWN_FOR", timedelta())
    late = await gateway.client.post("/api/v1/service-accounts", json=wish, headers=key)
    assert (late.status_code, late.json()["type"]) == (409, "/problems/already-created")


async def test_what_makes_a_token_again_is_kept_for_a_day_and_the_token_never(gateway: Gateway) -> None:
    made, accounts = await account(gateway, "read"), stores_of(gateway).accounts
    kept = gateway.service.database["service_accounts"]  # type: ignore[index]  # a gateway has a database
    await accounts.forget_tokens(now() + timedelta(hours=23))
    assert "nonce" in await kept.find_one({"_id": made["id"]})
    await accounts.forget_tokens(now() + timedelta(hours=25))
    assert "nonce" not in await kept.find_one({"_id": made["id"]})
    assert await accounts.find(made["token"], at=now()), "it opens what it opened before"


async def test_an_account_without_named_scopes_reads_and_follows_events(gateway: Gateway) -> None:
    await gateway.sign_in()
    made = await gateway.client.post("/api/v1/service-accounts", json={"name": "Media monitor"})
    assert (made.status_code, made.json()["scopes"]) == (201, ["events", "read"])


async def test_a_system_acts_as_itself_for_its_entity(gateway: Gateway, behind: Behind, tokens: Tokens) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    made = await account(gateway, "read")
    del gateway.client.headers["sec-fetch-site"]
    assert (await gateway.client.get("/api/v1/campaigns", headers=bearing(made))).status_code == 200
    actor = tokens.verifier("campaigns-svc").verify(behind.last("/campaigns")["headers"]["authorization"].removeprefix("Bearer "))
    assert (actor.id, actor.kind, actor.entity, actor.scopes) == (made["id"], "service-account", "D01", ("read",))
    assert actor.grants == (Grant("entity-reader", "D01"),), "it reads what authors read and writes none of it"


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("read", "GET", "campaigns", 200),
        ("read", "POST", "campaigns", 403),
        ("read", "GET", "events", 403),
        ("events", "GET", "events", 200),
        ("events", "POST", "subscriptions", 200),
        ("events", "GET", "people", 403),
        ("campaigns.write", "POST", "campaigns", 200),
        ("campaigns.write", "POST", "photos", 200),
        ("campaigns.write", "POST", "people", 403),
        ("campaigns.write", "GET", "campaigns", 403),
        ("campaigns.write", "POST", "documents", 403),
        ("sources.write", "POST", "documents", 200),
        ("sources.write", "POST", "identities", 200),
        ("sources.write", "POST", "kits", 200),
        ("sources.write", "POST", "assets", 200),
        ("sources.write", "POST", "campaigns", 403),
        ("sources.write", "GET", "documents", 403),
    ],
)
async def test_a_token_opens_what_its_scopes_say(gateway: Gateway, behind: Behind, scope: str, method: str, path: str, status: int) -> None:
    behind.answers[f"/{path}"] = (200, {}, {})
    made = await account(gateway, scope)
    answer = await gateway.client.request(method, f"/api/v1/{path}", headers=bearing(made))
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["type"] == "/problems/insufficient-scope"


async def test_a_removed_or_expired_token_opens_nothing(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    made = await account(gateway, "read")
    assert (await gateway.client.get("/api/v1/campaigns", headers=bearing(made))).status_code == 200
    await gateway.sign_in()
    assert (await gateway.client.delete(f"/api/v1/service-accounts/{made['id']}")).status_code == 204
    gateway.client.cookies.clear()
    assert (await gateway.client.get("/api/v1/campaigns", headers=bearing(made))).status_code == 401

    late = await account(gateway, "read", validDays=1)
    accounts = gateway.service.app._own.state.here.accounts  # type: ignore[union-attr]  # the fixture started it with its API
    assert await accounts.find(late["token"], at=now() + timedelta(days=2)) is None


async def test_only_directors_make_accounts_and_only_for_their_entity(gateway: Gateway, behind: Behind) -> None:
    behind.people["editor@dept-01.example"] = me("entity-editor", "D01", "p-3")
    await gateway.sign_in("editor@dept-01.example")
    wish = {"name": "Media monitor", "scopes": ["read"]}
    assert (await gateway.client.post("/api/v1/service-accounts", json=wish)).status_code == 403
    await gateway.sign_in()
    assert (await gateway.client.post("/api/v1/service-accounts", json={**wish, "entity": "D02"})).status_code == 403
    assert (await gateway.client.post("/api/v1/service-accounts", json={**wish, "scopes": ["admin"]})).status_code == 422


async def test_another_entitys_director_finds_no_account_of_ours(gateway: Gateway, behind: Behind) -> None:
    behind.people["director@dept-02.example"] = me("entity-director", "D02", "p-4")
    made = await account(gateway, "read")
    await gateway.sign_in("director@dept-02.example")
    assert (await gateway.client.get("/api/v1/service-accounts")).json()["items"] == []
    assert (await gateway.client.delete(f"/api/v1/service-accounts/{made['id']}")).status_code == 404


async def test_a_system_has_no_screens_no_session_and_no_accounts(gateway: Gateway) -> None:
    made = await account(gateway, "read", "events", "campaigns.write")
    for method, path in (("GET", "screens/home"), ("GET", "session"), ("GET", "service-accounts"), ("DELETE", "service-accounts/x")):
        assert (await gateway.client.request(method, f"/api/v1/{path}", headers=bearing(made))).status_code == 403, path


class Told:
    """The list of living accounts as subscriptions-svc hears it, at an instant that the test sets."""

    def __init__(self, gateway: Gateway, behind: Behind) -> None:
        here = gateway.service.app._own.state.here  # type: ignore[union-attr]  # the fixture started it with its API
        self.at, self._behind = now(), behind
        self.list = AccountList(here.accounts, here.upstream, lambda: self.at)

    async def heard(self) -> list[set[str]]:
        """What is told by one look: nothing, or all ids."""
        before = len(self._behind.asked)
        await self.list.look()
        asked = [one for one in self._behind.asked[before:] if (one["method"], one["path"]) == ("PUT", "/service-accounts")]
        return [set(json.loads(one["body"])["ids"]) for one in asked]


async def test_who_delivers_is_told_which_accounts_live_when_one_comes_goes_or_runs_out(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/service-accounts"] = (204, {}, b"")
    told = Told(gateway, behind)
    first, short = await account(gateway, "events"), await account(gateway, "events", validDays=1)
    assert await told.heard() == [{first["id"], short["id"]}]
    told.at = now() + timedelta(days=2)
    assert await told.heard() == [{first["id"]}]
    await gateway.sign_in()
    await gateway.client.delete(f"/api/v1/service-accounts/{first['id']}")
    assert await told.heard() == [set()]
    assert await told.heard() == [set()], "for a while it is said again: what was young then is judged now"


async def test_the_list_is_said_again_after_it_was_not_heard_and_now_and_then_anyway(gateway: Gateway, behind: Behind, monkeypatch) -> None:
    told = Told(gateway, behind)
    monkeypatch.setattr(accounts, "AGAIN_FOR", 0.0)
    behind.answers["/service-accounts"] = (503, {}, {})
    assert await told.heard() == [set()]
    assert await told.heard() == [set()]
    behind.answers["/service-accounts"] = (204, {}, b"")
    assert await told.heard() == [set()]
    assert await told.heard() == []
    monkeypatch.setattr(accounts, "ANYWAY_EVERY", 0.0)
    assert await told.heard() == [set()]
