"""Plants the campaigns with what came of them, then what members say of them."""

from typing import Any

from .models import ARABIC, LEARNT, RAN, Campaign, Kpi
from .planter import SECRETARY, Body, Planter, Step

REVIEWER = "GNGC-SEC/reviewer"
BEFORE = {
    "cancelled": "live",
    "superseded": "evaluated",
    "in-review": "submitted",
    "changes-requested": "submitted",
    "withdrawn": "submitted",
}
SHARES = {1: (1.0,), 2: (0.5, 1.0), 3: (0.35, 0.7, 1.0)}  # of the days that it ran, at which an indicator was read


async def plant(planter: Planter, covers: dict[str, str]) -> None:
    """All of them, taken over from before this platform in the state that they had reached; the planter knows their ids from then on."""
    rows = sorted(planter.data.campaigns, key=lambda one: one.runs)  # those that others build on began before them
    for place, one in enumerate(rows):
        record = record_of(planter, one, place)
        record["plan"]["derivedFrom"] = [planter.campaigns[key] for key in one.builds_on]
        if one.state != "draft":
            record["plan"]["cover"] = {"assetId": covers[one.cover], "alt": planter.data.pictured[one.cover].both()}
        planter.campaigns[one.key] = await planter.create("campaigns:/campaigns/take-over", record, f"campaign/{one.key}")
    for one in rows:
        if way := _way(planter, one):
            await planter.bring(f"campaigns:/campaigns/{planter.campaigns[one.key]}", way, one.state, by=planter.writer_for(one.lead))


def _way(planter: Planter, one: Campaign) -> dict[str, Step]:
    """What happens to it on this platform."""
    submitted, live = Step(REVIEWER, "start-review"), Step(planter.writer_for(one.lead), "cancel", {"reason": one.reason})
    asked = Step(REVIEWER, "request-changes", {"requests": [question.model_dump() for question in one.asked]})
    ways = {
        "in-review": {"submitted": submitted},
        "changes-requested": {"submitted": submitted, "in-review": asked},
        "withdrawn": {"submitted": live._replace(verb="withdraw")},
        "cancelled": {"live": live},
        "superseded": {"evaluated": Step(SECRETARY, "supersede", {"successor": planter.campaigns.get(one.successor or "")})},
    }
    return ways.get(one.state, {})


def record_of(planter: Planter, one: Campaign, place: int) -> Body:
    """It as the take-over of a campaign wants it; `place` spreads the days on which those ahead were handed in."""
    start, end = one.runs
    state, mark = BEFORE.get(one.state, one.state), planter.data.words.mark
    over, known = one.state in (*LEARNT, "completed"), one.state in LEARNT
    outcome: Body = {"readings": [reading for at, kpi in enumerate(one.kpis) for reading in _readings(planter, one, at, kpi)]}
    if known:
        learnt = {"worked": one.worked, "didNot": one.did_not, "wouldChange": one.would_change}
        outcome |= {
            "learning": {name: words.both() for name, words in learnt.items() if words},
            "evaluatedAt": planter.at(min(end + 26, -1)),
        }
    if one.citation:
        outcome |= {"citation": one.citation.both(), "exemplarAt": planter.at(min(end + 61, -1))}
    return {
        "leadEntity": one.lead,
        "status": state,
        "createdAt": planter.at(start - 45 if start <= 0 else -2 - place % 9),
        "launchedAt": planter.at(start) if one.state in RAN else None,
        "completedAt": planter.at(end + 1) if over else None,
        "plan": _plan(planter, one) | {"summary": one.summary.both(mark)},
        "outcome": outcome,
    }


