"""Every list, count and facet holds for each class of readers exactly what they may read one by one, and of it no more."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.kits.model import Item, Kit, KitState
from media_svc.model import Bi
from media_svc.sources.model import Document, Version, VersionState, begins
from media_svc.store import Stores
from media_svc.studio.details.model import Shown
from media_svc.studio.register.model import Occasion, RegisteredPerson

from .conftest import Call
from .shelf import TODAY
from .test_look_states import IDENTITIES, identity_in
from .test_photo_states import STATES as PHOTOS
from .test_photo_states import photo_in
from .test_readers import READERS

AT, DAY = now(), timedelta(days=1)
OPEN, DRAFT = Bi("معلن", "Announced"), Bi("سري", "Unannounced")


def version(number: int, state: VersionState) -> Version:
    public = state not in (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)
    since = begins(TODAY) if state is VersionState.IN_FORCE else None
    note = "asked by the reviewer"
    return Version(
        f"v-{number}", number, f"{number}.0", notes=OPEN if public else DRAFT, effective_from=TODAY, state=state, since=since,
        published_at=AT if public else None, note=note,
    )  # fmt: skip


async def documents(stores: Stores) -> dict[str, Document]:
    """One of each kind of reach, each with a draft behind what is public."""
    both = (version(1, VersionState.IN_FORCE), version(2, VersionState.DRAFT))
    made = [
        Document("d-open", "D01", "policy", OPEN, OPEN, "a", AT, AT, versions=both),
        Document("d-shared", "D01", "policy", OPEN, OPEN, "a", AT, AT, classification="shared-confidential", versions=both),
        *(
            Document(f"d-{state}", "D01", "policy", DRAFT, DRAFT, "a", AT, AT, versions=(version(1, state),))
            for state in (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)
        ),
        Document("d-removed", "D01", "policy", DRAFT, DRAFT, "a", AT, AT, removed=True),
    ]
    for one in made:
        await stores.documents.add(one, None)
    return {one.id: one for one in made}


def writes(reader: Actor) -> bool:
    """Who sees what D01 is still writing, in other words than the store's."""
    roles = {(grant.role, grant.scope) for grant in reader.grants}
    own = {(role, "D01") for role in ("entity-director", "entity-editor", "entity-reader")}
    return bool(roles & (own | {(role, "network") for role in ("reviewer", "secretariat-editor", "network-admin")}))


def of_the_house(reader: Actor) -> bool:
    return reader.entity == "D01" or any(grant.scope == "D01" for grant in reader.grants)


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
async def test_a_list_of_documents_is_trimmed_for_its_reader(call: Call, stores: Stores, reader: Actor) -> None:
    made = await documents(stores)
    hidden = {"d-removed"}
    expected = {"d-open"} | ({"d-shared"} if of_the_house(reader) or writes(reader) else set())
    expected |= (made.keys() - hidden) if writes(reader) else set()
    for path, within in (("/documents", expected), ("/documents?kind=policy&entity=D01", expected)):
        page = (await call(reader, "GET", path)).json()["items"]
        assert {one["id"] for one in page} == within
        for one in page:
            whole = (await call(reader, "GET", f"/documents/{one['id']}")).json()
            assert one["versionCount"] == len(whole["versions"]) == (len(made[one["id"]].versions) if writes(reader) else 1)
            assert one["headline"]["label"] == "1.0"
            assert (one["headline"]["note"] is None) == (not writes(reader))
    said = str((await call(reader, "GET", "/documents")).json())
    assert (DRAFT.en in said) == writes(reader)
    assert (await call(reader, "GET", "/documents/count")).json()["count"] == len(expected)
    for id_ in made.keys() - expected:
        assert (await call(reader, "GET", f"/documents/{id_}")).status_code == 404
    for query in ("state=draft", "state=in-review", "state=approved", f"q={DRAFT.en}"):
        page = (await call(reader, "GET", f"/documents?{query}")).json()["items"]
        counted = (await call(reader, "GET", f"/documents/count?{query}")).json()["count"]
        assert counted == len(page)
        assert bool(page) == writes(reader), query


