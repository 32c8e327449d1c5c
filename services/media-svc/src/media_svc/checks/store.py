"""An upload as a Mongo document, and the workers' queue of those that wait for their check: a lease, which saves double work and decides
nothing; and what went wrong with checks, for operations."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.telemetry import current_traceparent
from pymongo import ASCENDING, IndexModel, ReturnDocument

from media_svc.model import Asset, Bi, Cleaned, Findings, Rendition, Status, Wish

SHORTEST_PAUSE: Final = timedelta(seconds=2)
LONGEST_PAUSE: Final = timedelta(seconds=30)
FAULT_LENGTH: Final = 2_000
MOST_FAULTS: Final = 100


@dataclass(frozen=True, slots=True)
class Claim:
    """An upload that is ours to check until the lease ends; the trace and correlation of whoever said that it arrived."""

    asset: Asset
    attempts: int
    trace: dict[str, str]
    correlation: str


class CheckStore:
    """The checks of uploads; each is kept with its upload."""

    def __init__(self, assets: Collection) -> None:
        self._assets = assets

    async def open(self) -> None:
        """Make the indexes."""
        await ensure_indexes(
            self._assets,
            IndexModel([("status", ASCENDING), ("lease_until", ASCENDING)], name="to_check"),
            IndexModel([("fault.at", ASCENDING)], name="faults", sparse=True),
        )

    async def claim(self, *, at: datetime, lease: timedelta) -> Claim | None:
        """The oldest upload that waits for its check and that nobody works on; None = nothing to do."""
        with driver_errors():
            document = await self._assets.find_one_and_update(
                {"status": Status.CHECKING, "lease_until": {"$lte": at}},
                {"$set": {"lease_until": at + lease}, "$inc": {"attempts": 1}},
                sort=[("lease_until", ASCENDING)],
                return_document=ReturnDocument.AFTER,
            )
        if document is None:
            return None
        return Claim(asset_from(document), document["attempts"], document["trace"], document["correlation"])

    async def postpone(self, claim: Claim, *, at: datetime) -> None:
        """Let somebody try again soon: what does the check is away, which is no attempt. It is asked less often the longer it is away."""
        since = claim.asset.delayed_since or at
        pause = min(max((at - since) / 4, SHORTEST_PAUSE), LONGEST_PAUSE)
        await self._release(claim, {"$set": {"lease_until": at + pause, "delayed_since": since}, "$inc": {"attempts": -1}})

    async def retry(self, claim: Claim, *, at: datetime, pause: timedelta, fault: str) -> None:
        """Let somebody try again after a pause; the attempt counts. Its fault is kept for operations, with the trace it happened in."""
        said = fault[:FAULT_LENGTH].encode(errors="replace").decode()  # an error may quote what no database takes
        kept = {"error": said, "traceparent": current_traceparent().get("traceparent"), "at": at}
        await self._release(claim, {"$set": {"lease_until": at + pause, "fault": kept}, "$unset": {"delayed_since": ""}})

    async def _release(self, claim: Claim, change: Document) -> None:
        with driver_errors():
            await self._assets.update_one({"_id": claim.asset.id, "status": Status.CHECKING}, change)

    # ---- for operations ----

    async def faults(self) -> list[Document]:
        """Uploads that could not be checked and that nobody of operations has dismissed, the oldest first, as dead letters are told."""
        failed = {"fault.at": {"$exists": True}, "reason": "not-checked"}
        shown = {"fault": 1, "wish.file_name": 1}
        with driver_errors():
            found = await self._assets.find(failed, shown).sort("fault.at", ASCENDING).limit(MOST_FAULTS).to_list(MOST_FAULTS)
        return [{"id": one["_id"], "subject": one["wish"]["file_name"], **one["fault"]} for one in found]

    async def dismiss(self, id_: str) -> bool:
        """Take a fault off the list of operations; False = it is not on it."""
        with driver_errors():
            return bool((await self._assets.update_one({"_id": id_}, {"$unset": {"fault": ""}})).modified_count)


def fields_of(asset: Asset) -> Document:
    """What is kept of an upload beside its id, version and outbox."""
    return {
        "owner": asset.owner,
        "wish": {**asdict(asset.wish), "alt": asset.wish.alt._asdict() if asset.wish.alt else None},
        "created_by": asset.created_by,
        "created_at": asset.created_at,
        "updated_at": asset.updated_at,
        "status": asset.status,
        "reason": asset.reason,
        "findings": asdict(asset.findings) if asset.findings else None,
        "used_by": list(asset.used_by),
    }


def asset_from(document: Mapping[str, Any]) -> Asset:
    """The asset in a document."""
    wish, findings = document["wish"], document["findings"]
    return Asset(
        id=document["_id"],
        version=document["version"],
        owner=document["owner"],
        wish=Wish(**{**wish, "alt": Bi(**wish["alt"]) if wish["alt"] else None}),
        created_by=document["created_by"],
        created_at=document["created_at"].astimezone(UTC),
        updated_at=document["updated_at"].astimezone(UTC),
        status=Status(document["status"]),
        reason=document["reason"],
        findings=_findings_from(findings) if findings else None,
        used_by=tuple(document["used_by"]),
        delayed_since=document["delayed_since"].astimezone(UTC) if document.get("delayed_since") else None,
    )


def _findings_from(found: Mapping[str, Any]) -> Findings:
    captured = found.get("captured_at")
    return Findings(
        found["sha256"],
        found["width"],
        found["height"],
        tuple(Rendition(**one) for one in found["renditions"]),
        captured.astimezone(UTC) if captured else None,
        tuple(found.get("hints", ())),
        Cleaned(*found["cleaned"]) if found.get("cleaned") else None,
    )
