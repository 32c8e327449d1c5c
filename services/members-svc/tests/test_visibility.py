"""Every field of a card × everybody who may read it × every surface it could come out of."""

import csv
import io
import zipfile
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.mongo import Database
from members_svc.people.model import VISIBILITY, Visibility
from members_svc.people.schemas import ContactBody
from pydantic.alias_generators import to_camel

from .conftest import ADMIN, DIRECTOR, EDITOR, GATEWAY, OTHER, SECRETARY, VIEWER, Call, Network

VALUES = {
    "email": "office@dept.example",
    "officePhone": "+97140000001",
    "mobile": "+971500000001",
    "dutyPhone": "+97140000002",
    "privateEmail": "home@person.example",
}
SYSTEM_OF_AN_ENTITY = Actor("account-1", "service-account", entity="D01")
READERS: dict[str, Actor | None] = {
    "self": None,
    "colleague": EDITOR,
    "director": DIRECTOR,
    "other": OTHER,
    "viewer": VIEWER,
    "secretariat": SECRETARY,
    "admin": ADMIN,
    "system": SYSTEM_OF_AN_ENTITY,
}
INSIDE = {"self", "colleague", "director", "secretariat", "admin"}
SEES: dict[Visibility, set[str]] = {
    "network": set(READERS),
    "entity": INSIDE,
    "secretariat": {"self", "secretariat", "admin"},
    "self": {"self"},
}
# What shows at a glance shows nothing restricted to others; what is asked for on purpose shows all one may see.
AT_A_GLANCE = ("item", "list", "search", "roster")
ON_PURPOSE = ("opened", "vcard", "csv", "xlsx", "vcf")


async def read(call: Call, reader: Actor, card: dict[str, Any], surface: str) -> str:
    """All that a surface says, as text."""
    person = f"/people/{card['id']}"
    method, path = {
        "item": ("GET", person),
        "list": ("GET", "/people"),
        "search": ("GET", "/people?q=officer&entity=D01"),
        "roster": ("GET", "/rosters/D01"),
        "opened": ("POST", f"{person}/open"),
        "vcard": ("GET", f"{person}/vcard"),
    }.get(surface, ("GET", f"/people/export?format={surface}"))
    answer = await call(reader, method, path)
    if surface == "opened" and answer.status_code == 404:
        return (await call(reader, "GET", person)).text
    assert answer.status_code == 200, (surface, answer.text)
    if surface != "xlsx":
        return answer.text.replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("surface", [*AT_A_GLANCE, *ON_PURPOSE])
async def test_a_field_comes_out_only_for_those_it_is_declared_for(call: Call, network: Network, surface: str) -> None:
    person = await network.person("D01", contact=VALUES)
    await network.appoint(await network.post("D01", "duty-contact"), person)
    await network.settle()
    for name, reader in READERS.items():
        text = await read(call, reader or Actor(person["id"], "person", entity="D01"), person, surface)
        for field, visibility in VISIBILITY.items():
            shown = VALUES[to_camel(field)] in text
            allowed = name in SEES[visibility]
            if surface in ON_PURPOSE:
                assert shown == allowed, (field, name)
            else:
                on_duty = surface == "roster" and field == "duty_phone"  # who is on duty is reached by it
                assert shown == (name == "self" or visibility == "network" or on_duty), (field, name)


async def test_no_restricted_value_finds_anybody(call: Call, network: Network) -> None:
    await network.person("D01", contact=VALUES)
    for field, visibility in VISIBILITY.items():
        if visibility != "network":
            for q in (VALUES[to_camel(field)], VALUES[to_camel(field)].lstrip("+")):
                assert (await call(ADMIN, "GET", "/people", params={"q": q})).json()["items"] == [], field


async def test_what_one_may_open_is_named_and_nothing_else(call: Call, network: Network) -> None:
    person = await network.person("D01", contact=VALUES)
    for name, reader in READERS.items():
        if reader is not None:
            card = (await call(reader, "GET", f"/people/{person['id']}")).json()
            fields = {to_camel(field) for field, visibility in VISIBILITY.items() if visibility != "network" and name in SEES[visibility]}
            assert set(card["openable"]) == fields, name
            assert (card["roles"] is not None) == (name in {"director", "secretariat", "admin"})
    bare = await network.person("D01", contact={"email": "a@dept.example"})
    assert (await call(ADMIN, "GET", f"/people/{bare['id']}")).json()["openable"] == []


