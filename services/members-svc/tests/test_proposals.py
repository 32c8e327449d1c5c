"""A person of another entity takes a post only when they, or the secretariat, accept it: until then nothing moves and nothing opens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chassis.auth import Actor, Grant
from chassis.clock import dubai_day, now
from chassis.errors import DomainError, Forbidden, Text
from chassis.mongo import Database
from members_svc import errors
from members_svc.posts.model import Post, Proposal, Tenure
from members_svc.proposals import model
from members_svc.proposals.commands import drop_run_out_proposals
from members_svc.store import Stores

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, VIEWER, Call, Network

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
ASKED = Actor("asked", "person", entity="D02", grants=(Grant("entity-editor", "D02"),))
ACTORS = (ADMIN, SECRETARY, DIRECTOR, EDITOR, OTHER, VIEWER, GATEWAY, ASKED)
WAITING = Proposal("offer", "asked", "permanent", DIRECTOR.id, AT, AT + model.ANSWER_WITHIN)
POST = Post("p1", "D01", "media-officer", Text("م", "P"))
OFFERED = Post("p1", "D01", "media-officer", Text("م", "P"), proposals=(WAITING,))


def done(act: Any) -> str:
    """What came of an act: "done", or the name of the refusal."""
    try:
        act()
    except DomainError as refusal:
        return type(refusal).__name__
    return "done"


# state × actor × act: who may do what about an offer while it waits, once it is over, and once its post is closed
MAY: dict[str, set[Actor]] = {
    "accept": {ADMIN, SECRETARY, ASKED},
    "decline": {ADMIN, SECRETARY, ASKED},
    "withdraw": {ADMIN, SECRETARY, DIRECTOR},
}
STATES = {
    "waiting": (OFFERED, AT),
    "over": (OFFERED, WAITING.until),
    "closed": (Post("p1", "D01", "media-officer", Text("م", "P"), proposals=(WAITING,), closed=True), AT),
    "none": (POST, AT),
}


def acted(act: str, post: Post, by: Actor, at: datetime) -> str:
    if act == "accept":
        return done(lambda: model.accept(post, "offer", proposer=DIRECTOR, by=by, at=at))
    return done(lambda: getattr(model, act)(post, "offer", by=by, at=at))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", MAY)
def test_each_act_on_an_offer_is_for_those_it_is_for_and_only_while_it_waits(act: str, state: str) -> None:
    post, at = STATES[state]
    for actor in ACTORS:
        came = acted(act, post, actor, at)
        assert (came == "done") == (state == "waiting" and actor in MAY[act]), (actor.id, came)
        offered = [one for _, acts in model.seen_by(actor, post, at) for one in acts]
        assert (act in offered) == (came == "done"), actor.id
        sees = {ADMIN, SECRETARY, DIRECTOR, ASKED}
        assert actor in sees or came == "ProposalNotFound", "who may not see an offer learns nothing of it"


def test_only_who_could_appoint_proposes_and_only_a_person_of_another_entity() -> None:
    asked = Tenure("asked", "permanent", TODAY)
    for actor in ACTORS:
        came = done(lambda actor=actor: model.propose(POST, asked, "o", home="D02", by=actor, at=AT))
        assert came == ("done" if actor in {ADMIN, SECRETARY, DIRECTOR} else "OwnRoles" if actor is None else "Forbidden"), actor.id
    director = Post("p2", "D01", "director", Text("م", "P"))
    assert done(lambda: model.propose(director, asked, "o", home="D02", by=DIRECTOR, at=AT)) == "RoleNotYoursToGive"
    assert done(lambda: model.propose(POST, asked, "o", home="D01", by=DIRECTOR, at=AT)) == "ConsentNotNeeded"
    assert done(lambda: model.propose(OFFERED, Tenure("b", "permanent", TODAY), "o", home="D02", by=DIRECTOR, at=AT)) == "ProposalWaiting"
    assert done(lambda: model.propose(OFFERED, Tenure("b", "acting", TODAY), "o", home="D02", by=DIRECTOR, at=AT)) == "done"
    assert model.propose(OFFERED, asked, "offer", home="D02", by=DIRECTOR, at=AT) == (OFFERED, None)


def test_an_offer_holds_no_longer_than_its_maker_could_make_it() -> None:
    gone = Actor(DIRECTOR.id, "person", entity="D01")
    for proposer in (None, gone, OTHER):
        with pytest.raises(errors.ProposalUnsupported):
            model.accept(OFFERED, "offer", proposer=proposer, by=ASKED, at=AT)
        assert model.accept(OFFERED, "offer", proposer=proposer, by=SECRETARY, at=AT)[0].holder


@pytest.mark.parametrize(("when", "over"), [(model.ANSWER_WITHIN - timedelta(milliseconds=1), False), (model.ANSWER_WITHIN, True)])
def test_an_offer_ends_at_its_instant(when: timedelta, over: bool) -> None:
    at = AT + when
    assert (model.expire(OFFERED, at=at)[1] is not None) == over
    assert (acted("accept", OFFERED, ASKED, at) == "done") != over
    assert (done(lambda: model.propose(OFFERED, Tenure("b", "permanent", TODAY), "o", home="D02", by=DIRECTOR, at=at)) == "done") == over


def test_an_offer_is_told_to_those_who_see_it_and_a_tenure_to_everybody() -> None:
    _, told = model.propose(POST, Tenure("asked", "permanent", TODAY), "o", home="D02", by=DIRECTOR, at=AT)
    assert told
    scope = told.event.model_dump()["audience_scope"]
    assert "person:asked" in scope["readers"]
    assert "role:entity-director@D01" in scope["readers"]
    assert not {"*", "entity:D01", "entity:D02", "role:entity-director@D02"} & set(scope["readers"])
    with pytest.raises(Forbidden):
        model.propose(POST, Tenure("asked", "permanent", TODAY), "o", home="D02", by=ASKED, at=AT)


# ---- through the door ----


async def offered(network: Network, **contact: Any) -> tuple[dict[str, Any], dict[str, Any], Actor]:
    """A post of D01 offered to a person of D02: the post, the card, the person."""
    director = await network.person("D01")
    await network.appoint(await network.post("D01", "director"), director)
    card = await network.person("D02", contact={"email": "office@two.example", "mobile": "+971500000001"})
    post = await network.post("D01", "media-officer")
    await network.settle()
    by = Actor(director["id"], "person", entity="D01", grants=(Grant("entity-director", "D01"),))
    body = {"personId": card["id"], **contact}
    made = await network.do("POST", f"/posts/{post['id']}/propose", body, by=by, version=post["version"])
    return made, card, Actor(card["id"], "person", entity="D02")


async def test_appointing_or_asking_somebody_of_another_entity_moves_and_opens_nothing(call: Call, network: Network) -> None:
    post, card, _ = await offered(network)
    refused = await call(
        DIRECTOR, "POST", f"/posts/{post['id']}/appoint", version=post["version"], json={"personId": card["id"], "kind": "acting"}
    )
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/consent-needed")
    await network.settle()
    seen = (await call(DIRECTOR, "GET", f"/people/{card['id']}")).json()
    assert (seen["entity"]["code"], seen["openable"], seen["editable"], seen["roles"]) == ("D02", [], False, None)
    assert (await call(DIRECTOR, "POST", f"/people/{card['id']}/open")).status_code == 404
    edit = {"contact": {"email": "mine@one.example"}}
    assert (await call(DIRECTOR, "PATCH", f"/people/{card['id']}", version=seen["version"], json=edit)).status_code == 403
    assert (await network.types()).count("tenure-started") == 1


async def test_the_person_asked_sees_the_offer_and_takes_the_post_by_accepting_it(call: Call, network: Network) -> None:
    post, card, asked = await offered(network)
    offer = (await call(asked, "GET", f"/people/{card['id']}/offers")).json()["items"][0]
    assert (offer["postId"], offer["entity"]["code"], offer["actions"], offer["version"]) == (
        post["id"],
        "D01",
        ["accept", "decline"],
        post["version"],
    )
    for reader in (OTHER, EDITOR, VIEWER, DIRECTOR):
        assert (await call(reader, "GET", f"/people/{card['id']}/offers")).status_code == 404
        shown = (await call(reader, "GET", f"/posts/{post['id']}")).json()["proposals"]
        assert [one["actions"] for one in shown] == ([["withdraw"]] if reader is DIRECTOR else [])
    path, body = f"/posts/{post['id']}/accept", {"proposalId": offer["id"]}
    for by in (OTHER, EDITOR, VIEWER):
        assert (await call(by, "POST", path, version=post["version"], json=body)).status_code == 404
    assert (await call(DIRECTOR, "POST", path, version=post["version"], json=body)).status_code == 403
    taken = await call(asked, "POST", path, version=post["version"], json=body)
    assert (taken.status_code, taken.json()["holder"]["person"]["id"], taken.json()["proposals"]) == (200, card["id"], [])
    await network.settle()
    moved = await network.card(card["id"])
    assert (moved["entity"]["code"], [one["scope"] for one in moved["roles"]]) == ("D01", ["D01"])
    assert (await call(asked, "POST", path, version=taken.json()["version"], json=body)).status_code == 404


@pytest.mark.parametrize("answer", ["decline", "withdraw"])
async def test_an_offer_that_is_declined_or_withdrawn_leaves_the_post_as_it_was(call: Call, network: Network, answer: str) -> None:
    post, card, asked = await offered(network)
    body = {"proposalId": post["proposals"][0]["id"]}
    left = await call(
        asked if answer == "decline" else DIRECTOR, "POST", f"/posts/{post['id']}/{answer}", version=post["version"], json=body
    )
    assert (left.status_code, left.json()["proposals"], left.json()["holder"]) == (200, [], None)
    told = [fact["content"]["outcome"] for fact in await network.facts() if fact["type"].endswith("appointment-dropped.v1")]
    assert told == [{"decline": "declined", "withdraw": "withdrawn"}[answer]]
    assert (await network.card(card["id"]))["entity"]["code"] == "D02"
    again = await call(DIRECTOR, "POST", f"/posts/{post['id']}/propose", version=left.json()["version"], json={"personId": card["id"]})
    assert again.status_code == 200


async def test_offers_past_their_time_or_of_posts_that_closed_are_dropped_and_told(
    network: Network, stores: Stores, database: Database
) -> None:
    post, _, _ = await offered(network)
    await drop_run_out_proposals(stores.posts, at=now() + model.ANSWER_WITHIN - timedelta(minutes=5))
    assert (await stores.posts.get(post["id"])).proposals
    await network.do("POST", "/entities/D01/dissolve", version=1)
    await network.settle()
    for _ in range(2):
        await drop_run_out_proposals(stores.posts, at=now())
    assert not (await stores.posts.get(post["id"])).proposals
    assert [fact["content"]["outcome"] for fact in await network.facts() if "dropped" in fact["type"]] == ["void"]


async def test_an_acting_offer_keeps_its_last_day_and_begins_when_it_is_accepted(call: Call, network: Network) -> None:
    last = (dubai_day(now()) + timedelta(days=30)).isoformat()
    post, _, asked = await offered(network, kind="acting", to=last)
    body = {"proposalId": post["proposals"][0]["id"]}
    taken = (await call(asked, "POST", f"/posts/{post['id']}/accept", version=post["version"], json=body)).json()
    assert (taken["acting"]["from"], taken["acting"]["to"]) == (dubai_day(now()).isoformat(), last)
