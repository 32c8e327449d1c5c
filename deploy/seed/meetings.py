"""Plants the meetings: those that were with all that came of them, those ahead with their agenda and what was answered."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.clock import DUBAI

from .models import Bi
from .pictures.printer import printed
from .planter import SECRETARY, Body, NotPlanted, Planter, Step
from .shelves import Action, Decision, Item, Meeting, Paper

HEAD = "GNGC-SEC/head"
MINE = "D01"  # whose director tries the platform: the seat at meetings to come waits for an answer
DRIFT = (0, 5, -5, 2, 8, -3)  # minutes that items took more or less than planned, in turn
FRIDAY = 4


def working_day(planter: Planter, days: int) -> datetime:
    """That day at its beginning, or the Monday after a Friday or a weekend."""
    day = planter.day(days)
    later = max(0, 7 - day.weekday()) if day.weekday() >= FRIDAY else 0
    return datetime.combine(day + timedelta(days=later), datetime.min.time(), DUBAI)


async def plant(planter: Planter, papers: dict[str, Body], *, seats: int) -> list[str]:
    """All of them; their ids. `papers` go with the items; `seats` entities are waited for, which meetings-svc hears of by events."""
    series = {
        one.key: await planter.create("meetings:/meeting-series", {"kind": one.kind, "name": one.both()}, f"series/{one.key}", by=SECRETARY)
        for one in planter.data.meetings.series
    }
    present = await _present(planter)
    ids = []
    for one in planter.data.meetings.meetings:
        id_ = present.get((one.kind, one.number)) or await planter.create(
            "meetings:/meetings", _outline(planter, one, series), f"meeting/{one.key}", by=SECRETARY
        )
        await Held(planter, one, f"meetings:/meetings/{id_}", seats).settle(papers)
        ids.append(id_)
    return ids


async def _present(planter: Planter) -> dict[tuple[str, int], str]:
    """The ids of what is there already, by kind and number."""
    found, more = {}, ""
    while True:
        page = await planter.send("GET", f"meetings:/meetings?limit=100{more}", by=SECRETARY)
        found |= {(meeting["kind"], meeting["number"]): meeting["id"] for meeting in page["items"]}
        if page["next"] is None:
            return found
        more = f"&cursor={page['next']}"


def _outline(planter: Planter, one: Meeting, series: dict[str, str]) -> Body:
    start = (working_day(planter, one.day) + timedelta(hours=one.at.hour, minutes=one.at.minute)).astimezone(UTC)
    return {
        "kind": one.kind,
        "number": one.number,
        "series": series.get(one.series or ""),
        "title": one.title.both(),
        "hostEntity": one.host,
        "venue": {"name": one.venue.both(planter.data.words.mark), "joinUrl": f"https://join.secretariat.example/{one.key}"},
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=one.minutes)).isoformat(),
    }


class Held:
    """One meeting on its way, from wherever an earlier, perhaps interrupted, planting left it."""

    def __init__(self, planter: Planter, meeting: Meeting, path: str, seats: int) -> None:
        self.planter, self.meeting, self.path, self.seats, self.over = planter, meeting, path, seats, meeting.day < 0

    async def settle(self, papers: dict[str, Body]) -> None:
        """Bring it to where it belongs."""
        record = await self._read()
        if record["status"] == "draft":
            items = [self._item(item, papers) for item in self.meeting.agenda]
            own = [item for item in record["agenda"] if item["kind"] != "carry-over"]
            for item, row in zip(items[len(own) :], self.meeting.agenda[len(own) :], strict=True):
                whole = [one["id"] for one in record["agenda"] if one["parent"] is None]
                record = await self._post("agenda-items", {**item, "parent": whole[-1] if row.part else None}, record)
        await self._bring({"draft": "announce", "announced": "publish-agenda"})
        await self._answer()
        if not (await self._send("GET", "pack-versions"))["items"]:
            await self._post("publish-pack", None, await self._read())
        if self.over:
            await self._hold()

    async def _hold(self) -> None:
        record = await self._bring({"agenda-published": "begin"})
        if record["status"] == "in-session":
            await self._attend()
            await self._decide()
        record = await self._bring({"in-session": "end"})
        if record["status"] == "minutes-draft":
            await self._write(record)
        record = await self._bring({"minutes-draft": "circulate-minutes"})
        if record["status"] == "circulated":
            await self._correct(record)
        if self.meeting.stays != "circulated":
            await self._bring({"circulated": "approve-minutes", "approved": "archive"})

    def _item(self, item: Item, papers: dict[str, Body]) -> Body:
        return {
            "title": item.both(),
            "kind": item.kind,
            "plannedMinutes": item.minutes,
            "presenters": [self._presenter(item)],
            "campaigns": [self.planter.campaigns[key] for key in item.campaigns if key in self.planter.campaigns],
            "visibility": item.visibility,
            "papers": [papers[key] for key in item.papers if key in papers],
        }

    def _presenter(self, item: Item) -> Body:
        """By post, where one is known; a guest by name."""
        if isinstance(item.by, Bi):
            return {"name": item.by.both()}
        led = next((f"{one.lead}/media-officer" for key in item.campaigns for one in self.planter.data.campaigns if one.key == key), HEAD)
        post = self.planter.data.director_of(self.meeting.host) if item.by == "host" else item.by or led
        name = self.planter.data.held[post].title or self.planter.data.words.titles[self.planter.data.held[post].is_of]
        return {"postId": self.planter.posts[post]} if post in self.planter.posts else {"name": name.both()}

    async def _answer(self) -> None:
        """Of meetings ahead every other seat has answered, and not that of who tries the platform."""
        if (await self._read())["status"] != "agenda-published":
            return
        found = await self.planter.wait(f"{self.path}/seats", lambda page: len(page["items"]) >= self.seats, by=SECRETARY)
        for place, seat in enumerate(found["items"]):
            code = seat["entity"]["code"]
            if not seat["version"] and (self.over or (code != MINE and not place % 2)):
                await self._send("POST", f"seats/{code}/answer", json=await self._says(code, place), at=0)

    async def _says(self, code: str, place: int) -> Body:
        if place % 7 == 6:
            return {"status": "declined", "excuse": self.planter.data.meetings.excuses[place % 2]}
        delegates = await self._posts(code) if place % 7 == 4 else []
        if len(delegates) > 1:
            return {"status": "delegated", "mode": "in-person", "delegatePost": delegates[1]}
        return {"status": "accepted", "mode": "remote" if place % 5 == 3 else "in-person"}

    async def _posts(self, code: str) -> list[str]:
        """The posts of an entity that somebody is in, its director first."""
        return [post["id"] for post in (await self._send("GET", f"seats/{code}/delegates"))["items"]]

    async def _attend(self) -> None:
        for place, seat in enumerate((await self._send("GET", "seats"))["items"]):
            came = {"declined": "excused", "delegated": "delegate"}.get(seat["status"] or "", "present")
            came = "remote" if seat["mode"] == "remote" and came == "present" else "absent" if place % 13 == 12 else came
            if not seat["attendance"]:
                await self._send("POST", f"seats/{seat['entity']['code']}/attendance", json={"attendance": came}, at=seat["version"])

    async def _decide(self) -> None:
        for place, one in enumerate(self.meeting.decisions):
            await self._decision(one, f"decision/{self.meeting.key}/{place}")
        for place, one in enumerate(self.meeting.actions):
            await self._action(one, f"action/{self.meeting.key}/{place}")

    async def _decision(self, one: Decision, key: str) -> None:
        since = str(self.planter.day(one.from_)) if one.from_ is not None else None
        id_ = await self.planter.create(f"{self.path}/decisions", {"text": one.both(), "effectiveFrom": since}, key, by=SECRETARY)
        if change := one.amended:
            body = {"text": change.text.both(), "effectiveFrom": since, "reason": change.reason.both()}
            way = {"adopted": Step(SECRETARY, "amend", body)}
            await self.planter.bring(f"meetings:/decisions/{id_}", way, "amended", by=SECRETARY, state=_state)

    async def _action(self, one: Action, key: str) -> None:
        """Unless the entity has no seat with somebody in it."""
        seats = [seat["entity"]["code"] for seat in (await self._send("GET", "seats"))["items"]]
        owners = await self._posts(one.owner) if one.owner in seats else []
        if not owners:
            return
        body = {"text": one.both(), "ownerPost": owners[0], "due": str(self.planter.day(one.due))}
        id_ = await self.planter.create(f"{self.path}/action-items", body, key, by=SECRETARY)
        step = Step(SECRETARY, "finish", {"evidence": one.done}) if one.done else Step(SECRETARY, "start")
        way = {"open": step, "overdue": step} if one.done or one.started else {}
        await self.planter.bring(f"meetings:/action-items/{id_}", way, "done" if one.done else "in-progress", by=SECRETARY, state=_state)

    async def _write(self, record: Body) -> None:
        """How long each item took, and in both languages what members may read."""
        for place, item in enumerate(record["agenda"]):
            if item["actualMinutes"] is None:
                took = {"actualMinutes": max(2, item["plannedMinutes"] + DRIFT[place % len(DRIFT)])}
                record = await self._send("PATCH", f"agenda-items/{item['id']}", json=took, at=record["version"])
        said = {row.en: row.said for row in self.meeting.agenda if row.said}
        texts = {item["id"]: said.get(item["title"]["en"]) for item in record["agenda"] if item["visibility"] != "secretariat"}
        carried = self.planter.data.meetings.carried
        written = {id_: (words or carried).both() for id_, words in texts.items()}
        await self._send("PATCH", "minutes", json={"texts": written}, at=(await self._read())["version"])

    async def _correct(self, record: Body) -> None:
        """The Arabic of an item, corrected after the minutes were circulated and sent again: its English is older from then on."""
        for row in self.meeting.agenda:
            if row.corrected:
                item = next(one["id"] for one in record["agenda"] if one["title"]["en"] == row.en)
                await self._send("PATCH", "minutes", json={"texts": {item: {"ar": row.corrected}}}, at=record["version"])
                record = await self._read()
                if "circulate-minutes" in record["actions"]:
                    record = await self._post("circulate-minutes", None, record)

    async def _bring(self, verbs: dict[str, str]) -> Body:
        way = {state: Step(SECRETARY, verb) for state, verb in verbs.items()}
        return await self.planter.bring(self.path, way, self.meeting.stays if self.over else "agenda-published", by=SECRETARY)

    async def _read(self) -> Body:
        return await self.planter.send("GET", self.path, by=SECRETARY)

    async def _send(self, method: str, rest: str, **more: Any) -> Body:
        return await self.planter.send(method, f"{self.path}/{rest}", by=SECRETARY, **more)

    async def _post(self, rest: str, body: Body | None, record: Body) -> Body:
        return await self._send("POST", rest, json=body, at=record["version"])


def _state(record: Body) -> str:
    return record["state"]


async def papers(planter: Planter, documents: dict[str, str]) -> dict[str, Body]:
    """What lies on the table, as an agenda item takes it: private files by key, versions of the library as document@label."""
    found = {one.key: await _private(planter, one) for one in planter.data.meetings.papers}
    for cited in {name for one in planter.data.meetings.meetings for item in one.agenda for name in item.papers} - set(found):
        key, _, label = cited.partition("@")
        document = await planter.send("GET", f"media:/documents/{documents[key]}", by=SECRETARY)
        version = next((one["id"] for one in document["versions"] if one["label"] == label), None)
        if version is None:
            raise NotPlanted(f"{key} has no version {label}")
        found[cited] = {"kind": "source", "ref": version, "document": documents[key], "title": document["title"]}
    return found


async def _private(planter: Planter, one: Paper) -> Body:
    words = planter.data.words
    sheet = {"kind": words.printed["paper"].ar, "title": one.ar, "version": "", "day": "", "paint": "#00504e", "mark": words.mark.ar}
    content = await asyncio.to_thread(printed, language="ar", sections=one.sections, **sheet)
    about = {"fileName": f"{one.ar}.pdf", "contentType": "application/pdf", "purpose": "document"}
    asset = await planter.upload("media:/assets", content, f"papers/{one.key}", by=SECRETARY, **about)
    digest = (await planter.send("GET", f"media:/assets/{asset}", by=SECRETARY))["sha256"]
    told = {"kind": "file", "ref": asset, "title": one.both(), "fileName": about["fileName"]}
    return {**told, "sha256": digest or "", "visibility": one.visibility}
