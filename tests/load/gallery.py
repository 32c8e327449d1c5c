"""B8 for the gallery: searches over a million official photos, against the same over a tenth of them and an indexed find.

SHABAKA_BENCH_RECORDS says another number.
"""

import os
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.auth import Actor
from chassis.cursors import Cursors
from chassis.mongo import INDEXING, Database, connect
from chassis.outbox import Outbox
from chassis.settings import ServiceSettings
from media_svc.model import Bi, Rendition
from media_svc.studio.details.model import Details, Keywords, Shown, Words
from media_svc.studio.details.store import fields_of, terms_of, words_of
from media_svc.studio.model import Hand, Number, Photo, Picture, Ratio, State
from media_svc.studio.store import PhotoStore, Search
from pymongo import timeout

from .measure import Result, in_turn, percentile, report

MANY = int(os.environ.get("SHABAKA_BENCH_RECORDS", "1000000"))
ASKED, PAGE, BATCH = 400, 30, 2_000
READER = Actor("reader", "person", entity="D01")
BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
WORDS = ("library", "bridge", "desert", "creek", "council", "flag", "palm", "shore", "mountain", "night", "craft", "city", "school", "park")
SHAPES = ((4000, 3000), (3000, 4000), (3000, 3000), (5000, 2000))
Read = Callable[[PhotoStore, random.Random], Awaitable[object]]


async def run(mongo_url: str, *, many: int = MANY) -> Result:
    """The 95th percentile of a page's time in each collection, in turn."""
    settings = ServiceSettings(service="bench", mongo_url=mongo_url, mongo_database=f"bench{uuid4().hex[:8]}")
    database = connect(settings)
    goal = "p95 < 50 ms, < 2 × the cost at a tenth, against an indexed find"
    result = Result(f"B8 gallery of {many:,}", goal, "ms p95")
    few = many // 10
    try:
        stores = {size: await _filled(database, size) for size in (many, few)}
        await in_turn(
            result,
            {
                "many": lambda: _timed(stores[many], _search),
                "few": lambda: _timed(stores[few], _search),
                "indexed find": lambda: _timed(stores[many], _plain),
            },
        )
    finally:
        await database.client.drop_database(settings.database)
        database.client.close()
    report(result, [("many", "few"), ("many", "indexed find")])
    return result


async def _filled(database: Database, size: int) -> PhotoStore:
    photos, words = database[f"photos{size}"], database[f"words{size}"]
    store, rng = PhotoStore(Outbox(photos, source="urn:bench"), words, Cursors("k" * 32)), random.Random(size)
    known: set[str] = set()
    with timeout(INDEXING):  # as in the directory
        for begin in range(0, size, BATCH):
            batch = [_document(_photo(rng, index)) for index in range(begin, min(size, begin + BATCH))]
            await photos.insert_many(batch, ordered=False)
            known.update(term.removeprefix("w:") for one in batch for term in one["listed"] if term.startswith("w:"))
        await words.insert_many([{"_id": word} for word in known], ordered=False)
        await store.open()
    return store


def _document(photo: Photo) -> dict:
    listed = [*terms_of(photo), *(f"w:{word}" for word in words_of(photo))]
    return {"_id": str(photo.number), "version": 1, "outbox": [], "seen": [], "listed": listed, **fields_of(photo)}


def _photo(rng: random.Random, index: int) -> Photo:
    taken = BEGIN + timedelta(minutes=rng.randrange(60 * 24 * 3650))
    width, height = rng.choice(SHAPES)
    first, second, place = rng.sample(WORDS, 3)
    sizes = tuple(Rendition(name, 800, 600, "image/webp", 90_000) for name in ("wide", "card", "thumb"))
    told = Details(
        captured_at=taken,
        place=Words("مكان المناسبة", f"The {place}"),
        occasion=f"occasion-{rng.randrange(800)}",
        photographer="Studio",
        persons=tuple(Shown(f"person-{key}", Words("شخصية", f"Person {key}")) for key in rng.sample(range(60), rng.randrange(4))),
        headline=Words("عنوان الصورة الرسمية", f"The {first} and the {second}"),
        caption=Words("تعليق الصورة كما يكتبه الاستوديو", f"At the {place}: the {first}, photo {index}"),
        alt=Words("وصف", "A description"),
        keywords=Keywords(("صورة",), (first, place)),
    )
    hand = Hand("officer", taken, Bi("مسؤول", "Officer"))
    number = Number(taken.date(), index)
    photo = Photo(number, "GNGC-SEC", Picture(f"asset-{index}", "0" * 64, width, height, sizes), hand, taken, told)
    return replace(photo, state=State.RELEASED, released_at=taken, stamp=f"asset-{index}/5")


async def _timed(store: PhotoStore, read: Read) -> float:
    """Milliseconds below which 95 of 100 pages stay; the same questions in each round."""
    rng, spent = random.Random(7), []
    for _ in range(ASKED):
        began = time.perf_counter()
        await read(store, rng)
        spent.append((time.perf_counter() - began) * 1000)
    return percentile(spent, 0.95)


async def _search(store: PhotoStore, rng: random.Random) -> object:
    """What members ask: mostly one filter, now and then several, sometimes the second page."""
    wanted = _asked(rng)
    found, following = await store.gallery(wanted, seen_by=READER, limit=PAGE, cursor=None)
    if following and rng.random() < 0.2:
        return await store.gallery(wanted, seen_by=READER, limit=PAGE, cursor=following)
    return found


def _asked(rng: random.Random) -> Search:
    one: Sequence[Search] = (
        Search(),
        Search(person=f"person-{rng.randrange(60)}"),
        Search(occasion=f"occasion-{rng.randrange(800)}"),
        Search(year=rng.randrange(2016, 2026)),
        Search(ratio=rng.choice(list(Ratio))),
        Search(q=rng.choice(WORDS)[: rng.randrange(3, 8)]),
        Search(q=rng.choice(WORDS), person=f"person-{rng.randrange(60)}", year=rng.randrange(2016, 2026)),
    )
    return rng.choice(one)


async def _plain(store: PhotoStore, rng: random.Random) -> object:
    """The same page by its index alone, without our shapes."""
    query = {"listed": f"p:person-{rng.randrange(60)}"}
    return await store._photos.find(query).sort([("captured_at", -1), ("_id", -1)]).limit(PAGE).to_list(PAGE)
