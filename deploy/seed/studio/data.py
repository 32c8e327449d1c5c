"""What the Studio's sample photos are of. Persons are letters with posts: nobody here has a name, real or invented."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from chassis.clock import DUBAI

Pair = tuple[str, str]


class Occasion(NamedTuple):
    """An event, so many days ago; `scenes` are places in the list of painted pictures."""

    key: str
    title: Pair
    place: Pair
    ago: int
    scenes: tuple[int, ...]


class Sample(NamedTuple):
    """One photo: where it comes from, how it is cut, who stands in it, and how far it has come."""

    turn: int
    scene: int
    shape: str
    persons: tuple[str, ...]
    occasion: Occasion
    moment: int
    state: str


OCCASIONS = (
    Occasion("library", ("افتتاح مكتبة عامة", "Opening of a public library"), ("الحي الثقافي", "The culture district"), 12, (8, 16, 2)),
    Occasion(
        "council", ("المجلس السنوي للاتصال", "The annual council of communication"), ("قاعة المجلس", "The council hall"), 30, (11, 19, 17)
    ),
    Occasion("reserve", ("زيارة محمية صحراوية", "Visit to a desert reserve"), ("المحمية الصحراوية", "The desert reserve"), 55, (0, 9, 18)),
    Occasion("creek", ("جولة في الخور", "A tour of the creek"), ("الخور", "The creek"), 92, (3, 12, 1)),
    Occasion("flag", ("يوم العلم", "Flag day"), ("ساحة العلم", "Flag square"), 130, (10, 4, 1)),
    Occasion("bridge", ("افتتاح جسر للمشاة", "Opening of a footbridge"), ("ضفة القناة", "The canal bank"), 210, (1, 12, 15)),
    Occasion("palms", ("موسم النخيل", "The season of palms"), ("الواحة", "The oasis"), 300, (13, 4, 0)),
    Occasion("shore", ("حملة شواطئ نظيفة", "Clean beaches campaign"), ("الشاطئ العام", "The public beach"), 390, (6, 15, 3)),
    Occasion("mountains", ("ملتقى الجبال", "The mountain forum"), ("المركز الجبلي", "The mountain centre"), 480, (5, 14, 7)),
    Occasion("night", ("ليلة رصد النجوم", "A night of stars"), ("المرصد", "The observatory"), 610, (7, 18, 17)),
    Occasion("craft", ("معرض الحرف", "The crafts fair"), ("البيت التراثي", "The heritage house"), 760, (2, 11, 16)),
    Occasion("skyline", ("صباح المدينة", "Morning of the city"), ("الواجهة المائية", "The waterfront"), 900, (10, 1, 12)),
)
MOMENTS: tuple[tuple[Pair, Pair], ...] = (
    (("وصول الضيوف", "Guests arrive"), ("وصول الضيوف إلى موقع المناسبة واستقبالهم.", "Guests arrive and are received.")),
    (("كلمة الافتتاح", "The opening address"), ("كلمة الافتتاح أمام الحضور.", "The opening address to those present.")),
    (("جولة في المكان", "A tour of the place"), ("جولة تعريفية في المكان مع القائمين عليه.", "A tour of the place with those who run it.")),
    (("لقاء فريق العمل", "Meeting the team"), ("لقاء مع فريق العمل والاستماع إلى تجربته.", "Meeting the team and hearing of its work.")),
    (("ختام اليوم", "The end of the day"), ("صورة تذكارية في ختام اليوم.", "A group photo at the end of the day.")),
)
# a title, and how many days ago it ended; 0 = it is held today
_NOW_HEAD = ("رئيس الدائرة", "Head of the department", 0)
_NOW_EXECUTIVE = ("المدير التنفيذي", "Executive director", 0)
PERSONS = (
    ("person-a", ("الشخصية أ", "Person A"), (("نائب رئيس الدائرة", "Deputy head of the department", 500), _NOW_HEAD)),
    ("person-b", ("الشخصية ب", "Person B"), (("المدير العام", "Director general", 0),)),
    ("person-c", ("الشخصية ج", "Person C"), (("مدير البرنامج", "Director of the programme", 200), _NOW_EXECUTIVE)),
    ("person-d", ("الشخصية د", "Person D"), (("رئيس الفريق", "Head of the team", 0),)),
    ("person-e", ("الشخصية هـ", "Person E"), (("ضيف المناسبة", "Guest of the occasion", 0),)),
)  # fmt: skip
_SHAPES = ("landscape", "landscape", "portrait", "square", "panorama", "landscape", "portrait")
# the last dozen photos wait somewhere on their way; all others are out
_WAITING = (
    "ingested", "ingested", "ingested", "captioned", "captioned", "in-review", "in-review", "cleared", "proposed", "embargoed", "embargoed",
    "withdrawn",
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """Sixty photos: five moments of each occasion, the latest occasions last, so that what waits is new."""
    count = len(OCCASIONS) * len(MOMENTS)
    for index in range(count):
        occasion, moment = OCCASIONS[-1 - index // len(MOMENTS)], index % len(MOMENTS)
        left = count - index
        state = _WAITING[-left] if left <= len(_WAITING) else "released"
        keys = tuple(PERSONS[(index + step) % len(PERSONS)][0] for step in range(0 if moment == 2 else 1 + index % 3))
        yield Sample(index, occasion.scenes[index % 3], _SHAPES[index % len(_SHAPES)], keys, occasion, moment, state)


def day_of(occasion: Occasion, today: date) -> date:
    """The occasion's day."""
    return today - timedelta(days=occasion.ago)


