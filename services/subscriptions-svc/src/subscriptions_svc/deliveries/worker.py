"""Sends one webhook and says what came of it; and writes what came of many in one go."""

import asyncio
import json
from collections.abc import Mapping
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from chassis.clock import Clock
from chassis.errors import Unavailable
from chassis.event import instant_text
from chassis.idempotency import new_id
from chassis.retry import Backoff
from chassis.telemetry import continued, trace_id
from opentelemetry import metrics
from opentelemetry.trace import Span, SpanKind, StatusCode

from subscriptions_svc.deliveries.model import SNIPPET, Attempt, allowed_rate_of, retry_after_of
from subscriptions_svc.deliveries.outbound import Answer, Outbound, Unreachable, UrlNotAllowed
from subscriptions_svc.deliveries.signatures import signed_headers
from subscriptions_svc.deliveries.store import DeliveryStore, Outcome
from subscriptions_svc.log.model import Entry
from subscriptions_svc.subscriptions.model import Subscription
from subscriptions_svc.subscriptions.secrets import Vault

TEST_TYPE = "subscriptions.webhook-test.v1"
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"

_meter = metrics.get_meter("subscriptions_svc.deliveries")
_attempts = _meter.create_counter("webhook.attempts", "{attempt}", "Attempts by outcome")
_lag = _meter.create_histogram("webhook.lag", "s", "From the change that an event tells of to its first delivery")


class Courier:
    """Sends webhooks, signed, to vetted addresses only."""

    def __init__(self, outbound: Outbound, vault: Vault, *, source: str, clock: Clock, timeout: float) -> None:
        self._outbound = outbound
        self._vault = vault
        self._source = source
        self._clock = clock
        self._timeout = timeout

    async def deliver(self, subscription: Subscription, entry: Entry, *, seq: int | None, replay: bool) -> Attempt:
        """Send one event; its trace goes on to the receiver."""
        body = entry.body if seq is None else f'{entry.body[:-1]},"subscriptionseq":{seq}}}'
        attempt = await self._send(subscription, entry.event_id, body.encode(), entry.carrier, replay, position=entry.position)
        if attempt.taken and not replay:
            _lag.record(max(0.0, (self._clock() - entry.at).total_seconds()))
        return attempt

    async def test(self, subscription: Subscription) -> Attempt:
        """Send an event that says nothing but that webhooks arrive; also the handshake before the first one."""
        id_ = new_id()
        words = {
            "ar": "وصلك هذا الحدث لأن جهة اشتركت بهذا العنوان.",
            "en": "You receive this event because an entity subscribed this address.",
        }
        event = {
            "specversion": "1.0",
            "id": id_,
            "source": self._source,
            "type": TEST_TYPE,
            "subject": subscription.id,
            "time": instant_text(self._clock()),
            "datacontenttype": "application/json",
            "data": {"subscriptionId": subscription.id, "message": words},
        }
        return await self._send(subscription, id_, json.dumps(event, ensure_ascii=False).encode(), {}, False)

    async def _send(
        self, subscription: Subscription, id_: str, body: bytes, carrier: Mapping[str, str], replay: bool, **known: Any
    ) -> Attempt:
        at, begun = self._clock(), perf_counter()
        sink = urlsplit(subscription.wish.sink)
        named = {
            "http.request.method": "POST",
            "server.address": sink.hostname or "",
            "url.scheme": sink.scheme,
            "server.port": sink.port or 443,
        }
        about = {"cloudevents.event_id": id_, "subscription.id": subscription.id, **{f"log.{name}": value for name, value in known.items()}}
        with continued(carrier, "POST webhook", SpanKind.CLIENT, **named, **about) as span:
            answer, error = await self._ask(subscription, self._headers(subscription, id_, body, replay), body)
            _tell(span, answer, error)
            spent = round((perf_counter() - begun) * 1_000, 1)
            return self._attempt(answer, error, at=at, duration_ms=spent, trace_id=trace_id(), replay=replay)

    async def _ask(self, subscription: Subscription, headers: dict[str, str], body: bytes) -> tuple[Answer | None, str | None]:
        try:
            return await self._outbound.post(subscription.wish.sink, body, headers, total=self._timeout), None
        except UrlNotAllowed as refused:
            return None, f"not allowed: {refused.because}"
        except Unreachable as away:
            return None, str(away.facts["reason"])

    def _headers(self, subscription: Subscription, id_: str, body: bytes, replay: bool) -> dict[str, str]:
        at = self._clock()
        secrets = [self._vault.open(secret.sealed, subscription.id) for secret in subscription.secrets_at(at)]
        marks = {"webhook-replay": "true"} if replay else {}
        return {"Content-Type": CONTENT_TYPE, "WebHook-Request-Origin": self._source, **signed_headers(secrets, id_, at, body), **marks}

    def _attempt(self, answer: Answer | None, error: str | None, **known: Any) -> Attempt:
        if answer is None:
            return Attempt(error=error, **known)
        return Attempt(
            status=answer.status,
            response=answer.body[:SNIPPET].decode(errors="replace") or None,
            retry_after=retry_after_of(answer.status, answer.headers, self._clock()),
            allowed_rate=allowed_rate_of(answer.headers),
            **known,
        )


def _tell(span: Span, answer: Answer | None, error: str | None) -> None:
    taken = answer is not None and 200 <= answer.status < 300
    if answer is not None:
        span.set_attribute("http.response.status_code", answer.status)
    if not taken:
        span.set_attribute("error.type", error or str(answer and answer.status))
        span.set_status(StatusCode.ERROR, error)
    _attempts.add(1, {"outcome": "taken" if taken else "refused" if answer else "no answer"})


class Ledger:
    """Gathers outcomes for a moment and writes them together; an outage of the database only delays it."""

    def __init__(self, deliveries: DeliveryStore, *, gather: float = 0.003) -> None:
        self._deliveries = deliveries
        self._gather = gather
        self._waiting: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._work = asyncio.Event()

    def write(self, outcome: Outcome) -> "asyncio.Future[None]":
        """Done once it is written."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, written))
        self._work.set()
        return written

    async def run(self) -> None:
        """Work until cancelled; then once more."""
        try:
            while True:
                await self._work.wait()
                await asyncio.sleep(self._gather)
                await self._flush(Backoff(first=0.1, longest=3, attempts=1_000_000))
        finally:
            await self._flush(Backoff(attempts=1))

    async def _flush(self, backoff: Backoff) -> None:
        self._work.clear()
        batch, self._waiting = self._waiting, []
        try:
            if batch and not await self._write(batch, backoff):
                return
        except BaseException:  # cancelled, say: what it had in hand is written with the rest
            self._waiting = [*batch, *self._waiting]
            raise
        for _, written in batch:
            if not written.done():
                written.set_result(None)

    async def _write(self, batch: "list[tuple[Outcome, asyncio.Future[None]]]", backoff: Backoff) -> bool:
        """Whether it is written, or was given up."""
        failures = 0
        while True:
            try:
                await self._deliveries.record([outcome for outcome, _ in batch])
                return True
            except Unavailable:
                failures += 1
                if backoff.exhausted(failures):
                    return False
                await asyncio.sleep(backoff.wait(failures))
