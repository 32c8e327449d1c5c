"""What was said of a card or registered by mistake is put right: a report waits again, a card goes from every surface."""

from datetime import timedelta

from chassis.auth import Actor
from chassis.clock import now
from chassis.mongo import Database
from members_svc.store import Stores

from .conftest import ADMIN, DIRECTOR, EDITOR, OTHER, SEED, VIEWER, Call, Network, bi


async def test_a_report_settled_by_mistake_waits_again(call: Call, network: Network) -> None:
    person = await network.person("D01")
    await call(VIEWER, "POST", f"/people/{person['id']}/report", json={"words": "Wrong number"})
    waiting = (await call(DIRECTOR, "GET", f"/people/{person['id']}")).json()
    body = {"reportId": waiting["reports"][0]["id"]}
    settled = await network.do("POST", f"/people/{person['id']}/settle", body, by=DIRECTOR, version=2)
    assert (settled["reports"], [(one["words"], one["settledBy"]) for one in settled["settled"]]) == ([], [("Wrong number", DIRECTOR.id)])
    for reader in (VIEWER, OTHER, EDITOR):
        assert (await call(reader, "GET", f"/people/{person['id']}")).json()["settled"] == []
        assert (await call(reader, "POST", f"/people/{person['id']}/reopen-report", version=3, json=body)).status_code == 403
    again = await network.do("POST", f"/people/{person['id']}/reopen-report", body, by=DIRECTOR, version=3)
    assert (len(again["reports"]), again["settled"], again["reports"][0]["settledAt"]) == (1, [], None)
    assert (await call(DIRECTOR, "POST", f"/people/{person['id']}/reopen-report", version=4, json=body)).json()[
        "type"
    ] == "/problems/report-waits"
    assert [one for one in await network.types() if one.startswith("mistake")] == [
        "mistake-reported",
        "mistake-settled",
        "mistake-reopened",
    ]


async def test_a_card_registered_by_mistake_goes_from_every_surface_and_its_remains_too(
    call: Call, network: Network, stores: Stores, database: Database
) -> None:
    gone, kept = await network.person("D01"), await network.person("D01")
    path = f"/people/{gone['id']}"
    assert (await call(DIRECTOR, "GET", path)).json()["removable"]
    for actor in (EDITOR, OTHER, VIEWER):
        assert (await call(actor, "POST", f"{path}/remove", version=1)).status_code == 403
    assert (await call(DIRECTOR, "POST", f"{path}/remove", version=1)).status_code == 204
    assert (await call(ADMIN, "GET", path)).status_code == 404
    for where in ("/people", "/people?q=officer", "/people?confirmed=false", "/people?entity=D01"):
        assert [one["id"] for one in (await call(ADMIN, "GET", where)).json()["items"]] == [kept["id"]], where
    assert (await call(ADMIN, "GET", "/people/count")).json()["count"] == 1
    left = await database["people"].find_one({"_id": gone["id"]})
    assert left
    assert set(left) == {"_id", "version", "outbox", "seen", "removed"}
    await stores.people.purge()
    assert await database["people"].count_documents({"_id": gone["id"]}) == 1, "before its end is told it stays"
    await database["people"].update_one({"_id": gone["id"]}, {"$set": {"outbox": []}})
    await stores.people.purge()
    assert await database["people"].count_documents({}) == 1


async def test_a_card_that_anything_hangs_on_stays(call: Call, network: Network) -> None:
    _, held = await network.seated("media-officer")
    with_role, on_duty, signs_in, asked = [await network.person("D01") for _ in range(4)]
    await network.do("POST", f"/people/{with_role['id']}/grant", {"role": "viewer", "scope": "D01"}, version=1)
    times = {"from": now().isoformat(), "until": (now() + timedelta(days=1)).isoformat()}
    await network.do("POST", "/rosters/D01/assign", {"personId": on_duty["id"], **times}, version=0)
    secret = {"personId": signs_in["id"], "email": "s@d.example", "password": "river lantern 7 oak"}
    await network.do("POST", "/credentials", secret, status=204)
    await network.entity("D02")
    offered = await network.post("D02", "media-officer")
    await network.do("POST", f"/posts/{offered['id']}/propose", {"personId": asked["id"]}, version=1)
    for card in (held, with_role, on_duty, signs_in, asked):
        version = (await network.card(card["id"]))["version"]
        refused = await call(SEED, "POST", f"/people/{card['id']}/remove", version=version)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/person-in-use")


async def test_an_address_of_somebody_elsewhere_is_given_to_no_other_card(call: Call, network: Network) -> None:
    await network.person("D02", contact={"email": "Director@Two.example"})
    signs_in = await network.person("D02")
    await network.do(
        "POST", "/credentials", {"personId": signs_in["id"], "email": "in@two.example", "password": "river lantern 7 oak"}, status=204
    )
    mine = await network.person("D01", contact={"email": "desk@one.example"})
    await network.person("D01", contact={"email": "desk@one.example"})
    for email in ("director@two.example", "IN@two.example"):
        body = {"entity": "D01", "name": bi("X"), "initials": bi("X"), "contact": {"email": email}}
        refused = await call(DIRECTOR, "POST", "/people", json=body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, "/contact/email"), email
        edited = await call(DIRECTOR, "PATCH", f"/people/{mine['id']}", version=1, json={"contact": {"email": email}})
        assert (edited.status_code, edited.json()["type"]) == (409, "/problems/address-in-use")
    own = Actor(signs_in["id"], "person", entity="D02")
    assert (
        await call(own, "PATCH", f"/people/{signs_in['id']}", version=1, json={"contact": {"email": "in@two.example"}})
    ).status_code == 200
