"""Signing in and out: cookies, other sites, roles that change, limits, and what an attacker learns."""

from datetime import UTC, datetime, timedelta

import pytest
from chassis.mongo import Database
from chassis.testing import eventually
from gateway.memory import REMEMBERED
from gateway.settings import Settings
from gateway.store import Sessions

from .conftest import PASSWORD, Behind, Gateway, me, running

DIRECTOR = "director@dept-01.example"


async def test_signing_in_answers_who_one_is_and_sets_an_opaque_cookie(gateway: Gateway) -> None:
    answer = await gateway.sign_in()
    assert (answer.status_code, answer.json()) == (200, me())
    cookie = answer.headers["set-cookie"]
    secret = gateway.client.cookies["session"]
    assert len(secret) >= 43
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert (await gateway.client.get("/api/v1/session")).json() == me()


async def test_what_members_may_tell_one_day_does_not_lock_anybody_out(gateway: Gateway, behind: Behind) -> None:
    behind.people[DIRECTOR] = {**me(), "badge": "7", "person": {**me()["person"], "pronouns": None}}
    assert (await gateway.sign_in()).json() == me()


async def test_over_tls_the_cookie_is_bound_to_the_host(settings: Settings) -> None:
    async with running(settings.model_copy(update={"cookie_insecure": False})) as gateway:
        cookie = (await gateway.sign_in()).headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie.split("; ")
    assert "Domain" not in cookie


async def test_every_failure_to_sign_in_looks_the_same(gateway: Gateway) -> None:
    wrong = {"email": DIRECTOR, "password": "not it"}
    nobody = {"email": "nobody@dept-01.example", "password": PASSWORD}
    answers = [await gateway.client.post("/api/v1/session", json=body, headers={"Accept-Language": "en"}) for body in (wrong, nobody)]
    told = [{name: value for name, value in one.json().items() if name not in ("requestId", "traceId")} for one in answers]
    assert told[0] == told[1]
    assert (answers[0].status_code, told[0]["type"]) == (401, "/problems/sign-in-failed")
    assert not gateway.client.cookies


async def test_members_hear_where_an_attempt_came_from_and_that_the_gateway_asks(gateway: Gateway, behind: Behind, tokens) -> None:
    await gateway.sign_in()
    asked = behind.last("/credentials/check")
    assert b'"origin": "127.0.0.1"' in asked["body"]
    actor = tokens.verifier("members-svc").verify(asked["headers"]["authorization"].removeprefix("Bearer "))
    assert (actor.id, actor.kind) == ("gateway", "system")


async def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(gateway: Gateway) -> None:
    await gateway.sign_in()
    copied = {"Cookie": f"session={gateway.client.cookies['session']}"}
    assert (await gateway.client.delete("/api/v1/session")).status_code == 204
    assert not gateway.client.cookies
    assert (await gateway.client.get("/api/v1/session", headers=copied)).status_code == 401


async def test_a_cookie_given_before_is_never_the_one_after_signing_in(gateway: Gateway) -> None:
    await gateway.sign_in()
    first = gateway.client.cookies["session"]
    await gateway.sign_in()
    assert gateway.client.cookies["session"] != first
    assert (await gateway.client.get("/api/v1/session", headers={"Cookie": f"session={first}"})).status_code == 401


