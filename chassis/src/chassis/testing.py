"""A pytest plugin: real servers, a database and a topic prefix per test, signed tokens, an HTTP client for an application.

Servers come from the environment (`make test` sets it) or, with BACKEND=docker, from containers;
a test whose server is missing fails and says so.
"""

import asyncio
import inspect
import json
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from fastapi import FastAPI
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, NumberDataPoint

from chassis.auth import Actor, TokenSigner, TokenVerifier, generate_jwk
from chassis.mongo import Database, Document, connect
from chassis.settings import ServiceSettings

# every test makes topics of its own: with a dozen partitions each, one broker would soon hold thousands
os.environ.setdefault("SHABAKA_TOPIC_PARTITIONS", "2")

STARTING = 90  # seconds that a container may take

# Each test makes a database and drops it. mongod keeps the files of what was dropped open for its history window, 5 min by
# default: a whole run of the tests then has more files open than a process may.
MONGOD_FOR_TESTS = (
    "--setParameter", "minSnapshotHistoryWindowInSeconds=1",
    "--wiredTigerEngineConfigString", "file_manager=(close_idle_time=5,close_scan_interval=2,close_handle_minimum=250)",
)  # fmt: skip

NEEDED = "this test needs {what}: run it by `make test`, or set {variable}, or BACKEND=docker"


Figures = dict[str, dict[str, float]]
GONE = object()
WRONG: dict[str, Any] = {
    "gone": GONE, "null": None, "a number": 7, "a text": "no such thing", "a list": [7], "an object": {"x": 1}, "no day": "9999-99-99",
    "the first instant": datetime(1, 1, 1, tzinfo=UTC), "the last instant": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
}  # fmt: skip


def damaged(record: Document) -> Iterator[tuple[str, Document]]:
    """Copies of a stored record, each with one field, at any depth, gone or wrong: which and how, and the copy. Its id stays."""
    for path in _paths(record):
        for name, value in WRONG.items():
            copy = deepcopy(record)
            holder: Any = copy
            for key in path[:-1]:
                holder = holder[key]
            if value is GONE:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield f"{'.'.join(map(str, path))} is {name}", copy


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, one in inside:
        if (*at, key) not in {("_id",), ("outbox",), ("seen",)}:
            yield (*at, key)
            yield from _paths(one, (*at, key))


@dataclass(frozen=True)
class ObjectStore:
    """Where the test's object store listens and who may use it."""

    endpoint: str
    access_key: str
    secret_key: str


@dataclass(frozen=True)
class Tokens:
    """A gateway for tests: signs for any actor, and gives services the public keys."""

    signer: TokenSigner

    def verifier(self, audience: str) -> TokenVerifier:
        """What a service verifies with."""
        return TokenVerifier(self.signer.jwks(), audience)

    def jwks(self) -> str:
        """For `internal_jwks` of the settings."""
        return json.dumps(self.signer.jwks())

    def headers(self, actor: Actor, audience: str) -> dict[str, str]:
        """The Authorization header of a request of this actor."""
        return {"Authorization": f"Bearer {self.signer.sign(actor, audience)}"}


async def eventually(check: Callable[[], Any], *, within: float = 10, every: float = 0.02) -> Any:
    """Wait until `check()` (plain or async) is true and give what it gave; the last AssertionError or value is the failure's reason."""
    deadline, reason = time.monotonic() + within, "never checked"
    while time.monotonic() < deadline:
        try:
            found = check()
            found = await found if inspect.isawaitable(found) else found
            if found:
                return found
            reason = f"last value {found!r}"
        except AssertionError as error:
            reason = str(error)
        await asyncio.sleep(every)
    raise AssertionError(f"not within {within} s: {reason}")


async def stop(*tasks: "asyncio.Future[Any]", within: float = 30) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    _, late = await asyncio.wait(tasks, timeout=within) if tasks else ((), ())
    assert not late, f"still running: {late}"


@pytest.fixture(scope="session")
def mongo_url() -> Iterator[str]:
    """A replica set's URL."""
    yield from _server("SHABAKA_TEST_MONGO_URL", "MongoDB", _mongo_container)


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Iterator[str]:
    """A broker's address."""
    yield from _server("SHABAKA_TEST_KAFKA", "Kafka", _kafka_container)


@pytest.fixture(scope="session")
def minio() -> Iterator[ObjectStore]:
    """An object store."""
    for text in _server("SHABAKA_TEST_MINIO", "MinIO", _minio_container):
        yield ObjectStore(**json.loads(text))


@pytest.fixture
def unique() -> str:
    """A short name that no other test uses: for groups, databases, prefixes."""
    return f"t{uuid4().hex[:12]}"


