"""Mistakes that readers report on cards, until who keeps the card has looked. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from chassis.auth import Actor
from chassis.event import Fact

from members_svc.errors import OwnCard, ReportNotFound, ReportsWaiting
from members_svc.people.model import Change, Person, Report, demand_right_to_edit, insiders
from members_svc.published import MistakeReported

MOST: Final = 20


def report(person: Person, report_id: str, words: str, *, by: Actor, at: datetime) -> Change:
    """Say what is not right. Unchanged when it was said already. Raises OwnCard, ReportsWaiting."""
    if by.id == person.id:
        raise OwnCard
    if any(one.id == report_id for one in person.reports):
        return person, None
    if len(person.reports) >= MOST:
        raise ReportsWaiting(most=MOST)
    told = MistakeReported(person_id=person.id, reported_by=by.id, entity=person.entity.code, audience_scope=insiders(person))
    made = Report(report_id, by.id, by.name, by.entity, at, words)
    return replace(person, reports=(*person.reports, made)), Fact(told, at)


def settle(person: Person, report_id: str, *, by: Actor) -> Change:
    """Take a report off the card: it was put right, or there was nothing to put right. Raises ReportNotFound."""
    demand_right_to_edit(person, by)
    left = tuple(one for one in person.reports if one.id != report_id)
    if len(left) == len(person.reports):
        raise ReportNotFound
    return replace(person, reports=left), None