def _plan(planter: Planter, one: Campaign) -> Body:
    start, end = (planter.day(days).isoformat() for days in one.runs)
    unit = planter.data.words.unit
    return {
        "title": one.title.both(),
        "partnerEntities": one.partners,
        "classification": one.class_,
        "embargoUntil": planter.at(one.embargo) if one.embargo is not None else None,
        "launchAt": planter.at(one.launches) if one.launches is not None else None,
        "topic": one.topic,
        "tier": one.tier,
        "strategy": {"proposition": one.message.both(), "theoryOfChange": one.because.both() if one.because else None},
        "objectives": [
            {"statement": aim.both(), "type": aim.type, "baseline": aim.from_, "target": aim.to, "unit": unit(aim.unit), "deadline": end}
            for aim in one.objectives
        ],
        "audiences": [
            {
                "segment": who.both(),
                "size": who.size,
                "languages": who.languages,
                "mode": who.mode,
                "insight": who.insight.both(),
                "barriers": who.barrier.both() if who.barrier else None,
            }
            for who in one.audiences
        ],
        "implementation": {
            "startsOn": start,
            "endsOn": end,
            "phases": _phases(planter, one),
            "channels": one.channels,
            "budgetBand": one.budget,
        },
        "kpis": [_kpi(planter, one, at, kpi) for at, kpi in enumerate(one.kpis)],
    }


def _phases(planter: Planter, one: Campaign) -> list[Body]:
    """A sixth to arouse curiosity, a sixth to close, the launch between them."""
    start, end = one.runs
    part = max(1, (end - start) // 6)
    spans = (("teaser", start, start + part - 1), ("launch", start + part, end - part), ("close", end - part + 1, end))
    return [{"kind": kind, "from": str(planter.day(begin)), "to": str(planter.day(finish))} for kind, begin, finish in spans]


def _kpi(planter: Planter, one: Campaign, at: int, kpi: Kpi) -> Body:
    told: Body = {}
    if kpi.source and (readings := _readings(planter, one, at, kpi)):
        last = readings[-1]
        told = {"actual": last["actual"], "asOf": last["asOf"], "confidence": kpi.sure}
        told["source"] = kpi.source.both(planter.data.words.mark)
    unit = planter.data.words.unit(kpi.unit)
    return {"metric": kpi.metric, "name": kpi.both(), "stage": kpi.stage, "baseline": kpi.from_, "target": kpi.to, "unit": unit, **told}


def _readings(planter: Planter, one: Campaign, at: int, kpi: Kpi) -> list[Body]:
    start, end = one.runs[0], min(one.runs[1], 0)
    days = (start + round((end - start) * share) for share in SHARES.get(len(kpi.reached), ()))
    return [{"kpi": at, "actual": value, "asOf": str(planter.day(day))} for day, value in zip(days, kpi.reached, strict=True)]


async def speak_up(planter: Planter) -> int:
    """Amendments, comments with whom they address, endorsements, favourites. How many comments."""
    for one in planter.data.campaigns:
        path = f"campaigns:/campaigns/{planter.campaigns[one.key]}"
        await _amend(planter, one, path)
        for number, said in enumerate(one.comments):
            body: dict[str, Any] = {"text": said.text, "mentions": []}
            if said.to and (name := planter.data.held[said.to].name):
                called = name.ar if ARABIC.search(said.text) else name.en
                body = {"text": said.text.replace("{to}", called), "mentions": [planter.people[said.to]]}
            await planter.create(f"{path}/comments", body, f"remark/{one.key}/{number}", by=said.by)
        for code in one.endorsed:
            await planter.send("PUT", f"{path}/endorsement", by=planter.data.director_of(code))
        for post in one.kept:
            await planter.send("PUT", f"{path}/favourite", by=post)
    return sum(len(one.comments) for one in planter.data.campaigns)


async def _amend(planter: Planter, one: Campaign, path: str) -> None:
    director = planter.writer_for(one.lead)
    found = await planter.send("GET", path, by=director) if one.amended else None
    if one.amended and found and found["status"] == "live" and not found["outcome"]["amendments"]:
        found["kpis"][one.amended.kpi]["target"] = one.amended.to
        await planter.send(
            "POST", f"{path}/amend", by=director, json={"kpis": found["kpis"], "reason": one.amended.reason}, at=found["version"]
        )
