"""Delivers to one subscription: in order per subject, several subjects at once, nothing that another subscription would notice.

A repeat after a crash carries the same id. What was taken is never sent before what stands in front of it in its subject.
"""

import asyncio
import random
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import anyio
from chassis.clock import Clock

from subscriptions_svc.deliveries.model import Attempt, Delivery, State, Verdict, judge
from subscriptions_svc.deliveries.store import DeliveryStore, Outcome
from subscriptions_svc.deliveries.worker import Courier, Ledger
from subscriptions_svc.health.worker import Health, Superseded
from subscriptions_svc.lanes.model import Place, Replay
from subscriptions_svc.lanes.store import DispatcherStore, PlaceStore
from subscriptions_svc.log.model import Entry
from subscriptions_svc.log.store import LogStore, Page
from subscriptions_svc.subscriptions.model import Subscription
from subscriptions_svc.subscriptions.store import SubscriptionStore

PAGE = 200
HANDS = 16
ROOM = 256
REPLAY_ROOM = 64
STANDSTILL = 60.0  # seconds: twice as long as a receiver may take to answer


@dataclass(frozen=True)
class Tools:
    """What every lane works with."""

    log: LogStore
    subscriptions: SubscriptionStore
    deliveries: DeliveryStore
    places: PlaceStore
    dispatchers: DispatcherStore
    courier: Courier
    ledger: Ledger
    clock: Clock
    tick: float = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    """An entry to send, or without one: whatever waits of a subject."""

    subject: str
    entry: Entry | None = None
    seq: int | None = None
    replay: bool = False
    room: asyncio.Semaphore | None = None


class Pace:
    """Leaves as much time between two requests as the receiver asks for."""

    def __init__(self, per_minute: int | None) -> None:
        self._between = 60 / per_minute if per_minute else 0.0
        self._next = 0.0

    def turn(self) -> float:
        """Seconds until the next request may go; its turn is taken."""
        now = monotonic()
        mine, self._next = max(now, self._next), max(now, self._next) + self._between
        return mine - now


