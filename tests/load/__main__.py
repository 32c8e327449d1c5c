"""Runs the benchmarks named on the command line, or all of them: b1 gateway, b3 hot list, b4 outbox, b5 delivery, b8 directory
and gallery, photos.

B8 fills a directory of a million cards and a gallery, which takes some minutes; SHABAKA_BENCH_RECORDS says another number.
"""

import asyncio
import os
import sys

import uvloop

from . import delivery, directory, gallery, gateway, hot, outbox, photos
from .measure import machine


async def main(names: list[str]) -> None:
    print(f"machine: {machine()}")
    mongo, kafka = os.environ["SHABAKA_TEST_MONGO_URL"], os.environ["SHABAKA_TEST_KAFKA"]
    if "b4" in names:
        await outbox.run(mongo)
    if "b1" in names:
        await gateway.run(mongo, kafka)
    if "b3" in names:
        await hot.run(mongo, kafka)
    if "b5" in names:
        await delivery.run(mongo, kafka)
    if "b8" in names:
        await directory.run(mongo)
        await gallery.run(mongo)
    if "photos" in names:
        await photos.run(mongo, kafka, os.environ["SHABAKA_TEST_MINIO"])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1:] or ["b4", "b1", "b3", "b5", "b8", "photos"]))
