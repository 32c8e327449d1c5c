"""The sample media kits: one that is open, one under embargo."""

from datetime import date, datetime, time, timedelta
from typing import Any

from chassis.clock import DUBAI

from .plant import Hand, NotPlanted

# fmt: off
KITS: tuple[dict[str, Any], ...] = (
    {
        "key": "national-reading",
        "title": {"ar": "حقيبة شهر القراءة", "en": "Reading month kit"},
        "summary": {"ar": "كل ما تحتاجه الجهات للمشاركة في شهر القراءة.", "en": "All that entities need to take part in reading month."},
        "hashtags": ["#شهر_القراءة", "#ReadingMonth"],
        "embargo": None,
        "photos": (0, 1),
        "items": (
            ("message", ("الرسالة الرئيسية", "Main message"), ("كتاب واحد يفتح ألف باب.", "One book, a thousand doors.")),
            ("message", ("رسالة للأسر", "Message to families"), ("عشر دقائق قراءة كل مساء.", "Ten minutes every evening.")),
            ("faq", ("من يشارك؟", "Who takes part?"), ("كل الجهات والمدارس والمكتبات العامة.", "Entities, schools and libraries.")),
            ("faq", ("متى تبدأ الفعاليات؟", "When do events begin?"), ("في أول أيام الشهر.", "On the first day of the month.")),
            ("spokesperson", ("مدير إدارة المكتبات", "Head of libraries"), ("الأرقام والبرامج المدرسية.", "Figures and programmes.")),
        ),
    },
    {
        "key": "summer-safety",
        "title": {"ar": "حقيبة سلامة الصيف", "en": "Summer safety kit"},
        "summary": {"ar": "رسائل السلامة في الحر والشواطئ.", "en": "Messages on safety in the heat and on beaches."},
        "hashtags": ["#صيف_آمن", "#SafeSummer"],
        "embargo": 9,
        "photos": (2, 3),
        "items": (
            ("message", ("الرسالة الرئيسية", "Main message"), ("اشرب قبل أن تعطش.", "Drink before you are thirsty.")),
            ("faq", ("ما ساعات حظر العمل؟", "When is outdoor work banned?"), ("تُعلن في القرار السنوي.", "As the yearly decision says.")),
            ("spokesperson", ("مدير الصحة العامة", "Director of public health"), ("الإجهاد الحراري والوقاية.", "Heat and prevention.")),
        ),
    },
)
# fmt: on


async def plant(hand: Hand, photos: list[str], today: date) -> list[str]:
    """The sample kits, released; their ids. `photos`: ids of the sample photos."""
    return [await _kit(hand, sample, photos, today) for sample in KITS]


async def _kit(hand: Hand, sample: dict[str, Any], photos: list[str], today: date) -> str:
    new: dict[str, Any] = {name: sample[name] for name in ("title", "summary", "hashtags")}
    kit = await hand("POST", "/kits", json=new | {"ownerEntity": "GNGC-SEC"}, key=f"kits/{sample['key']}")
    path = f"/kits/{kit['id']}"
    kit = await hand("GET", path)
    if kit["state"] != "draft":
        return kit["id"]
    if sample["embargo"] is not None and kit["embargoUntil"] is None:
        edge = datetime.combine(today + timedelta(days=sample["embargo"]), time(9), DUBAI)
        kit = await hand("PATCH", path, json={"embargoUntil": edge.isoformat()}, if_match=kit["version"])
    for item in _items(sample, photos)[len(kit["items"]) :]:
        kit = await hand("POST", f"{path}/items", json=item, if_match=kit["version"])
    await hand("POST", f"{path}/release", if_match=kit["version"])
    return kit["id"]


def _items(sample: dict[str, Any], photos: list[str]) -> list[dict[str, Any]]:
    if len(photos) <= max(sample["photos"]):
        raise NotPlanted("the kits need the sample photos")
    words = [{"kind": kind, "title": _bi(title), "text": _bi(text)} for kind, title, text in sample["items"]]
    shown = [
        {"kind": "photo", "title": {"ar": f"صورة {number}", "en": f"Photo {number}"}, "assetId": photos[index]}
        for number, index in enumerate(sample["photos"], 1)
    ]
    return [*words, *shown]


def _bi(words: tuple[str, str]) -> dict[str, str]:
    return {"ar": words[0], "en": words[1]}