@pytest.fixture
def topic_prefix(unique: str) -> str:
    """What this test's topics begin with, so that tests share one broker."""
    return f"{unique}."


@pytest.fixture
def settings(mongo_url: str, kafka_bootstrap: str, topic_prefix: str, unique: str, tokens: Tokens) -> ServiceSettings:
    """Settings of a service called `test-svc` with its own database; a service's tests override this fixture with their own class."""
    return ServiceSettings(
        service="test-svc",
        mongo_url=mongo_url,
        mongo_database=unique,
        kafka_bootstrap=kafka_bootstrap,
        topic_prefix=topic_prefix,
        internal_jwks=tokens.jwks(),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def database(mongo_url: str, unique: str) -> AsyncIterator[Database]:
    """A fresh database, dropped afterwards; `database.name` goes into `mongo_database`."""
    found = connect(ServiceSettings(service="test-svc", mongo_url=mongo_url, mongo_database=unique))
    yield found
    await found.client.drop_database(unique)
    found.client.close()


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    """A signer with a fresh key."""
    return Tokens(TokenSigner(generate_jwk()))


Client = Callable[..., Awaitable[httpx2.AsyncClient]]


@pytest_asyncio.fixture(loop_scope="session")
async def client() -> AsyncIterator[Client]:
    """`await client(app, headers=…)`: an HTTP client that calls the application in this process, its lifespan running."""
    async with AsyncExitStack() as stack:

        async def make(app: FastAPI, **options: Any) -> httpx2.AsyncClient:
            await stack.enter_async_context(_lifespan(app))
            transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
            return await stack.enter_async_context(httpx2.AsyncClient(transport=transport, base_url="http://test", **options))

        yield make


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with app.router.lifespan_context(app):
        yield


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Callable[[], Awaitable[Figures]]:
    """`await figures()`: what an exporter reads at this moment, from a thread of its own as in a service: `{"outbox.age": {"lamps": 3.2}}`,
    by the values of the attributes. It knows the instruments that were made since. An instrument that cannot be read fails the test."""
    reader = InMemoryMetricReader()
    monkeypatch.setattr(metrics, "get_meter", MeterProvider([reader]).get_meter)

    async def read() -> Figures:
        data = await asyncio.to_thread(reader.get_metrics_data)
        assert not [record.getMessage() for record in caplog.records if record.name.startswith("opentelemetry.sdk.metrics")]
        scopes = [scope for resource in data.resource_metrics for scope in resource.scope_metrics] if data else []
        return {
            found.name: {
                " ".join(map(str, (point.attributes or {}).values())): point.value
                for point in found.data.data_points
                if isinstance(point, NumberDataPoint)
            }
            for scope in scopes
            for found in scope.metrics
        }

    return read


def _server(variable: str, what: str, container: Callable[[], Iterator[str]]) -> Iterator[str]:
    if given := os.environ.get(variable):
        yield given
    elif os.environ.get("BACKEND") == "docker":
        yield from container()
    else:
        pytest.fail(NEEDED.format(what=what, variable=variable))


def _mongo_container() -> Iterator[str]:
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import ExecWaitStrategy

    start = "try { rs.status() } catch { rs.initiate() }; quit(db.hello().isWritablePrimary ? 0 : 1)"
    primary = ExecWaitStrategy(["mongosh", "--quiet", "--eval", start])
    command = ["--replSet", "rs0", "--bind_ip_all", *MONGOD_FOR_TESTS]
    mongo = DockerContainer("mongo:8.0").with_command(command).with_exposed_ports(27017)
    with mongo.waiting_for(primary.with_startup_timeout(STARTING)) as running:
        yield f"mongodb://{running.get_container_host_ip()}:{running.get_exposed_port(27017)}/?directConnection=true"


def _kafka_container() -> Iterator[str]:
    """On a port chosen beforehand, because a broker has to tell its clients where it is."""
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import ExecWaitStrategy

    port = _free_port()
    settings = {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": f"PLAINTEXT://:{port},CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_MESSAGE_MAX_BYTES": "262144",
    }
    broker = DockerContainer("apache/kafka:4.3.1")
    broker.ports[f"{port}/tcp"] = ("127.0.0.1", port)  # type: ignore[assignment]  # as Docker's client takes it
    for name, value in settings.items():
        broker.with_env(name, value)
    topics = ExecWaitStrategy(["/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", f"127.0.0.1:{port}", "--list"])
    with broker.waiting_for(topics.with_startup_timeout(STARTING)):
        yield f"127.0.0.1:{port}"


def _minio_container() -> Iterator[str]:
    from testcontainers.community.minio import MinioContainer

    with MinioContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z") as running:
        config = running.get_config()
        yield json.dumps({name: config[name] for name in ("endpoint", "access_key", "secret_key")})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
