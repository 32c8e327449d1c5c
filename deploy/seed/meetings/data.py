"""Eight sample meetings over two years, told from the day they are planted: six that were, two that are ahead."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .agendas import AGENDAS, Given, item

DUBAI = ZoneInfo("Asia/Dubai")
_FRIDAY = 4


class Sample(NamedTuple):
    """A meeting; `days` from the day of planting, `begins` and `minutes` in Dubai's time."""

    key: str
    kind: str
    number: int
    days: int
    begins: time
    minutes: int
    host: str
    title: tuple[str, str]
    venue: tuple[str, str]


_HALL = ("القاعة الكبرى، مقر الأمانة العامة", "Great Hall, secretariat building")
_TEN, _NINE = time(10), time(9, 30)

SAMPLES = (
    Sample("network-11", "network-meeting", 11, -632, _TEN, 120, "D01", ("الاجتماع الحادي عشر للشبكة", "Eleventh network meeting"), _HALL),
    Sample("session-5", "knowledge-session", 5, -541, _NINE, 90, "D04",
           ("جلسة معرفية: قياس الأثر", "Knowledge session: measuring outcomes"),
           ("قاعة التدريب، هيئة الصحة العامة", "Training room, Public Health Authority")),
    Sample("network-12", "network-meeting", 12, -450, _TEN, 120, "D08", ("الاجتماع الثاني عشر للشبكة", "Twelfth network meeting"),
           ("مركز المؤتمرات، القاعة الثالثة", "Conference centre, hall three")),
    Sample("group-3", "working-group", 3, -330, _NINE, 90, "GNGC-SEC",
           ("فريق عمل المناسبات الهجرية: الجلسة الثالثة", "Working group on Hijri occasions: third session"),
           ("غرفة الاجتماعات، مقر الأمانة العامة", "Meeting room, secretariat building")),
    Sample("network-13", "network-meeting", 13, -240, _TEN, 120, "D03", ("الاجتماع الثالث عشر للشبكة", "Thirteenth network meeting"),
           ("قاعة المحطة، هيئة الطرق والنقل العام", "Station hall, Roads and Public Transport Authority")),
    Sample("extraordinary-1", "extraordinary", 1, -148, time(14), 75, "GNGC-SEC",
           ("اجتماع استثنائي: الاتصال في الأحوال الجوية", "Extraordinary meeting: communication in severe weather"), _HALL),
    Sample("session-6", "knowledge-session", 6, 12, _NINE, 120, "D11",
           ("جلسة معرفية: الكتابة الواضحة", "Knowledge session: plain writing"),
           ("مختبر الابتكار، هيئة الرقمنة والبيانات", "Innovation lab, Digital and Records Authority")),
    Sample("network-14", "network-meeting", 14, 33, _TEN, 150, "D02", ("الاجتماع الرابع عشر للشبكة", "Fourteenth network meeting"),
           ("قاعة البلدية الرئيسية", "Main municipal hall")),
)  # fmt: skip


SERIES = {
    "network": ("network-meeting", ("اجتماعات الشبكة", "Network meetings")),
    "sessions": ("knowledge-session", ("اللقاءات المعرفية", "Knowledge sessions")),
}


def meetings(today: date, given: Given) -> list[dict[str, Any]]:
    """Each with its outline, as a draft wants it, the items of its agenda and which are parts, and whether it is over."""
    return [
        {
            "key": one.key,
            "series": {"network-meeting": "network", "extraordinary": "network", "knowledge-session": "sessions"}.get(one.kind),
            "outline": _outline(one, today),
            "items": [(item(line, one.host, given), line.part) for line in AGENDAS[one.key]],
            "over": one.days < 0,
        }
        for one in SAMPLES
    ]


def _outline(one: Sample, today: date) -> dict[str, Any]:
    start = datetime.combine(_working_day(today + timedelta(days=one.days)), one.begins, DUBAI).astimezone(UTC)
    return {
        "kind": one.kind,
        "number": one.number,
        "title": _bi(one.title),
        "hostEntity": one.host,
        "venue": {"name": _bi(one.venue), "joinUrl": f"https://join.secretariat.example/{one.key}"},
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=one.minutes)).isoformat(),
    }


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a Friday or a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _FRIDAY else day


def _bi(words: tuple[str, str]) -> dict[str, str]:
    return {"ar": words[0], "en": words[1]}
