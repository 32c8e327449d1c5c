"""Enters the sample network through the service's own door; a second time changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import datetime, time, timedelta
from time import monotonic
from typing import Any

from chassis.clock import DUBAI

from .data import COVERS, ROLES, SIGN_INS, TURNS, Place, places
from .entities import entities

Body = dict[str, Any]
Call = Callable[..., Awaitable[tuple[int, Body, int | None]]]
PATIENCE = 90.0
AT_ONCE = 8


class NotPlanted(Exception):
    """The service refused or did not finish what the sample needs."""


async def plant(call: Call, passwords: Mapping[str, str]) -> dict[str, str]:
    """Enter entities, posts, people, tenures, roles and sign-ins. Place → id of the person in it.

    `call(method, path, json=None, key=None, if_match=None)` speaks to members-svc as the system "seed" and answers (status, body, version).
    """
    speak = _sure(call)
    for entity in entities():
        await speak("POST", "/entities", json=entity, key=f"entity/{entity['code']}")
    offices = await posts(call)
    people = await _each(_created(speak, "/people", ((place.key, place.person) for place in places() if place.person)))
    await _each((place.key, _settle(speak, place, offices[place.key], people[place.key])) for place in places() if place.person)
    await _each((key, _appoint(speak, offices[post], people[key], {"kind": "acting"})) for key, post in COVERS.items())
    await _each((key, _await_seat(speak, people[key])) for key in {*SIGN_INS.values(), *ROLES})
    await _each((key, _grant(speak, people[key], roles)) for key, roles in ROLES.items())
    for turn in TURNS:
        await _set_turn(speak, people[turn[0]], turn)
    for email, key in SIGN_INS.items():
        if email in passwords:
            # no key: an answer kept under one would hold a digest of the password
            await speak("POST", "/credentials", json={"personId": people[key], "email": email, "password": passwords[email]})
    return people


async def posts(call: Call) -> dict[str, str]:
    """Place → id of its post, which is created unless it is there."""
    return await _each(_created(_sure(call), "/posts", ((place.key, place.post) for place in places())))


def _sure(call: Call) -> Call:
    """The same call, which raises when it is refused."""

    async def speak(method: str, path: str, **options: Any) -> tuple[int, Body, int | None]:
        status, body, version = await call(method, path, **options)
        if status >= 400:
            raise NotPlanted(f"{method} {path} answered {status}: {body}")
        return status, body, version

    return speak


async def _each(work: Iterable[tuple[str, Coroutine[Any, Any, Any]]]) -> dict[str, Any]:
    """Do all of it, a few at a time; the results by key."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(key: str, job: Coroutine[Any, Any, Any]) -> tuple[str, Any]:
        async with gate:
            return key, await job

    async with asyncio.TaskGroup() as tasks:
        begun = [tasks.create_task(one(key, job)) for key, job in work]
    return dict(task.result() for task in begun)


def _created(speak: Call, path: str, records: Iterable[tuple[str, Body]]) -> Iterable[tuple[str, Coroutine[Any, Any, str]]]:
    """Creations whose ids follow from the place, so that repeating them finds what is there."""

    async def create(key: str, record: Body) -> str:
        _, body, _ = await speak("POST", path, json=record, key=f"{path.strip('/')}/{key}")
        return body["id"]

    return ((key, create(key, record)) for key, record in records)


async def _settle(speak: Call, place: Place, post: str, person: str) -> None:
    _, card, version = await speak("GET", f"/people/{person}")
    if place.confirmed and card["confirmedAt"] is None:
        await speak("PATCH", f"/people/{person}", json={"confirmed": True}, if_match=version)
    await _appoint(speak, post, person, place.tenure)


async def _appoint(speak: Call, post: str, person: str, tenure: Body) -> None:
    """Unless somebody was in the post before: what an administrator changed since is left alone."""
    _, body, version = await speak("GET", f"/posts/{post}")
    if not body["tenures"]:
        await speak("POST", f"/posts/{post}/appoint", json={"personId": person, **tenure}, if_match=version)


async def _await_seat(speak: Call, person: str) -> Body:
    """The card once it shows the post: the role of a post comes by the event of its tenure."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        _, card, _ = await speak("GET", f"/people/{person}")
        if card["post"] and card["roles"]:
            return card
        await asyncio.sleep(0.2)
    raise NotPlanted(f"within {PATIENCE:.0f} s no role came with the post of {person}: is the worker of members-svc running?")


async def _set_turn(speak: Call, person: str, turn: tuple[str, int, int, str | None]) -> None:
    """From an evening in some days to another; a roster on which this person stands already is left alone."""
    place, begin, end, note = turn
    entity = place.partition("/")[0]
    _, roster, version = await speak("GET", f"/rosters/{entity}")
    if any(duty["person"]["id"] == person for duty in roster["duties"]):
        return
    evening = datetime.combine(datetime.now(DUBAI).date(), time(18), DUBAI)
    times = {"from": (evening + timedelta(days=begin)).isoformat(), "until": (evening + timedelta(days=end)).isoformat()}
    await speak("POST", f"/rosters/{entity}/assign", json={"personId": person, **times, "note": note}, if_match=version)


async def _grant(speak: Call, person: str, roles: Iterable[str]) -> None:
    for role in roles:
        _, card, version = await speak("GET", f"/people/{person}")
        if not any(held["role"] == role for held in card["roles"]):
            await speak("POST", f"/people/{person}/grant", json={"role": role, "scope": "network"}, if_match=version)
