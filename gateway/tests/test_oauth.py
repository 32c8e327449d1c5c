"""Client credentials, as an OAuth library asks for them (RFC 6749 §4.4)."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from chassis.clock import now
from gateway.settings import Settings

from .conftest import Behind, Gateway, running
from .test_systems import account, bearing

TOKEN = "/api/v1/token"
GRANT = {"grant_type": "client_credentials"}


async def exchange(gateway: Gateway, made: dict[str, Any], **form: str) -> httpx2.Response:
    """As a system does it: no session, no page it comes from."""
    async with httpx2.AsyncClient(base_url=gateway.url) as system:
        return await system.post(TOKEN, data={**GRANT, **form}, auth=(made["id"], made["token"]))


async def test_a_system_exchanges_its_token_for_one_of_an_hour(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    made = await account(gateway, "read", "events")
    answer = await exchange(gateway, made)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert {name: answer.json()[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "events read",
    }
    access = {"token": answer.json()["access_token"]}
    assert (await gateway.client.get("/api/v1/campaigns", headers=bearing(access))).status_code == 200
    assert gateway.service.database is not None
    assert access["token"] not in str(await gateway.service.database["access_tokens"].find().to_list(5))


async def test_the_client_may_be_named_in_the_form_as_well(gateway: Gateway) -> None:
    made = await account(gateway, "read")
    answer = await gateway.client.post(TOKEN, data={**GRANT, "client_id": made["id"], "client_secret": made["token"]})
    assert answer.status_code == 200, answer.text


async def test_a_narrower_scope_opens_only_that(gateway: Gateway, behind: Behind) -> None:
    behind.answers |= {"/campaigns": (200, {}, {}), "/events": (200, {}, {})}
    access = (await exchange(gateway, await account(gateway, "read", "events"), scope="events")).json()
    headers = {"Authorization": f"Bearer {access['access_token']}"}
    assert (await gateway.client.get("/api/v1/events", headers=headers)).status_code == 200
    assert (await gateway.client.get("/api/v1/campaigns", headers=headers)).status_code == 403


async def test_an_access_token_ends_with_its_hour_and_with_its_account(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    made = await account(gateway, "read")
    hour, account_over = [(await exchange(gateway, made)).json()["access_token"] for _ in range(2)]
    database = gateway.service.database
    assert database is not None
    await database["access_tokens"].update_one({}, {"$set": {"expires_at": now() - timedelta(seconds=1)}})
    answers = [
        (await gateway.client.get("/api/v1/campaigns", headers=bearing({"token": token}))).status_code for token in (hour, account_over)
    ]
    assert sorted(answers) == [200, 401]
    await gateway.sign_in()
    assert (await gateway.client.delete(f"/api/v1/service-accounts/{made['id']}")).status_code == 204
    gateway.client.cookies.clear()
    for token in (hour, account_over):
        assert (await gateway.client.get("/api/v1/campaigns", headers=bearing({"token": token}))).status_code == 401


async def test_an_access_token_opens_nothing_once_its_account_ran_out(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    made = await account(gateway, "read")
    access = (await exchange(gateway, made)).json()["access_token"]
    assert gateway.service.database is not None
    await gateway.service.database["service_accounts"].update_one(
        {"_id": made["id"]}, {"$set": {"expires_at": now() - timedelta(seconds=1)}}
    )
    assert (await gateway.client.get("/api/v1/campaigns", headers=bearing({"token": access}))).status_code == 401


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "campaigns.write"}, 400, "invalid_scope"),
        ({"client_secret": "shb_another", "client_id": ""}, 401, "invalid_client"),
    ],
)
async def test_what_is_wrong_is_said_as_oauth_says_it_and_grants_nothing(
    gateway: Gateway, form: dict[str, str], status: int, error: str
) -> None:
    made = await account(gateway, "read")
    named = {"client_id": made["id"], "client_secret": made["token"], **GRANT, **form}
    answer = await gateway.client.post(TOKEN, data=named)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert ("www-authenticate" in answer.headers) is (status == 401)
    assert gateway.service.database is not None
    assert await gateway.service.database["access_tokens"].count_documents({}) == 0


@pytest.mark.parametrize("body", [b"", b"{}", b"grant_type=client_credentials&grant_type=client_credentials", b"\xff\xfe=1"])
async def test_a_body_that_is_no_form_is_an_invalid_request(gateway: Gateway, body: bytes) -> None:
    answer = await gateway.client.post(TOKEN, content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_guesses_are_counted(settings: Settings) -> None:
    async with running(
        settings.model_copy(update={"environment": "production", "hosts": frozenset(("127.0.0.1",)), "sign_in_limit": 20})
    ) as gateway:
        guess = {"id": "nobody", "token": "shb_guess"}
        answers = [(await exchange(gateway, guess)).status_code for _ in range(25)]
    assert set(answers[:20]) == {401}
    assert 429 in answers[20:]  # the 21st, or a later one where a quarter of an hour began meanwhile


async def test_clients_find_where_to_ask(gateway: Gateway) -> None:
    told = (await gateway.client.get("/.well-known/oauth-authorization-server")).json()
    assert told["token_endpoint"].endswith(TOKEN)
    assert (told["issuer"], told["service_documentation"]) == ("http://127.0.0.1", "http://127.0.0.1/api/docs")


async def test_where_clients_are_sent_comes_from_the_settings_and_not_from_who_asks(settings: Settings) -> None:
    known = settings.model_copy(update={"public_url": "https://network.example/", "hosts": frozenset(("127.0.0.1",))})
    async with running(known) as gateway:
        asked = {"Host": "127.0.0.1:6666", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "Forwarded": "host=evil"}
        answer = await gateway.client.get("/.well-known/oauth-authorization-server", headers=asked)
    told = answer.json()
    assert told["issuer"] == "https://network.example"
    assert {told["token_endpoint"], told["service_documentation"]} == {
        "https://network.example/api/v1/token",
        "https://network.example/api/docs",
    }
    assert "evil" not in answer.text
    assert "6666" not in answer.text


async def test_the_discovery_document_lists_what_is_served(gateway: Gateway) -> None:
    told = (await gateway.client.get("/.well-known/oauth-authorization-server")).json()
    assert told["grant_types_supported"] == ["client_credentials"]
