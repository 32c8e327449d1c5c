"""The doors: shapes, versions, permissions, lists, and who sees what of a card."""

from chassis.auth import Actor
from chassis.mongo import Database
from members_svc.app import ROUTERS, openapi
from members_svc.policy import POLICY

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, VIEWER, Call, Network, bi


async def test_an_entity_shows_its_posts_and_who_holds_them(call: Call, network: Network) -> None:
    post, card = await network.seated("director")
    vacant = await network.post("D01", "media-officer")
    shown = await call(VIEWER, "GET", "/entities/D01")
    assert shown.headers["etag"] == '"1"'
    first, second = shown.json()["posts"]
    assert first["holder"]["person"] == {"id": card["id"], "name": card["name"], "initials": card["initials"]}
    assert (first["holder"]["kind"], first["holder"]["from"]) == ("permanent", post["holder"]["from"])
    assert (second["id"], second["holder"], second["vacantSince"]) == (vacant["id"], None, None)


async def test_registering_answers_where_the_entity_is(call: Call) -> None:
    made = await call(ADMIN, "POST", "/entities", json={"code": "D77", "name": bi("New"), "sectors": ["culture"]})
    assert (made.status_code, made.headers["location"], made.headers["etag"]) == (201, "/api/v1/entities/D77", '"1"')
    again = await call(ADMIN, "POST", "/entities", json={"code": "D77", "name": bi("Other")})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/entity-code-taken")


async def test_a_patch_changes_what_it_names_and_keeps_the_rest(network: Network) -> None:
    await network.entity("D02")
    await network.entity("D01", parent="D02", sectors=["culture"])
    patched = await network.do("PATCH", "/entities/D01", {"name": {"en": "Renamed"}}, by=SECRETARY, version=1)
    assert (patched["name"], patched["parent"], patched["sectors"]) == ({"ar": "ع Department D01", "en": "Renamed"}, "D02", ["culture"])
    freed = await network.do("PATCH", "/entities/D01", {"parent": None}, by=SECRETARY, version=2)
    assert (freed["parent"], freed["name"]["en"]) == (None, "Renamed")


async def test_a_stale_or_missing_version_writes_nothing(call: Call, network: Network) -> None:
    await network.entity()
    for version, status in ((None, 428), (7, 412)):
        answer = await call(SECRETARY, "PATCH", "/entities/D01", version=version, json={"kind": "office"})
        assert answer.status_code == status
    assert (await network.do("GET", "/entities/D01"))["kind"] == "department"


NOT_ENTITIES = [
    {"code": "d 1", "name": bi("A")},
    {"code": "D01", "name": {"ar": "ا", "en": " "}},
    {"code": "D01", "name": bi("A"), "status": "merged"},
    {"code": "D01", "name": bi("A"), "kind": {"$ne": None}},
    {"code": "D01"},
]


