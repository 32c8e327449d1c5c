"""No list dies of one bad record: each field of each kind of record goes wrong in every way, and its neighbours are listed as before."""

from collections.abc import Iterator
from typing import Any

import pytest
from chassis.serve import Service
from pymongo.errors import WriteError
from subscriptions_svc.bell.model import Bell
from subscriptions_svc.deliveries.model import Attempt, State, Verdict
from subscriptions_svc.deliveries.store import Outcome
from subscriptions_svc.log.model import Reader, Wanted

from .conftest import DIRECTOR, event

KEYS = ("_id", "position")  # pages go by them
GONE = object()
WRONG = (GONE, None, 7, "x", [7], {"x": 7})
LISTS = {
    "subscriptions": ("/subscriptions", "id"),
    "deliveries": ("/subscriptions/SUBSCRIPTION/deliveries", "position"),
    "log": ("/notifications", "id"),
}
ALSO = {
    "subscriptions": ("/delivery-health",),
    "places": ("/subscriptions", "/delivery-health"),
    "deliveries": ("/delivery-health", "/subscriptions/SUBSCRIPTION/deliveries?state=delivered"),
    "log": ("/notifications/state", "/events?after=earliest", "/notifications?unread=true"),
    "bells": ("/notifications", "/notifications/state", "/notifications?unread=true"),
}


def damaged(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The record with each of its fields, and each field of what it holds, gone or of another kind."""
    for name, value in record.items():
        if name in KEYS:
            continue
        for wrong in WRONG:
            yield {**record, name: wrong} if wrong is not GONE else {key: kept for key, kept in record.items() if key != name}
        if isinstance(value, dict):
            yield from ({**record, name: inner} for inner in damaged(value))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ({**record, name: [inner, *value[1:]]} for inner in damaged(value[0]))
        if isinstance(value, str) and value.startswith("{"):
            yield from ({**record, name: text} for text in ("{", "{}", "[]", '{"data": 7}', '{"data": {"title": 7, "mentions": 7}}'))


@pytest.fixture
async def full(call: Any, happen: Any, stores: Any) -> str:
    """Three subscriptions, the first with three deliveries, and three notices; its id."""
    names = [
        (await call(DIRECTOR, "POST", "/subscriptions", json={"name": f"M {one}", "sink": "http://127.0.0.1:9/hook"})).json()["id"]
        for one in range(3)
    ]
    title = {"title": {"ar": "حملة", "en": "Campaign"}, "leadEntity": "D01", "mentions": ["somebody"]}
    await happen(*(event(f"c-{one}", **title) for one in range(3)))
    page = await stores.log.page(0, _everything(), limit=10)
    for id_ in sorted(names):
        await stores.places.begin(id_, 0)
        outcomes = [
            Outcome(id_, entry, seq, False, Verdict(State.DELIVERED, 0), Attempt(entry.at, 1.0, 204))
            for seq, entry in enumerate(page.entries)
        ]
        await stores.deliveries.record(outcomes)
    await stores.bells.step_back(DIRECTOR.id, Bell(0, frozenset((1,))))
    await stores.bells.mute(DIRECTOR.id, ["events"])
    return min(names)


def _everything() -> Wanted:
    return Wanted(Reader.of(DIRECTOR))


async def listed(call: Any, path: str, name: str) -> list[Any]:
    """What a list names, page by page, one on each."""
    found, cursor = [], None
    for _ in range(10):
        answer = await call(DIRECTOR, "GET", path, params={"limit": 1, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        found += [one[name] for one in answer.json()["items"]]
        if (cursor := answer.json()["next"]) is None:
            return found
    raise AssertionError("the list does not end")


@pytest.mark.parametrize("kind", sorted(ALSO))
async def test_one_bad_record_spoils_no_list(full: str, call: Any, service: Service, stores: Any, kind: str) -> None:
    assert service.database is not None
    records = service.database[kind]
    kept = await records.find({"subscription": full} if kind == "deliveries" else {}).sort("_id", 1).to_list(None)
    bad, tried = kept[len(kept) // 2], 0
    path, name = LISTS.get(kind, ("", ""))
    path = path.replace("SUBSCRIPTION", full)
    own = bad["position"] if kind == "deliveries" else str(bad["_id"]) if kind == "log" else bad["_id"]
    others = [one for one in await listed(call, path, name) if one != own] if path else []
    stores.log._tail.begin(await stores.log.last())
    for broken in damaged(bad):
        try:
            await records.replace_one({"_id": bad["_id"]}, broken)
        except WriteError:  # an index that cannot hold it keeps it out
            continue
        tried += 1
        for other in ALSO[kind]:
            answer = await call(DIRECTOR, "GET", other.replace("SUBSCRIPTION", full))
            assert answer.status_code == 200, (broken, other, answer.text)
        if path:
            found = await listed(call, path, name)
            assert [one for one in found if one in others] == others, broken
    assert tried >= 12
    await records.replace_one({"_id": bad["_id"]}, bad)


async def test_the_log_goes_on_behind_an_entry_that_cannot_be_read(
    full: str, call: Any, service: Service, stores: Any, happen: Any
) -> None:
    assert service.database is not None
    await service.database["log"].update_one({"_id": 2}, {"$unset": {"body": ""}})
    stores.log._tail.begin(await stores.log.last())
    pulled = (await call(DIRECTOR, "GET", "/events?after=0&limit=2")).json()
    assert [one["position"] for one in pulled["items"]] == [1]
    assert [one["position"] for one in (await call(DIRECTOR, "GET", f"/events?after={pulled['next']}")).json()["items"]][:1] == [3]
    stores.log._tail.begin(0)
    await stores.log._catch_up()
    assert stores.log.newest == await stores.log.last()
    await happen(event("c-9"))
    assert [one.subject for one in (await stores.log.page(0, _everything(), limit=10)).entries][-1] == "c-9"
