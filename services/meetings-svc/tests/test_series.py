"""A series is renamed and ends: what was held stays, what members wait for is cancelled with the reason, and the end is taken back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.errors import DomainError, Forbidden
from chassis.serve import Service
from meetings_svc.agenda.model import Bi
from meetings_svc.app import run_calendar
from meetings_svc.series import commands, model
from meetings_svc.series.model import Ended, Series

from .conftest import NOON, READERS, SAID, SECRETARY, SEED, STRANGER, VIEWER, Call, Desk, Made, facts_of

WHY, NAME = Bi("سبب", "Reason"), Bi("سلسلة", "Series")
GOING = Series("s", "network-meeting", NAME, NOON)
OVER = Series("s", "network-meeting", NAME, NOON, ended=Ended("x", NOON, WHY))
ACTS: dict[str, Any] = {
    "edit": lambda one, by: model.rename(one, WHY, by=by),
    "end": lambda one, by: model.end(one, WHY, by=by, at=NOON),
    "resume": lambda one, by: model.resume(one, by=by),
}
WHERE = {"edit": (GOING, OVER), "end": (GOING,), "resume": (OVER,)}
LATER = {"start": "2026-04-10T05:00:00Z", "end": "2026-04-10T07:00:00Z"}
EARLIER = {"start": "2026-02-10T05:00:00Z", "end": "2026-02-10T07:00:00Z"}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("series", [GOING, OVER], ids=["going on", "ended"])
def test_a_series_in_both_states_for_everybody(series: Series, act: str) -> None:
    for actor in (*READERS, SEED, STRANGER):
        may = actor in (SECRETARY, SEED)
        assert (act in model.actions_for(series, actor)) == (may and series in WHERE[act]), actor.id
        if may and series in WHERE[act]:
            ACTS[act](series, actor)
            continue
        with pytest.raises(DomainError) as refused:
            ACTS[act](series, actor)
        assert isinstance(refused.value, Forbidden) != may, actor.id


async def begun(call: Call) -> dict[str, Any]:
    answer = await call(SECRETARY, "POST", "/meeting-series", json={"kind": "network-meeting", "name": SAID})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def act(call: Call, series: dict[str, Any], verb: str, body: Any = None, *, by: Actor = SECRETARY, status: int = 200) -> Any:
    answer = await call(by, "POST", f"/meeting-series/{series['id']}/{verb}", version=series["version"], json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_a_series_is_renamed_for_all_its_meetings(call: Call) -> None:
    made = await begun(call)
    path, name = f"/meeting-series/{made['id']}", {"ar": "اسم آخر", "en": "Another name"}
    assert (await call(VIEWER, "PATCH", path, version=1, json={"name": name})).status_code == 403
    for wrong in ({"name": {"ar": "x"}}, {"name": None}, {"kind": "working-group", "name": name}):
        assert (await call(SECRETARY, "PATCH", path, version=1, json=wrong)).status_code == 422
    renamed = await call(SECRETARY, "PATCH", path, version=1, json={"name": name})
    assert (renamed.json()["name"], renamed.headers["etag"]) == (name, '"2"')
    assert (await call(SECRETARY, "PATCH", path, version=1, json={"name": SAID})).status_code == 412
    assert (await call(SECRETARY, "PATCH", path, version=2, json={"name": name})).headers["etag"] == '"2"'
    shown = await call(VIEWER, "GET", path)
    assert (shown.json()["name"], shown.json()["actions"]) == (name, [])
    assert (await call(VIEWER, "GET", "/meeting-series/nothing")).status_code == 404
    assert (await call(SECRETARY, "PATCH", "/meeting-series/nothing", version=1, json={"name": name})).status_code == 404


async def test_a_series_of_before_they_could_change_is_changed_all_the_same(call: Call, service: Service) -> None:
    made = await begun(call)
    assert service.database is not None
    await service.database["meeting_series"].update_one({}, {"$unset": {"version": "", "ended": "", "closing": ""}})
    ended = await act(call, made, "end", {"reason": SAID})
    assert (ended["version"], ended["ended"]["reason"]) == (2, SAID)


async def test_the_end_of_a_series_cancels_what_members_wait_for_and_nothing_else(
    call: Call, service: Service, drafted: Made, published: Made, held: Made
) -> None:
    series = await begun(call)
    of = {"series": series["id"]}
    session, past = await held(number=1, **of), await published(number=2, **EARLIER, **of)
    coming, postponed = await published(number=3, **of), await published(number=4, **LATER, **of)
    await postponed.act("POST", "/postpone", {"reason": {"ar": "ت", "en": "Later"}})
    draft, other = await drafted(number=5, **of), await published(number=6)
    ended = await act(call, series, "end", {"reason": SAID})
    assert (ended["ended"]["reason"], ended["actions"]) == (SAID, ["edit", "resume"])
    for desk, status in (
        (session, "in-session"), (past, "agenda-published"), (coming, "cancelled"), (postponed, "cancelled"),
        (draft, "draft"), (other, "agenda-published"),
    ):  # fmt: skip
        shown = await desk.seen(SECRETARY)
        assert (shown["status"], shown["reason"]) == (status, SAID if status == "cancelled" else None)
    told = (await facts_of(service, coming.body["id"]))[-1]
    assert (told["type"], told["content"]["reason"]) == ("meetings.meeting-cancelled.v1", SAID)
    await act(call, ended, "end", {"reason": SAID}, status=409)
    await act(call, {**ended, "version": 1}, "resume", status=412)


async def test_nothing_joins_a_series_that_ended_until_it_goes_on(call: Call, drafted: Made) -> None:
    series = await begun(call)
    draft, other = await drafted(series=series["id"]), await drafted(number=13)
    ended = await act(call, series, "end", {"reason": SAID})
    for refused in (
        await draft.act("POST", "/announce", status=409),
        await other.act("PATCH", "", {"series": series["id"]}, status=409),
    ):
        assert refused["type"].endswith("/series-ended")
    body = {"kind": "network-meeting", "series": series["id"], **LATER}
    assert (await call(SECRETARY, "POST", "/meetings", json=body)).status_code == 409
    await draft.act("PATCH", "", {"title": {"en": "Still a draft"}})
    resumed = await act(call, ended, "resume")
    assert (resumed["ended"], resumed["actions"]) == (None, ["edit", "end"])
    await draft.act("POST", "/announce")
    await act(call, resumed, "resume", status=409)
    await other.act("PATCH", "", {"series": "nothing"}, status=422)


async def test_what_could_not_be_cancelled_with_the_series_the_calendar_cancels(call: Call, service: Service, published: Made) -> None:
    """As after a crash between the end of the series and its meetings."""
    series = await begun(call)
    coming: Desk = await published(series=series["id"])
    assert service.app
    stores = service.app.state.stores
    one = await stores.series.get(series["id"])
    await stores.series.save(model.end(one, WHY, by=SECRETARY, at=NOON), expected=1)
    for _ in range(2):
        watch = asyncio.create_task(run_calendar(stores, lambda: NOON + timedelta(hours=1), 60))
        async with asyncio.timeout(20):
            while await stores.series.closing():
                await asyncio.sleep(0)
        watch.cancel()
    shown = await coming.seen(VIEWER)
    assert (shown["status"], shown["reason"]) == ("cancelled", {"ar": WHY.ar, "en": WHY.en})
    assert len([fact for fact in await facts_of(service, coming.body["id"]) if "cancelled" in fact["type"]]) == 1
    await coming.act("POST", "/reinstate", {"reason": SAID}, status=412)
    coming.body = await coming.seen(SECRETARY)
    await coming.act("POST", "/reinstate", {"reason": SAID})
    await commands.cancel_meetings_of_ended(stores, at=NOON)
    assert (await coming.seen(VIEWER))["status"] == "postponed", "who reinstates it after the end means it"
