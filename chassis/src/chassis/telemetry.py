"""Traces, metrics and logs of one process: set up once, exported by OTLP over HTTP when an endpoint is given.

HTTP server spans are FastAPI's own, Mongo and outbound HTTP are instrumented, Kafka is by hand because the receive span must last as
long as the handler.
"""

import logging
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any

import structlog
from opentelemetry import context, metrics, propagate, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.instrumentation.pymongo import PymongoInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, SamplingResult, TraceIdRatioBased
from opentelemetry.trace import Link, SpanKind

from chassis.event import Record, current_correlation
from chassis.settings import ServiceSettings

EXPORT_EVERY_MS = 500
METRICS_EVERY_MS = 10_000

_tracer = trace.get_tracer("chassis")


class Journeys(TraceIdRatioBased):
    """Samples where traces begin: with a request or an event, never with the polling of a loop, which would bury them."""

    def should_sample(self, parent_context: Any, trace_id: int, name: str, kind: SpanKind | None = None, *rest: Any, **more: Any) -> Any:
        if kind is SpanKind.CLIENT:
            return SamplingResult(Decision.DROP)
        return super().should_sample(parent_context, trace_id, name, kind, *rest, **more)


def setup(settings: ServiceSettings) -> None:
    """Configure this process. Without an endpoint spans are made, so that logs have trace ids, and go nowhere."""
    resource = Resource.create({"service.name": settings.service, "deployment.environment.name": settings.environment})
    tracers = TracerProvider(resource=resource, sampler=ParentBased(Journeys(settings.trace_ratio)))
    if settings.otlp_endpoint:
        exporter = OTLPSpanExporter(f"{settings.otlp_endpoint}/v1/traces", timeout=5)
        tracers.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=EXPORT_EVERY_MS))
        reader = PeriodicExportingMetricReader(OTLPMetricExporter(f"{settings.otlp_endpoint}/v1/metrics", timeout=5), METRICS_EVERY_MS)
        metrics.set_meter_provider(MeterProvider([reader], resource=resource))
    trace.set_tracer_provider(tracers)
    PymongoInstrumentor().instrument(capture_statement=False)
    AioHttpClientInstrumentor().instrument()
    _set_up_logs(settings)


def trace_id() -> str | None:
    """The present trace's id as 32 hex digits."""
    span = trace.get_current_span().get_span_context()
    return format(span.trace_id, "032x") if span.is_valid else None


def current_traceparent() -> dict[str, str]:
    """The present trace context as W3C headers."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier


@contextmanager
def continued(carrier: Mapping[str, str], name: str, kind: SpanKind = SpanKind.INTERNAL, **attributes: Any) -> Iterator[trace.Span]:
    """A span that continues the trace whose W3C headers were kept."""
    parent = propagate.extract(dict(carrier))
    with _tracer.start_as_current_span(name, context=parent, kind=kind, attributes=attributes) as span:
        yield span


@contextmanager
def send_span(topic: str, key: str) -> Iterator[trace.Span]:
    """Around the send of one event; inject the trace context inside, so that the receiver's parent is this span."""
    attributes = {**_messaging(topic), "messaging.operation.type": "send", "messaging.kafka.message.key": key}
    with _tracer.start_as_current_span(f"{topic} send", kind=SpanKind.PRODUCER, attributes=attributes) as span:
        yield span


@contextmanager
def process_span(record: Record) -> Iterator[trace.Span]:
    """Around the handling of one event: a child of its send span, so that the journey is one trace."""
    parent = propagate.extract(_hop_of(record))
    attributes = {
        **_messaging(record.topic),
        "messaging.operation.type": "process",
        "messaging.destination.partition.id": str(record.partition),
        "messaging.kafka.offset": record.offset,
    }
    with _tracer.start_as_current_span(f"{record.topic} process", context=parent, kind=SpanKind.CONSUMER, attributes=attributes) as span:
        yield span


@contextmanager
def batch_span(topic: str, carriers: Sequence[Mapping[str, str]]) -> Iterator[trace.Span]:
    """Around the handling of many events at once: a trace of its own, linked to each of theirs."""
    links = [Link(trace.get_current_span(propagate.extract(dict(carrier))).get_span_context()) for carrier in carriers]
    attributes = {**_messaging(topic), "messaging.operation.type": "process", "messaging.batch.message_count": len(carriers)}
    with _tracer.start_as_current_span(
        f"{topic} process", context=context.Context(), kind=SpanKind.CONSUMER, attributes=attributes, links=links
    ) as span:
        yield span


def _messaging(topic: str) -> dict[str, Any]:
    return {"messaging.system": "kafka", "messaging.destination.name": topic}


def _hop_of(record: Record) -> dict[str, str]:
    return {name: value.decode(errors="replace") for name, value in record.headers if name in ("traceparent", "tracestate")}


def _set_up_logs(settings: ServiceSettings) -> None:
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_trace,
    ]
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, last],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for loud in ("pymongo", "aiokafka", "asyncio", "opentelemetry"):
        logging.getLogger(loud).setLevel(logging.WARNING)


def _with_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        event["trace_id"], event["span_id"] = format(span.trace_id, "032x"), format(span.span_id, "016x")
    if correlation := current_correlation():
        event["correlation_id"] = correlation
    return event
