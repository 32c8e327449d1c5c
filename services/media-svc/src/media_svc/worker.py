"""What the service does by itself, again and again: each loop beats, and one that has stopped beating is told of."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Final

from chassis.errors import Unavailable
from opentelemetry import metrics

SILENT_AFTER: Final = 300.0  # seconds: one check may take a minute, and a sweep deletes many files
log = logging.getLogger(__name__)
_faults: Final = metrics.get_meter("media_svc").create_counter(
    "media.faults", "{fault}", "Pieces of background work that failed unforeseen"
)


class Workers:
    """The loops of this process, by name; several of one name beat together."""

    def __init__(self) -> None:
        self._beats: dict[str, float] = {}
        metrics.get_meter("media_svc.workers").create_observable_gauge(
            "media.worker.heartbeat.age", [lambda _: self._ages()], "s", "Since a loop of this name last began a piece of work"
        )

    def state(self) -> str:
        """For the probe of readiness: `ok`, or what is wrong. A process without loops is well."""
        late = [name for name, beat in list(self._beats.items()) if monotonic() - beat > SILENT_AFTER]
        return f"silent: {', '.join(sorted(late))}" if late else "ok"

    def _ages(self) -> list[metrics.Observation]:
        return [metrics.Observation(monotonic() - beat, {"loop": name}) for name, beat in list(self._beats.items())]

    async def repeat(self, name: str, work: Callable[[], Awaitable[bool]], *, pause: float) -> None:
        """Work while there is something to do, pause when there is not, until cancelled; wait when a server is away. One piece of work
        that fails in a way nobody foresaw ends neither the loop nor the service: it is logged, and the loop goes on after a pause."""
        while True:
            self._beats[name] = monotonic()
            if not await _done(name, work):
                await asyncio.sleep(pause)


async def _done(name: str, work: Callable[[], Awaitable[bool]]) -> bool:
    """Whether there may be more to do at once."""
    try:
        return await work()
    except Unavailable as away:
        log.warning("%s waits: %s", name, away)
    except Exception:
        log.exception("%s: a piece of work failed in a way nobody foresaw", name)
        _faults.add(1, {"loop": name})
    return False