KITS: dict[str, dict[str, Any]] = {
    "k-draft": {},
    "k-coming": {"state": KitState.RELEASED, "opens_at": AT + DAY},
    "k-open": {"state": KitState.RELEASED, "opens_at": AT - DAY},
    "k-named": {"state": KitState.RELEASED, "opens_at": AT - DAY, "audience": ("D03",)},
    "k-over": {"state": KitState.RELEASED, "opens_at": AT - DAY, "closes_at": AT - timedelta(hours=1)},
    "k-revoked": {"state": KitState.REVOKED, "opens_at": AT - DAY},
}


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
async def test_a_list_of_kits_is_trimmed_for_its_reader(call: Call, stores: Stores, reader: Actor) -> None:
    item = Item("i-1", "message", OPEN, OPEN)
    for id_, fields in KITS.items():
        words = OPEN if id_ in ("k-open", "k-named") else DRAFT
        await stores.kits.add(replace(Kit(id_, "D01", words, words, "a", AT, AT, items=(item,)), **fields), None)
    await stores.kits.add(Kit("k-removed", "D01", DRAFT, DRAFT, "a", AT, AT, removed=True), None)
    of_d03 = reader.entity == "D03" or any(grant.scope == "D03" for grant in reader.grants)
    expected = {"k-open"} | ({"k-named"} if of_d03 or of_the_house(reader) else set()) | (set(KITS) if writes(reader) else set())
    page = (await call(reader, "GET", "/kits")).json()["items"]
    assert {one["id"] for one in page} == expected
    assert (DRAFT.en in str(page)) == writes(reader)
    assert (await call(reader, "GET", "/kits/count")).json()["count"] == len(expected)
    assert bool((await call(reader, "GET", f"/kits?q={DRAFT.en}")).json()["items"]) == writes(reader)
    for id_ in {*KITS, "k-removed"}:
        whole = await call(reader, "GET", f"/kits/{id_}")
        assert whole.status_code == (200 if id_ in expected else 404)
        if whole.status_code == 200 and not writes(reader):
            assert whole.json()["audience"] == []


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
async def test_a_list_of_identities_is_trimmed_for_its_reader(call: Call, stores: Stores, reader: Actor) -> None:
    for state in IDENTITIES:
        await stores.identities._identities.delete_many({})
        await stores.identities.add(identity_in(state))
        seen = state == "published" or writes(reader)
        page = (await call(reader, "GET", "/identities")).json()["items"]
        assert [one["entity"] for one in page] == (["D01"] if seen else [])
        whole = await call(reader, "GET", "/identities/D01")
        assert whole.status_code == (200 if seen else 404)


def works_on_photos(reader: Actor) -> bool:
    """Who is of D01's Studio, in other words than the store's."""
    network = ("reviewer", "secretariat-editor", "network-admin", "studio-officer", "studio-releaser")
    roles = {(grant.role, grant.scope) for grant in reader.grants}
    return bool(roles & ({(role, "network") for role in network} | {("studio-officer", "D01")}))


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.id)
async def test_lists_counts_and_facets_of_photos_are_trimmed_for_their_reader(call: Call, stores: Stores, reader: Actor) -> None:
    numbers: dict[str, str] = {}
    for seq, state in enumerate(PHOTOS, 1):
        await stores.register.add_person(RegisteredPerson(f"person-{seq}", Bi("شخص", state)))
        await stores.register.add_occasion(Occasion(f"o-{seq}", Bi("قمة", state), OPEN, TODAY, TODAY))
        photo = photo_in(state, seq)
        said = replace(photo.details, persons=(Shown(f"person-{seq}"),), occasion=f"o-{seq}")
        saved = await stores.photos.save(await stores.photos.add(replace(photo, details=said)), None, expected=1)
        numbers[state] = str(saved.number)
    out = numbers["released"]
    for path in ("/official-photos", "/official-photos?sort=oldest", "/official-photos?year=2026", "/official-photos?q=Photo"):
        assert [one["number"] for one in (await call(reader, "GET", path)).json()["items"]] == [out], path
    assert (await call(reader, "GET", "/official-photos/count")).json()["count"] == 1
    picked = (await call(reader, "GET", f"/official-photos?numbers={','.join(numbers.values())}")).json()["items"]
    assert {one["number"] for one in picked} == (set(numbers.values()) if works_on_photos(reader) else {out})
    desk = (await call(reader, "GET", "/official-photos/desk?state=captioned&state=cleared&state=released")).json()["items"]
    assert bool(desk) == works_on_photos(reader)
    seq = list(PHOTOS).index("released") + 1
    facets = (await call(reader, "GET", "/gallery-facets")).json()
    assert ([one["key"] for one in facets["persons"]], [one["id"] for one in facets["occasions"]]) == ([f"person-{seq}"], [f"o-{seq}"])
    studio = works_on_photos(reader) or any(grant.role == "studio-officer" for grant in reader.grants)
    for path, name in (("/photo-occasions", f"o-{seq}"), ("/photo-people", f"person-{seq}")):
        page = (await call(reader, "GET", path)).json()["items"]
        assert len(page) == (len(PHOTOS) if studio else 1)
        assert name in {one.get("id", one.get("key")) for one in page}
    for state, number in numbers.items():
        answer = await call(reader, "GET", f"/official-photos/{number}")
        ended = state in ("withdrawn", "superseded")
        assert answer.status_code == (200 if state == "released" or ended or works_on_photos(reader) else 404), state
        if answer.status_code == 200 and not works_on_photos(reader):
            assert answer.json()["desk"] is None
            assert not ended or answer.json()["headline"]["en"] == ""
