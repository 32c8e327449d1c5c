"""Posts in Mongo with all their tenures. `rank` orders the posts of an entity, `running_out` is the last day of an acting tenure.

That at most one permanent tenure runs is kept by the version: two appointments at once are one success and one stale write.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final, get_args

from chassis.errors import StaleVersion, Text
from chassis.event import Fact
from chassis.mongo import Collection, Document, driver_errors, ensure_indexes
from chassis.outbox import AlreadyExists, Outbox
from chassis.reading import readable
from pymongo import IndexModel

from members_svc.errors import PostNotFound, SeatTaken
from members_svc.model import page
from members_svc.posts.model import Amendment, Change, Post, Proposal, Tenure
from members_svc.published import PostKind

_RANK: Final = {kind: rank for rank, kind in enumerate(get_args(PostKind))}


class PostStore:
    """All posts; every member of the network sees them."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._posts: Collection = outbox.collection

    async def open(self) -> None:
        """Make the indexes. One network seat per entity is one of them."""
        await ensure_indexes(
            self._posts,
            IndexModel([("entity", 1), ("rank", 1), ("_id", 1)], name="entity"),
            IndexModel("entity", name="seat", unique=True, partialFilterExpression={"is_network_seat": True}),
            IndexModel("running_out", name="running-out", sparse=True),
            IndexModel("tenures.person", name="tenures-person"),
            IndexModel("proposals.person", name="proposals-person", sparse=True),
            IndexModel("proposals.until", name="proposals-until", sparse=True),
            outbox=True,
        )

    async def add(self, post: Post, fact: Fact | None) -> Post:
        """Write a new post; what the same request made before is given back. Raises SeatTaken."""
        try:
            await self._outbox.insert({"_id": post.id, **_fields(post)}, fact)
        except AlreadyExists as error:
            if error.facts["field"] != "_id":
                raise SeatTaken from error
            return await self.get(post.id)
        return post

    async def get(self, id_: str, *, expected: int | None = None) -> Post:
        """One post. Raises PostNotFound, and StaleVersion unless it is in the expected version."""
        with driver_errors():
            found = await self._posts.find_one({"_id": id_})
        if found is None:
            raise PostNotFound
        if expected not in (None, found["version"]):
            raise StaleVersion
        return post_from(found)

    async def save(self, post: Post, fact: Fact | None, *, expected: int) -> int:
        """Write the changed post; its new version. Raises StaleVersion, OutboxFull, SeatTaken."""
        fields = _fields(post)
        unset = [name for name in ("running_out",) if fields[name] is None]
        changes = {name: value for name, value in fields.items() if name not in unset}
        try:
            return await self._outbox.update(post.id, expected=expected, changes=changes, fact=fact, unset=unset)
        except AlreadyExists as error:
            raise SeatTaken from error

    async def alter(self, id_: str, change: Callable[[Post], Change]) -> bool:
        """Decide on the present state until nobody wrote in between; whether it was changed. Raises what `change` raises."""
        while True:
            post = await self.get(id_)
            changed, fact = change(post)
            if changed is post:
                return False
            try:
                await self.save(changed, fact, expected=post.version)
            except StaleVersion:
                continue
            return True

    async def of_entities(self, codes: Iterable[str], *, closed: bool = False) -> list[Post]:
        """The posts of these entities, by rank: the open ones, or the closed ones."""
        with driver_errors():
            found = await self._posts.find({"entity": {"$in": list(codes)}, "closed": closed}).sort([("rank", 1), ("_id", 1)]).to_list(None)
        return readable(found, post_from)

    async def find(
        self, *, entity: str | None, closed: bool = False, unfilled: bool = False, behind: Sequence[Any] | None, limit: int
    ) -> list[Post]:
        """Up to `limit` posts, open or closed ones, by entity and rank, behind the sort values given; `unfilled` leaves out those that
        somebody holds for good."""
        held = {"tenures": {"$not": {"$elemMatch": {"kind": "permanent", "ended": False}}}} if unfilled else {}

        async def fetch(after: Sequence[Any] | None, most: int) -> list[Document]:
            wanted: Document = {"closed": closed} | ({"entity": entity} if entity else {}) | held | _behind(after)
            with driver_errors():
                return await self._posts.find(wanted).sort([("entity", 1), ("rank", 1), ("_id", 1)]).limit(most).to_list(most)

        return await page(fetch, post_from, lambda one: [one["entity"], one["rank"], one["_id"]], behind=behind, limit=limit)

    async def run_out(self, today: date) -> list[Post]:
        """Posts with an acting tenure past its last day."""
        with driver_errors():
            found = await self._posts.find({"running_out": {"$lt": today.isoformat()}}).to_list(100)
        return readable(found, post_from)

    async def proposed_to(self, person: str) -> list[Post]:
        """Open posts that are offered to somebody."""
        with driver_errors():
            found = await self._posts.find({"proposals.person": person, "closed": False}).to_list(100)
        return readable(found, post_from)

    async def names(self, person: str) -> bool:
        """Whether any post has or had somebody in it, or was offered to them."""
        with driver_errors():
            return await self._posts.find_one({"$or": [{"tenures.person": person}, {"proposals.person": person}]}, {"_id": 1}) is not None

    async def with_proposals_over(self, at: datetime) -> list[Post]:
        """Posts with an offer whose time ran out, or with one though they are closed."""
        over: Document = {"$or": [{"proposals.until": {"$lte": at}}, {"proposals.until": {"$gt": at}, "closed": True}]}
        with driver_errors():
            found = await self._posts.find(over).to_list(100)
        return readable(found, post_from)


