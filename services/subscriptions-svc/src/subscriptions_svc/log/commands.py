"""Taking events into the log. Each continues its own trace, so that one can follow it from the first click to the last receiver."""

from collections.abc import Sequence
from time import time_ns

from chassis.event import Envelope
from opentelemetry import propagate, trace
from opentelemetry.trace import Span, SpanKind

from subscriptions_svc.log.model import Arrival
from subscriptions_svc.log.store import LogStore

_tracer = trace.get_tracer("subscriptions_svc.log")


async def append_events(log: LogStore, envelopes: Sequence[Envelope]) -> None:
    """Put events at the end of the log; those that are in it already stay where they are."""
    begun = time_ns()
    spans = [_span(envelope, begun) for envelope in envelopes]
    try:
        await log.append([Arrival(envelope, _carrier(span)) for envelope, span in zip(envelopes, spans, strict=True)])
    finally:
        for span in spans:
            span.end()


def _span(envelope: Envelope, begun: int) -> Span:
    origin = {"traceparent": envelope.hop or envelope.traceparent or "", "tracestate": envelope.tracestate or ""}
    attributes = {"cloudevents.event_id": envelope.id, "cloudevents.event_type": envelope.type}
    return _tracer.start_span("log append", propagate.extract(origin), SpanKind.CONSUMER, attributes, start_time=begun)


def _carrier(span: Span) -> dict[str, str]:
    carrier: dict[str, str] = {}
    propagate.inject(carrier, trace.set_span_in_context(span))
    return carrier
