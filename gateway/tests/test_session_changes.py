"""An open session follows its person: roles that go, posts that are taken and left, limits, and services that are away."""

import asyncio
import json
from datetime import datetime, timedelta

from aiokafka import AIOKafkaProducer
from chassis.clock import now
from chassis.event import Cause
from chassis.testing import eventually, stop
from gateway.consumed import RoleHeld, RoleRevoked, TenureEnded, TenureStarted, Words
from gateway.handlers import on_roles_changed, on_tenure_ended, on_tenure_started
from gateway.settings import Settings
from gateway.store import Accounts

from .conftest import PASSWORD, Behind, Gateway, me, running, stores_of

DIRECTOR = "director@dept-01.example"


def cause(version: int, at: datetime) -> Cause:
    return Cause(f"e-{version}", "members.role-revoked.v1", "p-1", version, "c-1", at)


def revoked(*left: str) -> RoleRevoked:
    return RoleRevoked(person_id="p-1", left=tuple(RoleHeld(role=role, scope="D01") for role in left))


async def test_who_lost_the_last_role_is_signed_out(gateway: Gateway) -> None:
    await gateway.sign_in()
    await on_roles_changed(revoked(), cause(2, now()), stores_of(gateway))
    assert (await gateway.client.get("/api/v1/session")).status_code == 401


async def test_who_lost_one_role_goes_on_with_the_others_under_another_cookie(gateway: Gateway, behind: Behind, tokens) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    await gateway.sign_in()
    first = gateway.client.cookies["session"]
    await on_roles_changed(revoked("viewer"), cause(2, now()), stores_of(gateway))
    assert (await gateway.client.get("/api/v1/session")).json()["roles"] == [{"role": "viewer", "scope": "D01"}]
    assert gateway.client.cookies["session"] != first
    await gateway.client.get("/api/v1/campaigns")
    actor = tokens.verifier("campaigns-svc").verify(behind.last("/campaigns")["headers"]["authorization"].removeprefix("Bearer "))
    assert [grant.role for grant in actor.grants] == ["viewer"]


async def test_an_old_fact_takes_nothing_back_from_a_later_session(gateway: Gateway) -> None:
    stores = stores_of(gateway)
    await gateway.sign_in()
    await on_roles_changed(revoked("viewer"), cause(1, now() - timedelta(minutes=1)), stores)
    assert (await gateway.client.get("/api/v1/session")).json() == me()
    await on_roles_changed(revoked("viewer"), cause(5, now()), stores)
    await on_roles_changed(revoked("entity-director"), cause(4, now()), stores)
    assert (await gateway.client.get("/api/v1/session")).json()["roles"][0]["role"] == "viewer"


POST = {"id": "post-9", "kind": "deputy", "title": {"ar": "نائب", "en": "Deputy"}}


def began(kind: str) -> TenureStarted:
    return TenureStarted(post_id="post-9", post_kind="deputy", post_title=Words(ar="نائب", en="Deputy"), person_id="p-1", kind=kind)


async def test_an_open_session_speaks_for_the_post_that_its_person_took_and_left(gateway: Gateway, behind: Behind) -> None:
    own = {**POST, "id": "post-1"}
    behind.people[DIRECTOR] = {**me(), "post": own}
    await gateway.sign_in()
    stores = stores_of(gateway)

    async def post() -> object:
        return (await gateway.client.get("/api/v1/session")).json()["post"]

    await on_tenure_started(began("acting"), cause(2, now()), stores)
    assert await post() == own, "who acts for another keeps the own post"
    await on_tenure_started(began("permanent"), cause(3, now() - timedelta(minutes=1)), stores)
    assert await post() == own, "the session knew it from the start"
    await on_tenure_started(began("permanent"), cause(3, now()), stores)
    assert await post() == POST
    await on_tenure_ended(TenureEnded(post_id="post-8", person_id="p-1"), cause(4, now()), stores)
    assert await post() == POST
    await on_tenure_ended(TenureEnded(post_id="post-9", person_id="p-1"), cause(5, now()), stores)
    assert await post() is None
    await on_tenure_started(began("acting"), cause(6, now()), stores)
    assert await post() == POST


async def test_one_session_asks_only_so_much_and_disturbs_no_other(settings: Settings, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {}, {})
    async with running(settings.model_copy(update={"person_limit": 5})) as gateway:
        await gateway.sign_in()
        answers = [(await gateway.client.get("/api/v1/campaigns")).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]
        await gateway.client.post("/api/v1/session", json={"email": "x", "password": "x"}, headers={"Cookie": ""})
        assert (await gateway.sign_in("reviewer@secretariat.example")).status_code == 429, "still in the limited session"
        gateway.client.cookies.clear()
        await gateway.sign_in("reviewer@secretariat.example")
        assert (await gateway.client.get("/api/v1/campaigns")).status_code == 200


async def test_an_invented_forwarding_header_is_no_other_address(settings: Settings, behind: Behind) -> None:
    async with running(settings) as gateway:
        await gateway.client.post("/api/v1/session", json={"email": DIRECTOR, "password": PASSWORD}, headers={"X-Forwarded-For": "6.6.6.6"})
        assert b'"origin": "127.0.0.1"' in behind.last("/credentials/check")["body"]
    async with running(settings.model_copy(update={"trusted_proxies": 1})) as gateway:
        hops = {"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}
        await gateway.client.post("/api/v1/session", json={"email": DIRECTOR, "password": PASSWORD}, headers=hops)
        assert b'"origin": "10.1.2.3"' in behind.last("/credentials/check")["body"]


async def test_members_away_is_not_a_wrong_password(settings: Settings) -> None:
    async with running(settings.model_copy(update={"routes": {"members": "http://127.0.0.1:1"}})) as gateway:
        assert (await gateway.sign_in()).status_code == 503


async def test_a_revocation_in_kafka_reaches_an_open_session(gateway: Gateway, settings: Settings) -> None:
    consuming = asyncio.create_task(gateway.service.consumers[0].run())
    await gateway.sign_in()
    await publish(settings)

    async def signed_out() -> bool:
        return (await gateway.client.get("/api/v1/session")).status_code == 401

    await eventually(signed_out, within=20, every=0.2)
    await stop(consuming)


async def publish(settings: Settings) -> None:
    """The fact as members-svc would announce it."""
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap)
    await producer.start()
    at = now().isoformat().replace("+00:00", "Z")
    attributes = {
        "specversion": "1.0", "id": "e-1", "source": "urn:shabaka:members-svc", "type": "members.role-revoked.v1", "subject": "p-1",
        "time": at, "sequence": "2", "correlationid": "c-1", "dataclassification": "open", "partitionkey": "p-1",
        "dataschema": "members.role-revoked.v1.schema.json",
    }  # fmt: skip
    headers = [(f"ce_{name}", value.encode()) for name, value in attributes.items()] + [("content-type", b"application/json")]
    body = json.dumps({"personId": "p-1", "left": [], "revoked": []}).encode()
    await producer.send_and_wait(f"{settings.topic_prefix}members.person", body, key=b"p-1", headers=headers)
    await producer.stop()


async def test_accounts_of_an_entity_that_ended_open_nothing(gateway: Gateway) -> None:
    accounts: Accounts = stores_of(gateway).accounts
    wish = {"name": "cms", "entity": "D09", "scopes": ["read"], "expires_at": now() + timedelta(days=1)}
    _, token = await accounts.create("a-1", wish, by="p-1", at=now())
    assert await accounts.find(token, at=now())
    await accounts.remove_of("D09")
    assert await accounts.find(token, at=now()) is None
