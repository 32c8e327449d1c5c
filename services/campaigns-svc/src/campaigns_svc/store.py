"""The only file that speaks Mongo. Who may see what is part of every query here, so that nobody can forget it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from chassis.arabic import EDITION, beginning, tokens
from chassis.audience import belongs_to
from chassis.auth import Actor
from chassis.clock import DUBAI
from chassis.cursors import Cursors
from chassis.event import Fact
from chassis.mongo import Collection, Database, Document, count_some, driver_errors, ensure_indexes, renew_keys
from chassis.outbox import Outbox
from chassis.reading import readable
from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel

from campaigns_svc.errors import CampaignNotFound
from campaigns_svc.hot.store import HotPages
from campaigns_svc.model import PUBLIC, WAITING, Campaign, Status
from campaigns_svc.outcome.model import Outcome
from campaigns_svc.plan.model import AS_VALUES, Tier
from campaigns_svc.policy import authored_by, oversees, read_for
from campaigns_svc.review.model import Person, Review
from campaigns_svc.told.store import ProjectionStore
from campaigns_svc.voices.store import VoiceStore

_REVIEW = TypeAdapter(Review)
_PERSON = TypeAdapter(Person)
_OUTCOME = TypeAdapter(Outcome)
_TEXT, _PERHAPS, _WHOLE = TypeAdapter(str), TypeAdapter(str | None), TypeAdapter(int)
_INSTANTS = ("created_at", "updated_at", "launch_at", "launched_at", "completed_at")
ON_THE_DESK = (Status.SUBMITTED, Status.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything one may see."""

    q: str = ""
    statuses: tuple[Status, ...] = ()
    entity: str | None = None
    topic: str | None = None
    mine: bool = False
    oldest_first: bool = False
    channel: str | None = None
    year: int | None = None
    only: tuple[str, ...] | None = None

    @property
    def scope(self) -> tuple[Any, ...]:
        """What a cursor is bound to."""
        return self.q, self.statuses, self.entity, self.topic, self.mine, self.oldest_first, self.channel, self.year, self.only is not None