async def test_what_is_not_an_entity_is_refused_with_its_pointer(call: Call) -> None:
    for body in NOT_ENTITIES:
        answer = await call(ADMIN, "POST", "/entities", json=body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["pointer"].startswith("/")


async def test_what_is_not_there_is_not_found_in_both_languages(call: Call) -> None:
    for path in ("/entities/NONE", f"/posts/{'0' * 36}", f"/people/{'0' * 36}"):
        english = await call(VIEWER, "GET", path, headers={"Accept-Language": "en"})
        arabic = await call(VIEWER, "GET", path, headers={"Accept-Language": "ar"})
        assert english.status_code == arabic.status_code == 404, path
        assert english.json()["title"].isascii()
        assert not arabic.json()["title"].isascii()


async def test_the_directory_forgives_arabic_spelling_and_finds_by_any_beginning(call: Call, network: Network) -> None:
    await network.entity("D01", name={"ar": "دائرة الخدمات الثقافيّة", "en": "Department of Culture"})
    found = await network.person("D01", name={"ar": "مسؤولة الإعلام", "en": "Media Officer"})
    await network.person("D02", name={"ar": "مدير", "en": "Director"})
    for q in ("اعلام", "الاعلام مسوولة", "ثقافيه", "الثقاف", "MEDIA cult", "d01"):
        items = (await call(VIEWER, "GET", "/people", params={"q": q})).json()["items"]
        assert [one["id"] for one in items] == [found["id"]], q
    assert (await call(VIEWER, "GET", "/people", params={"q": "media director"})).json()["items"] == []


async def test_pages_hold_everybody_once_in_the_readers_order(call: Call, network: Network) -> None:
    for number in range(7):
        await network.person("D01", name={"ar": f"موظف {number}", "en": f"Officer {6 - number}"})
    for language, order in (("en", [f"Officer {n}" for n in range(7)]), ("ar", [f"موظف {n}" for n in range(7)])):
        names, cursor = [], None
        while True:
            query = {"limit": 3, "entity": "D01"} | ({"cursor": cursor} if cursor else {})
            page = (await call(VIEWER, "GET", "/people", params=query, headers={"Accept-Language": language})).json()
            names += [one["name"][language] for one in page["items"]]
            if not (cursor := page["next"]):
                break
        assert names == order


async def test_a_cursor_opens_no_other_list_and_serves_no_other_reader(call: Call, network: Network) -> None:
    for _ in range(2):
        await network.person("D01")
    cursor = (await call(VIEWER, "GET", "/people", params={"limit": 1})).json()["next"]
    for reader, path, query in ((DIRECTOR, "/people", {}), (VIEWER, "/people", {"entity": "D01"}), (VIEWER, "/posts", {})):
        answer = await call(reader, "GET", path, params={"cursor": cursor, **query})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-cursor")


async def test_posts_page_through_entities_in_rank_order(call: Call, network: Network) -> None:
    for entity in ("D02", "D01"):
        for kind in ("duty-contact", "director"):
            await network.post(entity, kind)
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = (await call(VIEWER, "GET", "/posts", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [(one["entity"], one["kind"]) for one in page["items"]]
        cursor = page["next"]
    assert seen == [(entity, kind) for entity in ("D01", "D02") for kind in ("director", "duty-contact")]


async def test_a_creation_sent_again_is_made_once_though_its_answer_is_forgotten(call: Call, network: Network, database: Database) -> None:
    await network.entity()
    sent = {
        "/entities": {"code": "D09", "name": bi("Nine")},
        "/posts": {"entity": "D01", "kind": "director", "title": bi("Director")},
        "/people": {"entity": "D01", "name": bi("Officer"), "initials": bi("O", "م")},
    }
    for path, body in sent.items():
        first = await call(ADMIN, "POST", path, json=body, headers={"Idempotency-Key": f"key{path}"})
        await database["idempotency_keys"].delete_many({})
        again = await call(ADMIN, "POST", path, json=body, headers={"Idempotency-Key": f"key{path}"})
        assert (first.status_code, first.json()) == (again.status_code, again.json())


# ---- who sees what ----


async def test_a_handover_note_is_for_those_who_appoint(call: Call, network: Network) -> None:
    post, _ = await network.seated("media-officer")
    await network.vacate(post, handoverNote="The keys are in the drawer")
    for reader, note in ((DIRECTOR, "The keys are in the drawer"), (VIEWER, None), (OTHER, None)):
        shown = (await call(reader, "GET", f"/posts/{post['id']}")).json()
        assert shown["tenures"][0]["handoverNote"] == note
    successor = await network.person()
    await network.appoint(await network.do("GET", f"/posts/{post['id']}"), successor)
    shown = await call(Actor(successor["id"], "person", entity="D01"), "GET", f"/posts/{post['id']}")
    assert shown.json()["tenures"][0]["handoverNote"] == "The keys are in the drawer"


# ---- the table and the routes ----


def test_every_route_names_a_permission_and_every_permission_is_asked_for_somewhere() -> None:
    named = {route.openapi_extra["x-permission"] for router in ROUTERS for route in router.routes}
    asked_in_the_model = {
        "post.give-seat", "tenure.start-across", "tenure.end-others", "person.edit-others", "person.see-roles",
        "person.see-entity-fields", "person.see-secretariat-fields", "role.change-directors", "role.change-network",
    }  # fmt: skip
    assert named | asked_in_the_model == set(POLICY)


WRITES = [
    ("POST", "/entities", {"code": "D55", "name": bi("X")}, {ADMIN, SECRETARY}),
    ("PATCH", "/entities/D01", {"kind": "office"}, {ADMIN, SECRETARY}),
    ("POST", "/entities/D01/dissolve", None, {ADMIN}),
    ("POST", "/entities/D01/merge", {"into": "D02"}, {ADMIN}),
    ("POST", "/posts", {"entity": "D01", "kind": "deputy", "title": bi("Deputy")}, {ADMIN, SECRETARY}),
    ("POST", "/posts", {"entity": "D01", "kind": "brand-officer", "title": bi("Officer")}, {ADMIN, SECRETARY, DIRECTOR}),
    ("POST", "/people", {"entity": "D01", "name": bi("X"), "initials": bi("X")}, {ADMIN, SECRETARY, DIRECTOR}),
]


ACTORS = (ADMIN, SECRETARY, DIRECTOR, EDITOR, OTHER, VIEWER, GATEWAY)


async def test_each_write_is_for_some_and_forbidden_to_the_others_who_write_nothing(call: Call, network: Network) -> None:
    await network.entity("D01")
    await network.entity("D02")
    facts = await network.types()
    for method, path, body, allowed in WRITES:
        for actor in (one for one in ACTORS if one not in allowed):
            answer = await call(actor, method, path, version=1, json=body)
            assert answer.status_code == 403, (path, actor.id)
    assert await network.types() == facts
    for method, path, body, allowed in WRITES:
        for actor in allowed:
            answer = await call(actor, method, path, version=1, json=body)
            assert answer.status_code in (200, 201, 409, 412), (path, actor.id)


async def test_without_a_token_nothing_opens(service, client) -> None:
    http = await client(service.app)
    for path in ("/entities", "/posts", "/people", "/entities/D01"):
        assert (await http.get(f"/api/v1{path}")).status_code == 401


async def test_granting_over_http_tells_what_is_held_now(call: Call, network: Network) -> None:
    made = await network.person()
    path = f"/people/{made['id']}"
    granted = await call(ADMIN, "POST", f"{path}/grant", version=1, json={"role": "reviewer", "scope": "network"})
    assert (granted.headers["etag"], granted.json()["roles"]) == ('"2"', [{"role": "reviewer", "scope": "network"}])
    same = await call(ADMIN, "POST", f"{path}/grant", version=2, json={"role": "reviewer", "scope": "network"})
    assert same.headers["etag"] == '"2"'
    revoked = await call(ADMIN, "POST", f"{path}/revoke", version=2, json={"role": "reviewer", "scope": "network"})
    assert revoked.json()["roles"] == []
    assert (await network.types())[-2:] == ["role-granted", "role-revoked"]
    assert (await call(ADMIN, "POST", f"{path}/grant", version=3, json={"role": "king", "scope": "network"})).status_code == 422


def test_operations_have_readable_names_and_sign_in_is_not_among_them() -> None:
    document = openapi()
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names) == 43
    assert not [path for path in document["paths"] if "credentials" in path]


async def test_posts_that_nobody_holds_for_good_are_listed_alone(call: Call, network: Network) -> None:
    await network.seated("director")
    vacant = await network.post("D01", "media-officer")
    covered = await network.post("D01", "brand-officer")
    await network.appoint(covered, await network.person("D01"), kind="acting")
    listed = (await call(VIEWER, "GET", "/posts", params={"unfilled": True, "entity": "D01"})).json()["items"]
    assert {one["id"] for one in listed} == {vacant["id"], covered["id"]}
    assert {one["id"]: one["acting"] is not None for one in listed} == {vacant["id"]: False, covered["id"]: True}


async def test_a_post_names_who_held_it(call: Call, network: Network) -> None:
    post, former = await network.seated("director")
    await network.vacate(post)
    shown = (await call(VIEWER, "GET", f"/posts/{post['id']}")).json()
    assert (shown["holder"], [one["person"]["name"] for one in shown["tenures"]]) == (None, [former["name"]])
