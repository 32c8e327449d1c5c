"""No list of the gateway dies of one bad record."""

from typing import Any

import pytest

from .conftest import Gateway

WRONG: tuple[Any, ...] = (None, 7, "x", [], {}, [7], {"x": 7})


@pytest.mark.parametrize(("collection", "path"), [("service_accounts", "service-accounts"), ("sessions", "sessions")])
async def test_one_bad_record_spoils_no_list(gateway: Gateway, collection: str, path: str) -> None:
    await gateway.sign_in()
    for number in range(3):
        await gateway.client.post("/api/v1/service-accounts", json={"name": f"Mirror {number}"})
    for _ in range(2):
        async with gateway.client.__class__(base_url=gateway.url, headers={"Sec-Fetch-Site": "same-origin"}) as elsewhere:
            await elsewhere.post("/api/v1/session", json={"email": "director@dept-01.example", "password": "correct horse battery staple"})
    assert gateway.service.database is not None
    records = gateway.service.database[collection]
    mine = (await gateway.client.get(f"/api/v1/{path}")).json()["items"]
    known = await records.find().to_list(None)
    current = next((one["id"] for one in mine if one.get("current")), None)
    bad = next(one for one in known if one.get("id", one["_id"]) != current)
    others = sorted(one["id"] for one in mine if one["id"] != bad.get("id", bad["_id"]))
    assert len(others) == 2
    for name in set(bad) - {"_id"}:
        for broken in ({key: value for key, value in bad.items() if key != name}, *({**bad, name: wrong} for wrong in WRONG)):
            await records.replace_one({"_id": bad["_id"]}, broken)
            answer = await gateway.client.get(f"/api/v1/{path}")
            assert answer.status_code == 200, (broken, answer.text)
            assert sorted(one["id"] for one in answer.json()["items"] if one["id"] in others) == others, broken