class CampaignStore:
    """The campaigns, each one document with its outbox."""

    def __init__(self, database: Database, outbox: Outbox, cursors: Cursors, changed: Callable[[], None] = lambda: None) -> None:
        self._campaigns: Collection = outbox.collection
        self._changed = changed
        self._counters: Collection = database["counters"]
        self._outbox = outbox
        self._cursors = cursors

    async def open(self) -> None:
        """Make the indexes."""
        newest = [("sort_at", DESCENDING), ("_id", DESCENDING)]
        await ensure_indexes(
            self._campaigns,
            IndexModel([("status", ASCENDING), *newest], name="by_status"),
            IndexModel([("lead", ASCENDING), *newest], name="by_lead"),
            IndexModel([("words", ASCENDING), *newest], name="by_words"),
            IndexModel([("status", ASCENDING), ("launch_at", ASCENDING)], name="due"),
            IndexModel([("status", ASCENDING), ("ends_on", ASCENDING)], name="over"),
            IndexModel([("status", ASCENDING), ("plan.tier", ASCENDING), ("completed_at", ASCENDING)], name="owed_by_tier"),
            IndexModel([("plan.derived_from", ASCENDING), *newest], name="by_origin", sparse=True),
            IndexModel([("plan.implementation.channels", ASCENDING), *newest], name="by_channel"),
            IndexModel([("ref", ASCENDING)], name="ref", unique=True),
            outbox=True,
        )
        await renew_keys(self._campaigns, EDITION, _keys_of)

    async def next_ref(self, year: int) -> str:
        """The next reference of the year; a number once given is never given again."""
        with driver_errors():
            counter = await self._counters.find_one_and_update(
                {"_id": f"ref-{year}"}, {"$inc": {"last": 1}}, upsert=True, return_document=True
            )
        return f"GNGC-C-{year}-{counter['last']:04d}"

    async def add(self, campaign: Campaign, fact: Fact | None) -> Campaign:
        """A new campaign. Raises AlreadyExists."""
        await self._outbox.insert({"_id": campaign.id, "version": campaign.version, **_fields(campaign)}, fact)
        self._changed()
        return campaign

    async def save(self, campaign: Campaign, fact: Fact | None, *, expected: int) -> Campaign:
        """The changed campaign with its new version. Raises StaleVersion, OutboxFull."""
        version = await self._outbox.update(campaign.id, expected=expected, changes=_fields(campaign), fact=fact)
        self._changed()
        return replace(campaign, version=version)

    async def remove(self, campaign: Campaign, fact: Fact | None, *, expected: int) -> None:
        """Delete what it says. Its id and reference stay, so that neither is given again and its end is told. Raises StaleVersion."""
        said = [name for name in _fields(campaign) if name != "ref"]
        await self._outbox.update(campaign.id, expected=expected, changes={"removed": True}, fact=fact, unset=said)
        self._changed()

    async def others_show(self, asset_id: str, *, but: str) -> bool:
        """Whether another campaign has this cover."""
        with driver_errors():
            return await self._campaigns.find_one({"plan.cover.asset_id": asset_id, "_id": {"$ne": but}}, {"_id": 1}) is not None

    async def get(self, campaign_id: str, *, seen_by: Actor) -> Campaign:
        """Raises CampaignNotFound also when it is there but not for these eyes."""
        with driver_errors():
            document = await self._campaigns.find_one({"_id": campaign_id, **visible_to(seen_by)}, {"outbox": 0, "seen": 0})
        if document is None:
            raise CampaignNotFound
        return campaign_from(document)

    async def page(self, filters: Filters, *, seen_by: Actor, limit: int, cursor: str | None) -> tuple[list[Campaign], str | None]:
        """One page and the cursor behind it. Raises InvalidCursor."""
        scope = (seen_by.id, *filters.scope)
        after = self._cursors.read(cursor, scope=scope)
        direction = ASCENDING if filters.oldest_first else DESCENDING
        placed: Document = {"sort_at": {"$type": "date"}}  # a record without has no place that a cursor could name
        query = {"$and": [visible_to(seen_by), placed, *_conditions(filters, seen_by), *_behind(after, direction)]}
        with driver_errors():
            found = (
                await self._campaigns.find(query, {"outbox": 0, "seen": 0})
                .sort([("sort_at", direction), ("_id", direction)])
                .limit(limit + 1)
                .to_list(limit + 1)
            )
        more = len(found) > limit
        return readable(found[:limit], campaign_from), self._cursors.sign(_place(found[limit - 1]), scope=scope) if more else None

    async def count(self, filters: Filters, *, seen_by: Actor) -> int:
        """How many of them one may see, see `count_some`."""
        return await count_some(self._campaigns, {"$and": [visible_to(seen_by), *_conditions(filters, seen_by)]})

    async def due(self, at: datetime, limit: int = 100) -> list[Campaign]:
        """Those that the clock launches now."""
        return await self._all({"status": {"$in": list(WAITING)}, "launch_at": {"$lte": at}}, limit)

    async def approved(self, limit: int = 100) -> list[Campaign]:
        """Those whose instant of launch is known and not yet announced."""
        return await self._all({"status": Status.APPROVED, "launch_at": {"$ne": None}}, limit)

    async def over(self, today: date, limit: int = 100) -> list[Campaign]:
        """Those live ones whose last day has passed."""
        return await self._all({"status": Status.LIVE, "ends_on": {"$lt": today.isoformat(), "$ne": None}}, limit)

    async def completed_before(self, instant: datetime, tier: Tier, limit: int = 100) -> list[Campaign]:
        """Those completed ones of a tier whose evaluation may be owed."""
        return await self._all({"status": Status.COMPLETED, "plan.tier": tier, "completed_at": {"$lte": instant}}, limit)

    async def some(self, ids: Sequence[str], *, seen_by: Actor) -> list[Campaign]:
        """Those of these that the reader may see, in the given order."""
        found = {one.id: one for one in await self._all({"_id": {"$in": list(ids)}, **visible_to(seen_by)}, len(ids) or 1)} if ids else {}
        return [found[id_] for id_ in ids if id_ in found]

    async def derived_from(self, id_: str, *, seen_by: Actor, limit: int = 50) -> list[Campaign]:
        """The campaigns that build on this one and that the reader may see."""
        return await self._all({"plan.derived_from": id_, **visible_to(seen_by)}, limit)

    async def _all(self, query: Document, limit: int) -> list[Campaign]:
        with driver_errors():
            found = await self._campaigns.find(query, {"outbox": 0, "seen": 0}).limit(limit).to_list(limit)
        return readable(found, campaign_from)


