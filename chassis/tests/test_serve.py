"""A service as a process: its roles, its signals, its crashes."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from chassis.settings import ServiceSettings
from chassis.testing import eventually

PROGRAM = """
import asyncio
from fastapi import FastAPI
from chassis.clock import now
from chassis.consumer import Consumer
from chassis.event import Consumed, Fact, Published, handles
from chassis.kafka import Publisher
from chassis.mongo import connect, ensure_indexes
from chassis.outbox import Outbox
from chassis.relay import Relay
from chassis.serve import Service, main
from chassis.settings import ServiceSettings

class LampLit(Published, type="lamps.lamp-lit.v1", topic="lamps.lamp"):
    \"\"\"A lamp was lit.\"\"\"

class ReadLampLit(Consumed, type="lamps.lamp-lit.v1", topic="lamps.lamp"): ...

async def on_lamp_lit(event, cause, lit):
    await lit.update_one({"_id": cause.subject}, {"$set": {"version": cause.version}}, upsert=True)

async def crash():
    raise RuntimeError("a lamp fell down")

def build(settings, *, roles):
    database = connect(settings)
    relay = Relay(Publisher(settings), [database["lamps"]], eager=roles == {"relay"})
    outbox = Outbox(database["lamps"], source=settings.source, relay=relay.hand)
    app = FastAPI()

    @app.post("/lamps/{lamp}")
    async def light(lamp: str):
        await outbox.insert({"_id": lamp}, Fact(LampLit(), now()))

    consumers = [Consumer(settings, settings.database, handles(ReadLampLit.to(on_lamp_lit)), database["lit"], database=database)]
    background = [crash] if settings.log_level == "ERROR" else []
    return Service(settings, database=database, app=app, relay=relay, consumers=consumers, background=background,
                   open=lambda: ensure_indexes(database["lamps"], outbox=True))

main(ServiceSettings, build)
"""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def program(settings: ServiceSettings, *arguments: str):
    names = ("service", "mongo_url", "mongo_database", "kafka_bootstrap", "topic_prefix", "port", "log_level")
    environment = {f"SHABAKA_{name.upper()}": str(getattr(settings, name)) for name in names}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    running = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


@pytest.fixture
def serving(settings: ServiceSettings, database) -> ServiceSettings:
    return settings.model_copy(update={"port": free_port()})


def light(settings: ServiceSettings, lamp: str) -> bool:
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{settings.port}/lamps/{lamp}", method="POST")
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status == 200
    except OSError as error:
        raise AssertionError(str(error)) from error


async def test_one_process_plays_all_roles_and_ends_well_on_sigterm(serving, database, kafka_bootstrap) -> None:
    with program(serving, "all") as running:
        await eventually(lambda: light(serving, "a"), within=60)
        await eventually(lambda: database["lit"].find_one({"_id": "a", "version": 1}), within=60)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=10) == 0


async def test_each_role_can_have_its_own_process(serving, database, kafka_bootstrap) -> None:
    with program(serving, "api"), program(serving, "worker"), program(serving, "relay"):
        await eventually(lambda: light(serving, "a"), within=60)
        await eventually(lambda: database["lit"].find_one({"_id": "a"}), within=60)


async def test_the_api_takes_writes_while_kafka_is_away(serving, database) -> None:
    with program(serving.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"}), "all") as running:
        await eventually(lambda: light(serving, "a"), within=60)
        assert len((await database["lamps"].find_one({"_id": "a"}))["outbox"]) == 1
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=15) == 0


async def test_a_task_that_crashes_ends_the_process(serving) -> None:
    with program(serving.model_copy(update={"log_level": "ERROR"}), "worker") as running:
        said, _ = running.communicate(timeout=60)
        assert running.returncode == 1
    assert "background crash ended by itself" in said
    assert "a lamp fell down" in said


async def test_without_mongo_it_waits_with_one_line_and_stops_when_asked(serving) -> None:
    away = serving.model_copy(update={"mongo_url": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100"})
    with program(away, "api") as running:
        assert "waiting for Mongo" in running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        said, _ = running.communicate(timeout=10)
        assert running.returncode == 0
    assert "waiting for Mongo" not in said


async def test_a_port_in_use_is_one_sentence(serving) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", serving.port))
        other.listen()
        with program(serving, "api") as running:
            said, _ = running.communicate(timeout=60)
            assert running.returncode == 1
    assert f"port {serving.port} on 127.0.0.1 is in use" in said
    assert "Traceback" not in said


async def test_dead_letters_are_listed_from_the_command_line(serving, kafka_bootstrap) -> None:
    with program(serving, "deadletters", "list") as running:
        said, _ = running.communicate(timeout=60)
        assert (running.returncode, said) == (0, "")
