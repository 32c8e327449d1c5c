"""Who may read an upload, a document, a kit or a photo is said twice, to Mongo and in events: both say the same of every reader."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, get_args

import pytest
from chassis.audience import reads
from chassis.auth import Actor, Grant
from media_svc.kits import model as kits
from media_svc.kits.model import Kit, KitState
from media_svc.model import Asset, Bi, Status, Wish, readers_of
from media_svc.sources.life import model as life
from media_svc.sources.model import Classification, Document, Version, VersionState
from media_svc.sources.store import Filters
from media_svc.store import Stores
from media_svc.studio import model as studio
from media_svc.studio.errors import OfficialPhotoNotFound
from media_svc.studio.model import State

from .conftest import EDITOR, GATEWAY, RELEASER, Call, person

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TITLE = Bi("حقيبة", "Kit")
OF_ENTITIES = ("entity-director", "entity-editor", "viewer", "studio-officer", "entity-reader")
OF_NETWORK = ("network-admin", "secretariat-editor", "reviewer", "studio-officer", "studio-releaser", "ops")
READERS = [
    *(person(f"{role}-{code}", code, (role, code)) for role, code in product(OF_ENTITIES, ("D01", "D02", "D03", "GNGC-SEC"))),
    *(person(f"{role}-network", "GNGC-SEC", (role, "network")) for role in OF_NETWORK),
    *(Actor(f"system-{code}", "service-account", code, grants=(Grant("entity-reader", code),)) for code in ("D01", "D02", "D03")),
    person("seconded", "D02", ("viewer", "D01")),
    Actor("guest", "person"),
]


def upload(purpose: Any, status: Status) -> Asset:
    kind = "file" if purpose in ("document", "media-kit") else "photo"
    return Asset(f"{purpose}-{status}", "D01", Wish(kind, purpose, "a", "image/jpeg", 1), "editor-1", AT, AT, status=status)


async def test_an_upload_is_told_of_to_who_may_read_it(stores: Stores) -> None:
    made = [upload(purpose, status) for purpose, status in product(("studio", "document", "media-kit"), (Status.READY, Status.REJECTED))]
    made.append(upload("campaign-cover", Status.REJECTED))
    for one in made:
        await stores.assets.add(one)
    ids = [one.id for one in made]
    for reader in READERS:
        seen = {one.id for kind in ("photo", "file") for one in await stores.assets.some(kind, ids, seen_by=reader)}
        assert seen == {one.id for one in made if reads(reader, readers_of(one))}, reader.id


async def test_a_document_is_told_of_to_who_may_read_it(stores: Stores) -> None:
    version = Version("v-1", 1, "1.0", state=VersionState.PUBLISHED, published_at=AT, effective_from=AT.date())
    made = [
        Document(f"doc-{kind}", "D01", "policy", TITLE, TITLE, "editor-1", AT, AT, classification=kind, versions=(version,))
        for kind in get_args(Classification)
    ]
    for one in made:
        await stores.documents.add(one, None)
    for reader in READERS:
        seen = {one.id for one in (await stores.documents.page(Filters(), seen_by=reader, limit=100, cursor=None))[0]}
        assert seen == {one.id for one in made if reads(reader, life.readers_of(one))}, reader.id


@pytest.mark.parametrize("named", [(), ("D03",)], ids=["for all", "for some"])
async def test_a_kit_is_told_of_to_who_may_read_it_and_taken_back_by_id_and_reason(stores: Stores, named: tuple[str, ...]) -> None:
    draft = Kit("kit-1", "D01", TITLE, TITLE, "editor-1", AT, AT, audience=named)
    opened = replace(draft, id="kit-2", state=KitState.RELEASED, opens_at=AT, told=True)
    over = replace(opened, id="kit-3", closes_at=AT + DAY)
    coming = replace(opened, id="kit-4", opens_at=AT + 9 * DAY)
    revoked, fact = kits.revoke(
        replace(opened, id="kit-5"), Bi("خطأ", "A mistake"), by=person("d", "D01", ("entity-director", "D01")), at=AT
    )
    made, then = [draft, opened, over, coming, revoked], AT + 2 * DAY
    for one in made:
        await stores.kits.add(one, None)
    for reader in READERS:
        seen = {one.id for one in (await stores.kits.page("", seen_by=reader, at=then, limit=100, cursor=None))[0]}
        assert seen == {one.id for one in made if reads(reader, kits.readers_of(one, then))}, reader.id
    assert fact
    said = fact.event.model_dump(by_alias=True)
    assert set(said["audienceScope"]["readers"]) == kits.readers_of(opened, AT)
    assert set(said["audienceScope"]["remaining"]) == kits.readers_of(revoked, AT)
    assert said["title"] != TITLE._asdict()
    assert said["reason"] == {"ar": "خطأ", "en": "A mistake"}


def photo(seq: int, owner: str, state: State) -> studio.Photo:
    picture, hand = studio.Picture(f"a-{seq}", "0" * 64, 3000, 2000, ()), studio.Hand("officer-1", AT)
    return studio.Photo(studio.Number(AT.date(), seq), owner, picture, hand, AT, state=state, released_at=AT)


async def test_a_photo_is_told_of_to_who_may_read_it(stores: Stores) -> None:
    made = [photo(seq, owner, state) for seq, (state, owner) in enumerate(product(State, ("D01", "GNGC-SEC")), 1)]
    for one in made:
        await stores.photos.add(one)
    for reader in READERS:
        seen = {one.number for one in made if await _found(stores, str(one.number), reader)}
        assert seen == {one.number for one in made if reads(reader, studio.readers_of(one))}, reader.id


async def _found(stores: Stores, number: str, reader: Actor) -> bool:
    try:
        return bool(await stores.photos.get(number, seen_by=reader))
    except OfficialPhotoNotFound:
        return False


def test_a_photo_that_is_withdrawn_or_replaced_is_told_of_to_all_and_its_past_is_left_to_the_studio() -> None:
    released, other = photo(1, "D01", State.RELEASED), photo(2, "D01", State.RELEASED)
    for after, fact in (
        studio.withdraw(released, Bi("س", "Why"), by=RELEASER, at=AT),
        studio.supersede(released, other, by=RELEASER, at=AT),
    ):
        assert fact
        scope = fact.event.model_dump(by_alias=True)["audienceScope"]
        assert (scope["readers"], set(scope["remaining"])) == (("*",), studio.readers_of(after))


async def test_an_entitys_system_reads_its_drafts_and_writes_none_of_them(call: Call) -> None:
    made = await call(EDITOR, "POST", "/documents", json={"title": TITLE._asdict(), "kind": "policy"})
    assert made.status_code == 201, made.text
    own, other = READERS[-5], READERS[-4]
    path, version = f"/documents/{made.json()['id']}", made.headers["etag"]
    assert [(await call(one, "GET", path)).status_code for one in (own, other, GATEWAY)] == [200, 404, 200]
    assert (await call(own, "PATCH", path, json={"title": {"en": "x"}}, headers={"If-Match": version})).status_code == 403
    assert (await call(own, "POST", "/documents", json={"title": TITLE._asdict(), "kind": "policy"})).status_code == 403
