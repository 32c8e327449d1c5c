"""The check of an upload: what passes is put among the accepted, everything else is rejected in words. Nothing is tried for ever.

Three kinds of fault: what checks is away (no attempt), the content overran its limits, and what nobody foresaw; the last two count.
"""

import asyncio
import hashlib
import logging
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from chassis.clock import Clock
from chassis.errors import Unavailable
from chassis.event import correlated
from chassis.telemetry import continued
from opentelemetry import metrics

from media_svc import errors, model
from media_svc.checks.store import Claim
from media_svc.commands import change_asset, clear_away
from media_svc.malware import Scanner
from media_svc.model import Asset, Change, Cleaned, Findings, Rendition, Status
from media_svc.objects import StoreRefusesUs
from media_svc.published import ReasonCode
from media_svc.renditions import CLEANED, Job, Overran, Refused, examine
from media_svc.sources.commands import keep_reading
from media_svc.store import Stores

LEASE: Final = timedelta(seconds=90)
MOST_ATTEMPTS: Final = 3
PAUSE: Final = timedelta(seconds=10)
NO_SCANNER: Final = Scanner("")
log = logging.getLogger(__name__)
_checks: Final = metrics.get_meter("media_svc.checks").create_counter("media.checks", "{check}", "Attempts to check an upload, by outcome")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one check may take: pixels, bytes of memory, seconds by the clock on the wall; and who looks for malware first.
    Photos in full are examined one after the other, so that a queue of them takes no more memory than one."""

    pixels: int
    memory: int
    seconds: float
    scanner: Scanner = NO_SCANNER
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)


async def check_next(stores: Stores, limits: Limits, *, clock: Clock) -> bool:
    """Check the upload that waits longest, in the trace of whoever reported it; False = none waits."""
    claim = await stores.checks.claim(at=clock(), lease=LEASE)
    if claim is None:
        return False
    with correlated(claim.correlation), continued(claim.trace, f"check {claim.asset.kind}", asset_id=claim.asset.id):
        await _check(stores, claim, limits, clock)
    return True


async def _check(stores: Stores, claim: Claim, limits: Limits, clock: Clock) -> None:
    """Settle it, or let it be tried again: what is away says nothing about the content; all else ends after three attempts."""
    try:
        if claim.attempts > MOST_ATTEMPTS:
            raise _WorkerLost
        verdict = await _verdict(stores, claim.asset, limits)
        await _settle(stores, claim.asset.id, verdict, clock())
        _checks.add(1, {"outcome": "accepted" if isinstance(verdict, Findings) else "rejected"})
    except (Unavailable, StoreRefusesUs) as away:
        log.warning("the check of %s waits: %s", claim.asset.id, away)
        _checks.add(1, {"outcome": "waits"})
        await stores.checks.postpone(claim, at=clock())
    except Overran as why:
        log.warning("try %s to check %s: %s", claim.attempts, claim.asset.id, why)
        _checks.add(1, {"outcome": "overran"})
        await _again(stores, claim, why, "too-heavy", clock())
    except Exception as why:
        log.exception("try %s to check %s failed in a way nobody foresaw", claim.attempts, claim.asset.id)
        _checks.add(1, {"outcome": "failed"})
        await _again(stores, claim, why, "not-checked", clock())


class _WorkerLost(Exception):
    def __str__(self) -> str:
        return f"the worker ended during each of {MOST_ATTEMPTS} attempts"


async def _again(stores: Stores, claim: Claim, why: Exception, reason: ReasonCode, at: datetime) -> None:
    """Keep what went wrong; try again in a while, or say for good that it did."""
    await stores.checks.retry(claim, at=at, pause=PAUSE * claim.attempts, fault=f"{type(why).__name__}: {why}")
    if claim.attempts >= MOST_ATTEMPTS:
        await _settle(stores, claim.asset.id, reason, at)


async def _verdict(stores: Stores, asset: Asset, limits: Limits) -> Findings | ReasonCode:
    """What the check finds. What passes lies among the accepted before anybody hears of it. Raises what is away, Overran."""
    with tempfile.TemporaryDirectory(prefix="check-") as name:
        folder = Path(name)
        source = folder / "source"
        try:
            sha256 = await stores.objects.fetch(asset.upload_key, source, limit=asset.wish.size)
            if harm := await limits.scanner.finds(source):
                log.warning("%s holds %s", asset.id, harm)
                return "malware"
            job = _job(asset, source, folder, limits)
            async with limits.alone if job.in_full else nullcontext():
                found = await examine(job, within=limits.seconds)
        except errors.ObjectMissing:
            return "never-arrived"
        except Refused as refused:
            return str(refused)  # type: ignore[return-value]  # the codes of renditions.py are those of published.py; a test compares them
        findings = _findings(sha256, found, folder)
        await _promote(stores, asset, findings, folder)
        await keep_reading(stores.documents, stores.objects, asset.id, found.get("reading"), folder)
        return findings


def _job(asset: Asset, source: Path, folder: Path, limits: Limits) -> Job:
    return Job(
        str(source),
        str(folder),
        asset.kind,
        asset.wish.content_type,
        limits.pixels,
        memory=limits.memory,
        seconds=int(limits.seconds) + 1,
        in_full=asset.wish.purpose == "studio",
    )


def _findings(sha256: str, found: dict[str, Any], folder: Path) -> Findings:
    captured = found.get("captured_at")
    return Findings(
        sha256,
        found.get("width"),
        found.get("height"),
        tuple(Rendition(**one) for one in found.get("renditions", ())),
        datetime.fromisoformat(captured).astimezone(UTC) if captured else None,
        tuple(found.get("hints", ())),
        _cleaned(folder / name) if (name := found.get("cleaned")) else None,
    )


def _cleaned(file: Path) -> Cleaned:
    content = file.read_bytes()
    return Cleaned(hashlib.sha256(content).hexdigest(), len(content))


async def _promote(stores: Stores, asset: Asset, findings: Findings, folder: Path) -> None:
    """Put what was checked among the accepted: our copy, never what may by now lie in quarantine."""
    for rendition in findings.renditions:
        await stores.objects.put(asset.rendition_key(rendition), folder / rendition.file_name, rendition.type)
    if asset.kind == "file":
        served = folder / (CLEANED if findings.cleaned else "source")
        await stores.objects.put(asset.file_key, served, asset.wish.content_type)


async def _settle(stores: Stores, id_: str, verdict: Findings | ReasonCode, at: datetime) -> None:
    """Write the verdict, then empty the quarantine; a crash in between is what `empty_quarantine` is for. What was removed or rejected
    during its check leaves nothing among the accepted."""

    def decide(asset: Asset) -> Change | None:
        if asset.status is not Status.CHECKING:
            return None
        return model.accept(asset, verdict, at=at) if isinstance(verdict, Findings) else model.reject(asset, verdict, at=at)

    if settled := await change_asset(stores.assets, id_, decide, write=stores.assets.settle):
        await clear_away(stores, settled)
    elif isinstance(verdict, Findings) and (over := await stores.assets.over(id_)):
        await clear_away(stores, over)


async def empty_quarantine(stores: Stores) -> int:
    """Delete the bytes of what was settled or removed before a crash; how many."""
    left = await stores.assets.left_in_quarantine()
    for asset in left:
        await clear_away(stores, asset)
    return len(left)


async def forget_never_arrived(stores: Stores, *, before: datetime) -> int:
    """Forget uploads announced before this instant that never came, and what may have been posted for them; how many."""
    forgotten = [asset for asset in await stores.assets.never_arrived(before) if await stores.assets.forget(asset)]
    for asset in forgotten:
        await clear_away(stores, asset)
    return len(forgotten)