def visible_to(actor: Actor) -> Document:
    """The condition every read carries. Authors and their systems see all of their entity; the secretariat what was handed in; the others
    what was live, as far as its class reaches: partners the confidential, members of the lead entity the sensitive, nobody else the secret.
    `model.readers_of` says the same of one campaign, for its events."""
    if actor.kind == "system":
        return {"removed": {"$exists": False}}
    public: Document = {"launched_at": {"$ne": None}, "status": {"$in": list(PUBLIC)}}
    mine = sorted(belongs_to(actor))
    seen: list[Document] = [
        {**public, "classification": "open"},
        {**public, "classification": "shared-confidential", "$or": [{"lead": {"$in": mine}}, {"partners": {"$in": mine}}]},
        {**public, "classification": "shared-sensitive", "lead": {"$in": mine}},
        {"lead": {"$in": sorted(read_for(actor))}},
    ]
    if oversees(actor):
        seen.append({"status": {"$ne": Status.DRAFT}, "review.submitted_at": {"$ne": None}})
    return {"$or": seen}


def _conditions(filters: Filters, actor: Actor) -> list[Document]:
    found: list[Document] = beginning(filters.q)
    if filters.statuses:
        found.append({"status": {"$in": list(filters.statuses)}})
    if filters.entity:
        found.append({"$or": [{"lead": filters.entity}, {"partners": filters.entity}]})
    if filters.topic:
        found.append({"plan.topic": filters.topic})
    if filters.channel:
        found.append({"plan.implementation.channels": filters.channel})
    if filters.year:
        found.append(
            {"launched_at": {"$gte": datetime(filters.year, 1, 1, tzinfo=DUBAI), "$lt": datetime(filters.year + 1, 1, 1, tzinfo=DUBAI)}}
        )
    if filters.only is not None:
        found.append({"_id": {"$in": list(filters.only)}})
    if filters.mine:
        found.append({"lead": {"$in": sorted(authored_by(actor))}})
    return found


def _behind(after: Sequence[Any] | None, direction: int) -> list[Document]:
    if after is None:
        return []
    instant, id_ = datetime.fromisoformat(after[0]), after[1]
    beyond = "$gt" if direction == ASCENDING else "$lt"
    return [{"$or": [{"sort_at": {beyond: instant}}, {"sort_at": instant, "_id": {beyond: id_}}]}]


def _place(document: Document) -> tuple[str, str]:
    return document["sort_at"].isoformat(), document["_id"]


def _fields(campaign: Campaign) -> Document:
    """What is stored of a campaign; beside the plan stand the fields that queries need."""
    plan = campaign.plan
    return {
        "ref": campaign.ref,
        "status": campaign.status,
        "lead": campaign.lead,
        "partners": list(plan.partner_entities),
        "classification": plan.classification,
        "ends_on": plan.implementation.ends_on.isoformat() if plan.implementation.ends_on else None,
        "sort_at": campaign.launched_at or campaign.review.submitted_at or campaign.created_at,
        "words": _words_of(campaign),
        "plan": AS_VALUES.dump_python(plan, mode="json"),
        "review": _REVIEW.dump_python(campaign.review, mode="json"),
        "created_by": _PERSON.dump_python(campaign.created_by, mode="json"),
        "frozen": campaign.frozen,
        "reason": campaign.reason,
        "outcome": _OUTCOME.dump_python(campaign.outcome, mode="json"),
        **{name: getattr(campaign, name) for name in _INSTANTS},
    }


def _words_of(campaign: Campaign) -> list[str]:
    plan = campaign.plan
    return tokens(" ".join((campaign.ref, plan.title.ar, plan.title.en, plan.summary.ar, plan.summary.en)))


async def _keys_of(document: Document) -> Document:
    if document.get("removed"):
        return {"removed": True}
    return {"words": _words_of(campaign_from(document))}


def campaign_from(document: Mapping[str, Any]) -> Campaign:
    """The campaign in a document."""
    return Campaign(
        id=document["_id"],
        version=_WHOLE.validate_python(document["version"]),
        ref=_TEXT.validate_python(document["ref"]),
        status=Status(document["status"]),
        lead=_TEXT.validate_python(document["lead"]),
        plan=AS_VALUES.validate_python(document["plan"]),
        review=_REVIEW.validate_python(document["review"]),
        created_by=_PERSON.validate_python(document["created_by"]),
        frozen=_PERHAPS.validate_python(document["frozen"]),
        reason=_PERHAPS.validate_python(document["reason"]),
        outcome=_OUTCOME.validate_python(document.get("outcome") or {}),
        **{name: _utc(document[name]) for name in _INSTANTS},
    )


def _utc(instant: datetime | None) -> Any:
    return instant.astimezone(UTC) if instant else None


@dataclass(frozen=True, slots=True)
class Stores:
    """What commands and handlers are given."""

    campaigns: CampaignStore
    projections: ProjectionStore
    voices: VoiceStore
    hot: HotPages
