"""What goes inside and what comes out: headers, bodies, identity, failures and streams."""

import json
from time import monotonic

import httpx2
import pytest
from chassis.testing import Tokens, eventually
from gateway.settings import Settings

from .conftest import Behind, Gateway, running


async def test_a_request_reaches_the_owner_of_its_first_segment_unchanged(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns/7"] = (200, {"etag": '"3"'}, {"id": "7"})
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/campaigns/7?q=%D8%B5%D9%8A%D9%81&a=b%2Fc", headers={"If-None-Match": '"2"'})
    assert (answer.status_code, answer.json(), answer.headers["etag"]) == (200, {"id": "7"}, '"3"')
    asked = behind.last("/campaigns/7")
    assert asked["target"] == "/api/v1/campaigns/7?q=%D8%B5%D9%8A%D9%81&a=b%2Fc"
    assert asked["headers"]["if-none-match"] == '"2"'
    assert answer.headers["x-request-id"] == asked["headers"]["x-request-id"]


async def test_each_service_gets_a_token_for_itself_that_tells_who_asks(gateway: Gateway, behind: Behind, tokens: Tokens) -> None:
    behind.answers |= {"/campaigns": (200, {}, {}), "/meetings": (200, {}, {})}
    await gateway.sign_in()
    for resource, audience in (("campaigns", "campaigns-svc"), ("meetings", "meetings-svc")):
        await gateway.client.get(f"/api/v1/{resource}")
        actor = tokens.verifier(audience).verify(behind.last(f"/{resource}")["headers"]["authorization"].removeprefix("Bearer "))
        assert (actor.id, actor.kind, actor.entity, actor.has("entity-director", "D01")) == ("p-1", "person", "D01", True)


async def test_what_a_client_claims_about_itself_stays_outside(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {"set-cookie": "x=1", "server": "inner", "connection": "x"}, {})
    await gateway.sign_in()
    claims = {"X-User-Id": "p-9", "Baggage": "a=b", "X-Request-Id": "chosen-outside", "X-Forwarded-For": "6.6.6.6", "Forwarded": "for=x"}
    answer = await gateway.client.get("/api/v1/campaigns", headers=claims)
    inside = behind.last("/campaigns")["headers"]
    assert not {"x-user-id", "baggage", "cookie", "forwarded", "x-forwarded-for"} & inside.keys()
    assert inside["x-request-id"] != "chosen-outside"
    assert not {"set-cookie", "server"} & answer.headers.keys()


async def test_the_trace_goes_on_inside(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    await gateway.sign_in()
    await gateway.client.get("/api/v1/campaigns", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    assert behind.last("/campaigns")["headers"]["traceparent"].split("-")[1] == "ab" * 16


async def test_a_body_arrives_whole(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (201, {"location": "/api/v1/campaigns/7"}, {})
    await gateway.sign_in()

    async def pieces():
        yield b'{"title":'
        yield b'"\xd8\xb5"}'

    sent = {"Idempotency-Key": "k-1", "Content-Type": "application/json"}
    answer = await gateway.client.post("/api/v1/campaigns", content=pieces(), headers=sent)
    assert (answer.status_code, answer.headers["location"]) == (201, "/api/v1/campaigns/7")
    asked = behind.last("/campaigns")
    assert json.loads(asked["body"]) == {"title": "ص"}
    assert asked["headers"]["idempotency-key"] == "k-1"


async def test_too_large_a_body_goes_nowhere(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    before = len(behind.asked)
    answer = await gateway.client.post("/api/v1/campaigns", content=b"x" * 1_100_000)
    assert (answer.status_code, answer.json()["type"], len(behind.asked)) == (413, "/problems/too-large", before)


async def test_a_large_answer_comes_in_pieces_and_whole(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, b"y" * 3_000_000)
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/campaigns")
    assert (len(answer.content), answer.headers["content-length"]) == (3_000_000, "3000000")


async def test_without_a_session_nothing_is_asked_inside(gateway: Gateway, behind: Behind) -> None:
    answer = await gateway.client.get("/api/v1/campaigns", headers={"Authorization": "Bearer shb_invented"})
    assert (answer.status_code, answer.json()["type"], behind.asked) == (401, "/problems/unauthenticated", [])


async def test_what_is_internal_is_not_routed(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    before = len(behind.asked)
    for path in ("credentials/check", "people/../credentials/check", "people/%2e%2e/credentials", "people//credentials", "unknown", ""):
        request = gateway.client.build_request("POST", gateway.url)
        request.url = httpx2.URL(gateway.url).copy_with(raw_path=f"/api/v1/{path}".encode())
        answer = await gateway.client.send(request)
        assert answer.status_code in (404, 405), path
    assert len(behind.asked) == before


async def test_a_service_that_is_away_is_a_problem_in_the_readers_language(settings: Settings, behind: Behind) -> None:
    away = settings.model_copy(update={"routes": {"members": behind.url, "campaigns": "http://127.0.0.1:1"}})
    async with running(away) as gateway:
        await gateway.sign_in()
        for language, title in (("ar", "الخدمة غير متاحة مؤقتاً"), ("en", "Service away")):
            answer = await gateway.client.get("/api/v1/campaigns", headers={"Accept-Language": language})
            assert (answer.status_code, answer.json()["title"], answer.headers["retry-after"]) == (503, title, "2")
            assert answer.headers["content-type"] == "application/problem+json"
        assert (await gateway.client.get("/api/v1/meetings")).status_code == 503


async def test_a_service_that_does_not_answer_in_time_is_504(settings: Settings, behind: Behind) -> None:
    behind.held.add("/campaigns")
    async with running(settings.model_copy(update={"deadline": 1})) as gateway:
        await gateway.sign_in()
        answer = await gateway.client.get("/api/v1/campaigns", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["type"], answer.headers["retry-after"]) == (504, "/problems/took-too-long", "5")
    assert "campaigns service" in answer.json()["detail"]


async def test_events_pass_the_moment_they_come_past_every_deadline(settings: Settings, behind: Behind) -> None:
    async with running(settings.model_copy(update={"deadline": 1})) as gateway:
        await gateway.sign_in()
        async with gateway.client.stream("GET", "/api/v1/events/stream", headers={"Last-Event-ID": "41"}) as stream:
            assert stream.headers["content-type"] == "text/event-stream"
            came, opened = stream.aiter_raw(), monotonic()
            behind.events.put_nowait(b"id: 42\ndata: {}\n\n")
            assert await anext(came) == b"id: 42\ndata: {}\n\n"
            await eventually(lambda: monotonic() > opened + 1.2)
            behind.events.put_nowait(b": heartbeat\n\n")
            assert await anext(came) == b": heartbeat\n\n"
        assert behind.last("/events/stream")["headers"]["last-event-id"] == "41"
        await eventually(lambda: behind.listeners == 0)


async def test_a_stream_ends_soon_after_its_session(gateway: Gateway, behind: Behind, monkeypatch) -> None:
    monkeypatch.setattr("gateway.proxy.LOOKED_AFTER", 0.05)
    await gateway.sign_in()
    async with gateway.client.stream("GET", "/api/v1/events/stream") as stream:
        await eventually(lambda: behind.listeners == 1)
        await gateway.client.delete("/api/v1/session")
        assert [piece async for piece in stream.aiter_raw()] == []
    await eventually(lambda: behind.listeners == 0)


async def test_one_caller_holds_a_limited_number_of_streams(gateway: Gateway, behind: Behind) -> None:
    await gateway.sign_in()
    opened = [gateway.client.stream("GET", "/api/v1/events/stream") for _ in range(20)]
    for one in opened:
        assert (await one.__aenter__()).status_code == 200
    refused = await gateway.client.get("/api/v1/events/stream")
    for one in opened:
        await one.__aexit__(None, None, None)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-streams")
    await eventually(lambda: behind.listeners == 0)
    async with gateway.client.stream("GET", "/api/v1/events/stream") as again:
        assert again.status_code == 200


@pytest.mark.parametrize("location", ["http://10.0.0.7:8001/api/v1/campaigns", "//inner/x", "/\\\\inner", "campaigns-svc:8001/x", ""])
@pytest.mark.parametrize("status", [201, 301, 302, 303, 307, 308])
async def test_an_address_inside_never_goes_out(gateway: Gateway, behind: Behind, status: int, location: str) -> None:
    behind.answers["/campaigns/"] = (status, {"location": location}, {})
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/campaigns/")
    assert (answer.status_code, answer.headers.get("location")) == (503, None)
    assert "10.0.0.7" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/session/", "/api/v1/service-accounts/", "/api/v1/screens/home/", "/.well-known/jwks.json/"])
async def test_an_address_with_a_slash_too_many_is_not_there_and_leads_nowhere(gateway: Gateway, path: str) -> None:
    for _ in range(2):  # of nobody, then of somebody
        answer = await gateway.client.get(path)
        assert answer.status_code in (401, 404)
        assert "location" not in answer.headers
        await gateway.sign_in()


async def test_headers_that_come_in_several_lines_are_one_list(settings: Settings, behind: Behind) -> None:
    async with running(settings.model_copy(update={"trusted_proxies": 1})) as gateway:
        lines = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "10.1.2.3"), ("Sec-Fetch-Site", "same-origin")]
        await gateway.client.post("/api/v1/session", json={"email": "director@dept-01.example", "password": "x"}, headers=lines)
    assert b'"origin": "10.1.2.3"' in behind.last("/credentials/check")["body"]