class Lane:
    """One subscription's deliveries; `run()` until cancelled. A change of the subscription means another lane: this one asks
    before each request whether it still holds, and raises Superseded when it does not. Once it is `over`, nothing is sent."""

    def __init__(self, subscription: Subscription, tools: Tools) -> None:
        self.subscription = subscription
        self._id = subscription.id
        self._tools = tools
        self._place = Place(subscription.start_after)
        self._queues: dict[str, deque[Job]] = {}
        self._blocked: set[str] = set()
        self._hands = asyncio.Semaphore(HANDS)
        self._room = asyncio.Semaphore(ROOM)
        self._replay_room = asyncio.Semaphore(REPLAY_ROOM)
        self._pace = Pace(None)
        self._in_flight: OrderedDict[int, int] = OrderedDict()
        self._untried: OrderedDict[int, float] = OrderedDict()
        self._read = (0, 0)
        self._health = Health(subscription, self._asked_first, tools.places, tools.subscriptions, tools.clock)
        self._moved_at = monotonic()
        self.over = False
        self._tasks: anyio.abc.TaskGroup

    def stalled(self) -> bool:
        """Whether nothing has moved for too long: no page was read, nothing was tried, and no wait was announced."""
        return monotonic() - self._moved_at > STANDSTILL

    def untried_for(self) -> float:
        """Seconds since the entry was read that has waited longest for its first try; 0 when none waits. Any thread may ask."""
        oldest = min(list(self._untried.values()), default=None)
        return monotonic() - oldest if oldest is not None else 0.0

    async def run(self) -> None:
        """Deliver. Raises Superseded, in a group, when the subscription is another one by now."""
        self._place = await self._tools.places.take_up(self.subscription, self._tools.log, self._tools.deliveries)
        self._read = (self._place.after, self._place.seq)
        self._health.failing = self._place.failing_since is not None
        async with anyio.create_task_group() as self._tasks:  # cancels what it holds again and again, until it has ended
            self._tasks.start_soon(self._keep_place)
            self._tasks.start_soon(self._work)

    async def _work(self) -> None:
        self._pace = Pace(await self._health.shake_hands(self._place, self._rest))
        self._blocked = await self._tools.deliveries.blocked(self._id)
        for subject in self._blocked:  # a crash may have left followers whose head was taken
            self._take(Job(subject))
        self._tasks.start_soon(self._feed)
        self._tasks.start_soon(self._feed_replays)
        self._tasks.start_soon(self._retry)

    def _rest(self, seconds: float = 0.0) -> None:
        """Something moved, and nothing need move for so long."""
        self._moved_at = max(self._moved_at, monotonic() + seconds)

    # ---- what comes in ----

    async def _feed(self) -> None:
        rows_until = await self._tools.deliveries.last_position(self._id)
        while True:
            self._rest()
            after, seq = self._read
            page = await self._tools.log.page(after, self.subscription.wanted, limit=PAGE)
            there = await self._tools.deliveries.known(self._id, positions_of(page)) if after < rows_until else set()
            for number, entry in enumerate(page.entries, seq + 1):
                if entry.position not in there:
                    await self._room.acquire()
                    self._in_flight[entry.position], self._untried[entry.position] = number, monotonic()
                    self._take(Job(entry.subject, entry, number, room=self._room))
            self._read = (page.through, seq + len(page.entries))
            if len(page.entries) < PAGE:
                await self._tools.log.wait(page.through, within=5)

    async def _feed_replays(self) -> None:
        while True:
            await asyncio.sleep(self._tools.tick / 4)
            if self._place.replay:  # perhaps it has ended since that was read
                fresh = await self._tools.places.get(self._id)
                if fresh and fresh.replay:
                    await self._replay(fresh.replay)

    async def _replay(self, replay: Replay) -> None:
        """Send again, a page at a time; the next page is read when this one is done or waits in a row."""
        after = replay.after
        while after < replay.until:
            page = await self._tools.log.page(after, self.subscription.wanted, limit=PAGE, until=replay.until)
            for entry in page.entries:
                await self._replay_room.acquire()
                self._take(Job(entry.subject, entry, None, True, self._replay_room))
            for _ in range(REPLAY_ROOM):
                await self._replay_room.acquire()
            for _ in range(REPLAY_ROOM):
                self._replay_room.release()
            after = page.through
            await self._tools.places.move_replay(self._id, replay, after)

    async def _retry(self) -> None:
        while True:
            if self._blocked:
                for subject in await self._tools.deliveries.due(self._id, self._tools.clock(), limit=ROOM):
                    if subject not in self._queues:
                        self._take(Job(subject))
            with suppress(TimeoutError):
                async with asyncio.timeout(self._tools.tick):
                    await self._tools.deliveries.changed.wait()
                self._tools.deliveries.changed.clear()

    # ---- one subject after the other, each in order ----

    def _take(self, job: Job) -> None:
        queue = self._queues.get(job.subject)
        if queue is not None:
            queue.append(job)
            return
        self._queues[job.subject] = deque([job])
        self._tasks.start_soon(self._serve, job.subject)

    async def _serve(self, subject: str) -> None:
        queue = self._queues[subject]
        while queue:
            job = queue.popleft()
            if job.entry is None:
                await self._drain(subject)
            elif subject in self._blocked:
                await self._line_up(job)
            else:
                await self._send(job)
        del self._queues[subject]

    async def _line_up(self, job: Job) -> None:
        """Wait in a row behind what waits of the subject; what waits itself already stays as it is."""
        assert job.entry is not None
        self._untried.pop(job.entry.position, None)
        if not (job.replay and await self._tools.deliveries.waits(self._id, job.entry.position)):
            await self._write(job, Verdict(State.PENDING, 0))
        self._done(job)

    async def _send(self, job: Job) -> None:
        verdict, written = await self._attempt(job, 0)
        if verdict.state is State.DELIVERED:
            written.add_done_callback(lambda _: self._done(job))
        else:
            self._blocked.add(job.subject)
            await written
            self._done(job)

    async def _drain(self, subject: str) -> None:
        """Send what waits of a subject, until something fails or nothing is left."""
        head = True
        while rows := await self._tools.deliveries.waiting(self._id, subject, PAGE):
            for row in rows:
                if row.state is State.DEAD or (head and not self._is_due(row)) or not await self._send_again(row):
                    return
                head = False
        self._blocked.discard(subject)

    def _is_due(self, row: Delivery) -> bool:
        return row.next_attempt_at is None or row.next_attempt_at <= self._tools.clock()

    async def _send_again(self, row: Delivery) -> bool:
        entry = await self._tools.log.get(row.position, self.subscription.reader)
        if entry is None:
            await self._tools.deliveries.withhold(row, at=self._tools.clock())
            return True
        verdict, written = await self._attempt(Job(row.subject, entry, row.seq, row.replay), row.failed)
        await written
        return verdict.state is State.DELIVERED

    async def _attempt(self, job: Job, failed: int) -> "tuple[Verdict, asyncio.Future[None]]":
        assert job.entry is not None
        async with self._hands:
            if wait := self._pace.turn():
                self._rest(wait)
                await asyncio.sleep(wait)
            await self._require_current()
            self._untried.pop(job.entry.position, None)
            attempt = await self._tools.courier.deliver(self.subscription, job.entry, seq=job.seq, replay=job.replay)
        self._rest()
        verdict = judge(attempt, failed, chance=random.random())  # noqa: S311  a spread, not a secret
        if verdict.state is State.DEAD:  # told first: what is not told is not dead yet, and tried once more
            await self._health.bury(job.entry.position)
        written = self._write(job, verdict, attempt)
        await self._health.note(attempt)
        return verdict, written

    async def _asked_first(self) -> Attempt:
        """The test event, under the same condition as any other."""
        await self._require_current()
        return await self._tools.courier.test(self.subscription)

    async def _require_current(self) -> None:
        """Raise Superseded unless the subscription stands as this lane knows it. Last before a request: nothing is awaited in between."""
        holds = await self._tools.subscriptions.holds(self.subscription)
        if self.over or not holds:
            raise Superseded

    def _write(self, job: Job, verdict: Verdict, attempt: Attempt | None = None) -> "asyncio.Future[None]":
        assert job.entry is not None
        return self._tools.ledger.write(Outcome(self._id, job.entry, job.seq, job.replay, verdict, attempt))

    def _done(self, job: Job) -> None:
        if job.entry and not job.replay:
            self._in_flight.pop(job.entry.position, None)
        if job.room:
            job.room.release()

    async def _keep_place(self) -> None:
        """Once in a while: write how far everything has come, and look how the receiver fares."""
        while True:
            await asyncio.sleep(self._tools.tick)
            after, seq = self._reached()
            if after > self._place.after:
                await self._tools.places.move(self._id, after, seq)
            self._place = await self._tools.places.get(self._id) or self._place
            await self._health.look(self._place)

    def _reached(self) -> tuple[int, int]:
        """The place before the first entry that is not settled."""
        for position, seq in self._in_flight.items():
            return position - 1, seq - 1
        return self._read


def positions_of(page: Page) -> list[int]:
    """The positions of a page's entries."""
    return [entry.position for entry in page.entries]
