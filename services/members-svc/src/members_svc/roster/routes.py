"""The HTTP door of rosters."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from chassis.auth import Actor
from chassis.errors import Text
from chassis.fields import Instant
from chassis.http import BiText, CurrentActor, IdempotencyKey, IfMatch, Now, Page, ReaderLanguage, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Path, Query, Response

from members_svc.people.model import Person
from members_svc.policy import POLICY
from members_svc.roster import commands
from members_svc.roster.model import Answering, Duty, Roster, ahead, candidates
from members_svc.roster.schemas import AnsweringBody, DutyBody, DutyNow, NewDuty, Release, RosterBody
from members_svc.routes import Held, Paged
from members_svc.schemas import Code, EntityRefBody
from members_svc.store import Stores

router = Router(POLICY)
CodeInPath = Annotated[Code, Path()]
At = Annotated[Instant | None, Query(description="The instant asked about; without it, now")]


@router.get("/rosters", permission="roster.read")
async def list_rosters(stores: Held, page: Paged, by: CurrentActor, language: ReaderLanguage, now: Now, at: At = None) -> Page[DutyNow]:
    """Who answers for each entity of today, by name of the entity."""
    filters = ("rosters", language, at)
    active = {"status": "active"}
    found = await stores.entities.find(narrowed=active, language=language, behind=page.behind(*filters), limit=page.limit + 1)
    items, following = page.cut(found, lambda one: one.place, *filters)
    names = {one.item.code: one.item.name for one in items}
    return Page(items=[duty for duty, _ in await _now(stores, names, by, at or now())], next=following)


@router.get("/rosters/{code}", permission="roster.read", response_model=RosterBody)
async def get_roster(code: CodeInPath, by: CurrentActor, stores: Held, now: Now, at: At = None) -> Response:
    """Who answers for an entity, and the turns that run or are to come."""
    return await _answer(stores, code, by, at or now())


@router.post("/rosters/{code}/assign", permission="roster.change", response_model=RosterBody)
async def assign_duty(
    code: CodeInPath, body: NewDuty, expected: IfMatch, by: CurrentActor, key: IdempotencyKey, stores: Held, now: Now
) -> Response:
    """Set a turn of duty."""
    at = now()
    duty = Duty(derived_id(by.id, key), body.person_id, body.from_, body.until, body.note)
    await commands.assign_duty(stores.rosters, stores.entities, stores.people, code, duty, expected=expected, by=by, at=at)
    return await _answer(stores, code, by, at)


@router.post("/rosters/{code}/release", permission="roster.change", response_model=RosterBody)
async def release_duty(code: CodeInPath, body: Release, expected: IfMatch, by: CurrentActor, stores: Held, now: Now) -> Response:
    """Take back a turn of duty that has not ended."""
    at = now()
    await commands.release_duty(stores.rosters, code, body.duty_id, expected=expected, by=by, at=at)
    return await _answer(stores, code, by, at)


async def _answer(stores: Stores, code: str, by: Actor, at: datetime) -> Response:
    entity = await stores.entities.get(code)
    duty, roster = (await _now(stores, {code: entity.name}, by, at))[0]
    turns = ahead(roster, at)
    people = await stores.people.named(turn.person for turn in turns)
    duties = readable([turn for turn in turns if turn.person in people], lambda turn: DutyBody.of(turn, people))
    body = RosterBody(entity=duty.entity, answering=duty.answering, duties=duties, version=roster.version)
    return reply(body, version=roster.version)


async def _now(stores: Stores, names: Mapping[str, Text], by: Actor, at: datetime) -> list[tuple[DutyNow, Roster]]:
    """Per entity who answers at an instant: three reads, however many entities."""
    rosters = await stores.rosters.of(names)
    posts = await stores.posts.of_entities(names)
    asked = {code: candidates(rosters.get(code, Roster(code)), [post for post in posts if post.entity == code], at) for code in names}
    people = await stores.people.named(one.person for found in asked.values() for one in found)
    return [(_duty(code, names[code], asked[code], people, by), rosters.get(code, Roster(code))) for code in names]


def _duty(code: str, name: Text, asked: Sequence[Answering], people: Mapping[str, Person], by: Actor) -> DutyNow:
    """The first who is there still: whoever left the entity since a turn was set answers for it no more."""
    there = [one for one in asked if one.person in people and people[one.person].works_in(code)]
    answering = next(iter(readable(there[:1], lambda one: AnsweringBody.of(one, people[one.person], by))), None)
    return DutyNow(entity=EntityRefBody(code=code, name=BiText.of(name)), answering=answering)