def test_no_contact_field_goes_without_saying_who_sees_it_or_untested() -> None:
    assert set(VISIBILITY) == set(ContactBody.model_fields)
    assert {to_camel(name) for name in VISIBILITY} == set(VALUES)
    assert set(VISIBILITY.values()) == set(SEES)


# ---- who opened ----


async def test_what_was_opened_is_stored_nowhere_on_its_way(call: Call, network: Network, database: Database) -> None:
    person = await network.person("D01", contact=VALUES)
    opened = await call(EDITOR, "POST", f"/people/{person['id']}/open", headers={"Idempotency-Key": "k-open"})
    assert (opened.status_code, opened.headers["cache-control"]) == (200, "no-store")
    assert await database["idempotency_keys"].count_documents({}) == 0


async def test_the_owner_sees_who_opened_which_field_where_and_nobody_else_does(call: Call, network: Network) -> None:
    person = await network.person("D01", contact=VALUES)
    path, own = f"/people/{person['id']}", Actor(person["id"], "person", entity="D01")
    await call(EDITOR, "POST", f"{path}/open")
    await call(SECRETARY, "GET", f"{path}/vcard")
    await call(SECRETARY, "GET", "/people/export")
    shown = (await call(own, "GET", f"{path}/openings")).json()["items"]
    assert [(one["readerId"], one["surface"], one["fields"]) for one in shown] == [
        ("secretary", "export", ["mobile", "dutyPhone"]),
        ("secretary", "vcard", ["mobile", "dutyPhone"]),
        ("editor-1", "card", ["mobile"]),
    ]
    for reader in (DIRECTOR, SECRETARY, ADMIN, OTHER):
        assert (await call(reader, "GET", f"{path}/openings")).status_code == 404
    facts = [fact for fact in await network.facts() if fact["type"].endswith("restricted-field-opened.v1")]
    assert {tuple(fact["content"]["audienceScope"]["readers"]) for fact in facts} == {(f"person:{person['id']}",)}
    assert not [fact for fact in facts if any(value in str(fact["content"]) for value in VALUES.values())]


async def test_reading_what_everybody_may_see_or_ones_own_leaves_no_record(call: Call, network: Network, database: Database) -> None:
    person = await network.person("D01", contact=VALUES)
    path, own = f"/people/{person['id']}", Actor(person["id"], "person", entity="D01")
    for reader in (OTHER, VIEWER, own):
        await call(reader, "GET", path)
        await call(reader, "GET", f"{path}/vcard")
        await call(reader, "GET", "/people/export")
        refused = await call(reader, "POST", f"{path}/open")
        assert (refused.status_code, refused.json()["type"]) == (404, "/problems/nothing-to-open")
    await call(EDITOR, "GET", path)
    assert await database["openings"].count_documents({}) == 0


async def test_openings_page_from_the_latest(call: Call, network: Network) -> None:
    person = await network.person("D01", contact=VALUES)
    path, own = f"/people/{person['id']}", Actor(person["id"], "person", entity="D01")
    for _ in range(3):
        await call(EDITOR, "POST", f"{path}/open")
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = (await call(own, "GET", f"{path}/openings", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 3


# ---- the file ----


async def test_a_cell_is_never_a_formula(call: Call, network: Network) -> None:
    await network.person("D01", name={"ar": "=1+1", "en": "@SUM(A1)"}, contact={"officePhone": "+97140000001"})
    rows = list(csv.reader(io.StringIO((await call(OTHER, "GET", "/people/export")).text.removeprefix("\ufeff"))))
    assert (rows[1][1], rows[1][3], rows[1][10]) == ("'=1+1", "'@SUM(A1)", "+97140000001")


async def test_an_export_holds_what_the_list_is_narrowed_to_in_the_readers_words(call: Call, network: Network) -> None:
    await network.person("D01", name={"ar": "مسؤولة الإعلام", "en": "Media Officer"})
    await network.person("D02", name={"ar": "مدير", "en": "Director"})
    for language, head in (("ar", "الاسم بالعربية"), ("en", "Name (Arabic)")):
        answer = await call(VIEWER, "GET", "/people/export?entity=D01", headers={"Accept-Language": language})
        rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert (rows[0][1], [row[3] for row in rows[1:]]) == (head, ["Media Officer"])
        assert answer.headers["content-disposition"].endswith('.csv"')
    assert (await call(GATEWAY, "GET", "/people/export")).status_code == 403
    assert (await call(VIEWER, "GET", "/people/export?format=exe")).status_code == 422