def person_body(index: int, today: date) -> dict[str, Any]:
    """A person as the register takes one; a title lasted until so many days ago, the last to this day."""
    key, name, titles = PERSONS[index]
    dated, since = [], date(2015, 1, 1)
    for ar, en, ended in titles:
        until = today - timedelta(days=ended) if ended else None
        dated.append({"title": {"ar": ar, "en": en}, "since": since.isoformat(), "until": until.isoformat() if until else None})
        since = until + timedelta(days=1) if until else since
    return {"key": key, "name": _bi(name), "titles": dated}


def occasion_body(occasion: Occasion, today: date) -> dict[str, Any]:
    """An occasion as the register takes one."""
    day = day_of(occasion, today).isoformat()
    return {"title": _bi(occasion.title), "place": _bi(occasion.place), "startsOn": day, "endsOn": day}


def details(sample: Sample, occasion_id: str, regions: list[dict[str, float]], today: date) -> dict[str, Any]:
    """All that is told about a photo."""
    heading, caption = MOMENTS[sample.moment]
    occasion, seen, taken = sample.occasion, _counted(sample), time(9 + sample.moment * 2, sample.turn % 60)
    return {
        "capturedAt": datetime.combine(day_of(occasion, today), taken, DUBAI).isoformat(),
        "place": _bi(occasion.place),
        "occasion": occasion_id,
        "photographer": "استوديو الشبكة",
        "persons": [{"personKey": key, "region": region} for key, region in zip(sample.persons, regions, strict=True)],
        "headline": {"ar": f"{occasion.title[0]}: {heading[0]}", "en": f"{occasion.title[1]}: {heading[1].lower()}"},
        "caption": {
            "ar": f"{caption[0]} المناسبة: {occasion.title[0]}، {occasion.place[0]}.",
            "en": f"{caption[1]} {occasion.title[1]}, {occasion.place[1]}.",
        },
        "alt": {"ar": f"{seen[0]} في {occasion.place[0]}", "en": f"{seen[1]} at {occasion.place[1].replace('The ', 'the ')}"},
        "keywords": {"ar": [occasion.place[0], heading[0]], "en": [occasion.place[1], heading[1]]},
        "rights": {
            "credit": "استوديو الشبكة العامة للاتصال الحكومي",
            "copyright": "© GNGC",
            "usage": {"ar": "للاتصال الحكومي، مع ذكر المصدر.", "en": "For government communication, with credit."},
            "allowedUses": ["editorial", "social"],
            "territories": ["AE"],
            "modelRelease": "not-applicable",
        },
    }  # fmt: skip


def _counted(sample: Sample) -> Pair:
    return {0: ("مشهد عام", "A general view"), 1: ("شخص واقف", "One person"), 2: ("شخصان واقفان", "Two persons")}.get(
        len(sample.persons), ("ثلاثة أشخاص واقفين", "Three persons")
    )


def _bi(pair: Pair) -> dict[str, str]:
    return {"ar": pair[0], "en": pair[1]}
