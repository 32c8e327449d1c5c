"""Events as classes and on the wire."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from chassis.event import (
    Cause,
    Consumed,
    ContentTooLarge,
    Envelope,
    NotAnEvent,
    Published,
    because_of,
    content_of,
    correlated,
    current_cause,
    current_correlation,
    event_id,
    handles,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError


class LampLit(Published, type="lamps.lamp-lit.v1", topic="lamps.lamp"):
    """A lamp was lit."""

    lamp_id: str
    note: str = ""


class LampLitAsWeReadIt(Consumed, type="lamps.lamp-lit.v1", topic="lamps.lamp"):
    lamp_id: str


@dataclass
class Stored:
    headers: list[tuple[str, bytes]]
    value: bytes | None
    topic: str = "lamps.lamp"
    partition: int = 0
    offset: int = 0
    key: bytes | None = None
    extra: dict = field(default_factory=dict)


texts = st.text(min_size=1, max_size=20)
envelopes = st.builds(
    Envelope,
    id=texts,
    source=texts,
    type=texts,
    subject=texts,
    time=st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 the strategy adds the zone
        lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
    ),
    sequence=st.integers(0, 10**9),
    correlation_id=texts,
    content=st.dictionaries(texts, texts | st.integers(-1000, 1000) | st.none(), max_size=4),
    causation_id=st.none() | texts,
    classification=st.just("open"),
    dataschema=texts,
    traceparent=st.none() | texts,
    tracestate=st.none(),
)


@given(envelopes)
def test_an_event_survives_the_journey_through_kafka(envelope: Envelope) -> None:
    assert Envelope.of(Stored(envelope.to_headers(), envelope.to_bytes())) == envelope


@given(envelopes)
def test_an_event_survives_structured_mode(envelope: Envelope) -> None:
    headers = [("content-type", b"application/cloudevents+json; charset=utf-8")]
    import json

    assert Envelope.of(Stored(headers, json.dumps(envelope.to_json()).encode())) == envelope


@pytest.mark.parametrize(
    "record",
    [
        Stored([], b"{}"),
        Stored([("ce_specversion", b"1.0")], b"{}"),
        Stored([("content-type", b"image/png")], b"\x89PNG"),
        Stored([], None),
    ],
    ids=["no-headers", "half", "picture", "tombstone"],
)
def test_what_is_not_an_event_is_refused_with_a_reason(record: Stored) -> None:
    with pytest.raises(NotAnEvent, match="valid CloudEvent"):
        Envelope.of(record)


def test_sequences_compare_as_text() -> None:
    low, high = (Envelope("i", "s", "t", "x", datetime.now(UTC), n, "c", {}).attributes()["sequence"] for n in (9, 10))
    assert low < high


def test_the_same_version_of_the_same_subject_has_the_same_id() -> None:
    assert event_id("a", 1, "t") == event_id("a", 1, "t")
    assert len({event_id("a", 1, "t"), event_id("a", 2, "t"), event_id("b", 1, "t"), event_id("a", 1, "u")}) == 4


def test_fields_travel_in_camel_case_and_strangers_are_refused() -> None:
    assert content_of(LampLit(lamp_id="7")) == {"lampId": "7", "note": ""}
    with pytest.raises(ValidationError):
        LampLit.model_validate({"lampId": "7", "colour": "red"})


def test_a_reader_ignores_what_it_does_not_use() -> None:
    assert LampLitAsWeReadIt.model_validate({"lampId": "7", "colour": "red"}).lamp_id == "7"


def test_content_beyond_64_kibibytes_is_refused() -> None:
    with pytest.raises(ContentTooLarge):
        content_of(LampLit(lamp_id="7", note="ا" * 40_000))


def test_a_table_knows_its_topics_and_refuses_two_handlers_of_one_type() -> None:
    async def on_lamp_lit(event: LampLitAsWeReadIt, cause: Cause, stores: object) -> None: ...

    assert handles(LampLitAsWeReadIt.to(on_lamp_lit)).topics == {"lamps.lamp"}
    with pytest.raises(TypeError):
        handles(LampLitAsWeReadIt.to(on_lamp_lit), LampLitAsWeReadIt.to(on_lamp_lit))


def test_a_cause_gives_its_correlation_on_and_leaves_no_trace() -> None:
    cause = Cause("e1", "t", "x", 1, "journey", datetime.now(UTC))
    with correlated("request"), because_of(cause):
        assert (current_cause(), current_correlation()) == (cause, "journey")
    assert (current_cause(), current_correlation()) == (None, None)


def test_the_prefix_is_the_deployments_and_not_the_codes() -> None:
    envelope = Envelope("i", "s", "org.example.lamps.lamp-lit.v1", "x", datetime.now(UTC), 1, "c", {})
    assert envelope.without_prefix("org.example.").type == "lamps.lamp-lit.v1"
