"""Runs the benchmarks named on the command line, or all of them."""

import asyncio
import os
import sys

import uvloop

from . import outbox
from .measure import machine


async def main(names: list[str]) -> None:
    print(f"machine: {machine()}")
    if "b4" in names:
        await outbox.run(os.environ["SHABAKA_TEST_MONGO_URL"])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1:] or ["b1", "b4", "b5"]))
