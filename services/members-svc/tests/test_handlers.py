"""What follows from tenures and from the fate of entities, applied as the consumer does."""

from chassis.mongo import Database
from members_svc.handlers import HANDLERS

from .conftest import SEED, Network, bi


async def test_a_tenure_brings_the_seat_and_its_role(network: Network) -> None:
    post, card = await network.seated("director")
    assert card["post"] == {"id": post["id"], "kind": "director", "title": bi("director of D01")}
    assert card["roles"] == [{"role": "entity-director", "scope": "D01"}]


async def test_leaving_a_post_ends_the_role_that_came_with_it_and_those_given_in_it(network: Network) -> None:
    post, card = await network.seated("media-officer")
    await network.do("POST", f"/people/{card['id']}/grant", {"role": "reviewer", "scope": "network"}, version=card["version"])
    await network.vacate(post)
    await network.settle()
    left = await network.card(card["id"])
    assert (left["post"], left["roles"]) == (None, [])
    revoked = next(fact for fact in await network.facts() if fact["type"].endswith("role-revoked.v1"))
    assert [role["role"] for role in revoked["content"]["revoked"]] == ["entity-editor", "reviewer"]
    assert revoked["content"]["left"] == []
    assert revoked["content"]["audienceScope"]["codes"] == ["D01", "GNGC-SEC"]


async def test_who_acts_for_another_keeps_the_own_post_when_that_ends(network: Network) -> None:
    own, card = await network.seated("media-officer")
    cover = await network.appoint(await network.post("D01", "director"), card, kind="acting")
    await network.settle()
    assert {role["role"] for role in (await network.card(card["id"]))["roles"]} == {"entity-editor", "entity-director"}
    await network.vacate(cover)
    await network.settle()
    after = await network.card(card["id"])
    assert (after["post"]["id"], after["roles"]) == (own["id"], [{"role": "entity-editor", "scope": "D01"}])


async def test_hearing_everything_twice_changes_nothing(network: Network) -> None:
    post, card = await network.seated()
    await network.vacate(post)
    await network.settle()
    before, facts = await network.card(card["id"]), await network.types()
    for fact in await network.facts():
        if fact["type"] in HANDLERS:
            await network.hear(fact)
    assert await network.card(card["id"]) == before
    assert await network.types() == facts


async def test_a_vacancy_that_the_request_left_unsaid_is_said_by_the_event(network: Network, database: Database) -> None:
    post, _ = await network.seated()
    await network.vacate(post)
    rewound = {"$set": {"vacant_since": None}, "$pull": {"outbox": {"type": "members.post-fell-vacant.v1"}}}
    await database["posts"].update_one({"_id": post["id"]}, rewound)
    await network.settle()
    assert (await network.types()).count("post-fell-vacant") == 1


async def test_a_new_name_of_an_entity_shows_on_the_cards_of_its_people(network: Network) -> None:
    entity = await network.entity_once("D01")
    person = await network.person()
    await network.do("PATCH", "/entities/D01", {"name": {"en": "Department of Heritage"}}, version=entity["version"])
    await network.settle()
    assert (await network.card(person["id"]))["entity"]["name"]["en"] == "Department of Heritage"
    found = await network.do("GET", "/people?q=heritage")
    assert [one["id"] for one in found["items"]] == [person["id"]]


async def test_merging_closes_the_posts_ends_the_roles_and_moves_the_people(network: Network) -> None:
    await network.entity("D02")
    post, card = await network.seated("director", "D01")
    acting = await network.person("D02")
    await network.appoint(post, acting, kind="acting")
    entity = await network.do("GET", "/entities/D01")
    await network.do("POST", "/entities/D01/merge", {"into": "D02"}, version=entity["version"])
    await network.settle()
    moved = await network.card(card["id"])
    assert (moved["entity"]["code"], moved["roles"], moved["post"]) == ("D02", [], None)
    assert (await network.card(acting["id"]))["roles"] == []
    assert (await network.do("GET", "/entities/D01"))["posts"] == []
    assert (await network.types()).count("tenure-ended") == 2
    await network.appoint(await network.do("GET", f"/posts/{post['id']}"), card, status=409)


async def test_dissolving_leaves_nobody_with_a_role_in_it(network: Network) -> None:
    _, card = await network.seated("director", "D01")
    loose = await network.person()
    await network.do("POST", f"/people/{loose['id']}/grant", {"role": "viewer", "scope": "D01"}, by=SEED, version=1)
    entity = await network.do("GET", "/entities/D01")
    await network.do("POST", "/entities/D01/dissolve", version=entity["version"])
    await network.settle()
    assert [(await network.card(one))["roles"] for one in (card["id"], loose["id"])] == [[], []]
