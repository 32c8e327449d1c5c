"""Where traces begin."""

from chassis.telemetry import Journeys
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ParentBased
from opentelemetry.trace import SpanKind

tracer = TracerProvider(sampler=ParentBased(Journeys(1.0))).get_tracer("test")


def test_a_loops_own_query_begins_no_trace():
    with tracer.start_as_current_span("things.find", kind=SpanKind.CLIENT) as span:
        assert not span.is_recording()


def test_a_request_begins_a_trace_and_its_queries_belong_to_it():
    server = tracer.start_as_current_span("GET /things", kind=SpanKind.SERVER)
    with server as request, tracer.start_as_current_span("find", kind=SpanKind.CLIENT) as query:
        assert query.is_recording()
        assert query.get_span_context().trace_id == request.get_span_context().trace_id
