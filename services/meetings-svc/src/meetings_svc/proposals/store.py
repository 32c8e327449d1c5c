"""What others' facts propose for an agenda, until the secretariat puts it on one or sets it aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes, project_parts
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from meetings_svc.agenda.model import Bi
from meetings_svc.errors import ProposalNotFound, ProposalOver

Reason = Literal["evaluation-due", "exemplar", "guide"]
MOST = 100


@dataclass(frozen=True, slots=True)
class Decline:
    """That a proposal was set aside: by whom, when and why."""

    by: str
    at: datetime
    why: Bi
    name: Bi | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to put on an agenda, because of a fact about a subject of another service: a campaign, or a document of which a
    version takes effect on a day."""

    id: str
    reason: Reason
    subject: str
    title: Bi | None
    at: datetime
    source: str | None = None
    effective_from: date | None = None
    declined: Decline | None = None


_DECLINE, _PROPOSAL = TypeAdapter(Decline), TypeAdapter(Proposal)


class ProposalStore:
    """One document per reason and subject, so that a fact told twice proposes once."""

    def __init__(self, database: Database) -> None:
        self._proposals: Collection = database["proposals"]

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._proposals, IndexModel([("aside", ASCENDING), ("at", ASCENDING)], name="waiting"))

    async def settle(self, proposal: Proposal, *, version: int, holds: bool) -> None:
        """What a fact says as of a version of its subject: this is to be proposed, or no longer. An older fact changes nothing, the same
        again leaves aside what was set aside meanwhile, and a newer one proposes it anew."""
        about: Document = {
            "reason": proposal.reason,
            "subject": proposal.subject,
            "source": proposal.source,
            "effective_from": proposal.effective_from.isoformat() if proposal.effective_from else None,
            "title": {"ar": proposal.title.ar, "en": proposal.title.en} if proposal.title else None,
            "at": proposal.at,
        }
        parts = {"about": about, "standing": {"aside": not holds, "declined": None}}
        await project_parts(self._proposals, proposal.id, version=version, parts=parts)

    async def settle_guide(self, guide: Proposal, *, version: int) -> None:
        """Propose a version of a document in place of those that were published before it, unless a later one is known."""
        same: Document = {"subject": guide.subject, "reason": guide.reason}
        with driver_errors():
            await self._proposals.update_many({**same, "at": {"$lt": guide.at}}, {"$set": {"aside": True, "declined": None}})
            later = await self._proposals.find_one({**same, "at": {"$gt": guide.at}}, {"_id": 1})
        await self.settle(guide, version=version, holds=later is None)

    async def withdraw_guide(self, proposal_id: str, *, version: int) -> None:
        """A version of a document that was taken back is not proposed, whether we heard of it before or will."""
        await project_parts(self._proposals, proposal_id, version=version, parts={"standing": {"aside": True, "declined": None}})

    async def set_aside(self, proposal_id: str, decline: Decline) -> None:
        """Decline it; again changes nothing of who did so first. Raises ProposalNotFound."""
        with driver_errors():
            said = {"aside": True, "declined": _DECLINE.dump_python(decline)}
            done = await self._proposals.update_one({"_id": proposal_id, "aside": False}, {"$set": said})
            if not done.matched_count and not await self._proposals.count_documents({"_id": proposal_id}, limit=1):
                raise ProposalNotFound

    async def take_up(self, proposal_id: str) -> None:
        """Propose again what was declined; again changes nothing. Raises ProposalNotFound, ProposalOver when what proposed it holds no
        longer."""
        with driver_errors():
            again = {"$set": {"aside": False, "declined": None}}
            await self._proposals.update_one({"_id": proposal_id, "declined": {"$ne": None}}, again)
            found = await self._proposals.find_one({"_id": proposal_id}, {"aside": 1})
        if found is None:
            raise ProposalNotFound
        if found.get("aside"):
            raise ProposalOver

    async def get(self, proposal_id: str) -> Proposal:
        """Raises ProposalNotFound, also when it was set aside."""
        with driver_errors():
            found = await self._proposals.find_one({"_id": proposal_id, "aside": False})
        if found is None:
            raise ProposalNotFound
        return _from(found)

    async def waiting(self) -> list[Proposal]:
        """What was not set aside, the oldest first."""
        return await self._all({"aside": False}, "at", ASCENDING)

    async def declined(self) -> list[Proposal]:
        """What somebody set aside and would be proposed otherwise, the last first."""
        return await self._all({"aside": True, "declined": {"$ne": None}}, "declined.at", DESCENDING)

    async def _all(self, query: Document, by: str, direction: int) -> list[Proposal]:
        with driver_errors():
            found = await self._proposals.find(query).sort(by, direction).limit(MOST).to_list(MOST)
        return readable(found, _from)


def _from(document: Mapping[str, Any]) -> Proposal:
    known = ("reason", "subject", "title", "at", "source", "effective_from", "declined")
    return _PROPOSAL.validate_python({name: document[name] for name in known if name in document} | {"id": document["_id"]})