async def test_only_a_digest_of_the_secret_is_stored(gateway: Gateway) -> None:
    await gateway.sign_in()
    assert gateway.service.database is not None
    stored = str(await gateway.service.database["sessions"].find().to_list(10))
    assert gateway.client.cookies["session"] not in stored


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "none", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://127.0.0.1"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://127.0.0.1"}, 200),
        ({"Origin": "http://127.0.0.1.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
async def test_another_sites_page_changes_nothing_in_my_name(
    gateway: Gateway, behind: Behind, headers: dict[str, str], status: int
) -> None:
    behind.answers["/campaigns/7/submit"] = (200, {}, {})
    await gateway.sign_in()
    del gateway.client.headers["sec-fetch-site"]
    assert (await gateway.client.post("/api/v1/campaigns/7/submit", headers=headers)).status_code == status
    signing_in = await gateway.client.post("/api/v1/session", json={"email": DIRECTOR, "password": PASSWORD}, headers=headers)
    assert signing_in.status_code == status


def fresh(database: Database) -> Sessions:
    """The store without what it remembers for seconds."""
    return Sessions(database, idle=1800, longest=43_200)


AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


async def test_a_session_ends_when_idle_and_at_the_latest_after_its_longest_time(database: Database) -> None:
    secret = await fresh(database).begin(me(), asked=AT)
    assert await fresh(database).find(secret, at=AT + timedelta(minutes=31)) is None
    for minutes in range(0, 12 * 60, 29):
        assert await fresh(database).find(secret, at=AT + timedelta(minutes=minutes)), minutes
    assert await fresh(database).find(secret, at=AT + timedelta(minutes=12 * 60 + 1)) is None


async def renewed(database: Database) -> tuple[str, str]:
    """A session's former secret and the one that took its place at AT."""
    former = await fresh(database).begin(me(), asked=AT - timedelta(minutes=5))
    await fresh(database).set_roles("p-1", me()["roles"], version=2, at=AT)
    new = await fresh(database).rotated(former, at=AT)
    assert new
    return former, new


async def test_a_former_secret_ends_when_it_was_promised_and_not_before_however_much_it_is_used(database: Database) -> None:
    former, new = await renewed(database)
    for seconds in (0, 10, 29):
        assert await fresh(database).find(former, at=AT + timedelta(seconds=seconds)), seconds
    await fresh(database).set_roles("p-1", me()["roles"], version=3, at=AT + timedelta(seconds=20))
    assert await fresh(database).rotated(former, at=AT + timedelta(seconds=25)) is None, "it is not renewed again"
    for seconds in (30, 31, 120):
        assert await fresh(database).find(former, at=AT + timedelta(seconds=seconds)) is None, seconds
    assert await fresh(database).find(new, at=AT + timedelta(minutes=29))


async def test_a_former_secret_that_is_used_late_does_not_keep_itself_awake(database: Database) -> None:
    former = await fresh(database).begin(me(), asked=AT - timedelta(minutes=20))
    await fresh(database).set_roles("p-1", me()["roles"], version=2, at=AT)
    await fresh(database).rotated(former, at=AT)
    assert await fresh(database).find(former, at=AT + timedelta(seconds=20)), "seen long ago, so that a running one would be noted"
    assert await fresh(database).find(former, at=AT + timedelta(seconds=30)) is None


async def test_the_secret_that_took_the_place_is_a_session_like_any(database: Database) -> None:
    _, new = await renewed(database)
    (listed,) = await fresh(database).of_person("p-1", at=AT + timedelta(minutes=2))
    assert not listed.get("left")
    for minutes in (20, 40, 60):
        assert await fresh(database).find(new, at=AT + timedelta(minutes=minutes)), minutes


@pytest.mark.parametrize("which", [0, 1])
async def test_signing_out_ends_the_former_secret_and_the_new_one(database: Database, which: int) -> None:
    both = await renewed(database)
    await fresh(database).end(both[which])
    for secret in both:
        assert await fresh(database).find(secret, at=AT + timedelta(seconds=1)) is None


async def test_what_is_remembered_ends_with_its_session(database: Database) -> None:
    sessions = fresh(database)
    secret = await sessions.begin(me(), asked=AT)
    assert await sessions.find(secret, at=AT + timedelta(minutes=30) - timedelta(microseconds=1000), seen=False)

    async def gone() -> bool:
        return await sessions.find(secret, at=AT + timedelta(minutes=30), seen=False) is None

    await eventually(gone, within=REMEMBERED / 2)


async def test_a_stream_alone_keeps_no_session_awake(database: Database) -> None:
    secret = await fresh(database).begin(me(), asked=AT)
    assert await fresh(database).find(secret, at=AT + timedelta(minutes=29), seen=False)
    assert await fresh(database).find(secret, at=AT + timedelta(minutes=31)) is None
