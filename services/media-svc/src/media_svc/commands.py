"""What can be done with photos and files: one function, one use case, one write; safe to run again."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from chassis.auth import Actor
from chassis.clock import Clock
from chassis.errors import StaleVersion, Unavailable
from chassis.event import correlated
from chassis.outbox import AlreadyExists
from chassis.telemetry import continued

from media_svc import errors, model
from media_svc.malware import Scanner
from media_svc.model import Asset, Change, Findings, Rendition, Status, Wish
from media_svc.published import Kind, ReasonCode
from media_svc.renditions import Inconclusive, Job, Refused, examine
from media_svc.sources.commands import keep_reading
from media_svc.store import AssetStore, Claim, Stores

LEASE: Final = timedelta(seconds=90)
MOST_ATTEMPTS: Final = 3
NO_SCANNER: Final = Scanner("")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one check may take: pixels, bytes of memory, seconds by the clock on the wall; and who looks for malware first.
    Photos in full are examined one after the other, so that a queue of them takes no more memory than one."""

    pixels: int
    memory: int
    seconds: float
    scanner: Scanner = NO_SCANNER
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)


# ---- the uploader's acts ----


async def announce_upload(stores: Stores, id_: str, wish: Wish, *, limit: int, by: Actor, at: datetime) -> Asset:
    """Make room for an upload. The same id again gives what the first time made. Raises StoreAway before a browser runs into it."""
    asset, _ = model.announce(id_, wish, limit=limit, by=by, at=at)
    await stores.objects.open()
    try:
        return await stores.assets.add(asset)
    except AlreadyExists:
        return await stores.assets.get(wish.kind, id_, seen_by=by)


async def report_arrival(stores: Stores, kind: Kind, id_: str, *, by: Actor, at: datetime) -> Asset:
    """The bytes are in the store: queue their check. Saying it twice is as good as once. Raises NotUploaded, StoreAway."""
    asset = await stores.assets.get(kind, id_, seen_by=by)
    if asset.status is not Status.PENDING:
        return asset
    arrived = model.arrive(asset, by=by, at=at)
    if not await stores.objects.arrived(asset.upload_key):
        raise errors.NotUploaded
    try:
        return await stores.assets.queue(*arrived)
    except StaleVersion:
        return await stores.assets.get(kind, id_, seen_by=by)


# ---- the worker's acts ----


async def check_next(stores: Stores, limits: Limits, *, clock: Clock) -> bool:
    """Check the upload that waits longest, in the trace of whoever reported it; False = none waits."""
    claim = await stores.assets.claim(at=clock(), lease=LEASE)
    if claim is None:
        return False
    with correlated(claim.correlation), continued(claim.trace, f"check {claim.asset.kind}", asset_id=claim.asset.id):
        await _check(stores, claim, limits, clock)
    return True


async def _check(stores: Stores, claim: Claim, limits: Limits, clock: Clock) -> None:
    """Settle it, or let it be tried again: a store that is away says nothing about the content, a slow check only after three tries."""
    try:
        survivable = claim.attempts <= MOST_ATTEMPTS  # else it ended this very process, again and again
        verdict = await _verdict(stores, claim.asset, limits) if survivable else "too-heavy"
        await _settle(stores, claim.asset.id, verdict, clock())
    except Unavailable as away:
        log.warning("the check of %s waits: %s", claim.asset.id, away)
        await stores.assets.release(claim, until=clock() + timedelta(seconds=2), counts=False)
    except Inconclusive as why:
        log.warning("try %s to check %s: %s", claim.attempts, claim.asset.id, why)
        if claim.attempts >= MOST_ATTEMPTS:
            await _settle(stores, claim.asset.id, "too-heavy", clock())
        else:
            await stores.assets.release(claim, until=clock(), counts=True)
    except Exception:
        log.exception("the check of %s failed in a way nobody foresaw", claim.asset.id)
        await stores.assets.release(claim, until=clock() + LEASE, counts=False)


