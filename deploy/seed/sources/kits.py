"""The sample media kits: one that is open, one under embargo."""

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Any

from chassis.clock import DUBAI

from deploy.seed.photos.data import SAMPLES
from deploy.seed.photos.paint import paint

from .plant import Hand

KITS: tuple[dict[str, Any], ...] = (
    {
        "key": "summer-safety",
        "owner": "GNGC-SEC",
        "title": {"ar": "حقيبة سلامة الصيف", "en": "Summer safety kit"},
        "summary": {
            "ar": "رسائل السلامة في الحر وعلى الشواطئ، بصوت واحد لكل الجهات.",
            "en": "Messages on safety in the heat and on beaches, in one voice for every entity.",
        },
        "hashtags": ["#صيف_آمن", "#SafeSummer", "#ظل_وماء"],
        "embargo": None,
        "photos": (3, 0),
        "items": (
            (
                "message",
                ("الرسالة الرئيسية", "Main message"),
                ("اشرب قبل أن تعطش، واسترح قبل أن تتعب.", "Drink before you are thirsty, rest before you are tired."),
            ),
            (
                "message",
                ("للعاملين في الخارج", "To those who work outdoors"),
                (
                    "استراحة في الظل كل ساعة حق لك، ودقيقتها تحميك يوماً.",
                    "A break in the shade every hour is your right: a minute of it protects you for a day.",
                ),
            ),
            (
                "message",
                ("للأسر على الشواطئ", "To families on beaches"),
                (
                    "عين على الموج وعين على الصغار: اسبح حيث يوجد منقذ.",
                    "One eye on the waves and one on the little ones: swim where there is a lifeguard.",
                ),
            ),
            (
                "faq",
                ("ما ساعات حظر العمل في الخارج؟", "When is work outdoors banned?"),
                ("تُعلن كل عام في قرار واحد، وتسري على كل المواقع المكشوفة.", "As one yearly decision says, for every open site."),
            ),
            (
                "faq",
                ("أين أبلغ عن حالة إجهاد حراري؟", "Where do I report heat exhaustion?"),
                (
                    "اتصل برقم الطوارئ، وانقل المصاب إلى الظل، وبرّد جسمه بالماء.",
                    "Call the emergency number, move the person to the shade and cool them with water.",
                ),
            ),
            (
                "spokesperson",
                ("مدير الصحة العامة", "Director of public health"),
                ("الإجهاد الحراري والوقاية منه، وأرقام الموسم.", "Heat exhaustion, how to prevent it, and the season's figures."),
            ),
            (
                "spokesperson",
                ("رئيس قسم سلامة الشواطئ", "Head of beach safety"),
                ("الأعلام والمنقذون والسباحة الآمنة.", "Flags, lifeguards and safe swimming."),
            ),
        ),
    },
    {
        "key": "national-reading",
        "owner": "D01",
        "title": {"ar": "حقيبة شهر القراءة", "en": "Reading month kit"},
        "summary": {"ar": "كل ما تحتاجه الجهات للمشاركة في شهر القراءة.", "en": "All that entities need to take part in reading month."},
        "hashtags": ["#شهر_القراءة", "#ReadingMonth"],
        "embargo": 9,
        "photos": (2, 1),
        "items": (
            ("message", ("الرسالة الرئيسية", "Main message"), ("كتاب واحد يفتح ألف باب.", "One book, a thousand doors.")),
            (
                "message",
                ("رسالة للأسر", "Message to families"),
                ("عشر دقائق قراءة كل مساء تكفي لتبدأ عادة تدوم.", "Ten minutes of reading every evening begin a habit that lasts."),
            ),
            ("faq", ("من يشارك؟", "Who takes part?"), ("كل الجهات والمدارس والمكتبات العامة.", "Entities, schools and public libraries.")),
            (
                "faq",
                ("متى تبدأ الفعاليات؟", "When do events begin?"),
                ("في أول أيام الشهر، وتستمر حتى آخره.", "On the first day of the month, and they go on to its last."),
            ),
            (
                "spokesperson",
                ("مدير إدارة المكتبات", "Head of libraries"),
                ("الأرقام والبرامج المدرسية.", "Figures and school programmes."),
            ),
        ),
    },
)


async def plant(hand: Hand, today: date) -> list[str]:
    """The sample kits, released; their ids."""
    return [await _kit(hand, sample, today) for sample in KITS]


async def _kit(hand: Hand, sample: dict[str, Any], today: date) -> str:
    new: dict[str, Any] = {name: sample[name] for name in ("title", "summary", "hashtags")}
    kit = await hand("POST", "/kits", json=new | {"ownerEntity": sample["owner"]}, key=f"kits/{sample['key']}")
    path = f"/kits/{kit['id']}"
    kit = await hand("GET", path)
    if kit["state"] != "draft":
        return kit["id"]
    if sample["embargo"] is not None and kit["embargoUntil"] is None:
        edge = datetime.combine(today + timedelta(days=sample["embargo"]), time(9), DUBAI)
        kit = await hand("PATCH", path, json={"embargoUntil": edge.isoformat()}, if_match=kit["version"])
    for item in (await _items(hand, sample))[len(kit["items"]) :]:
        kit = await hand("POST", f"{path}/items", json=item, if_match=kit["version"])
    await hand("POST", f"{path}/release", if_match=kit["version"])
    return kit["id"]


async def _items(hand: Hand, sample: dict[str, Any]) -> list[dict[str, Any]]:
    words = [{"kind": kind, "title": _bi(title), "text": _bi(text)} for kind, title, text in sample["items"]]
    return [*words, *[await _photo(hand, sample["key"], index) for index in sample["photos"]]]


async def _photo(hand: Hand, kit: str, index: int) -> dict[str, Any]:
    """Uploaded for the kit: the same photo as a campaign's cover is one that every member may see."""
    content = await asyncio.to_thread(paint, index)
    asset = await hand.upload(content, f"{kit}-{index + 1:02}.jpg", "image/jpeg", "media-kit", f"kits/{kit}/{index}", place="photos")
    credit = {"ar": "تُنسب إلى الشبكة.", "en": "Credit the network."}
    return {"kind": "photo", "title": SAMPLES[index].alt, "text": credit, "assetId": asset}


def _bi(words: tuple[str, str]) -> dict[str, str]:
    return {"ar": words[0], "en": words[1]}
