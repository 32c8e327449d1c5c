"""Runs a service: `python -m <package> api | worker | relay | all | deadletters`.

Waits for Mongo, stops on SIGTERM or Ctrl-C in order (HTTP, consumers, relay), and ends non-zero when one of its tasks ends by itself.
"""

import argparse
import asyncio
import contextlib
import logging
import resource
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import uvicorn
import uvloop
from fastapi import FastAPI
from starlette.types import ASGIApp

from chassis import deadletter, operations, telemetry
from chassis.connections import Bounds, within
from chassis.consumer import Consumer
from chassis.mongo import Database, DatabaseAway, ping
from chassis.operations import Faults, Figures, Operations
from chassis.relay import Relay
from chassis.retry import Backoff
from chassis.settings import ServiceSettings

ROLES = ("api", "worker", "relay", "all")
GRACE = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """What an app.py puts together. A role runs what concerns it: api = app; worker = consumers and background; relay = relay;
    all = everything. `headers` go with what the server refuses before the app is asked.

    `figures` is what else operations see of it, `faults` the work beside events that it gave up. `open` runs before the first task
    (indexes, buckets), `close` after the last. `background` are loops that run until cancelled.
    """

    settings: ServiceSettings
    database: Database | None = None
    app: ASGIApp | None = None
    headers: Sequence[tuple[bytes, bytes]] = ()
    relay: Relay | None = None
    consumers: Sequence[Consumer] = ()
    faults: Faults | None = None
    background: Sequence[Callable[[], Awaitable[None]]] = ()
    figures: Figures | None = None
    open: Callable[[], Awaitable[None]] | None = None
    close: Callable[[], Awaitable[None]] | None = None
    roles: frozenset[str] = field(default_factory=frozenset)


Build = Callable[..., Service]


def main(settings: Callable[[], ServiceSettings], build: Build, arguments: Sequence[str] | None = None) -> NoReturn:
    """The whole of a `__main__.py`: `main(Settings, build)`, where `build(settings, *, roles) -> Service`."""
    parser = argparse.ArgumentParser(description="Runs this service in one of its roles.")
    commands = parser.add_subparsers(dest="role", required=True)
    for role in ROLES:
        commands.add_parser(role)
    deadletter.add_arguments(commands.add_parser("deadletters"))
    options = parser.parse_args(arguments)
    loaded = settings()
    telemetry.setup(loaded)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if options.role == "deadletters":
            sys.exit(runner.run(_deadletters(loaded, build, options)))
        sys.exit(runner.run(run(options.role, build, loaded)))


async def run(role: str, build: Build, settings: ServiceSettings) -> int:
    """Run one role until SIGTERM, SIGINT or a crash; the exit code."""
    roles = frozenset(("api", "worker", "relay")) if role == "all" else frozenset((role,))
    stop = _stop_signal()
    service = with_operations(build(settings, roles=roles))
    try:
        door = _listen(settings) if "api" in roles and service.app else None
    except OSError as error:
        log.error("port %s on %s is in use or not allowed: %s", settings.port, settings.host, error.strerror)
        return 1
    async with _opened(service, stop) as opened:
        return await _run_tasks(_stages(service, roles, door), stop) if opened else 0


def with_operations(service: Service) -> Service:
    """Every service answers operations as it answers probes."""
    if isinstance(service.app, FastAPI) and service.database is not None and (ready := getattr(service.app.state, "ready", None)):
        seen = Operations(
            service.settings,
            service.database,
            ready=ready,
            relay=service.relay,
            consumers=service.consumers,
            figures=service.figures,
            faults=service.faults,
        )
        service.app.include_router(operations.router(seen))
    return service


def _stop_signal() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


@contextlib.asynccontextmanager
async def _opened(service: Service, stop: asyncio.Event) -> AsyncIterator[bool]:
    if not await _ready(service, stop):
        yield False
        return
    try:
        yield True
    finally:
        if service.close:
            await service.close()
        if service.database is not None:
            service.database.client.close()


