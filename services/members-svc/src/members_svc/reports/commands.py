"""What can be done with reports; each is one write of one card."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.auth import Actor

from members_svc.people.model import Person
from members_svc.people.store import PeopleStore
from members_svc.reports import model


async def report_mistake(people: PeopleStore, person_id: str, report_id: str, words: str, *, by: Actor, at: datetime) -> None:
    """Tell who keeps a card that something on it is not right; whatever version the reader saw. Raises OwnCard, ReportsWaiting."""
    await people.alter(person_id, partial(model.report, report_id=report_id, words=words, by=by, at=at))


async def settle_report(people: PeopleStore, person_id: str, report_id: str, *, expected: int, by: Actor, at: datetime) -> Person:
    """Be done with a report. Raises ReportNotFound, StaleVersion."""
    change = model.settle(await people.get(person_id, expected=expected), report_id, by=by, at=at)
    return replace(change[0], version=await people.save(*change, expected=expected))


async def reopen_report(people: PeopleStore, person_id: str, report_id: str, *, expected: int, by: Actor, at: datetime) -> Person:
    """Let a settled report wait again. Raises ReportNotFound, ReportWaits, ReportsWaiting, StaleVersion."""
    change = model.reopen(await people.get(person_id, expected=expected), report_id, by=by, at=at)
    return replace(change[0], version=await people.save(*change, expected=expected))
