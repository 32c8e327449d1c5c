"""One whole platform for all tests of a process."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest_asyncio

from tests.integration.whole import Receiver, Whole, receiving, whole


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def platform(mongo_url: str, kafka_bootstrap: str, minio: Any) -> AsyncIterator[Whole]:
    """The gateway and the services behind it."""
    unique = f"t{uuid4().hex[:12]}"
    base = {"mongo_url": mongo_url, "kafka_bootstrap": kafka_bootstrap, "topic_prefix": f"{unique}."}
    async with whole(base, minio, unique) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver of webhooks."""
    async with receiving() as found:
        yield found