def _behind(place: Sequence[Any] | None) -> Document:
    if not place:
        return {}
    code, rank, id_ = place
    same = {"entity": code, "rank": rank}
    return {"$or": [{"entity": {"$gt": code}}, {"entity": code, "rank": {"$gt": rank}}, {**same, "_id": {"$gt": id_}}]}


def place_of(post: Post) -> list[Any]:
    """The sort values of a post."""
    return [post.entity, _RANK[post.kind], post.id]


def _fields(post: Post) -> Document:
    fixed = [tenure.to for tenure in post.tenures if tenure.to and not tenure.ended]
    return {
        "entity": post.entity,
        "kind": post.kind,
        "rank": _RANK[post.kind],
        "title": post.title._asdict(),
        "is_network_seat": post.is_network_seat,
        "closed": post.closed,
        "closed_with_entity": post.closed_with_entity,
        "vacant_since": _iso(post.vacant_since),
        "running_out": min(fixed).isoformat() if fixed else None,
        "tenures": [_tenure_fields(tenure) for tenure in post.tenures],
        "proposals": [{**asdict(one), "to": _iso(one.to)} for one in post.proposals],
    }


def _tenure_fields(tenure: Tenure) -> Document:
    return {
        "person": tenure.person,
        "kind": tenure.kind,
        "from": tenure.from_.isoformat(),
        "to": _iso(tenure.to),
        "ended": tenure.ended,
        "handover_note": tenure.handover_note,
        "amendments": [{**asdict(one), "from_": _iso(one.from_), "to": _iso(one.to)} for one in tenure.amendments],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def post_from(document: Document) -> Post:
    """The post in a document. Raises ValueError for a kind of post that there is not."""
    if document["kind"] not in _RANK:
        raise ValueError("no kind of post")
    return Post(
        id=document["_id"],
        entity=document["entity"],
        kind=document["kind"],
        title=Text(**document["title"]),
        is_network_seat=document["is_network_seat"],
        tenures=tuple(_tenure_from(tenure) for tenure in document["tenures"]),
        proposals=tuple(readable(document.get("proposals") or (), _proposal_from)),
        vacant_since=_day(document["vacant_since"]),
        closed=document["closed"],
        closed_with_entity=document.get("closed_with_entity", False),
        version=document["version"],
    )


def _tenure_from(fields: Document) -> Tenure:
    from_, to = date.fromisoformat(fields["from"]), _day(fields["to"])
    amendments = tuple(readable(fields.get("amendments") or (), _amendment_from))
    return Tenure(fields["person"], fields["kind"], from_, to, fields["ended"], fields["handover_note"], amendments)


def _amendment_from(fields: Document) -> Amendment:
    return Amendment(**{**fields, "from_": date.fromisoformat(fields["from_"]), "to": _day(fields["to"])})


def _proposal_from(fields: Document) -> Proposal:
    return Proposal(**{**fields, "to": _day(fields["to"])})
