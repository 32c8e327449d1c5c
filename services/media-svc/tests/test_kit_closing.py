"""The end of a media kit's time is a fact: it is told once, and what was told of the kit before is left to those who may still read it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from media_svc.kits import model
from media_svc.kits.commands import keep_kits
from media_svc.policy import insiders
from media_svc.store import Stores

from .kits import BODY, DIRECTOR, EDGE, Maker, Time
from .test_kit_states import AT, STATES, kit_in

END = {"closesAt": EDGE.isoformat()}
MAKERS = sorted(insiders("D01"))


async def told(stores: Stores, id_: str) -> list[dict[str, Any]]:
    found = await stores.kits.records.find_one({"_id": id_})
    assert found
    return [{"type": one["type"], **one["content"]} for one in found["outbox"]]


async def types(stores: Stores, id_: str) -> list[str]:
    return [one["type"].removeprefix("media.kit-").removesuffix(".v1") for one in await told(stores, id_)]


@pytest.mark.parametrize("milliseconds", [-1, 0, 1])
async def test_the_end_of_a_kit_is_told_from_its_instant_on_and_by_many_workers_once(
    maker: Maker, stores: Stores, time: Time, milliseconds: int
) -> None:
    id_, _ = await maker.released(embargoUntil=None, **END)
    time.at = EDGE + timedelta(milliseconds=milliseconds)
    for _ in range(2):
        await asyncio.gather(*(keep_kits(stores.kits, stores.objects, at=time.at) for _ in range(4)))
    assert await types(stores, id_) == ["released", *(["closed"] if milliseconds >= 0 else [])]
    assert await stores.kits.to_close(time.at) == []


@pytest.mark.parametrize(("audience", "readers"), [([], ["*"]), (["D03"], sorted({*MAKERS, "entity:D01", "entity:D03"}))])
async def test_who_had_it_is_told_of_the_end_and_only_its_makers_keep_what_was_told_before(
    maker: Maker, stores: Stores, audience: list[str], readers: list[str]
) -> None:
    id_, _ = await maker.released(embargoUntil=None, audience=audience, **END)
    await keep_kits(stores.kits, stores.objects, at=EDGE + timedelta(hours=1))
    released, closed = await told(stores, id_)
    assert closed["audienceScope"]["readers"] == released["audienceScope"]["readers"] == readers
    assert (released["audienceScope"]["remaining"], closed["audienceScope"]["remaining"]) == ([], MAKERS)
    assert all(words not in str(closed) for words in BODY["title"].values())


async def test_a_kit_of_which_nobody_heard_closes_in_silence(maker: Maker, stores: Stores) -> None:
    id_, _ = await maker.released(closesAt=(EDGE + timedelta(hours=1)).isoformat())
    await keep_kits(stores.kits, stores.objects, at=EDGE + timedelta(hours=1))
    assert await types(stores, id_) == []


async def test_a_kit_that_closed_before_its_end_was_a_fact_is_caught_up_with(maker: Maker, stores: Stores) -> None:
    id_, _ = await maker.released(embargoUntil=None, **END)
    await stores.kits.records.update_one({"_id": id_}, {"$unset": {"ended": "", "record.ended": ""}})
    await keep_kits(stores.kits, stores.objects, at=EDGE + timedelta(days=9))
    assert await types(stores, id_) == ["released", "closed"]
    assert (await told(stores, id_))[1]["closedAt"].startswith(EDGE.isoformat()[:19])


async def test_a_kit_that_opens_again_gives_its_audience_back_what_was_told_and_closes_again(
    maker: Maker, stores: Stores, time: Time
) -> None:  # fmt: skip
    id_, _ = await maker.released(embargoUntil=None, **END)
    time.at = EDGE + timedelta(hours=1)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert (await maker.act(DIRECTOR, id_, "/correct", {"title": {"ar": "أصح", "en": "Better"}, "reason": "A typo"})).status_code == 200
    again = {"closesAt": (EDGE + timedelta(days=7)).isoformat(), "reason": "It stays for another week"}
    assert (await maker.act(DIRECTOR, id_, "/correct", again)).json()["open"] is True
    facts = await told(stores, id_)
    assert [one["audienceScope"]["remaining"] for one in facts] == [[], MAKERS, [], ["*"]]
    assert [one["audienceScope"]["readers"] for one in facts] == [["*"], ["*"], MAKERS, ["*"]]
    time.at = EDGE + timedelta(days=7)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert await types(stores, id_) == ["released", "closed", "corrected", "corrected", "closed"]


@pytest.mark.parametrize("swept", [False, True])
async def test_who_had_a_kit_hears_of_its_revocation_unless_they_heard_of_its_end(
    maker: Maker, stores: Stores, time: Time, swept: bool
) -> None:  # fmt: skip
    id_, _ = await maker.released(embargoUntil=None, **END)
    time.at = EDGE
    if swept:
        await keep_kits(stores.kits, stores.objects, at=time.at)
    await maker.act(DIRECTOR, id_, "/revoke", {"reason": {"ar": "خطأ", "en": "An error"}})
    last = (await told(stores, id_))[-1]
    assert (last["audienceScope"]["readers"], last["audienceScope"]["remaining"]) == (MAKERS if swept else ["*"], MAKERS)
    await keep_kits(stores.kits, stores.objects, at=time.at)
    assert (await types(stores, id_))[-1] == "revoked"


async def test_a_kit_that_is_made_anew_after_its_end_is_told_of_anew_and_ends_anew(maker: Maker, stores: Stores, time: Time) -> None:
    id_, _ = await maker.released(embargoUntil=None, **END)
    time.at = EDGE
    await keep_kits(stores.kits, stores.objects, at=time.at)
    await maker.act(DIRECTOR, id_, "/revoke", {"reason": {"ar": "خطأ", "en": "An error"}})
    await maker.act(DIRECTOR, id_, "/restore")
    later = EDGE + timedelta(days=1)
    assert (await maker.act(DIRECTOR, id_, "", {"closesAt": later.isoformat()}, method="PATCH")).status_code == 200
    assert (await maker.act(DIRECTOR, id_, "/release")).status_code == 200
    await keep_kits(stores.kits, stores.objects, at=later)
    assert await types(stores, id_) == ["released", "closed", "revoked", "released", "closed"]


@pytest.mark.parametrize("state", STATES)
def test_the_rule_alone_tells_an_end_only_of_what_was_told_and_is_over_and_not_twice(state: str) -> None:
    for closes_at in (None, AT, AT + timedelta(seconds=1)):
        kit = replace(kit_in(state), closes_at=closes_at)
        told_of = model.close(kit, at=AT)
        assert (told_of is not None) is (state in ("open", "closed") and closes_at == AT)
        assert told_of is None or model.close(told_of[0], at=AT) is None
