"""Who answers for an entity tonight: turns of duty, and the posts that answer without one."""

import asyncio
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import dubai_day, now
from chassis.errors import Forbidden, Text
from hypothesis import given
from hypothesis import strategies as st
from members_svc import errors
from members_svc.posts.model import Post, Tenure
from members_svc.roster import model
from members_svc.roster.model import Duty, Roster, candidates

from .conftest import ADMIN, DIRECTOR, EDITOR, OTHER, SECRETARY, VIEWER, Call, Network

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EMPTY = Roster("D01")


def turn(begin: timedelta, length: timedelta, id_: str = "t") -> Duty:
    return Duty(id_, "p", AT + begin, AT + begin + length)


def post(kind: Any, *tenures: Tenure) -> Post:
    return Post(kind, "D01", kind, Text("م", "P"), tenures=tenures)


@given(st.lists(st.tuples(st.sampled_from(["assign", "release"]), st.integers(-5, 40), st.integers(-1, 12)), max_size=25))
def test_whatever_is_tried_no_two_turns_run_at_once(steps: list[tuple[str, int, int]]) -> None:
    roster = EMPTY
    for number, (act, begin, length) in enumerate(steps):
        before = roster
        try:
            if act == "assign":
                roster, fact = model.assign(roster, turn(begin * HOUR, length * HOUR, f"t{number}"), by=DIRECTOR, at=AT)
            else:
                id_ = roster.duties[begin % len(roster.duties)].id if roster.duties else "none"
                roster, fact = model.release(roster, id_, by=DIRECTOR, at=AT)
            assert fact
        except (errors.DutyTimes, errors.DutyOverlaps, errors.DutyNotFound):
            assert roster is before
        ordered = roster.duties
        assert all(one.until <= other.from_ for one, other in itertools.pairwise(ordered))
        assert all(one.from_ < one.until for one in ordered)


@pytest.mark.parametrize(
    ("begin", "length", "sound"),
    [
        (-HOUR, HOUR, False),
        (-HOUR, HOUR + timedelta(seconds=1), True),
        (HOUR, timedelta(0), False),
        (HOUR, 31 * DAY, True),
        (HOUR, 31 * DAY + timedelta(seconds=1), False),
        (366 * DAY, HOUR, True),
        (367 * DAY, HOUR, False),
    ],
)
def test_a_turn_is_ahead_and_no_longer_than_a_month(begin: timedelta, length: timedelta, sound: bool) -> None:
    if sound:
        assert model.assign(EMPTY, turn(begin, length), by=DIRECTOR, at=AT)[0].duties
    else:
        with pytest.raises(errors.DutyTimes):
            model.assign(EMPTY, turn(begin, length), by=DIRECTOR, at=AT)


def test_one_turn_may_begin_when_another_ends() -> None:
    roster, _ = model.assign(EMPTY, turn(HOUR, HOUR, "a"), by=DIRECTOR, at=AT)
    roster, _ = model.assign(roster, turn(2 * HOUR, HOUR, "b"), by=DIRECTOR, at=AT)
    assert [one.covers(AT + 2 * HOUR) for one in roster.duties] == [False, True]


def test_of_a_turn_that_runs_what_is_over_stays() -> None:
    roster, _ = model.assign(EMPTY, turn(HOUR, DAY), by=DIRECTOR, at=AT)
    later = AT + 3 * HOUR
    released, fact = model.release(roster, "t", by=DIRECTOR, at=later)
    assert released.duties[0].until == later
    assert fact.event.model_dump()["until"] == later
    with pytest.raises(errors.DutyNotFound):
        model.release(released, "t", by=DIRECTOR, at=later)


