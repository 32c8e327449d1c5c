"""The HTTP door of the directory: its list, its export, and how much of it is confirmed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from chassis.auth import Actor
from chassis.clock import dubai_day
from chassis.errors import Language
from chassis.http import Counted, CurrentActor, Now, Page, ReaderLanguage, Router
from chassis.reading import readable
from fastapi import Depends, Query, Response
from fastapi.responses import StreamingResponse

from members_svc.directory.model import Narrowing, narrow, quarter_name, quarter_start
from members_svc.directory.schemas import MOST_IN_A_SHEET, csv_head, csv_lines, rows_of, sheet
from members_svc.errors import TooManyRows
from members_svc.openings.commands import record_opening
from members_svc.people.model import Expertise, Seen, seen_by
from members_svc.people.schemas import ConfirmationBody, PersonSummary
from members_svc.policy import POLICY
from members_svc.published import PostKind
from members_svc.routes import Held, Paged, Search
from members_svc.schemas import Code
from members_svc.schemas import Language as Speech
from members_svc.store import Stores
from members_svc.vcards.schemas import vcard

router = Router(POLICY)
AT_ONCE = 200
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}


@dataclass(frozen=True)
class Asked:
    """What the directory is narrowed to, as it stands in the address."""

    q: Search = None
    entity: Annotated[Code | None, Query()] = None
    sector: Annotated[str | None, Query(max_length=300)] = None
    post: Annotated[PostKind | None, Query()] = None
    speaks: Annotated[Speech | None, Query()] = None
    expertise: Annotated[Expertise | None, Query()] = None
    confirmed: Annotated[bool | None, Query(description="Whether the card was confirmed in this quarter")] = None

    async def narrowing(self, stores: Stores) -> Narrowing:
        """As the store takes it: a sector stands for the entities that work in it."""
        entities = None if self.sector is None else await stores.entities.codes_in(self.sector)
        if self.entity is not None:
            entities = [self.entity] if entities is None or self.entity in entities else []
        return narrow(
            q=self.q, entities=entities, post=self.post, speaks=self.speaks, expertise=self.expertise, confirmed=self.confirmed
        )  # fmt: skip


Directory = Annotated[Asked, Depends()]


@router.get("/people", permission="person.read")
async def list_people(
    asked: Directory, stores: Held, page: Paged, by: CurrentActor, language: ReaderLanguage, now: Now
) -> Page[PersonSummary]:
    """The directory, by name in the reader's language."""
    filters = ("people", language, asked)
    narrowing, behind = await asked.narrowing(stores), page.behind(*filters)
    found = await stores.people.find(narrowing, language=language, behind=behind, limit=page.limit + 1, at=now())
    items, following = page.cut(found, lambda one: one.place, *filters)
    return Page(items=readable(items, lambda one: PersonSummary.of(seen_by(by, one.item))), next=following)


@router.get("/people/count", permission="person.read")
async def count_people(asked: Directory, stores: Held, now: Now) -> Counted:
    """How many there are of them."""
    return Counted.of(await stores.people.count(await asked.narrowing(stores), now()))


@router.get("/people/export", permission="person.export", response_class=Response)
async def export_people(
    asked: Directory,
    stores: Held,
    by: CurrentActor,
    language: ReaderLanguage,
    now: Now,
    kind: Annotated[Literal["csv", "xlsx", "vcf"], Query(alias="format")] = "csv",
) -> Response:
    """The directory as a file, five an hour, with what the reader may see of each card; owners see who took restricted fields with it."""
    at = now()
    await stores.exports.count("people", by=by, at=at)
    cards = _all_cards(stores, await asked.narrowing(stores), language, by, at)
    headers = {"Content-Disposition": f'attachment; filename="directory-{dubai_day(at)}.{kind}"', "Cache-Control": "no-store"}
    if kind == "xlsx":
        rows = [row async for some in cards for row in rows_of(some)]
        if len(rows) > MOST_IN_A_SHEET:
            raise TooManyRows(most=MOST_IN_A_SHEET)
        return Response(await asyncio.to_thread(sheet, rows, language), media_type=FORMATS[kind], headers=headers)
    lines = _csv(cards, language) if kind == "csv" else _vcf(cards)
    return StreamingResponse(lines, media_type=FORMATS[kind], headers=headers)


@router.get("/confirmations", permission="person.read")
async def get_confirmations(stores: Held, now: Now, entity: Annotated[Code | None, Query()] = None) -> ConfirmationBody:
    """How much of the network, or of one entity, is confirmed in this quarter."""
    today = dubai_day(now())
    since = quarter_start(today)
    people, confirmed = await stores.people.confirmed(entity, since=since)
    return ConfirmationBody(quarter=quarter_name(today), since=since, people=people, confirmed=confirmed)


async def _all_cards(stores: Stores, narrowing: Narrowing, language: Language, by: Actor, at: datetime) -> AsyncIterator[list[Seen]]:
    """Every card that the narrowing holds, some at a time; what is opened is recorded before it is given."""
    behind = None
    while found := await stores.people.find(narrowing, language=language, behind=behind, limit=AT_ONCE, at=at):
        cards = [seen_by(by, one.item, opening=True) for one in found]
        await record_opening(stores.openings, cards, "export", by=by, at=at)
        yield cards
        behind = found[-1].place


async def _csv(cards: AsyncIterator[list[Seen]], language: Language) -> AsyncIterator[str]:
    yield csv_head(language)
    async for some in cards:
        yield csv_lines(rows_of(some))


async def _vcf(cards: AsyncIterator[list[Seen]]) -> AsyncIterator[str]:
    async for some in cards:
        yield "".join(readable(some, vcard))