async def _ready(service: Service, stop: asyncio.Event) -> bool:
    """Wait for Mongo with one line in the log, not with a crash every second. False = asked to stop meanwhile."""
    told = False
    for wait in Backoff(first=0.2, longest=3).waits():
        try:
            await _open(service)
        except DatabaseAway:
            if not told:
                log.warning("waiting for Mongo: %s does not answer yet", service.settings.database)
            told = True
        else:
            return True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stop.wait()
            return False
    return False


async def _open(service: Service) -> None:
    if service.database is not None:
        await ping(service.database)
    if service.open:
        await service.open()


async def _run_tasks(stages: "list[list[asyncio.Task[None]]]", stop: asyncio.Event) -> int:
    tasks = [task for stage in stages for task in stage]
    if not tasks:
        log.error("this service has nothing to do in this role")
        return 2
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    crashed = [task for task in tasks if task.done()]
    for task in crashed:
        log.critical("%s ended by itself", task.get_name(), exc_info=None if task.cancelled() else task.exception())
    for stage in stages:
        await _cancel(stage)
    return 1 if crashed else 0


def _stages(service: Service, roles: frozenset[str], door: socket.socket | None) -> list[list["asyncio.Task[None]"]]:
    """The tasks of these roles, grouped in the order in which they stop: a stopped API writes nothing more for the relay."""
    api = [_named("http", _serve_http(server_of(service.app, service.settings, service.headers), door))] if service.app and door else []
    worker = []
    if "worker" in roles:
        worker = [_named(f"consumer {one.group}", one.run()) for one in service.consumers]
        worker += [_named(f"background {getattr(loop, '__name__', 'loop')}", loop()) for loop in service.background]
    relay = [_named("relay", service.relay.run())] if service.relay and "relay" in roles else []
    return [api, worker, relay]


def _named(name: str, work: Awaitable[None]) -> "asyncio.Task[None]":
    return asyncio.create_task(work, name=name)  # type: ignore[arg-type]  # each is a coroutine


async def _cancel(tasks: "list[asyncio.Task[None]]") -> None:
    for task in tasks:
        task.cancel()
    _, late = await asyncio.wait(tasks, timeout=GRACE + 5) if tasks else ((), ())
    for task in late:
        log.error("%s did not stop in time", task.get_name())


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: stopping is decided here, for all tasks together."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


def server_of(app: ASGIApp, settings: ServiceSettings, headers: Sequence[tuple[bytes, bytes]] = ()) -> uvicorn.Server:
    """The server of an application. `headers` go with what it refuses before the application is asked."""
    bounds = Bounds(
        head_within=settings.head_deadline,
        body_within=settings.body_deadline,
        idle=settings.idle_timeout,
        unread=settings.unread_timeout,
        connections=min(settings.max_connections, _most_connections()),
        headers=headers,
    )
    return _Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,  # uvicorn would believe whatever a neighbour on this machine says of where it comes from
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=int(settings.idle_timeout) + 1,
            http=within(bounds),
            ws="none",
            backlog=2048,
        )
    )


def _most_connections() -> int:
    """Each may need another one inside, and the process needs some files of its own."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(64, (files - 200) // 2) if files != resource.RLIM_INFINITY else sys.maxsize


async def _serve_http(server: uvicorn.Server, door: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
    finally:
        door.close()


def _listen(settings: ServiceSettings) -> socket.socket:
    """Bound before anything starts, so that a port in use is one clear sentence. Raises OSError."""
    door = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError:
        door.close()
        raise
    return door


async def _deadletters(settings: ServiceSettings, build: Build, options: argparse.Namespace) -> int:
    service = build(settings, roles=frozenset(("worker",)))
    async with _opened(service, _stop_signal()) as opened:
        return await deadletter.command(options, service.consumers) if opened else 1
