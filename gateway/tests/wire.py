"""Speaks bytes to a running gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

WITHIN = 15
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Wire]:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=2**20)
    try:
        yield reader, writer
    finally:
        writer.close()


async def said(reader: asyncio.StreamReader) -> tuple[int, dict[str, list[str]], bytes]:
    """One answer: its status, its headers, its body. 0 = closed without one."""
    async with asyncio.timeout(WITHIN):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as cut:
            return 0, {}, cut.partial
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        headers: dict[str, list[str]] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            headers.setdefault(name.lower(), []).append(value)
        body = await reader.readexactly(int(headers.get("content-length", ["0"])[0]))
    return int(first.split(" ")[1]), headers, body


async def closed(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(WITHIN):
        return await reader.read(1) == b""


async def ask(url: str, content: bytes) -> tuple[int, dict[str, list[str]], bytes]:
    async with connected(url) as (reader, writer):
        writer.write(content)
        return await said(reader)


def get(*lines: str, path: str = "/api/v1/session", host: str = "Host: 127.0.0.1") -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", *([host] if host else ()), *lines, "", "")).encode("latin-1")
