"""Archives of photos, kits and identities are counted together: five an hour, then 429, and a line of the audit for each."""

from typing import Any

import pytest
from chassis.auth import Actor
from chassis.serve import Service
from media_svc.store import Stores

from .conftest import GATEWAY, OTHER, VIEWER, Call, Desk, Studio
from .kits import DIRECTOR, Maker
from .test_identities import act, with_logo


async def places(studio: Studio, maker: Maker, call: Call, desk: Desk, stores: Stores) -> dict[str, str]:
    """Where each kind of archive is taken."""
    number = await studio.brought_to("released")
    kit, _ = await maker.released(embargoUntil=None)
    await with_logo(call, desk, stores)
    assert (await act(call, DIRECTOR, "/publish")).status_code == 200
    return {
        "photos": f"/photo-archive/stream?numbers={number}&size=web",
        "kit": f"/kits/{kit}/stream",
        "identity": "/identities/D01/stream",
    }


async def test_the_sixth_archive_of_any_kind_within_an_hour_waits(
    studio: Studio, maker: Maker, call: Call, desk: Desk, stores: Stores, service: Service
) -> None:
    for who in (VIEWER, OTHER):
        await call(who, "POST", "/photo-terms/accept")
    ways = await places(studio, maker, call, desk, stores)
    taken = ["kit", "identity", "photos", "kit", "identity"]
    assert [(await call(VIEWER, "GET", ways[kind])).status_code for kind in taken] == [200] * 5
    for kind in ways:
        refused = await call(VIEWER, "GET", ways[kind])
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (429, "too-many-exports"), kind
        assert 3500 < int(refused.headers["retry-after"]) <= 3600
        assert (await call(OTHER, "GET", ways[kind])).status_code == 200
    assert service.database is not None
    audit = [(one["thing"], one["refused"]) async for one in service.database["photo_export_audit"].find({"by": VIEWER.id}).sort("at", 1)]
    assert audit == [*((kind, False) for kind in taken), *((kind, True) for kind in ways)]
    assert len((await call(DIRECTOR, "GET", f"{ways['kit'].removesuffix('/stream')}/downloads")).json()["items"]) == 3


async def test_what_nobody_may_see_counts_for_nobody(maker: Maker, call: Call, service: Service) -> None:
    kit, _ = await maker.kit()
    assert [(await call(VIEWER, "GET", f"/kits/{kit}/stream")).status_code for _ in range(7)] == [404] * 7
    assert service.database is not None
    assert await service.database["photo_export_audit"].count_documents({}) == 0


@pytest.mark.parametrize("who", [GATEWAY])
async def test_the_platforms_own_parts_are_not_counted(maker: Maker, call: Call, who: Actor) -> None:
    kit, _ = await maker.released(embargoUntil=None)
    answers: list[Any] = [await call(who, "GET", f"/kits/{kit}/stream") for _ in range(7)]
    assert [one.status_code for one in answers] == [200] * 7
