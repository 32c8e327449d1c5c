"""B8: finding people in a directory of a million, against a tenth of it and against a plain indexed find of the same page."""

import os
import random
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

from chassis.clock import now
from chassis.errors import Text
from chassis.mongo import INDEXING, Collection, connect
from chassis.outbox import Outbox
from chassis.settings import ServiceSettings
from members_svc.directory.model import Narrowing, narrow, words_of
from members_svc.people.model import Card, Contact, EntityRef, Person, Seat
from members_svc.people.store import PeopleStore, fields_of
from pymongo import timeout

from .measure import Result, in_turn, percentile, report

RECORDS = int(os.environ.get("SHABAKA_BENCH_RECORDS", "1000000"))
AT_ONCE, ASKED, PAGE, ENTITIES, FAMILIES = 2_000, 200, 25, 60, 3_000
GIVEN = (
    ("سالم", "Salem"), ("خالد", "Khaled"), ("سعيد", "Saeed"), ("محمد", "Mohammed"), ("أحمد", "Ahmed"), ("يوسف", "Yousef"),
    ("راشد", "Rashed"), ("حمد", "Hamad"), ("سلطان", "Sultan"), ("ماجد", "Majid"), ("نورة", "Noura"), ("فاطمة", "Fatima"),
    ("عائشة", "Aisha"), ("مريم", "Mariam"), ("حصة", "Hessa"), ("هند", "Hind"), ("موزة", "Moza"), ("ريم", "Reem"),
    ("عمر", "Omar"), ("منى", "Mona"),
)  # fmt: skip
POSTS = {
    "director": Text("مدير الاتصال", "Director of Communication"),
    "media-officer": Text("مسؤول الإعلام", "Media Officer"),
    "brand-officer": Text("مسؤول الهوية", "Brand Officer"),
    "duty-contact": Text("المناوب", "Duty Contact"),
}


async def run(mongo_url: str) -> Result:
    """95th percentiles of what people type and choose."""
    name = f"bench{uuid4().hex[:8]}"
    database = connect(ServiceSettings(service="bench", mongo_url=mongo_url, mongo_database=name))
    result = Result("B8 directory", f"p95 < 50 ms in {RECORDS:,} cards; < 2 × the cost in a tenth of them", "ms (p95)")
    try:
        whole, tenth = [await _filled(database[part], count) for part, count in (("whole", RECORDS), ("tenth", RECORDS // 10))]
        dice = random.Random(8)
        candidates: dict[str, Callable[[], Awaitable[float]]] = {
            "name": lambda: _p95(whole, dice, _name),
            "name, a tenth": lambda: _p95(tenth, dice, _name),
            "name in an entity": lambda: _p95(whole, dice, _in_entity),
            "name in an entity, a tenth": lambda: _p95(tenth, dice, _in_entity),
            "two names": lambda: _p95(whole, dice, _two_names),
            "two names, a tenth": lambda: _p95(tenth, dice, _two_names),
            "indexed find": lambda: _p95(whole, dice, lambda _: Narrowing()),
        }
        await in_turn(result, candidates)
    finally:
        await database.client.drop_database(name)
        database.client.close()
    asked = ("name", "name in an entity", "two names")
    report(result, [*((one, f"{one}, a tenth") for one in asked), *((one, "indexed find") for one in asked)])
    return result


async def _filled(collection: Collection, count: int) -> PeopleStore:
    """A directory of so many cards, made in the same way each time."""
    words = collection.database[f"{collection.name}_words"]
    store, dice, known = PeopleStore(Outbox(collection, source="urn:bench"), words), random.Random(1), {}
    await store.open()
    await collection.drop_indexes()
    with timeout(INDEXING):  # at the end, which is much faster than card by card
        for first in range(0, count, AT_ONCE):
            cards = [_card(dice, number) for number in range(first, min(first + AT_ONCE, count))]
            documents = [{"_id": card.id, **fields_of(card), "version": 1, "outbox": [], "seen": []} for card in cards]
            await collection.insert_many(documents, ordered=False)
            known |= {word.text: word for card in cards for word in words_of(card)}
        told = ({"_id": word.text, "spelling": word.spelling or "", "elsewhere": word.elsewhere} for word in known.values())
        await words.insert_many(told)
        await store.open()
    return store


def _card(dice: random.Random, number: int) -> Person:
    (ar, en), (other_ar, other_en) = dice.choice(GIVEN), dice.choice(GIVEN)
    family, code, kind = dice.randrange(FAMILIES), f"D{dice.randrange(ENTITIES):02d}", dice.choice(list(POSTS))
    name = Text(f"{ar} {other_ar} آل{family}", f"{en} {other_en} Al{family}")
    card = Card(name, Text(ar[0], en[0]), ("ar", dice.choice(("en", "fr", "ur"))), Contact(email=f"p{number}@bench.example"))
    seat = Seat(f"s{number}", code, kind, POSTS[kind], "permanent")  # type: ignore[arg-type]  # the keys are kinds of posts
    return Person(f"p{number:08d}", card, EntityRef(code, Text(f"جهة {code}", f"Entity {code}")), (seat,))


async def _p95(store: PeopleStore, dice: random.Random, asked: Callable[[random.Random], Narrowing]) -> float:
    took = []
    for _ in range(ASKED):
        narrowing, language = asked(dice), dice.choice(("ar", "en"))
        began = time.perf_counter()
        await store.find(narrowing, language=language, behind=None, limit=PAGE, at=now())
        took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.95)


def _name(dice: random.Random) -> Narrowing:
    """As one types: the beginning of a name in either script, or a whole rare one."""
    word = dice.choice(dice.choice(GIVEN))
    return Narrowing(dice.choice((word[: dice.randrange(1, len(word) + 1)], f"al{dice.randrange(FAMILIES)}")))


def _in_entity(dice: random.Random) -> Narrowing:
    word = dice.choice(dice.choice(GIVEN))
    return narrow(q=word[: dice.randrange(2, len(word) + 1)], entities=[f"D{dice.randrange(ENTITIES):02d}"])


def _two_names(dice: random.Random) -> Narrowing:
    first, second = dice.choice(GIVEN), dice.choice(GIVEN)
    script = dice.randrange(2)
    return Narrowing(f"{first[script]} {second[script][: dice.randrange(2, len(second[script]) + 1)]}")
