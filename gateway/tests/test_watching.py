"""The programs that watch the platform are asked, and what they cannot say is shown as unknown, never as fine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.testing import eventually, stop
from gateway.watching import Watching
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

QUESTION = "/api/v2/traces"
FIRING = {
    "name": "OutboxIsNotDraining",
    "state": "firing",
    "labels": {"severity": "page"},
    "annotations": {"summary": "A fact waits", "description": "Is Kafka up?"},
    "activeAt": "2026-03-01T08:00:00Z",
}


class Clock:
    """Goes on by a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Program:
    """A program that answers its question with `status`."""

    def __init__(self, server: HTTPServer) -> None:
        self.status = 200
        self.asked = 0
        server.expect_request(QUESTION).respond_with_handler(self._answer)

    def _answer(self, _: Request) -> Response:
        self.asked += 1
        return Response(status=self.status)


@asynccontextmanager
async def watching(programs: dict[str, str], alerts: str = "") -> AsyncIterator[Watching]:
    found = Watching(programs, alerts, Clock(), every=0.01)
    running = asyncio.create_task(found.run())
    yield found
    await stop(running)


async def test_a_program_is_unknown_before_it_is_asked() -> None:
    assert Watching({"zipkin": "http://127.0.0.1:1"}, "", Clock()).programs() == [{"name": "zipkin", "answers": None, "since": None}]


async def test_a_program_that_answers_is_shown_so_since_its_first_answer(httpserver: HTTPServer) -> None:
    program = Program(httpserver)
    async with watching({"zipkin": httpserver.url_for(QUESTION)}) as found:
        await eventually(lambda: program.asked > 3)
        assert found.programs() == [{"name": "zipkin", "answers": True, "since": "2026-03-01T08:01:00+00:00"}]


async def test_a_port_that_answers_with_an_error_is_silent_and_one_that_recovers_is_not(httpserver: HTTPServer) -> None:
    program = Program(httpserver)
    async with watching({"zipkin": httpserver.url_for(QUESTION)}) as found:
        await eventually(lambda: found.programs()[0]["answers"] is True)
        program.status = 503
        await eventually(lambda: found.programs()[0]["answers"] is False)
        assert found.programs()[0]["since"] == "2026-03-01T08:02:00+00:00"
        program.status = 200
        await eventually(lambda: found.programs()[0]["answers"] is True)


async def test_one_program_that_is_away_does_not_hide_another(figures: Any, httpserver: HTTPServer) -> None:
    Program(httpserver)
    async with watching({"away": "http://127.0.0.1:1/", "zipkin": httpserver.url_for(QUESTION)}) as found:
        await eventually(lambda: [one["answers"] for one in found.programs()] == [False, True])
        assert (await figures())["watching_program_answers"] == {"away": 0, "zipkin": 1}


async def test_alerts_that_fire_are_told_the_oldest_first_and_pending_ones_are_not(httpserver: HTTPServer) -> None:
    later = FIRING | {"name": "Later", "activeAt": "2026-03-02T08:00:00Z"}
    told = {"data": {"alerts": [later, FIRING, FIRING | {"state": "pending"}]}}
    httpserver.expect_request("/alerts").respond_with_json(told)
    found = await Watching({}, httpserver.url_for("/alerts"), Clock()).alerts()
    assert found is not None
    assert [one["name"] for one in found] == ["OutboxIsNotDraining", "Later"]
    assert found[0] == {
        "name": "OutboxIsNotDraining",
        "severity": "page",
        "summary": "A fact waits",
        "advice": "Is Kafka up?",
        "since": "2026-03-01T08:00:00Z",
    }


@pytest.mark.parametrize("body", ["not json", "[]", '{"data": {}}', '{"data": null}'])
async def test_alerts_that_cannot_be_read_are_unknown_not_none(httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/alerts").respond_with_data(body, content_type="application/json")
    assert await Watching({}, httpserver.url_for("/alerts"), Clock()).alerts() is None


async def test_alerts_are_unknown_while_the_program_is_away_and_none_without_one() -> None:
    assert await Watching({}, "http://127.0.0.1:1/alerts", Clock()).alerts() is None
    nothing: list[Any] = []
    assert await Watching({}, "", Clock()).alerts() == nothing
