"""What counts against an address are sign-ins that failed, and no others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from gateway.settings import Settings

from .conftest import PASSWORD, Behind, Gateway, running

DIRECTOR = "director@dept-01.example"


@asynccontextmanager
async def deployed(settings: Settings, **more: Any) -> AsyncIterator[Gateway]:
    """A gateway with the limits of a deployment, where one machine is not everybody."""
    real = {"environment": "production", "hosts": frozenset(("127.0.0.1",)), "trusted_proxies": 1, **more}
    async with running(settings.model_copy(update=real)) as gateway:
        yield gateway


async def tried(gateway: Gateway, password: str, *, address: str = "10.1.0.1", email: str = DIRECTOR) -> int:
    gateway.client.cookies.clear()
    sent = {"email": email, "password": password}
    return (await gateway.client.post("/api/v1/session", json=sent, headers={"X-Forwarded-For": address})).status_code


async def test_too_many_failures_from_one_address_end_its_attempts_even_with_the_right_password(settings: Settings) -> None:
    async with deployed(settings, sign_in_limit=5) as gateway:
        codes = [await tried(gateway, "x", email=f"{number}@dept-01.example") for number in range(5)]
        while codes[-1] == 401:  # once more, where a quarter of an hour began between two of them
            codes.append(await tried(gateway, "x"))
        refused = await gateway.client.post(
            "/api/v1/session", json={"email": DIRECTOR, "password": PASSWORD}, headers={"X-Forwarded-For": "10.1.0.1"}
        )
        elsewhere = await tried(gateway, PASSWORD, address="10.1.0.2")
    assert 5 <= codes.count(401) <= 9
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-sign-ins")
    assert int(refused.headers["retry-after"]) > 0
    assert elsewhere == 200


async def test_an_office_behind_one_address_signs_in_however_many_they_are(settings: Settings) -> None:
    async with deployed(settings, sign_in_limit=3) as gateway:
        codes = [await tried(gateway, PASSWORD) for _ in range(12)]
        codes += [await tried(gateway, "mistyped"), *[await tried(gateway, PASSWORD) for _ in range(12)]]
    assert (codes.count(200), codes.count(401)) == (24, 1)


async def test_guesses_at_the_same_time_are_counted_before_they_are_answered(settings: Settings, behind: Behind) -> None:
    async with deployed(settings, sign_in_limit=4) as gateway:
        codes = await asyncio.gather(*(tried(gateway, "x") for _ in range(30)))
    asked = [one for one in behind.asked if one["path"] == "/credentials/check"]
    assert len(asked) == codes.count(401) <= 8, "more than four only where a quarter of an hour began meanwhile"
    assert codes.count(429) >= 22


async def test_what_went_wrong_inside_is_no_failure_of_who_signs_in(settings: Settings) -> None:
    async with deployed(settings, sign_in_limit=2, routes={"members": "http://127.0.0.1:1"}) as gateway:
        assert [await tried(gateway, PASSWORD) for _ in range(5)] == [503] * 5
