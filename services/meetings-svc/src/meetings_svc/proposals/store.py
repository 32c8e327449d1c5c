"""What others' facts propose for an agenda, until the secretariat puts it on one or sets it aside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from chassis.mongo import Collection, Database, Document, driver_errors, ensure_indexes
from pymongo import ASCENDING, IndexModel

from meetings_svc.agenda.model import Bi
from meetings_svc.errors import ProposalNotFound

Reason = Literal["evaluation-due", "exemplar", "guide"]
MOST = 100


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


class ProposalStore:
    """One document per reason and subject, so that a fact told twice proposes once."""

    def __init__(self, database: Database) -> None:
        self._proposals: Collection = database["proposals"]

    async def open(self) -> None:
        """Make the index."""
        await ensure_indexes(self._proposals, IndexModel([("aside", ASCENDING), ("at", ASCENDING)], name="waiting"))

    async def put(self, proposal: Proposal) -> None:
        """Propose it, unless it was proposed before: what was set aside stays aside."""
        fields: Document = {
            "reason": proposal.reason,
            "subject": proposal.subject,
            "title": {"ar": proposal.title.ar, "en": proposal.title.en} if proposal.title else None,
            "at": proposal.at,
            "source": proposal.source,
            "effective_from": proposal.effective_from.isoformat() if proposal.effective_from else None,
            "aside": False,
        }
        with driver_errors():
            await self._proposals.update_one({"_id": proposal.id}, {"$setOnInsert": fields}, upsert=True)

    async def withdraw(self, subject: str, *, before: datetime | None = None) -> None:
        """Nothing is proposed of this subject any more; with an instant, nothing that was proposed before it."""
        older: Document = {"at": {"$lt": before}} if before else {}
        with driver_errors():
            await self._proposals.update_many({"subject": subject, **older}, {"$set": {"aside": True}})

    async def forget(self, proposal_id: str) -> None:
        """What it was proposed for holds no longer; should it hold again, it is proposed again, also when this one was set aside."""
        with driver_errors():
            await self._proposals.delete_one({"_id": proposal_id})

    async def rename(self, subject: str, title: Bi | None) -> None:
        """What is proposed of this subject bears its newest title."""
        named = {"ar": title.ar, "en": title.en} if title else None
        with driver_errors():
            await self._proposals.update_many({"subject": subject}, {"$set": {"title": named}})

    async def set_aside(self, proposal_id: str) -> None:
        """Raises ProposalNotFound."""
        with driver_errors():
            found = await self._proposals.update_one({"_id": proposal_id}, {"$set": {"aside": True}})
        if not found.matched_count:
            raise ProposalNotFound

    async def get(self, proposal_id: str) -> Proposal:
        """Raises ProposalNotFound, also when it was set aside."""
        with driver_errors():
            found = await self._proposals.find_one({"_id": proposal_id, "aside": False})
        if found is None:
            raise ProposalNotFound
        return _from(found)

    async def waiting(self) -> list[Proposal]:
        """What was not set aside, the oldest first."""
        with driver_errors():
            found = await self._proposals.find({"aside": False}).sort("at", ASCENDING).limit(MOST).to_list(MOST)
        return [_from(one) for one in found]


def _from(document: Document) -> Proposal:
    title = Bi(**document["title"]) if document["title"] else None
    day = document.get("effective_from")
    effective = date.fromisoformat(day) if day else None
    return Proposal(document["_id"], document["reason"], document["subject"], title, document["at"], document.get("source"), effective)
