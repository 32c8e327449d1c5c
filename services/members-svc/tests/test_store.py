"""What is written is what is read, and every query of a list walks an index."""

from typing import Any

import pytest
from chassis.arabic import beginning
from chassis.clock import now
from chassis.mongo import Database
from members_svc.directory.model import Choice, Narrowing, Term, Word, fewest, narrow, terms, words_of
from members_svc.entities.store import behind_of
from members_svc.people.store import MOST_VALUES
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


NARROWED = (
    Narrowing("media d01"),
    Narrowing("مدير"),
    narrow(entities=["D01", "D02"], post="director", speaks="ar", expertise="crisis"),
    narrow(confirmed=True),
    narrow(confirmed=False),
)
QUERIES: list[tuple[str, dict, Any]] = [
    ("people", {"$and": behind_of("order_ar", ["م", "x"])}, [("order_ar", 1), ("_id", 1)]),
    ("people", {"entity.code": "D01", "confirmed_at": {"$gte": now()}}, None),
    ("people", {"$or": [{"entity.code": "D01"}, {"roles.scope": "D01"}]}, None),
    ("people_words", {"_id": {"$gte": "m", "$lt": "n"}}, None),
    ("entities", {"$and": beginning("culture")}, [("order_en", 1), ("_id", 1)]),
    ("entities", {"parent": "D01"}, [("order_en", 1), ("_id", 1)]),
    ("entities", {"sectors": "culture"}, None),
    ("openings", {"opened.person": "p"}, [("_id", -1)]),
    ("posts", {"entity": {"$in": ["D01"]}, "closed": False}, [("rank", 1), ("_id", 1)]),
    ("posts", {"running_out": {"$lt": "2026-01-01"}}, None),
    ("credentials", {"email": "a@b.example"}, None),
]


async def test_no_list_reads_a_whole_collection(network: Network, stores: Stores, database: Database) -> None:
    await network.seated()
    directory = [("people", {"$and": await stores.people.wanted(one, now())}, [("order_en", 1), ("_id", 1)]) for one in NARROWED]
    for collection, query, order in [*directory, *QUERIES]:
        cursor = database[collection].find(query)
        plan = str(await (cursor.sort(order) if order else cursor).explain())
        assert "IXSCAN" in plan or "EOF" in plan, query
        assert "COLLSCAN" not in plan.split("'rejectedPlans'", maxsplit=1)[0], query


async def test_a_page_of_those_who_bear_a_name_is_read_in_its_order_however_many_they_are(
    network: Network, stores: Stores, database: Database
) -> None:
    for number in range(12):
        await network.person("D01", name={"ar": f"سالم {number}", "en": f"Salem {number}"})
    conditions = await stores.people.wanted(narrow(q="sal", entities=["D01"]), now())
    page = database["people"].find({"$and": conditions}).sort([("order_en", 1), ("_id", 1)]).limit(3).hint("found_by-en")
    run = (await page.explain())["executionStats"]
    assert run["nReturned"] == 3
    assert run["totalDocsExamined"] < 8
    assert "'SORT'" not in str(run)


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
        assert {one.item.id for one in found} == {one.item.id for one in everybody if _holds(words_of(one.item), terms(q))}, q
        assert len({one.item.id for one in found}) == len(found), q
        assert [one.place for one in found] == sorted(one.place for one in found), q


def _holds(words: list[Word], asked: list[Term]) -> bool:
    return all(term.answered_by(words, 2) for term in asked)


LATIN, ARABIC = Choice(frozenset({"salem", "salim"}), "latin"), Choice(frozenset({"سالم"}), "arabic")
ENTITY, POST = Choice(frozenset({"@entity:D01"}), "entity"), Choice(frozenset({"@post:director"}), "")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([LATIN, LATIN], [{"salem", "salim"}]),
        ([LATIN, Choice(frozenset({"salem"}), "latin")], [{"salem"}]),
        ([LATIN, Choice(frozenset({"khaled"}), "latin")], [{"&khaled salem", "&khaled salim"}]),
        ([LATIN, Choice(frozenset({"salim", "saleh"}), "latin")], [{"salem", "salim"}, {"salim", "saleh"}]),
        ([LATIN, ARABIC], [{"salem", "salim"}, {"سالم"}]),
        ([LATIN, Choice(frozenset({"media"}), "")], [{"salem", "salim"}, {"media"}]),
        ([ENTITY, POST, LATIN], [{"&@entity:D01 salem", "&@entity:D01 salim"}, {"@post:director"}]),
        ([LATIN, Choice(frozenset(f"k{number}" for number in range(51)), "latin")], None),
    ],
)
def test_what_is_asked_for_becomes_the_fewest_conditions(asked: list[Choice], kept: list[set[str]] | None) -> None:
    assert fewest(asked, MOST_VALUES) == (kept if kept is not None else [one.values for one in asked])


@pytest.mark.parametrize("most", [1, 1000])
async def test_a_beginning_of_very_many_words_finds_its_cards_by_either_road(
    network: Network, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("members_svc.people.store.isqrt", lambda _: most)
    for number in range(3):
        await network.person("D01", name={"ar": f"خالد {number}", "en": f"Zzq{number} Khaled"})
    await network.person("D01")
    await database["people_words"].insert_many([{"_id": f"zzq{number}x"} for number in range(MOST_VALUES)])
    found = await stores.people.find(Narrowing("zzq"), language="en", behind=None, limit=10, at=now())
    assert [one.item.card.name.en for one in found] == ["Zzq0 Khaled", "Zzq1 Khaled", "Zzq2 Khaled"]
    assert await stores.people.count(Narrowing("zzq khalid"), now()) == 3


async def test_signs_of_a_query_language_are_only_letters_here(call: Call, network: Network) -> None:
    await network.person(name={"ar": "موظف", "en": "Officer"})
    for q in ("$ne", ".*", "(a+)+$", "a" * 200, '{"$gt": ""}'):
        answer = await call(VIEWER, "GET", "/people", params={"q": q})
        assert answer.status_code == 200, q
        assert answer.json()["items"] == [] or not any(letter.isalnum() for letter in q), q