def test_a_roster_is_bounded_and_forgets_what_is_long_past() -> None:
    full = Roster("D01", tuple(turn(number * HOUR, HOUR, str(number)) for number in range(model.MOST)), 1)
    with pytest.raises(errors.RosterFull):
        model.assign(full, turn(900 * HOUR, HOUR), by=DIRECTOR, at=AT)
    after = AT + 100 * DAY
    kept, _ = model.assign(full, Duty("new", "p", after, after + HOUR), by=DIRECTOR, at=after)
    assert [one.id for one in kept.duties] == ["new"]


def test_a_director_keeps_the_own_roster_only() -> None:
    for actor in (OTHER, EDITOR, VIEWER):
        with pytest.raises(Forbidden):
            model.assign(EMPTY, turn(HOUR, HOUR), by=actor, at=AT)
    for actor in (DIRECTOR, SECRETARY, ADMIN):
        assert model.assign(EMPTY, turn(HOUR, HOUR), by=actor, at=AT)


def test_who_acts_answers_before_who_is_acted_for_and_the_duty_contact_before_the_director() -> None:
    today = date(2026, 3, 1)
    posts = [
        post("director", Tenure("dir", "permanent", today), Tenure("cover", "acting", today, today)),
        post("duty-contact", Tenure("duty", "permanent", today)),
        post("media-officer", Tenure("media", "permanent", today)),
    ]
    roster, _ = model.assign(EMPTY, turn(-HOUR, 2 * HOUR), by=DIRECTOR, at=AT)
    assert [one.person for one in candidates(roster, posts, AT)] == ["p", "duty", "cover", "dir"]
    assert [one.person for one in candidates(roster, posts, AT + HOUR)] == ["duty", "cover", "dir"]
    assert candidates(roster, posts, AT)[2].until == datetime(2026, 3, 1, 20, tzinfo=UTC)


# ---- through the door ----


def duty(person: dict[str, Any], begin: timedelta = -HOUR, length: timedelta = DAY, **more: Any) -> dict[str, Any]:
    at = now()
    return {"personId": person["id"], "from": (at + begin).isoformat(), "until": (at + begin + length).isoformat(), **more}


async def test_the_roster_says_who_answers_now_and_without_a_turn_the_posts_do(call: Call, network: Network) -> None:
    _, director = await network.seated("director")
    answer = await call(VIEWER, "GET", "/rosters/D01")
    assert (answer.headers["etag"], answer.json()["duties"]) == ('"0"', [])
    assert (answer.json()["answering"]["person"]["id"], answer.json()["answering"]["through"]) == (director["id"], "director")
    officer = await network.person("D01")
    made = await network.do("POST", "/rosters/D01/assign", duty(officer, note="On site"), by=DIRECTOR, version=0)
    assert (made["version"], made["answering"]["through"], made["answering"]["note"]) == (1, "roster", "On site")
    assert made["duties"][0]["person"]["id"] == officer["id"]
    after = await call(VIEWER, "GET", "/rosters/D01", params={"at": (now() + 2 * DAY).isoformat()})
    assert after.json()["answering"]["person"]["id"] == director["id"]
    freed = await network.do("POST", "/rosters/D01/release", {"dutyId": made["duties"][0]["id"]}, by=DIRECTOR, version=1)
    assert (freed["duties"], freed["answering"]["through"]) == ([], "director")
    assert [kind for kind in await network.types() if kind.startswith("duty")] == ["duty-assigned", "duty-released"]


async def test_of_many_turns_set_at_once_one_is_kept(call: Call, network: Network, database: Any) -> None:
    people = [await network.person("D01") for _ in range(8)]
    answers = await asyncio.gather(*(call(DIRECTOR, "POST", "/rosters/D01/assign", version=0, json=duty(person)) for person in people))
    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]
    kept = await database["rosters"].find_one({"_id": "D01"})
    assert len(kept["duties"]) == len(kept["outbox"]) == 1


