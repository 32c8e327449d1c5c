"""Mistakes that readers report on cards: they wait until who keeps the card has looked, and wait again when that was a mistake. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from chassis.auth import Actor
from chassis.errors import IdempotencyKeyReused
from chassis.event import Fact

from members_svc.errors import OwnCard, ReportNotFound, ReportsWaiting, ReportWaits
from members_svc.people.model import Change, Person, Report, demand_right_to_edit, keepers_of
from members_svc.published import MistakeReopened, MistakeReported, MistakeSettled

MOST: Final = 20


def report(person: Person, report_id: str, words: str, *, by: Actor, at: datetime) -> Change:
    """Say what is not right. Unchanged when it was said already. Raises OwnCard, ReportsWaiting, IdempotencyKeyReused."""
    if by.id == person.id:
        raise OwnCard
    if said := [one for one in person.reports if one.id == report_id]:
        if said[0].words != words:
            raise IdempotencyKeyReused
        return person, None
    _demand_room(person)
    told = MistakeReported(person_id=person.id, reported_by=by.id, entity=person.entity.code, audience_scope=keepers_of(person))
    made = Report(report_id, by.id, by.name, by.entity, at, words)
    return replace(person, reports=(*person.reports, made)), Fact(told, at)


def settle(person: Person, report_id: str, *, by: Actor, at: datetime) -> Change:
    """Be done with a report: it was put right, or nothing was wrong. The latest ones settled are kept. Raises ReportNotFound."""
    waiting = _found(person, report_id, by)
    if waiting.settled_at:
        raise ReportNotFound
    settled = replace(waiting, settled_at=at, settled_by=by.id)
    left = [one for one in person.reports if one is not waiting]
    done = sorted((one for one in left if one.settled_at), key=lambda one: one.settled_at or at)[-(MOST - 1) :]
    kept = (*(one for one in left if not one.settled_at), *done, settled)
    return replace(person, reports=kept), Fact(MistakeSettled(**_told(person, report_id, by)), at)


def reopen(person: Person, report_id: str, *, by: Actor, at: datetime) -> Change:
    """Let a report wait again that was settled by mistake. Raises ReportNotFound, ReportWaits, ReportsWaiting."""
    settled = _found(person, report_id, by)
    if not settled.settled_at:
        raise ReportWaits
    _demand_room(person)
    again = replace(settled, settled_at=None, settled_by=None)
    reports = tuple(again if one is settled else one for one in person.reports)
    return replace(person, reports=reports), Fact(MistakeReopened(**_told(person, report_id, by)), at)


def _found(person: Person, report_id: str, by: Actor) -> Report:
    demand_right_to_edit(person, by)
    found = next((one for one in person.reports if one.id == report_id), None)
    if found is None:
        raise ReportNotFound
    return found


def _demand_room(person: Person) -> None:
    if sum(one.settled_at is None for one in person.reports) >= MOST:
        raise ReportsWaiting(most=MOST)


def _told(person: Person, report_id: str, by: Actor) -> dict:
    who = {"person_id": person.id, "report_id": report_id, "decided_by": by.id, "entity": person.entity.code}
    return {**who, "audience_scope": keepers_of(person)}
