"""Use cases on a real Mongo: two writers at once."""

import asyncio

from chassis.errors import StaleVersion
from chassis.serve import Service
from meetings_svc import commands
from meetings_svc.agenda.model import AgendaItem
from meetings_svc.store import Stores

from .conftest import NOON, SECRETARY, Made, facts_of


def stores_of(service: Service) -> Stores:
    assert service.app
    return service.app.state.stores


async def test_of_two_writers_at_once_one_is_told_to_look_again(drafted: Made, service: Service) -> None:
    desk = await drafted(agenda=[])
    here = stores_of(service)
    adding = (
        commands.add_agenda_item(here, desk.body["id"], AgendaItem(name), order=None, expected=1, by=SECRETARY, at=NOON)
        for name in ("a", "b")
    )
    results = await asyncio.gather(*adding, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Meeting", "StaleVersion"]
    assert len((await here.meetings.get(desk.body["id"], seen_by=SECRETARY)).agenda) == 1


async def test_two_announcements_at_once_announce_once(drafted: Made, service: Service) -> None:
    desk = await drafted(agenda=[])
    announcing = (commands.announce_meeting(stores_of(service), desk.body["id"], expected=1, by=SECRETARY, at=NOON) for _ in range(5))
    results = await asyncio.gather(*announcing, return_exceptions=True)
    assert sum(isinstance(result, StaleVersion) for result in results) == 4
    assert len(await facts_of(service, desk.body["id"])) == 1
