"""Reads the day of traces that the collector keeps in files: `python -m deploy.traces TRACE_ID`, or without one the newest failures.

Zipkin holds the newest traces in memory and shows them better; this finds what it no longer has. Nothing is written.
"""

import argparse
import json
import struct
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard

from deploy.docker import compose
from deploy.local import shell
from deploy.local.failure import Failure
from deploy.local.run import ROOT, Run

NAME = "traces"
_ERROR = 2  # STATUS_CODE_ERROR of opentelemetry/proto/trace/v1/trace.proto
_SIZE = struct.Struct(">I")  # fileexporter: each compressed message behind its length
_NARROWEST = 24


@dataclass(frozen=True)
class Span:
    """One step of a trace; instants are nanoseconds since 1970."""

    trace: str
    id: str
    parent: str
    service: str
    name: str
    start: int
    end: int
    failed: bool
    said: str


def folder(backend: str, beside: Path) -> Path:
    """The folder with the archive's files; with Docker it is copied out of the collector into `beside` first."""
    if backend == "local":
        return Run.folder_of("up") / NAME
    compose.need_engine()
    compose.run("cp", f"collector:/{NAME}", str(beside), doing="Copying the traces out of the collector")
    return beside / NAME


def messages(files: Path) -> Iterator[bytes]:
    """Every exported message as OTLP JSON, the newest first. A message that was cut off by a kill ends its file."""
    found = sorted(files.glob(f"{NAME}*"), key=lambda path: path.stat().st_mtime, reverse=True)
    if not found:
        raise Failure("There are no traces yet: they are kept while the platform runs, from `make up` on.")
    for path in found:
        for packed in reversed(list(_packed(path))):
            yield zstandard.ZstdDecompressor().decompressobj().decompress(packed)


def _packed(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while len(head := file.read(_SIZE.size)) == _SIZE.size:
            (size,) = _SIZE.unpack(head)
            packed = file.read(size)
            if len(packed) < size:
                return
            yield packed


def spans(message: bytes) -> Iterator[Span]:
    """The spans of one message."""
    for resource in json.loads(message).get("resourceSpans", ()):
        service = _attributes(resource.get("resource", {})).get("service.name", "?")
        for scope in resource.get("scopeSpans", ()):
            for span in scope.get("spans", ()):
                yield _span(service, span)


def _span(service: str, span: dict[str, Any]) -> Span:
    status, attributes = span.get("status", {}), _attributes(span)
    shown = ("http.response.status_code", "http.status_code", "messaging.destination.name")
    said = " ".join(attributes[name] for name in shown if name in attributes)
    return Span(
        trace=span["traceId"],
        id=span["spanId"],
        parent=span.get("parentSpanId", ""),
        service=service,
        name=span.get("name", "?"),
        start=int(span["startTimeUnixNano"]),
        end=int(span["endTimeUnixNano"]),
        failed=status.get("code") == _ERROR,
        said=" ".join(filter(None, (said, status.get("message", "")))),
    )


def _attributes(of: dict[str, Any]) -> dict[str, str]:
    return {one["key"]: str(next(iter(one["value"].values()), "")) for one in of.get("attributes", ())}


def trace(files: Path, trace_id: str) -> list[Span]:
    """All spans of a trace, in order of their start. Empty when the archive does not hold it."""
    asked = trace_id.lower()
    inside = (span for message in messages(files) if asked.encode() in message for span in spans(message))
    return sorted({span.id: span for span in inside if span.trace == asked}.values(), key=lambda span: span.start)


def failures(files: Path, most: int) -> list[Span]:
    """The newest failed spans, one a trace."""
    found: dict[str, Span] = {}
    for message in messages(files):
        for span in sorted((one for one in spans(message) if one.failed), key=lambda one: -one.start):
            found.setdefault(span.trace, span)
        if len(found) >= most:
            break
    return sorted(found.values(), key=lambda span: -span.start)[:most]


def drawn(found: list[Span]) -> Iterator[str]:
    """A line a span: when it began and how long it took, in milliseconds; indented under its parent; `!` marks a failure."""
    began, known = found[0].start, {span.id for span in found}
    children: dict[str, list[Span]] = {}
    for span in found:
        children.setdefault(span.parent if span.parent in known else "", []).append(span)
    wide = max(_NARROWEST, *(len(span.service) for span in found))

    def below(parent: str, depth: int) -> Iterator[str]:
        for span in children.get(parent, ()):
            times = f"{(span.start - began) / 1e6:>9.1f} {(span.end - span.start) / 1e6:>9.1f}"
            yield f"{times}  {'!' if span.failed else ' '} {span.service:<{wide}} {'  ' * depth}{span.name} {span.said}".rstrip()
            yield from below(span.id, depth + 1)

    yield f"{'at ms':>9} {'took ms':>9}    {'service':<{wide}} step"
    yield from below("", 0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.traces", description=__doc__)
    parser.add_argument("id", nargs="?", default="", help="a trace id; without one the newest failures are listed")
    parser.add_argument("--last", type=int, default=20, help="how many failures to list")
    options = parser.parse_args()
    backend = (ROOT / ".local" / "backend").read_text().strip() if (ROOT / ".local" / "backend").exists() else "local"
    with tempfile.TemporaryDirectory() as beside:
        files = folder(backend, Path(beside))
        if options.id:
            found = trace(files, options.id)
            if not found:
                raise Failure(f"No trace {options.id} in the archive: it was not kept (one in ten is), or is older than a day.")
            shell.say("\n".join(drawn(found)))
            return 0
        for span in failures(files, options.last):
            at = datetime.fromtimestamp(span.start / 1e9, UTC)
            shell.say(f"{at:%Y-%m-%d %H:%M:%SZ}  {span.trace}  {span.service}  {span.name} {span.said}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
