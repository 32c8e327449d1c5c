"""Use cases on a real store: what two at once do to each other, and what the clock does."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from chassis.clock import dubai_day, now
from chassis.errors import StaleVersion
from chassis.mongo import Database
from members_svc.errors import PersonNotFound, SeatTaken
from members_svc.posts.commands import appoint, end_run_out_covers
from members_svc.posts.model import Tenure
from members_svc.store import Stores

from .conftest import SECRETARY, SEED, Call, Network


async def test_of_many_appointments_at_once_one_succeeds(call: Call, network: Network, database: Database) -> None:
    post = await network.post()
    people = [await network.person() for _ in range(12)]
    path = f"/posts/{post['id']}/appoint"
    answers = await asyncio.gather(
        *(call(SEED, "POST", path, version=post["version"], json={"personId": person["id"]}) for person in people)
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 11]
    kept = await database["posts"].find_one({"_id": post["id"]})
    assert kept
    assert [tenure["ended"] for tenure in kept["tenures"]] == [False]
    assert (await network.types()).count("tenure-started") == 1


async def test_who_knows_the_newest_version_still_finds_the_post_held(network: Network) -> None:
    held, _ = await network.seated()
    other = await network.person()
    assert (await network.appoint(held, other, status=409))["type"] == "/problems/post-held"
    await network.appoint(held, other, kind="acting")


async def test_vacating_says_that_the_tenure_ended_and_that_the_post_is_vacant(network: Network) -> None:
    post, _ = await network.seated()
    vacant = await network.vacate(post, handoverNote="All is in order")
    assert vacant["holder"] is None
    assert vacant["vacantSince"] == dubai_day(now()).isoformat()
    assert vacant["version"] == post["version"] + 2
    assert [kind for kind in await network.types() if "tenure" in kind or "vacant" in kind] == [
        "tenure-started",
        "tenure-ended",
        "post-fell-vacant",
    ]
    assert (await network.appoint(vacant, await network.person()))["vacantSince"] is None


async def test_a_post_somebody_covers_is_not_vacant(network: Network) -> None:
    post, _ = await network.seated()
    covered = await network.appoint(post, await network.person(), kind="acting")
    left = await network.vacate(covered)
    assert left["holder"]["kind"] == "acting"
    assert "post-fell-vacant" not in await network.types()
    await network.do("POST", f"/posts/{post['id']}/vacate", {"handoverNote": "x", "kind": "permanent"}, version=left["version"], status=409)


async def test_nobody_unknown_is_appointed_and_no_post_is_made_for_an_entity_that_ended(network: Network, stores: Stores) -> None:
    post = await network.post()
    tenure = Tenure("0" * 36, "permanent", dubai_day(now()))
    with pytest.raises(PersonNotFound):
        await appoint(stores.posts, stores.people, post["id"], tenure, expected=1, by=SEED, at=now())
    await network.do("POST", "/entities/D01/dissolve", version=1)
    for path, body in (
        ("/posts", {"entity": "D01", "kind": "director", "title": {"ar": "م", "en": "D"}}),
        ("/people", {"entity": "D01", "name": {"ar": "م", "en": "D"}, "initials": {"ar": "م", "en": "D"}}),
    ):
        assert (await network.do("POST", path, body, status=409))["type"] == "/problems/entity-not-active"


async def test_an_entity_has_one_network_seat(network: Network, stores: Stores) -> None:
    await network.post("D01", "director", isNetworkSeat=True)
    body = {"entity": "D01", "kind": "deputy", "title": {"ar": "ن", "en": "D"}, "isNetworkSeat": True}
    assert (await network.do("POST", "/posts", body, status=409))["type"] == "/problems/seat-taken"
    await network.post("D02", "director", isNetworkSeat=True)
    assert SeatTaken.status == 409


async def test_of_many_network_seats_given_at_once_an_entity_keeps_one(call: Call, network: Network, database: Database) -> None:
    await network.entity("D01")
    body = {"entity": "D01", "kind": "director", "title": {"ar": "م", "en": "D"}, "isNetworkSeat": True}
    answers = await asyncio.gather(*(call(SEED, "POST", "/posts", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert await database["posts"].count_documents({"is_network_seat": True}) == 1


async def test_a_tenure_that_reaches_into_an_earlier_one_changes_and_announces_nothing(network: Network) -> None:
    today = dubai_day(now())
    begun = (today - timedelta(days=30)).isoformat()
    post = await network.appoint(await network.post(), await network.person(), **{"from": begun})
    vacant = await network.vacate(post)
    told = await network.types()
    successor = await network.person()
    for day in (begun, (today - timedelta(days=1)).isoformat()):
        refused = await network.appoint(vacant, successor, status=409, **{"from": day})
        assert refused["type"] == "/problems/tenures-overlap"
    assert (await network.do("GET", f"/posts/{post['id']}")) == vacant
    assert await network.types() == told
    assert (await network.appoint(vacant, successor, **{"from": today.isoformat()}))["holder"]["person"]["id"] == successor["id"]


async def test_a_successor_and_a_cover_named_at_once_are_one_of_each_at_most(call: Call, network: Network, database: Database) -> None:
    """Whatever races, one permanent and one acting tenure run."""
    post = await network.post()
    people = [await network.person() for _ in range(6)]
    version = post["version"]
    while version < post["version"] + 2:
        kinds = ["permanent", "acting"] * 3
        await asyncio.gather(
            *(
                call(SEED, "POST", f"/posts/{post['id']}/appoint", version=version, json={"personId": one["id"], "kind": kind})
                for one, kind in zip(people, kinds, strict=True)
            )
        )
        version += 1
    kept = await database["posts"].find_one({"_id": post["id"]})
    assert kept
    running = [tenure["kind"] for tenure in kept["tenures"] if not tenure["ended"]]
    assert len(running) == len(set(running)) == kept["version"] - 1


async def test_covers_end_the_day_after_their_last_day_and_not_before(network: Network, stores: Stores) -> None:
    post, person = await network.post(), await network.person()
    last = dubai_day(now())
    await network.appoint(post, person, kind="acting", to=last.isoformat())
    await network.settle()
    midnight = datetime.combine(last, datetime.min.time(), UTC) + timedelta(hours=20)
    await end_run_out_covers(stores.posts, at=midnight - timedelta(minutes=1))
    assert (await network.do("GET", f"/posts/{post['id']}"))["holder"]
    await end_run_out_covers(stores.posts, at=midnight + timedelta(minutes=1))
    await end_run_out_covers(stores.posts, at=midnight + timedelta(minutes=1))
    ended = await network.do("GET", f"/posts/{post['id']}")
    assert (ended["holder"], ended["tenures"][0]["to"]) == (None, last.isoformat())
    assert [kind for kind in await network.types() if kind in ("tenure-ended", "post-fell-vacant")] == ["tenure-ended", "post-fell-vacant"]
    await network.settle()
    assert (await network.card(person["id"]))["roles"] == []


async def test_an_entity_is_announced_in_both_forms_and_edited_as_it_is_said(network: Network) -> None:
    await network.do("POST", "/entities", {"code": "D01", "name": {"ar": "م", "en": "C"}, "kind": "council"}, by=SECRETARY, status=201)
    await network.do("POST", "/entities", {"code": "D02", "name": {"ar": "ح", "en": "Z"}, "kind": "free-zone"}, by=SECRETARY, status=201)
    edited = await network.do("PATCH", "/entities/D01", {"kind": "centre", "name": {"en": "Centre"}}, by=SECRETARY, version=1)
    assert (edited["kind"], edited["version"]) == ("centre", 2)
    same = await network.do("PATCH", "/entities/D01", {"kind": "centre"}, by=SECRETARY, version=2)
    assert same["version"] == 2
    told = [(fact["subject"], fact["type"].removeprefix("members.entity-"), fact["version"]) for fact in await network.facts()]
    assert told == [
        ("D01", "registered.v2", 1),
        ("D01", "registered.v1", 1),
        ("D01", "edited.v1", 2),
        ("D01", "renamed.v1", 2),
        ("D02", "registered.v2", 1),
    ]


async def test_a_branch_cannot_be_put_under_itself(network: Network) -> None:
    await network.entity("D01")
    await network.entity("D02", parent="D01")
    await network.entity("D03", parent="D02")
    refused = await network.do("PATCH", "/entities/D01", {"parent": "D03"}, version=1, status=422)
    assert refused["type"] == "/problems/parent-would-circle"
    await network.do("PATCH", "/entities/D01", {"parent": "NONE"}, version=1, status=404)


async def test_changes_of_one_card_at_once_all_take_effect(network: Network, stores: Stores) -> None:
    from dataclasses import replace

    made = await network.person()
    languages = [f"x{letter}" for letter in "abcdefgh"]

    def with_language(language: str):
        return lambda person: (replace(person, card=replace(person.card, languages=(*person.card.languages, language))), None)

    await asyncio.gather(*(stores.people.alter(made["id"], with_language(language)) for language in languages))
    assert set((await stores.people.get(made["id"])).card.languages) == set(languages)
    with pytest.raises(StaleVersion):
        await stores.people.save(await stores.people.get(made["id"]), None, expected=1)
