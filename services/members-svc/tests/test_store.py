"""What is written is what is read, and every query of a list walks an index."""

from typing import Any

from chassis.clock import now
from chassis.mongo import Database
from members_svc.directory.model import Narrowing, narrow
from members_svc.entities.store import behind_of, matching
from members_svc.people.store import wanted_of
from members_svc.store import Stores

from .conftest import VIEWER, Call, Network


async def test_a_post_and_a_card_are_read_as_they_were_written(network: Network, stores: Stores) -> None:
    post, card = await network.seated()
    await network.vacate(post)
    kept = await stores.posts.get(post["id"])
    assert (kept.tenures[0].person, kept.tenures[0].ended, kept.tenures[0].handover_note) == (card["id"], True, "Keys")
    person = await stores.people.get(card["id"])
    await stores.people.save(person, None, expected=person.version)
    again = await stores.people.get(card["id"])
    assert (again.card, again.seats, again.roles, again.entity) == (person.card, person.seats, person.roles, person.entity)


QUERIES: list[tuple[str, dict, Any]] = [
    *(
        ("people", {"$and": wanted_of(narrowing, now())}, [("order_en", 1), ("_id", 1)])
        for narrowing in (
            Narrowing("media d01"),
            Narrowing("مدير"),
            narrow(entities=["D01", "D02"], post="director", speaks="ar", expertise="crisis"),
            narrow(confirmed=True),
            narrow(confirmed=False),
        )
    ),
    ("people", {"$and": behind_of("order_ar", ["م", "x"])}, [("order_ar", 1), ("_id", 1)]),
    ("people", {"entity.code": "D01", "confirmed_at": {"$gte": now()}}, None),
    ("people", {"found_by": None}, None),
    ("people", {"$or": [{"entity.code": "D01"}, {"roles.scope": "D01"}]}, None),
    ("entities", {"$and": matching("culture")}, [("order_en", 1), ("_id", 1)]),
    ("entities", {"parent": "D01"}, [("order_en", 1), ("_id", 1)]),
    ("entities", {"sectors": "culture"}, None),
    ("openings", {"opened.person": "p"}, [("_id", -1)]),
    ("posts", {"entity": {"$in": ["D01"]}, "closed": False}, [("rank", 1), ("_id", 1)]),
    ("posts", {"running_out": {"$lt": "2026-01-01"}}, None),
    ("credentials", {"email": "a@b.example"}, None),
]


async def test_no_list_reads_a_whole_collection(network: Network, database: Database) -> None:
    await network.seated()
    for collection, query, order in QUERIES:
        cursor = database[collection].find(query)
        plan = str(await (cursor.sort(order) if order else cursor).explain())
        assert "IXSCAN" in plan, query
        assert "COLLSCAN" not in plan.split("'rejectedPlans'", maxsplit=1)[0], query


async def test_signs_of_a_query_language_are_only_letters_here(call: Call, network: Network) -> None:
    await network.person(name={"ar": "موظف", "en": "Officer"})
    for q in ("$ne", ".*", "(a+)+$", "a" * 200, '{"$gt": ""}'):
        answer = await call(VIEWER, "GET", "/people", params={"q": q})
        assert answer.status_code == 200, q
        assert answer.json()["items"] == [] or not any(letter.isalnum() for letter in q), q
