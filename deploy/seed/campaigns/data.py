"""The sample campaigns as records, told from the day they are planted: two years of completed ones, what is live, what waits."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from .themes import THEMES

STATES = (*("completed",) * 24, *("live",) * 8, "scheduled", "scheduled", "submitted", "submitted", "submitted", "draft", "draft",
          "draft", "withdrawn", "cancelled", "submitted", "draft")  # fmt: skip

SEGMENTS = {
    "safety": ("العاملون وأصحاب المركبات", "Workers and drivers"),
    "heritage": ("العائلات والزوار", "Families and visitors"),
    "services": ("المتعاملون", "Users of public services"),
    "health": ("الأسر وكبار السن", "Families and elders"),
    "sustainability": ("سكان الأحياء", "Residents of the neighbourhoods"),
    "digital": ("مستخدمو الخدمات الرقمية", "Users of digital services"),
    "awareness": ("عموم الجمهور", "The general public"),
}
CHANNELS = (("tv", "radio", "social"), ("outdoor", "social", "web"), ("press", "web", "events"), ("social", "direct", "web"))
PERCENT = {"ar": "٪", "en": "%"}


def campaigns(today: date) -> list[dict[str, Any]]:
    """Each with a `key` that never changes, as the take-over of a campaign wants it."""
    return [_campaign(index, today) for index in range(len(STATES))]


def _campaign(index: int, today: date) -> dict[str, Any]:
    topic, entity, *_ = THEMES[index]
    state = STATES[index]
    start, end = _days(index, state, today)
    record = {
        "leadEntity": f"D{entity:02d}",
        "status": state,
        "createdAt": _at(min(start, today) - timedelta(days=40 + index)),
        "launchedAt": _at(start) if state in ("live", "completed") else None,
        "completedAt": _at(end + timedelta(days=1)) if state == "completed" else None,
        "plan": _plan(index, topic, start, end, state),
    }
    return {"key": f"campaign-{index + 1}", "record": record}


def _days(index: int, state: str, today: date) -> tuple[date, date]:
    if state == "completed":
        start = today - timedelta(days=730 - index * 27)
        return start, start + timedelta(days=30 + index % 4 * 10)
    if state == "live":
        return today - timedelta(days=3 + index % 8 * 5), today + timedelta(days=30 + index % 5 * 9)
    return today + timedelta(days=14 + index % 6 * 8), today + timedelta(days=70 + index % 6 * 8)


def _plan(index: int, topic: str, start: date, end: date, state: str) -> dict[str, Any]:
    _, _, title_ar, title_en, summary_ar, summary_en = THEMES[index]
    baseline, target = 30 + index * 7 % 25, 55 + index * 5 % 30
    partners = [f"D{(index * 3 + offset) % 30 + 1:02d}" for offset in (5, 11)] if index % 3 == 0 else []
    return {
        "title": {"ar": title_ar, "en": title_en},
        "summary": {"ar": summary_ar, "en": summary_en},
        "partnerEntities": [code for code in partners if code != f"D{THEMES[index][1]:02d}"],
        "topic": topic,
        "objectives": [
            {
                "statement": {"ar": f"رفع نسبة من يعرفون رسالة «{title_ar}».", "en": f"More people know the message of “{title_en}”."},
                "type": "awareness", "baseline": baseline, "target": target, "unit": PERCENT, "deadline": end.isoformat(),
            },
            {
                "statement": {"ar": "أن يغيّر الجمهور عادة واحدة على الأقل.", "en": "The audience changes at least one habit."},
                "type": "behaviour", "baseline": baseline // 2, "target": target // 2 + 8, "unit": PERCENT, "deadline": end.isoformat(),
            },
        ],
        "audiences": [
            {
                "segment": dict(zip(("ar", "en"), SEGMENTS[topic], strict=True)), "size": 40_000 + index * 7_500,
                "languages": ["ar", "en"] if index % 2 else ["ar", "en", "ur", "hi"],
                "insight": {"ar": "يثقون بالرسالة القصيرة من جهة يعرفونها.", "en": "They trust a short message from an entity they know."},
            }
        ],
        "strategy": {"proposition": {"ar": summary_ar, "en": summary_en}},
        "implementation": {
            "startsOn": start.isoformat(), "endsOn": end.isoformat(), "phases": _phases(start, end),
            "channels": CHANNELS[index % 4], "budgetBand": ("small", "medium", "large")[index % 3],
        },
        "kpis": _kpis(index, state, baseline, target, end),
        "launchAt": _at(start) if state == "scheduled" else None,
    }  # fmt: skip


def _phases(start: date, end: date) -> list[dict[str, str]]:
    first, last = start + timedelta(days=6), end - timedelta(days=6)
    spans = (("teaser", start, first), ("launch", first + timedelta(1), last - timedelta(1)), ("close", last, end))
    return [{"kind": kind, "from": begin.isoformat(), "to": finish.isoformat()} for kind, begin, finish in spans]


def _kpis(index: int, state: str, baseline: int, target: int, end: date) -> list[dict[str, Any]]:
    done = state == "completed"
    share = 0.82 + index * 13 % 35 / 100
    reach = 60_000 + index * 9_000
    rows = (
        ("reach", "الوصول", "Reach", "outputs", None, reach, {"ar": "شخص", "en": "people"}),
        ("recall", "تذكّر الرسالة", "Message recall", "outtakes", baseline, target, PERCENT),
        ("behaviour-change", "تغيّر السلوك", "Change of behaviour", "outcomes", baseline // 2, target // 2 + 8, PERCENT),
    )
    return [
        {
            "metric": code, "name": {"ar": ar, "en": en}, "stage": stage, "baseline": before, "target": goal, "unit": unit,
            "actual": round(goal * share) if done else None, "asOf": end.isoformat() if done else None,
        }
        for code, ar, en, stage, before, goal, unit in rows
    ]  # fmt: skip


def _at(day: date) -> str:
    """Nine in the morning in Dubai."""
    return datetime.combine(day, time(5), UTC).isoformat()
