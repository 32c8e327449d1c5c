"""The demonstration meetings, entered through this service's own door."""

from datetime import date, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service

from deploy.seed.files import read
from deploy.seed.meetings import plant, working_day
from deploy.seed.planter import NotPlanted, Planter

from .conftest import DIRECTOR, NOON, REVIEWER, SECRETARY, Call, populate

TODAY = NOON.date()
DATA = read()
AGENDAS = [len(one.agenda) for one in DATA.meetings.meetings]


class Door:
    """This service's door as the planter sees it; shut after so many requests."""

    def __init__(self, call: Call, shut_after: int) -> None:
        self._call, self._left = call, shut_after

    def of(self, service: str, actor: Actor) -> Any:
        assert service == "meetings"

        async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
            self._left -= 1
            if self._left < 0:
                return 503, {}, None
            headers = {"Idempotency-Key": key} if key else {}
            answer = await self._call(actor, method, path, version=if_match, json=json, headers=headers)
            return answer.status_code, answer.json(), None

        return speak

    async def put(self, upload: Any, content: bytes, name: str) -> None:
        raise AssertionError("nothing is uploaded here")


async def planted(call: Call, today: date = TODAY, *, shut_after: int = 10_000, posts: Any = None, papers: Any = None) -> list[str]:
    planter = Planter(Door(call, shut_after), DATA, today)
    planter.campaigns = {one.key: f"c-{one.key}" for one in DATA.campaigns}
    planter.posts = posts or {}
    return await plant(planter, papers or {}, seats=0)


async def listed(call: Call, actor: Actor = REVIEWER) -> list[dict[str, Any]]:
    return (await call(actor, "GET", "/meetings?limit=100")).json()["items"]


def own(meeting: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in meeting["agenda"] if item["kind"] != "carry-over"]


async def test_eight_meetings_are_planted_two_of_them_ahead(call: Call) -> None:
    ids = await planted(call)
    meetings = await listed(call)
    assert {meeting["id"] for meeting in meetings} == set(ids)
    assert [meeting["status"] for meeting in reversed(meetings)] == [
        *["archived"] * 4, "approved", "circulated", *["agenda-published"] * 2,
    ]  # fmt: skip
    ahead = (await call(DIRECTOR, "GET", "/meetings?when=upcoming")).json()["items"]
    assert [len(meeting["agenda"]) >= 6 for meeting in ahead] == [True, True]
    assert [len(own(meeting)) for meeting in reversed(meetings)] == AGENDAS
    assert any(item["campaigns"] for item in meetings[0]["agenda"])


async def test_what_the_sample_left_open_is_first_on_the_next_sample_meeting(call: Call, service: Service) -> None:
    await populate(service)
    await planted(call)
    newest = (await listed(call))[0]
    assert newest["agenda"][0]["kind"] == "carry-over"
    left = (await call(DIRECTOR, "GET", f"/meetings/{newest['id']}/carried-over")).json()
    assert (len(left["decisions"]), len(left["actions"])) == (1, 3)
    mine = (await call(DIRECTOR, "GET", "/action-items?mine=true")).json()["items"]
    assert [action["state"] for action in mine] == ["done", "open", "open"]
    seats = (await call(SECRETARY, "GET", f"/meetings/{newest['id']}/seats")).json()["items"]
    assert seats[0]["status"] is None


async def test_items_have_posts_papers_parts_minutes_of_their_own_and_what_they_took(call: Call, service: Service) -> None:
    await populate(service)
    paper = {"kind": "source", "ref": "v-1", "document": "d-1", "title": {"ar": "دليل", "en": "Guide"}}
    file = {"kind": "file", "ref": "a-1", "title": {"ar": "ترتيب", "en": "Order"}, "visibility": "secretariat"}
    posts, papers = {"D02/director": "officer-2", "GNGC-SEC/head": "officer-1"}, {"communication-guide@2.1": paper, "speakers": file}
    await planted(call, posts=posts, papers=papers)
    newest, *_, oldest = await listed(call)
    by_title = {item["title"]["en"]: item for item in newest["agenda"]}
    assert by_title["Opening of the meeting"]["presenters"][0]["postId"] == "officer-2"
    assert [one["document"] for one in by_title["The library of indicators"]["papers"]] == ["d-1"]
    assert by_title["Shared definitions of reach"]["parent"] == by_title["The library of indicators"]["id"]
    assert all(item["actualMinutes"] for item in oldest["agenda"])
    minutes = (await call(DIRECTOR, "GET", f"/meetings/{oldest['id']}/minutes")).json()
    said = {row.said.en for row in DATA.meetings.meetings[0].agenda if row.said}
    assert {text["en"] for text in minutes["texts"]} == said
    seen = (await call(DIRECTOR, "GET", f"/meetings/{newest['id']}")).json()
    assert "a-1" not in {paper["ref"] for item in seen["agenda"] for paper in item["papers"]}


async def test_the_approved_minutes_of_the_sample_were_corrected_after_they_were_sent(call: Call) -> None:
    await planted(call)
    approved = next(meeting for meeting in await listed(call) if meeting["status"] == "approved")
    minutes = (await call(DIRECTOR, "GET", f"/meetings/{approved['id']}/minutes")).json()
    assert [one["revision"] for one in minutes["circulated"]] == [1, 2]
    assert [text["enOf"] for text in minutes["texts"] if text["stale"]] == [1]


async def test_planting_again_on_another_day_changes_nothing(call: Call) -> None:
    await planted(call)
    before = await listed(call)
    await planted(call, TODAY + timedelta(days=1))
    assert await listed(call) == before


async def test_an_interrupted_planting_is_finished_by_the_next(call: Call, service: Service) -> None:
    await populate(service)
    for requests in (2, 4, 30, 60, 90, 120):
        with pytest.raises(NotPlanted):
            await planted(call, shut_after=requests)
    await planted(call)
    interrupted = await listed(call)
    assert [len(own(meeting)) for meeting in reversed(interrupted)] == AGENDAS
    assert {meeting["status"] for meeting in interrupted} == {"archived", "approved", "circulated", "agenda-published"}


@pytest.mark.parametrize("shift", range(7))
def test_no_sample_meeting_falls_on_a_weekend(shift: int) -> None:
    planter = Planter(Door(lambda *_: None, 0), DATA, TODAY + timedelta(days=shift))  # type: ignore[arg-type]  # never called
    assert max(working_day(planter, one.day).weekday() for one in DATA.meetings.meetings) <= 3
