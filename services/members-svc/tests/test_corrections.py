"""What was done by mistake is put right: other days of a tenure, one that goes on, a post closed and given back, an entity restored, a
report that waits again, a card that goes. What stood there before is kept, with who, when and why."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import dubai_day, now
from chassis.errors import DomainError, Text
from members_svc.establishment import model as establishment
from members_svc.posts import model as posts
from members_svc.posts.model import Post, Tenure
from members_svc.tenures import model as tenures

from .conftest import ADMIN, DIRECTOR, EDITOR, OTHER, SECRETARY, SEED, VIEWER, Call, Network, bi

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
TODAY = date(2026, 3, 10)
TITLE = Text("م", "P")


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def came_of(act: Any) -> str:
    try:
        act()
    except DomainError as refusal:
        return type(refusal).__name__
    return "done"


FIRST = Tenure("a", "permanent", day(90), day(60), ended=True)
SECOND = Tenure("b", "permanent", day(50), day(10), ended=True)
RUNNING = Tenure("c", "permanent", day(5))
COVER = Tenure("d", "acting", day(5), day(-5))
POST = Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND, RUNNING, COVER))


@pytest.mark.parametrize(
    ("number", "from_", "to", "came"),
    [
        (1, day(60), day(5), "done"),  # up to the neighbours' days: on the day of a handover both hold it
        (1, day(61), day(10), "TenuresOverlap"),
        (1, day(50), day(4), "TenuresOverlap"),
        (1, day(50), day(51), "TenureDays"),
        (1, day(50), None, "TenureDays"),
        (0, day(900), day(60), "done"),
        (0, day(90), day(49), "TenuresOverlap"),
        (2, day(10), None, "done"),
        (2, day(11), None, "TenuresOverlap"),
        (2, day(-1), None, "TenureDays"),
        (2, day(5), day(0), "TenureRuns"),
        (3, day(0), day(-5), "done"),
        (3, day(5), None, "TenureRuns"),
        (4, day(5), None, "TenureNotFound"),
        (-1, day(5), None, "TenureNotFound"),
    ],
)
def test_the_days_of_a_tenure_are_put_right_within_its_neighbours(number: int, from_: date, to: date | None, came: str) -> None:
    assert came_of(lambda: tenures.correct(POST, number, from_, to, "Typed wrong", by=DIRECTOR, at=AT)) == came


def test_a_correction_keeps_what_stood_there_who_when_and_why_and_is_told_with_both_values() -> None:
    right, fact = tenures.correct(POST, 1, day(60), day(9), "Typed wrong", by=DIRECTOR, at=AT)
    kept = right.tenures[1].amendments[0]
    assert (kept.by, kept.at, kept.reason, kept.from_, kept.to, kept.ended) == (DIRECTOR.id, AT, "Typed wrong", day(50), day(10), True)
    assert fact
    told = fact.event.model_dump()
    assert (told["from_"], told["to"], told["was_from"], told["was_to"], told["corrected_by"]) == (
        day(60), day(9), day(50), day(10), DIRECTOR.id,
    )  # fmt: skip
    assert tenures.correct(right, 1, day(60), day(9), "again", by=DIRECTOR, at=AT) == (right, None)


@pytest.mark.parametrize(
    ("post", "number", "to", "home", "by", "came"),
    [
        (Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND)), 1, None, "D01", DIRECTOR, "done"),
        (Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND)), 0, None, "D01", DIRECTOR, "TenuresOverlap"),
        (Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND)), 1, None, "D02", DIRECTOR, "ConsentNeeded"),
        (Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND)), 1, None, "D02", SECRETARY, "done"),
        (Post("p", "D01", "media-officer", TITLE, tenures=(FIRST, SECOND)), 1, day(-9), "D01", DIRECTOR, "TenureDays"),
        (Post("p", "D01", "media-officer", TITLE, tenures=(SECOND,), closed=True), 0, None, "D01", DIRECTOR, "PostClosed"),
        (Post("p", "D01", "director", TITLE, tenures=(SECOND,)), 0, None, "D01", DIRECTOR, "RoleNotYoursToGive"),
        (Post("p", "D01", "director", TITLE, tenures=(SECOND,)), 0, None, "D01", SECRETARY, "done"),
        (POST, 1, None, "D01", DIRECTOR, "PostHeld"),
        (POST, 2, None, "D01", DIRECTOR, "TenureRuns"),
        (POST, 9, None, "D01", DIRECTOR, "TenureNotFound"),
    ],
)
def test_a_tenure_that_ended_by_mistake_goes_on_for_who_could_appoint_its_person(
    post: Post, number: int, to: date | None, home: str, by: Actor, came: str
) -> None:
    assert came_of(lambda: tenures.reinstate(post, number, to, "By mistake", home=home, by=by, at=AT)) == came


# ---- state × who × way out: of every state that is no end somebody has a way ----

HELD = Post("p", "D01", "media-officer", TITLE, tenures=(RUNNING,))
COVERED = Post("p", "D01", "media-officer", TITLE, tenures=(RUNNING, COVER))
NEVER = Post("p", "D01", "media-officer", TITLE)
VACANT = Post("p", "D01", "media-officer", TITLE, tenures=(SECOND,))
CLOSED = Post("p", "D01", "media-officer", TITLE, tenures=(SECOND,), closed=True)
WAYS: list[tuple[str, Post, set[str]]] = [
    ("never held", NEVER, {"appoint", "edit", "close", "correct"}),
    ("held", HELD, {"appoint", "vacate-permanent", "edit", "correct"}),
    ("held and covered", COVERED, {"appoint", "cover", "vacate-permanent", "vacate-acting", "edit", "correct"}),
    ("vacant", VACANT, {"appoint", "edit", "close", "correct"}),
    ("closed", CLOSED, {"reopen", "correct"}),
]
ACTS: dict[str, Any] = {
    "appoint": lambda post, by: posts.appoint(
        post, Tenure("new", "acting" if post.present("permanent") else "permanent", TODAY), home="D01", by=by, at=AT
    ),
    "cover": lambda post, by: posts.set_cover(post, day(-30), by=by, at=AT),
    "vacate-permanent": lambda post, by: posts.end_tenure(post, "permanent", "x", by=by, at=AT),
    "vacate-acting": lambda post, by: posts.end_tenure(post, "acting", "x", by=by, at=AT),
    "edit": lambda post, by: establishment.edit(post, Text("ن", "N"), post.kind, is_network_seat=False, by=by, at=AT),
    "give-seat": lambda post, by: establishment.edit(post, TITLE, post.kind, is_network_seat=True, by=by, at=AT),
    "close": lambda post, by: establishment.abolish(post, by=by, at=AT),
    "reopen": lambda post, by: establishment.reopen(post, by=by, at=AT),
}


@pytest.mark.parametrize(("state", "post", "ways"), WAYS, ids=[state for state, _, _ in WAYS])
def test_each_state_of_a_post_has_its_ways_for_those_who_may(state: str, post: Post, ways: set[str]) -> None:
    for actor in (ADMIN, SECRETARY, SEED, DIRECTOR, EDITOR, OTHER, VIEWER):
        keeps = actor in (ADMIN, SECRETARY, SEED, DIRECTOR)
        seat = {"give-seat"} if actor in (ADMIN, SECRETARY, SEED) and not post.closed else set()
        offered = set(posts.acts(post, {}, by=actor, at=AT))
        assert offered == ((ways | seat) if keeps else set()), (state, actor.id)
        for act, carry_out in ACTS.items():
            came = came_of(lambda carry_out=carry_out, actor=actor: carry_out(post, actor))
            impossible = act == "appoint" and post.present("permanent") and post.present("acting")
            assert (came == "done") == (act in offered and not impossible), (state, act, actor.id, came)


def test_nobody_is_offered_an_end_that_takes_roles_beyond_their_reach() -> None:
    for actor, offered in ((DIRECTOR, False), (SECRETARY, False), (ADMIN, True)):
        assert ("vacate-permanent" in posts.acts(HELD, {"c": [("reviewer", "network")]}, by=actor, at=AT)) == offered
    assert posts.acts(HELD, {}, by=Actor("c", "person", entity="D01"), at=AT) == ["vacate-permanent"]


def test_the_kind_of_a_post_changes_only_while_nobody_is_in_it_and_by_who_could_give_both_roles() -> None:
    for post, kind, by, came in (
        (NEVER, "brand-officer", DIRECTOR, "done"),
        (VACANT, "brand-officer", DIRECTOR, "done"),
        (HELD, "brand-officer", DIRECTOR, "PostIsHeld"),
        (NEVER, "director", DIRECTOR, "RoleNotYoursToGive"),
        (Post("p", "D01", "deputy", TITLE), "brand-officer", DIRECTOR, "RoleNotYoursToGive"),
        (NEVER, "director", SECRETARY, "done"),
        (CLOSED, "brand-officer", SECRETARY, "PostClosed"),
    ):
        edited = came_of(lambda post=post, kind=kind, by=by: establishment.edit(post, TITLE, kind, is_network_seat=False, by=by, at=AT))
        assert edited == came, (kind, by.id)


# ---- through the door ----


async def test_a_tenure_ended_by_mistake_is_reinstated_with_its_seat_and_role(call: Call, network: Network) -> None:
    begun = dubai_day(now()) - timedelta(days=30)
    person = await network.person()
    post = await network.appoint(await network.post("D01", "media-officer"), person, **{"from": begun.isoformat()})
    await network.settle()
    ended = await network.vacate(post)
    await network.settle()
    assert (await network.card(person["id"]))["roles"] == []
    body = {"number": 0, "reason": "The wrong post was vacated"}
    again = await network.do("POST", f"/posts/{post['id']}/reinstate-tenure", body, by=DIRECTOR, version=ended["version"])
    assert (again["holder"]["from"], again["vacantSince"], again["tenures"][0]["ended"]) == (begun.isoformat(), None, False)
    await network.settle()
    card = await network.card(person["id"])
    assert (card["post"]["id"], card["roles"]) == (post["id"], [{"role": "entity-editor", "scope": "D01"}])
    for reader, reason in ((DIRECTOR, body["reason"]), (VIEWER, None)):
        amended = (await call(reader, "GET", f"/posts/{post['id']}")).json()["tenures"][0]["amendments"]
        assert [(one["by"], one["reason"], one["ended"]) for one in amended] == [(DIRECTOR.id, reason, True)]
    moved = {"number": 0, "from": (begun - timedelta(days=3)).isoformat(), "reason": "As the decree says"}
    right = await network.do("POST", f"/posts/{post['id']}/correct-tenure", moved, by=DIRECTOR, version=again["version"])
    assert (right["holder"]["from"], len(right["tenures"][0]["amendments"])) == (moved["from"], 2)


async def test_a_post_made_by_mistake_goes_and_comes_back(call: Call, network: Network) -> None:
    post = await network.post("D01", "media-officer")
    path = f"/posts/{post['id']}"
    retitled = await network.do("PATCH", path, {"title": {"en": "Press Officer"}}, by=DIRECTOR, version=1)
    assert (retitled["title"], retitled["kind"]) == ({"ar": post["title"]["ar"], "en": "Press Officer"}, "media-officer")
    closed = await network.do("POST", f"{path}/close", by=DIRECTOR, version=2)
    assert (closed["closed"], closed["actions"]) == (True, ["reopen", "correct"])
    assert (await network.do("GET", "/entities/D01"))["posts"] == []
    assert [one["id"] for one in (await network.do("GET", "/posts?entity=D01&closed=true"))["items"]] == [post["id"]]
    assert (await network.do("POST", f"{path}/appoint", {"personId": "0" * 36}, version=3, status=404))[
        "type"
    ] == "/problems/person-not-found"
    back = await network.do("POST", f"{path}/reopen", by=DIRECTOR, version=3)
    assert (back["closed"], [one["id"] for one in (await network.do("GET", "/entities/D01"))["posts"]]) == (False, [post["id"]])
    assert [one for one in await network.types() if one.startswith("post-")] == ["post-edited", "post-closed", "post-reopened"]


async def test_the_network_seat_moves_by_the_secretariat_and_an_entity_has_one(call: Call, network: Network) -> None:
    seat, other = await network.post("D01", "media-officer", isNetworkSeat=True), await network.post("D01", "brand-officer")
    assert (await call(DIRECTOR, "PATCH", f"/posts/{other['id']}", version=1, json={"isNetworkSeat": True})).status_code == 403
    taken = await call(SECRETARY, "PATCH", f"/posts/{other['id']}", version=1, json={"isNetworkSeat": True})
    assert (taken.status_code, taken.json()["type"]) == (409, "/problems/seat-taken")
    await network.do("PATCH", f"/posts/{seat['id']}", {"isNetworkSeat": False}, by=SECRETARY, version=1)
    assert (await network.do("PATCH", f"/posts/{other['id']}", {"isNetworkSeat": True}, by=SECRETARY, version=1))["isNetworkSeat"]


async def test_a_new_title_of_a_post_shows_on_the_card_of_its_holder(network: Network) -> None:
    post, card = await network.seated("media-officer")
    await network.do("PATCH", f"/posts/{post['id']}", {"title": bi("Press Officer")}, by=DIRECTOR, version=post["version"])
    await network.settle()
    assert (await network.card(card["id"]))["post"]["title"] == bi("Press Officer")


@pytest.mark.parametrize("end", ["merge", "dissolve"])
async def test_an_entity_ended_by_mistake_is_restored_with_its_posts_and_people(call: Call, network: Network, end: str) -> None:
    await network.entity("D02")
    post, card = await network.seated("media-officer", "D01")
    by_hand = await network.post("D01", "brand-officer")
    await network.do("POST", f"/posts/{by_hand['id']}/close", version=1)
    gone = await network.do("POST", f"/entities/D01/{end}", {"into": "D02"} if end == "merge" else None, version=1)
    await network.settle()
    assert ("restore" in gone["actions"], gone["status"] == "active") == (True, False)
    for actor in (SECRETARY, DIRECTOR, VIEWER):
        assert (await call(actor, "POST", "/entities/D01/restore", version=2, json={"reason": "x"})).status_code == 403
    back = await network.do("POST", "/entities/D01/restore", {"reason": "The decree named another"}, by=ADMIN, version=2)
    assert (back["status"], back["validTo"], back["mergedInto"]) == ("active", None, None)
    assert [(one["status"], one["reason"]) for one in back["amendments"]] == [(gone["status"], "The decree named another")]
    await network.settle()
    entity = await network.do("GET", "/entities/D01")
    assert [(one["id"], one["holder"]) for one in entity["posts"]] == [(post["id"], None)]
    assert (await network.card(card["id"]))["entity"]["code"] == "D01"
    again = (await call(ADMIN, "POST", "/entities/D01/restore", version=3, json={"reason": "x"})).json()
    assert again["type"] == "/problems/entity-active"
    opened = await network.do("GET", f"/posts/{post['id']}")
    held = await network.do(
        "POST", f"/posts/{post['id']}/reinstate-tenure", {"number": 0, "reason": "As before"}, version=opened["version"]
    )
    assert held["holder"]["person"]["id"] == card["id"]


async def test_who_moved_on_since_a_merger_does_not_come_back_with_the_entity(network: Network) -> None:
    for code in ("D02", "D03"):
        await network.entity(code)
    person = await network.person("D01")
    await network.do("POST", "/entities/D01/merge", {"into": "D02"}, version=1)
    await network.settle()
    await network.appoint(await network.post("D03", "media-officer"), person)
    await network.settle()
    await network.do("POST", "/entities/D01/restore", {"reason": "x"}, by=ADMIN, version=2)
    await network.settle()
    assert (await network.card(person["id"]))["entity"]["code"] == "D03"
