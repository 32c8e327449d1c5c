"""What is written is what is read, and every query of a list walks an index."""

from typing import Any

import pytest
from chassis.arabic import tokens
from chassis.clock import now
from chassis.errors import Text
from chassis.mongo import Database
from members_svc.directory.model import Narrowing, Term, found_by, narrow, pair_of, pairs, terms
from members_svc.entities.store import behind_of, matching
from members_svc.people.model import Card, EntityRef, Person
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
    ("people", {"pairs": None}, None),
    ("people", {"besides": {"$elemMatch": {"$gte": "a", "$lt": "b"}}}, None),
    ("people", {"pairs": {"$elemMatch": {"$gte": "kh sl", "$lt": "kh t"}}}, [("order_en", 1), ("_id", 1)]),
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


NAMES = (
    ("خالد سالم الأول", "Khaled Salem Alawal"), ("سالم خالد", "Salim Khalid"), ("خلود سالم", "Khulood Salem"),
    ("خالد خالد", "Khaled Khalid"), ("نورة أحمد", "Noura Ahmed"), ("نورا حمد", "Nora Hamad"),
    ("محمد يوسف", "Mohammed Yousef"), ("محمود يوسف", "Mahmoud Joseph"),
    ("جوزيف محمد", "Joseph Mohamed"), ("مدير خالد", "Modeer Khaled"), ("سالم", "Salem"), ("فيليب قاسم", "Philip Qasim"),
)  # fmt: skip
ASKED = (
    "خالد سالم", "سالم خا", "خ س", "خال خالد", "khaled salem", "salim khalid", "khal khalid", "kh sa", "k s", "salem salim",
    "mohamed yousef", "moh jose", "josep moh", "joseph mohammed", "نورة احمد", "نورة حمد", "noura ahmad", "nora hamad",
    "خالد salem", "سالم مدير", "مدير خالد",
    "khaled director", "philip qasim", "phi kasim", "p k",
    "خالد سالم الاول", "khaled salem al", "سالم فيليب", "ahmed noura d01", "سالم D02",
)  # fmt: skip


async def test_two_names_find_exactly_the_cards_that_hold_both_however_they_are_written(network: Network, stores: Stores) -> None:
    """Whatever road a search takes, it finds what looking at every card would."""
    for number, (ar, en) in enumerate(NAMES):
        await network.person(f"D0{number % 2 + 1}", name={"ar": ar, "en": en})
    await network.seated("director")
    everybody = await stores.people.find(Narrowing(), language="en", behind=None, limit=100, at=now())
    for q in ASKED:
        found = await stores.people.find(Narrowing(q), language="en", behind=None, limit=100, at=now())
        assert [one.id for one in found] == [one.id for one in everybody if _holds(found_by(one), terms(q))], q


def _holds(words: list[str], asked: list[Term]) -> bool:
    return all(any(word.startswith(term.word) or word == term.spelling for word in words) for term in asked)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_the_pair_of_two_terms_leads_to_every_name_that_holds_both(number: int) -> None:
    name = Text(*NAMES[number])
    person = Person("p", Card(name, name), EntityRef("D01", Text("جهة", "Entity")))
    for q in ASKED:
        asked = terms(q)
        if (pair := pair_of(asked)) and _holds([*tokens(name.ar), *found_by(person)], asked):
            assert any(one.startswith(pair[2]) for one in pairs(person)), (q, pair)


async def test_signs_of_a_query_language_are_only_letters_here(call: Call, network: Network) -> None:
    await network.person(name={"ar": "موظف", "en": "Officer"})
    for q in ("$ne", ".*", "(a+)+$", "a" * 200, '{"$gt": ""}'):
        answer = await call(VIEWER, "GET", "/people", params={"q": q})
        assert answer.status_code == 200, q
        assert answer.json()["items"] == [] or not any(letter.isalnum() for letter in q), q