async def _verdict(stores: Stores, asset: Asset, limits: Limits) -> Findings | ReasonCode:
    """What the check finds. What passes lies among the accepted before anybody hears of it. Raises StoreAway, ScannerAway, Inconclusive."""
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
        findings = _findings(sha256, found)
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


def _findings(sha256: str, found: dict[str, Any]) -> Findings:
    captured = found.get("captured_at")
    return Findings(
        sha256,
        found.get("width"),
        found.get("height"),
        tuple(Rendition(**one) for one in found.get("renditions", ())),
        datetime.fromisoformat(captured).astimezone(UTC) if captured else None,
    )


async def _promote(stores: Stores, asset: Asset, findings: Findings, folder: Path) -> None:
    """Put what was checked among the accepted: our copy, never what may by now lie in quarantine."""
    for rendition in findings.renditions:
        await stores.objects.put(asset.rendition_key(rendition), folder / rendition.file_name, rendition.type)
    if asset.kind == "file":
        await stores.objects.put(asset.file_key, folder / "source", asset.wish.content_type)


async def _settle(stores: Stores, id_: str, verdict: Findings | ReasonCode, at: datetime) -> None:
    """Write the verdict, then empty the quarantine; a crash in between is what `empty_quarantine` is for."""

    def decide(asset: Asset) -> Change | None:
        if asset.status is not Status.CHECKING:
            return None
        return model.accept(asset, verdict, at=at) if isinstance(verdict, Findings) else model.reject(asset, verdict, at=at)

    if settled := await _change(stores.assets, id_, decide, write=stores.assets.settle):
        await _leave_quarantine(stores, settled)


async def _leave_quarantine(stores: Stores, asset: Asset) -> None:
    await stores.objects.discard(asset.upload_key)
    await stores.assets.left_quarantine(asset.id)


async def empty_quarantine(stores: Stores) -> int:
    """Delete the uploaded bytes of what was settled before a crash; how many."""
    left = await stores.assets.left_in_quarantine()
    for asset in left:
        await _leave_quarantine(stores, asset)
    return len(left)


async def forget_never_arrived(stores: Stores, *, before: datetime) -> int:
    """Forget uploads announced before this instant that never came, and what may have been posted for them; how many."""
    forgotten = [asset for asset in await stores.assets.never_arrived(before) if await stores.assets.forget(asset)]
    for asset in forgotten:
        await stores.objects.discard(asset.upload_key)
    return len(forgotten)


# ---- what follows from others' facts ----


async def show_cover(assets: AssetStore, id_: str, campaign_id: str, *, at: datetime) -> None:
    """A campaign that members see shows this photo. A photo we do not know is none of ours to show."""
    await _change(assets, id_, lambda asset: model.show_in(asset, campaign_id, at=at))


async def hide_covers(assets: AssetStore, campaign_id: str, *, at: datetime) -> None:
    """A campaign was called off: what it showed is its owner's alone again."""
    for asset in await assets.used_in(campaign_id):
        await _change(assets, asset.id, lambda asset: model.hide_from(asset, campaign_id, at=at))


async def hand_over_assets(assets: AssetStore, entity: str, to: str, *, at: datetime) -> None:
    """What an entity owned belongs to the one it merged into."""
    for asset in await assets.owned_by(entity):
        await _change(assets, asset.id, lambda asset: model.hand_over(asset, to, at=at))


async def _change(
    assets: AssetStore, id_: str, change: Callable[[Asset], Change | None], *, write: Callable[..., Awaitable[Asset]] | None = None
) -> Asset | None:
    """Apply a rule to the newest state, again when somebody was faster; the state it left, None when there is nothing to change."""
    while (asset := await assets.by_id(id_)) and (changed := change(asset)):
        try:
            return await (write or assets.save)(*changed)
        except StaleVersion:
            continue
    return None
