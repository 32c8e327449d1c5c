"""What `make trace` reads: files as the collector's file exporter writes them."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import zstandard

from deploy import traces
from deploy.local.failure import Failure


def span(trace: str, id_: str, *, parent: str = "", start: int = 0, took: int = 5, failed: bool = False) -> dict[str, Any]:
    """A span that begins `start` and lasts `took` milliseconds."""
    return {
        "traceId": trace,
        "spanId": id_,
        "parentSpanId": parent,
        "name": f"step {id_}",
        "startTimeUnixNano": str(start * 10**6),
        "endTimeUnixNano": str((start + took) * 10**6),
        "attributes": [{"key": "http.response.status_code", "value": {"intValue": "503" if failed else "200"}}],
        "status": {"code": 2} if failed else {},
    }


def packed(*spans: dict[str, Any], service: str = "gateway") -> bytes:
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": service}}]}
    message = {"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": list(spans)}]}]}
    body = zstandard.ZstdCompressor().compress(json.dumps(message).encode())
    return struct.pack(">I", len(body)) + body


def archive(folder: Path, *records: bytes) -> Path:
    (folder / "traces.zst").write_bytes(b"".join(records))
    return folder


def shown(lines: Sequence[str]) -> list[str]:
    return [line.split("  ", 1)[1].strip() for line in lines]


def test_a_trace_is_put_together_from_all_messages_and_drawn_under_its_parents(tmp_path: Path) -> None:
    files = archive(
        tmp_path,
        packed(span("aa", "2", parent="1", start=10), service="campaigns-svc"),
        packed(span("bb", "9")),
        packed(span("aa", "1", took=50)),
    )
    found = traces.trace(files, "AA")
    assert [(one.id, one.service) for one in found] == [("1", "gateway"), ("2", "campaigns-svc")]
    head, first, second = traces.drawn(found)
    assert "at ms" in head
    assert first.split() == ["0.0", "50.0", "gateway", "step", "1", "200"]
    assert second.split() == ["10.0", "5.0", "campaigns-svc", "step", "2", "200"]
    assert second.index("step") > first.index("step")


def test_a_span_whose_parent_is_missing_is_drawn_all_the_same(tmp_path: Path) -> None:
    files = archive(tmp_path, packed(span("aa", "2", parent="lost")))
    assert [line.split()[-2] for line in traces.drawn(traces.trace(files, "aa"))][1:] == ["2"]


def test_a_span_that_was_exported_twice_is_drawn_once(tmp_path: Path) -> None:
    files = archive(tmp_path, packed(span("aa", "1")), packed(span("aa", "1")))
    assert len(traces.trace(files, "aa")) == 1


def test_the_newest_failures_come_first_one_a_trace(tmp_path: Path) -> None:
    old, well = span("aa", "1", start=1, failed=True), span("cc", "4", start=9)
    new = packed(span("bb", "2", start=5, failed=True), span("bb", "3", start=6, failed=True))
    files = archive(tmp_path, packed(old), packed(well), new)
    assert [(one.trace, one.id) for one in traces.failures(files, 20)] == [("bb", "3"), ("aa", "1")]
    assert [one.trace for one in traces.failures(files, 1)] == ["bb"]


def test_a_message_cut_off_by_a_kill_hides_nothing_before_it(tmp_path: Path) -> None:
    whole, last = packed(span("aa", "1")), packed(span("aa", "2"))
    for cut in (1, 3, 5, len(last) - 1):
        files = archive(tmp_path, whole, last[:cut])
        assert [one.id for one in traces.trace(files, "aa")] == ["1"]


def test_rotated_files_are_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "traces-2026-01-01T00-00-00.000.zst").write_bytes(packed(span("aa", "1")))
    files = archive(tmp_path, packed(span("aa", "2", parent="1", start=1)))
    assert [one.id for one in traces.trace(files, "aa")] == ["1", "2"]


def test_an_archive_without_a_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="make up"):
        traces.trace(tmp_path, "aa")