async def test_what_is_no_turn_is_refused_and_nothing_is_kept_or_told(call: Call, network: Network, database: Any) -> None:
    person, stranger = await network.person("D01"), await network.person("D02")
    path = "/rosters/D01/assign"
    for body, status in (
        (duty(stranger), 409),
        (duty({"id": "0" * 36}), 404),
        (duty(person, -2 * HOUR, HOUR), 422),
        ({**duty(person), "from": "2026-03-01T08:00:00"}, 422),
        ({**duty(person), "until": "tonight"}, 422),
        ({**duty(person), "extra": 1}, 422),
    ):
        assert (await call(DIRECTOR, "POST", path, version=0, json=body)).status_code == status, body
    for reader in (OTHER, EDITOR, VIEWER):
        assert (await call(reader, "POST", path, version=0, json=duty(person))).status_code == 403
    assert (await call(DIRECTOR, "POST", path, json=duty(person))).status_code == 428
    assert (await call(DIRECTOR, "POST", "/rosters/D01/release", version=0, json={"dutyId": "0" * 36})).status_code == 404
    assert (await call(ADMIN, "POST", "/rosters/NONE/assign", version=0, json=duty(person))).status_code == 404
    assert await database["rosters"].count_documents({}) == 0


async def test_who_left_the_entity_answers_for_it_no_more(network: Network) -> None:
    person = await network.person("D01")
    await network.do("POST", "/rosters/D01/assign", duty(person), by=DIRECTOR, version=0)
    await network.appoint(await network.post("D02", "director"), person)
    await network.settle()
    assert (await network.do("GET", "/rosters/D01"))["answering"] is None
    assert (await network.do("GET", "/rosters/D02"))["answering"]["person"]["id"] == person["id"]


async def test_tonight_lists_every_entity_of_today_once(call: Call, network: Network) -> None:
    for code in ("D01", "D02", "D03"):
        await network.entity(code)
    _, director = await network.seated("director", "D02")
    await network.do("POST", "/entities/D03/dissolve", version=1)
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = (await call(VIEWER, "GET", "/rosters", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [(one["entity"]["code"], (one["answering"] or {}).get("person", {}).get("id")) for one in page["items"]]
        cursor = page["next"]
    assert seen == [("D01", None), ("D02", director["id"])]


async def test_a_cover_is_extended_through_the_door(call: Call, network: Network) -> None:
    person, made = await network.person(), await network.post("D01", "duty-contact")
    last = dubai_day(now())
    covered = await network.appoint(made, person, kind="acting", to=last.isoformat())
    path = f"/posts/{made['id']}/cover"
    longer = await network.do("POST", path, {"to": (last + DAY).isoformat()}, by=DIRECTOR, version=covered["version"])
    assert longer["acting"]["to"] == (last + DAY).isoformat()
    assert (await network.do("POST", path, {"to": (last + DAY).isoformat()}, by=DIRECTOR, version=longer["version"]))["version"] == 3
    assert (await call(OTHER, "POST", path, version=3, json={"to": None})).status_code == 403
    assert (await call(DIRECTOR, "POST", path, version=3, json={"to": (last - DAY).isoformat()})).status_code == 422
    assert (await network.types()).count("acting-cover-set") == 1


async def test_who_is_on_duty_is_reached_by_the_duty_telephone_and_only_then(call: Call, network: Network) -> None:
    contact = {"officePhone": "+97140000001", "mobile": "+971500000001", "dutyPhone": "+97140000002"}
    person = await network.person("D01", contact=contact)
    await network.appoint(await network.post("D01", "director"), person)

    async def told() -> dict[str, str | None]:
        answering = (await call(VIEWER, "GET", "/rosters/D01")).json()["answering"]
        assert answering["contact"].keys() >= answering["grouped"].keys()
        return answering["contact"]

    assert (await told())["dutyPhone"] is None
    await network.do("POST", "/rosters/D01/assign", duty(person), by=DIRECTOR, version=0)
    reached = await told()
    assert (reached["dutyPhone"], reached["officePhone"], reached["mobile"]) == ("+97140000002", "+97140000001", None)
