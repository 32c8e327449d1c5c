"""Asks each server whether it serves, by doing the smallest thing its users do; every question raises until it does."""

import asyncio
import contextlib
import logging
from urllib.parse import urlsplit

from .ports import HOST

_PATIENCE = 3.0  # seconds one question may take


class NotYet(Exception):
    """The server answers, but does not serve yet."""


async def http(url: str, *, method: str = "GET", body: bytes = b"", kind: str = "application/json") -> None:
    """A 2xx answer."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            head = f"{method} {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
            writer.write(f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            status = (await reader.readline()).decode(errors="replace")
        finally:
            writer.close()
    if " 2" not in status[:12]:
        raise NotYet(status.strip())


async def clamd(port: int) -> None:
    """It says that it is there (clamd(8): PING)."""
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection(HOST, port)
        try:
            writer.write(b"zPING\0")
            answer = await reader.readuntil(b"\0")
        finally:
            writer.close()
    if answer != b"PONG\0":
        raise NotYet(answer.decode(errors="replace"))


async def collector(port: int) -> None:
    """It takes an empty trace."""
    await http(f"http://{HOST}:{port}/v1/traces", method="POST", body=b"{}")


async def mongod(port: int) -> None:
    """The one member of the set `rs0` is its primary, under the address it has today."""
    from pymongo import AsyncMongoClient

    address = f"{HOST}:{port}"
    async with AsyncMongoClient(address, directConnection=True, serverSelectionTimeoutMS=1000) as client:
        hello = await client.admin.command("hello")
        if hello.get("isWritablePrimary") and hello.get("me") == address:
            return
        await _set_up_replica_set(client, address)
    raise NotYet("the replica set has no primary yet")


async def _set_up_replica_set(client, address: str) -> None:
    """Begin the set, or move it to this run's port."""
    from pymongo.errors import OperationFailure

    config = {"_id": "rs0", "version": 1, "members": [{"_id": 0, "host": address}]}
    with contextlib.suppress(OperationFailure):  # 23: already begun
        await client.admin.command("replSetInitiate", config)
        return
    current = (await client.admin.command("replSetGetConfig"))["config"]
    if current["members"][0]["host"] != address:
        changed = config | {"version": current["version"] + 1}
        await client.admin.command("replSetReconfig", changed, force=True)


async def kafka(port: int) -> None:
    """A message is taken and acknowledged; the port opens long before that."""
    from aiokafka import AIOKafkaProducer

    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    await _ready_topic(f"{HOST}:{port}")
    producer = AIOKafkaProducer(bootstrap_servers=f"{HOST}:{port}", acks="all", request_timeout_ms=3000)
    await producer.start()
    try:
        async with asyncio.timeout(_PATIENCE):
            await producer.send_and_wait("local.ready", b"?")
    finally:
        await producer.stop()


async def _ready_topic(bootstrap: str) -> None:
    from aiokafka.admin import AIOKafkaAdminClient, NewTopic

    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=3000)
    await admin.start()
    try:
        if "local.ready" not in await admin.list_topics():
            short = {"retention.ms": "60000", "segment.bytes": str(1 << 20)}
            await admin.create_topics([NewTopic("local.ready", 1, 1, topic_configs=short)])
    finally:
        await admin.close()
