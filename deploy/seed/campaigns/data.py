"""The sample campaigns as records, told from the day they are planted: two years of completed ones, what is live, what waits."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from .outcomes import BARRIERS, CITATIONS, DID_NOT, HOW, ORIGINS, OWN_MEASURES, THEORIES, UNEVALUATED, WORKED, WOULD_CHANGE, Words
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
    """Each with a `key` that never changes, as the take-over of a campaign wants it, and `origins`: the places of those it builds on."""
    return [_campaign(index, today) for index in range(len(STATES))]


def _campaign(index: int, today: date) -> dict[str, Any]:
    topic, entity, *_ = THEMES[index]
    state = STATES[index]
    start, end = _days(index, state, today)
    plan = _plan(index, topic, start, end, state)
    ran = state in ("live", "completed")
    readings = _readings(index, plan["kpis"], start, min(end, today)) if ran else []
    _report(plan["kpis"], readings)
    record = {
        "leadEntity": f"D{entity:02d}",
        "status": _status(index, state),
        "createdAt": _at(min(start, today) - timedelta(days=40 + index)),
        "launchedAt": _at(start) if ran else None,
        "completedAt": _at(end + timedelta(days=1)) if state == "completed" else None,
        "plan": plan,
        "outcome": {"readings": readings, **_outcome(index, state, end)},
    }
    return {"key": f"campaign-{index + 1}", "record": record, "origins": ORIGINS.get(index, ())}


def _status(index: int, state: str) -> str:
    if state != "completed" or index in UNEVALUATED:
        return state
    return "exemplar" if index in CITATIONS else "evaluated"


def _outcome(index: int, state: str, end: date) -> dict[str, Any]:
    if _status(index, state) not in ("evaluated", "exemplar"):
        return {}
    learnt = {"worked": WORKED, "didNot": DID_NOT, "wouldChange": WOULD_CHANGE}
    told = {"learning": {name: pool[index % len(pool)]._asdict() for name, pool in learnt.items()}, "evaluatedAt": _at(_after(end, 26))}
    if index in CITATIONS:
        told |= {"citation": CITATIONS[index]._asdict(), "exemplarAt": _at(_after(end, 61))}
    return told


def _after(end: date, days: int) -> date:
    return end + timedelta(days=days)


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
                "barriers": BARRIERS[index % len(BARRIERS)]._asdict() if index % 4 != 2 else None,
            }
        ],
        "strategy": {
            "proposition": {"ar": summary_ar, "en": summary_en},
            "theoryOfChange": THEORIES[index % len(THEORIES)]._asdict() if index in CITATIONS or index % 3 else None,
        },
        "implementation": {
            "startsOn": start.isoformat(), "endsOn": end.isoformat(), "phases": _phases(start, end),
            "channels": CHANNELS[index % 4], "budgetBand": ("small", "medium", "large")[index % 3],
        },
        "kpis": _kpis(index, topic, baseline, target),
        "tier": "comprehensive" if index in (*CITATIONS, 22, 23) else ("basic", "enhanced")[index % 2],
        "launchAt": _at(start) if state == "scheduled" else None,
    }  # fmt: skip


def _phases(start: date, end: date) -> list[dict[str, str]]:
    first, last = start + timedelta(days=6), end - timedelta(days=6)
    spans = (("teaser", start, first), ("launch", first + timedelta(1), last - timedelta(1)), ("close", last, end))
    return [{"kind": kind, "from": begin.isoformat(), "to": finish.isoformat()} for kind, begin, finish in spans]


def _kpis(index: int, topic: str, baseline: int, target: int) -> list[dict[str, Any]]:
    reach = 60_000 + index * 9_000
    rows = (
        ("reach", Words("الوصول", "Reach"), "outputs", reach // 3 if index in CITATIONS else None, reach, Words("شخص", "people")),
        ("recall", Words("تذكّر الرسالة", "Message recall"), "outtakes", baseline, target, Words(**PERCENT)),
        ("behaviour-change", Words("تغيّر السلوك", "Change of behaviour"), "outcomes", baseline // 2, target // 2 + 8, Words(**PERCENT)),
        ("", *OWN_MEASURES[topic]),
    )
    return [
        {
            "metric": code, "name": name._asdict(), "stage": stage, "baseline": before, "target": goal, "unit": unit._asdict(),
            "actual": None, "asOf": None,
        }
        for code, name, stage, before, goal, unit in rows
    ]  # fmt: skip


def _readings(index: int, kpis: list[dict[str, Any]], start: date, last: date) -> list[dict[str, Any]]:
    """What each indicator had reached on three days, or on one when the campaign has only begun."""
    span = (last - start).days
    days = {share: (start + timedelta(days=round(span * share))).isoformat() for share in ((0.35, 0.7, 1.0) if span >= 9 else (1.0,))}
    return [
        {"kpi": place, "actual": _reached(kpi, share * _way(index, place)), "asOf": day}
        for share, day in days.items()
        for place, kpi in enumerate(kpis)
    ]


def _way(index: int, place: int) -> float:
    """How far from its baseline to its target an indicator comes; what is recommended comes all the way."""
    if STATES[index] == "live":
        return 0.3 + (index * 5 + place * 3) % 5 / 10
    return (1.02 if index in CITATIONS else 0.66) + (index * 13 + place * 7) % 41 / 100


def _reached(kpi: dict[str, Any], way: float) -> float:
    before = kpi["baseline"] or 0
    reached = before + (kpi["target"] - before) * way
    return min(100, round(reached)) if kpi["unit"] == PERCENT else round(reached)


def _report(kpis: list[dict[str, Any]], readings: list[dict[str, Any]]) -> None:
    """The last reading of an indicator is what it stands at."""
    for reading in readings:
        kpi = kpis[reading["kpi"]]
        source, confidence = HOW[kpi["stage"]]
        kpi |= {"actual": reading["actual"], "asOf": reading["asOf"], "source": source._asdict(), "confidence": confidence}


def _at(day: date) -> str:
    """Nine in the morning in Dubai."""
    return datetime.combine(day, time(5), UTC).isoformat()
