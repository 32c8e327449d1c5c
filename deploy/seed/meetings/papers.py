"""What lies on the table of the sample meetings: versions of the Sources by reference, and private files of the secretariat."""

import asyncio
from typing import Any, NamedTuple

from deploy.seed.sources.data import BOOKS
from deploy.seed.sources.plant import PDF, Hand
from deploy.seed.sources.printer import printed

PAINT = "#00504e"


class Sheet(NamedTuple):
    """A private file, printed in Arabic: its title in both languages, its sections, and who may read it."""

    ar: str
    en: str
    sections: tuple[tuple[str, str], ...]
    visibility: str = "all"


# key: document of the sample library, label of the version that was in force or about to be
CITED = {
    "planning": ("communication-guide", "1.0"),
    "accessibility": ("accessibility", "1.0"),
    "photos": ("photo-policy", "1.0"),
    "writing": ("plain-language", "2.0"),
    "coming": ("communication-guide", "2.1"),
}
SHEETS = {
    "hijri": Sheet(
        "دليل التخطيط للمناسبات الهجرية (مسودة)",
        "Guide to planning for Hijri occasions (draft)",
        (
            ("الغرض", "أن تُخطط الحملات على أيام المناسبة كما تُعلن، مع موعد بديل قبلها بيوم أو بعدها بيوم."),
            ("قاعدة التنسيق", "تُعلن كل جهة موعدها ومداه المحتمل قبل ستة أسابيع، وتُحدّثه عند ثبوت الرؤية."),
        ),
    ),
    "survey": Sheet(
        "ما الذي يثق به الجمهور: ملخص الاستطلاع",
        "What the public trusts: summary of the survey",
        (
            ("العينة", "مقابلات هاتفية بالعربية والإنجليزية والأردية مع بالغين مقيمين في الإمارة."),
            ("أبرز النتائج", "تزيد الثقة حين تكون الرسالة قصيرة وموقّعة باسم جهة معروفة، وتقل حين تتكرر بصيغ مختلفة."),
        ),
    ),
    "exercise": Sheet(
        "ورقة التمرين: أعد كتابة هذه الرسالة",
        "Exercise sheet: rewrite this message",
        (("التعليمات", "أعد كتابة الرسالة في ثلاث جمل يفهمها قارئ لا يعرف الجهة."),),
    ),
    "speakers": Sheet(
        "ترتيب المتحدثين",
        "Order of speakers",
        (("للأمانة العامة فقط", "يتحدث بديل كل جهة معتذرة في دورها ذاته."),),
        visibility="secretariat",
    ),
}


async def papers(hand: Hand, documents: list[str]) -> dict[str, dict[str, Any]]:
    """The papers by key as an agenda item takes them; `documents` in the order of the sample library."""
    ids = {book.key: id_ for book, id_ in zip(BOOKS, documents, strict=True)}
    cited = {key: await _cited(hand, ids[book], label) for key, (book, label) in CITED.items()}
    return cited | {key: await _private(hand, key, sheet) for key, sheet in SHEETS.items()}


async def _cited(hand: Hand, document: str, label: str) -> dict[str, Any]:
    found = await hand("GET", f"/documents/{document}")
    version = next(one for one in found["versions"] if one["label"] == label)
    return {"kind": "source", "ref": version["id"], "document": document, "title": found["title"]}


async def _private(hand: Hand, key: str, sheet: Sheet) -> dict[str, Any]:
    content = await asyncio.to_thread(
        printed, language="ar", kind="ورقة اجتماع", title=sheet.ar, version="", day="", paint=PAINT, sections=list(sheet.sections)
    )
    name = f"{sheet.ar}.pdf"
    asset = await hand.upload(content, name, PDF, "document", f"papers/{key}")
    kept = await hand("GET", f"/assets/{asset}")
    title = {"ar": sheet.ar, "en": sheet.en}
    return {
        "kind": "file", "ref": asset, "title": title, "fileName": name, "sha256": kept["sha256"] or "", "visibility": sheet.visibility,
    }  # fmt: skip
