"""Where one is signed in: told apart by device and place, and ended one by one or all but this."""

from typing import Any

import httpx2
import pytest
from chassis.clock import now
from gateway.handlers import Stores
from gateway.sessions import SessionBody

from .conftest import PASSWORD, Behind, Gateway, stores_of

DIRECTOR, REVIEWER = "director@dept-01.example", "reviewer@secretariat.example"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/604.1"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0 Safari/537.36 Edg/144.0"


@pytest.fixture
def elsewhere(gateway: Gateway) -> Any:
    """`await elsewhere()`: the same person on another device."""

    async def signed_in(email: str = DIRECTOR, agent: str = PHONE) -> dict[str, str]:
        async with httpx2.AsyncClient(base_url=gateway.url, headers={"Sec-Fetch-Site": "same-origin", "User-Agent": agent}) as client:
            await client.post("/api/v1/session", json={"email": email, "password": PASSWORD})
            return {"Cookie": f"session={client.cookies['session']}"}

    return signed_in


async def listed(gateway: Gateway) -> list[dict[str, Any]]:
    return (await gateway.client.get("/api/v1/sessions")).json()["items"]


async def status(gateway: Gateway, cookie: dict[str, str] | None = None) -> int:
    """What a session opens; a client of its own, for the gateway's would add its cookie."""
    async with httpx2.AsyncClient(base_url=gateway.url) as client:
        return (await client.get("/api/v1/session", headers=cookie)).status_code


async def test_sessions_are_told_apart_by_device_and_place(gateway: Gateway, elsewhere: Any) -> None:
    gateway.client.headers["user-agent"] = OFFICE
    await gateway.sign_in()
    await elsewhere()
    await elsewhere(REVIEWER)
    found = {one["current"]: one for one in await listed(gateway)}
    assert {here: (one["browser"], one["system"], one["address"]) for here, one in found.items()} == {
        True: ("Edge", "Windows", "127.0.0.1"),
        False: ("Safari", "iPhone", "127.0.0.1"),
    }


async def test_nothing_of_the_list_opens_a_session(gateway: Gateway, elsewhere: Any) -> None:
    await gateway.sign_in()
    await elsewhere()
    for one in await listed(gateway):
        assert await status(gateway, {"Cookie": f"session={one['id']}"}) == 401


async def test_one_session_ends_and_the_others_go_on(gateway: Gateway, elsewhere: Any) -> None:
    await gateway.sign_in()
    phone, tablet = await elsewhere(), await elsewhere(agent="Mozilla/5.0 (iPad)")
    other = next(one for one in await listed(gateway) if one["system"] == "iPhone")
    assert (await gateway.client.delete(f"/api/v1/sessions/{other['id']}")).status_code == 204
    assert (await status(gateway, phone), await status(gateway, tablet)) == (401, 200)
    assert len(await listed(gateway)) == 2
    again = await gateway.client.delete(f"/api/v1/sessions/{other['id']}")
    assert (again.status_code, again.json()["type"]) == (404, "/problems/no-such-session")


async def test_all_others_end_at_once_and_this_one_goes_on(gateway: Gateway, elsewhere: Any) -> None:
    await gateway.sign_in()
    cookies = [await elsewhere() for _ in range(3)]
    reviewer = await elsewhere(REVIEWER)
    assert (await gateway.client.delete("/api/v1/sessions")).status_code == 204
    assert [await status(gateway, cookie) for cookie in cookies] == [401] * 3
    assert await status(gateway, reviewer) == 200
    assert [one["current"] for one in await listed(gateway)] == [True]


async def test_nobody_ends_anothers_session_or_one_from_another_site(gateway: Gateway, elsewhere: Any) -> None:
    await gateway.sign_in()
    reviewer = await elsewhere(REVIEWER)
    stores: Stores = stores_of(gateway)
    theirs = (await stores.sessions.of_person("p-2", at=now()))[0]["id"]
    assert (await gateway.client.delete(f"/api/v1/sessions/{theirs}")).status_code == 404
    assert await status(gateway, reviewer) == 200
    mine = (await listed(gateway))[0]["id"]
    for path in ("/api/v1/sessions", f"/api/v1/sessions/{mine}"):
        assert (await gateway.client.delete(path, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    assert len(await listed(gateway)) == 1


async def test_sessions_are_for_who_is_signed_in(gateway: Gateway) -> None:
    for method, path in (("GET", "/sessions"), ("DELETE", "/sessions"), ("DELETE", "/sessions/x")):
        assert (await gateway.client.request(method, f"/api/v1{path}")).status_code == 401


async def test_a_stream_of_a_session_that_was_ended_ends_within_seconds(gateway: Gateway, elsewhere: Any, behind: Behind) -> None:
    await gateway.sign_in()
    phone = await elsewhere()
    async with (
        httpx2.AsyncClient(base_url=gateway.url, timeout=10) as client,
        client.stream("GET", "/api/v1/events/stream", headers={**phone, "Accept": "text/event-stream"}) as stream,
    ):
        assert stream.status_code == 200
        await gateway.client.delete("/api/v1/sessions")
        assert [chunk async for chunk in stream.aiter_bytes()] == []
    assert behind.listeners == 0 or behind.events.empty()


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (OFFICE, ("Edge", "Windows")),
        (PHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136 Safari/537.36",
         ("Samsung Internet", "Android")),
        ("curl/8.5.0", (None, None)),
        ("", (None, None)),
    ],
)  # fmt: skip
def test_browsers_are_known_though_most_claim_to_be_others_too(agent: str, named: tuple[str | None, str | None]) -> None:
    at = now()
    session = {"_id": "digest", "id": "s-1", "agent": agent, "address": "10.1.2.3", "begun": at, "seen": at}
    shown = SessionBody.of(session, "another")
    assert ((shown.browser, shown.system), shown.current) == (named, False)
