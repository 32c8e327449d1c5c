"""The Meetings gate as its people use it: from the first draft to the approved minutes, and what is left open on the next agenda."""

import re
import secrets
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx2
import pytest
from chassis.clock import dubai_day, now
from playwright.async_api import Locator, Page, expect

from deploy.seed.pictures.printer import printed

from .conftest import ARABIC_ALWAYS, Api, Person, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

SECRETARY, DIRECTOR, COLLEAGUE = "editor@secretariat.example", "director@dept-01.example", "director@dept-02.example"
LANGUAGES = pytest.mark.parametrize("lang", ["ar", "en"])
Words = dict[str, str]

OPEN, HIDDEN, SAID = ("تقويم الحملات", "Calendar of campaigns"), ("بند للأمانة وحدها", "For the secretariat alone"), "نوقش التقويم وأُقر."
TO_DO, DECIDED = ("نشر التقويم المشترك", "Publish the shared calendar"), ("يُعتمد التقويم", "The calendar is adopted")


class Walk:
    """Somebody on one meeting's pages, pressing what the language calls things."""

    def __init__(self, person: Person, lang: str) -> None:
        self.page: Page = person.page
        self.person, self.lang, self.words = person, lang, words_of(lang)
        self.meeting = ""

    async def see(self, tab: str = "agenda") -> None:
        await self.page.goto(f"/{self.lang}/meetings/{self.meeting}?tab={tab}")
        await self.page.locator("h1").wait_for()

    async def press(self, name: str, within: Locator | None = None) -> None:
        await (within or self.page).get_by_role("button", name=self.words[name], exact=True).first.click()

    async def fill(self, **values: str) -> None:
        """The fields of the dialog, by the keys of their labels with `__` for the points."""
        form = self.page.get_by_role("dialog")
        for key, value in values.items():
            field = form.get_by_label(re.compile(f"^{re.escape(self.words[key.replace('__', '.')])}"))
            await (field.select_option(value) if await field.evaluate("one => one.tagName") == "SELECT" else field.fill(value))

    async def confirm(self, name: str, said: str) -> None:
        """Press the dialog's button and wait for what the page says of it."""
        await self.press(name, self.page.get_by_role("dialog"))
        await self.hear(said)

    async def hear(self, said: str) -> None:
        await expect(self.page.get_by_role("dialog")).to_have_count(0)
        await expect(self.page.get_by_text(self.words[f"done.{said}"]).last).to_be_visible()

    async def step(self, verb: str) -> None:
        await self.press(f"desk.{verb}")
        await self.confirm(f"desk.{verb}", verb)


def sheet(lang: str) -> Any:
    body = {"language": lang, "kind": "-", "title": "-", "version": "1", "day": "-", "paint": "#00504e"}
    content = printed(**body, sections=[("ورقة" if lang == "ar" else "Sheet", "…")])
    return {"name": "calendar.pdf", "mimeType": "application/pdf", "buffer": content}


async def draft(at: Walk) -> None:
    """A series of its own and its first meeting, drafted on the page."""
    number = 1_000 + secrets.randbelow(90_000)
    day, words = dubai_day(now()) + timedelta(days=3), at.words
    await at.page.goto(f"/{at.lang}/meetings")
    await at.press("series.new")
    await at.fill(text__ar=f"سلسلة {number}", text__en=f"Series {number}", desk__kind="working-group")
    await at.confirm("series.new.yes", "series")
    await at.press("desk.new")
    await expect(at.page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    await at.fill(
        desk__kind="working-group", desk__number=str(number), text__ar=f"فريق التقويم {number}", text__en=f"Calendar group {number}",
        desk__start=f"{day}T10:00", desk__until=f"{day}T12:00", meeting__host="D02", desk__venue__ar="القاعة", desk__venue__en="The hall",
        meeting__join="https://join.example/calendar",
    )  # fmt: skip
    form = at.page.get_by_role("dialog")
    await form.get_by_label(re.compile(f"^{words['meeting.series']}")).select_option(
        label=f"{'سلسلة' if at.lang == 'ar' else 'Series'} {number}"
    )
    await at.press("desk.new.yes", form)
    await at.page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}"))
    at.meeting = at.page.url.rpartition("/")[2]


async def put_on_agenda(at: Walk) -> None:
    """An item with a post that presents it, a version of the Sources and a private file; another that nobody else may know of."""
    form = at.page.get_by_role("dialog")
    await at.press("item.new")
    await at.fill(text__ar=OPEN[0], text__en=OPEN[1], item__minutes="30", desk__entity="D02")
    await form.get_by_label(at.words["seat.post"]).select_option(index=1)
    await form.get_by_label(at.words["paper.source"]).fill("دليل الهوية" if at.lang == "ar" else "identity guide")
    await form.get_by_role("button", name=re.compile("دليل الهوية الحكومية|Government identity guide")).first.click()
    await form.locator("input[type=file]").set_input_files(sheet(at.lang))
    await expect(form.get_by_label(re.compile("calendar.pdf")).first).to_be_visible(timeout=60_000)
    await at.confirm("item.save", "item")
    await at.press("item.new")
    await at.fill(text__ar=HIDDEN[0], text__en=HIDDEN[1], item__visibility="secretariat")
    await at.confirm("item.save", "item")


async def hidden_from(client: httpx2.AsyncClient, meeting: str) -> None:
    """Neither the record, nor the pack, nor the archive, nor the calendar gives the secretariat's item away."""
    for path in ("", "/pack", "/pack-contents", "/minutes", "/outcomes", "/calendar"):
        answer = await client.get(f"/api/v1/meetings/{meeting}{path}")
        assert answer.status_code == 200, path
        assert not any(title in answer.text for title in HIDDEN), path
    archive = ZipFile(BytesIO((await client.get(f"/api/v1/screens/pack-archive/{meeting}")).content))
    assert not any(title.encode() in archive.read("contents.json") for title in HIDDEN)


async def take(at: Walk, name: str) -> bytes:
    async with at.page.expect_download() as taking:
        await at.page.get_by_role("link", name=at.words[name], exact=True).click()
    return Path(await (await taking.value).path()).read_bytes()


async def hold(at: Walk) -> None:
    """Attendance of two seats, a decision and an action, and how long the item took."""
    await at.step("begin")
    await at.see("seats")
    for code, came in (("D01", "delegate"), ("D02", "excused")):
        row = at.page.get_by_role("listitem").filter(has_text=code).filter(has=at.page.locator("select"))
        await row.get_by_role("combobox").select_option(came)
        await expect(row.get_by_role("combobox")).to_have_value(came)
    await at.see()
    await at.press("desk.decision")
    await at.fill(text__ar=DECIDED[0], text__en=DECIDED[1])
    await at.confirm("desk.decision.yes", "decision")
    await at.press("desk.action")
    await at.fill(desk__entity="D01", text__ar=TO_DO[0], text__en=TO_DO[1], action__due=(dubai_day(now()) + timedelta(days=9)).isoformat())
    await at.page.get_by_role("dialog").get_by_label(at.words["seat.post"]).select_option(index=1)
    await at.confirm("desk.action.yes", "action")
    await at.page.get_by_role("button", name=re.compile(f"^{at.words['item.took.q']}")).first.click()
    await at.fill(item__took__minutes="45")
    await at.confirm("item.save", "item")
    await at.step("end")


async def minute(at: Walk) -> None:
    """Written in Arabic and circulated; corrected, circulated again, approved."""
    await at.see("minutes")
    for text in (SAID, f"{SAID} بالإجماع."):
        await at.page.get_by_role("button", name=re.compile(f"^{at.words['minutes.write']}: {re.escape(OPEN[at.lang == 'en'])}")).click()
        await at.fill(minutes__ar=text)
        await at.confirm("minutes.save", "minutes")
        await at.step("circulate-minutes")
    await at.step("approve-minutes")


async def follow(client: httpx2.AsyncClient, before: str) -> str:
    """The next meeting of the same series, with its agenda published."""
    first = (await client.get(f"/api/v1/meetings/{before}")).json()
    start = now() + timedelta(days=40)
    fields = {name: first[name] for name in ("kind", "series", "title")}
    body = {
        **fields, "number": first["number"] + 1, "hostEntity": "D01", "venue": first["venue"], "start": start.isoformat(),
        "end": (start + timedelta(hours=2)).isoformat(),
    }  # fmt: skip
    made = (await client.post("/api/v1/meetings", json=body, headers={"Idempotency-Key": secrets.token_hex(8)})).json()
    item = {"title": {"ar": "بند", "en": "An item"}, "visibility": "all"}
    for verb, sent in (("agenda-items", item), ("announce", None), ("publish-agenda", None)):
        answer = await client.post(f"/api/v1/meetings/{made['id']}/{verb}", json=sent, headers={"If-Match": f'"{made["version"]}"'})
        assert answer.status_code < 300, answer.text
        made = answer.json()
    return made["id"]


@ARABIC_ALWAYS
async def test_a_meeting_from_its_draft_to_what_it_leaves_open(sign_in: SignIn, api: Api, lang: str) -> None:
    desk, seat = Walk(await sign_in(SECRETARY, lang=lang), lang), Walk(await sign_in(DIRECTOR, lang=lang), lang)
    client, colleague = await api(SECRETARY), await api(COLLEAGUE)
    at = lang == "en"
    await draft(desk)
    assert (await colleague.get(f"/api/v1/meetings/{desk.meeting}")).status_code == 404
    seat.meeting = desk.meeting
    await desk.step("announce")
    await put_on_agenda(desk)
    await desk.step("publish-agenda")
    await desk.press("desk.publish-pack")
    await desk.hear("publish-pack")

    await seat.see()
    await expect(seat.page.get_by_role("heading", name=OPEN[at])).to_be_visible()
    await expect(seat.page.get_by_text(HIDDEN[at])).to_have_count(0)
    await seat.press("seat.in-person")
    await expect(seat.page.get_by_text(seat.words["seat.is.accepted"]).first).to_be_visible()
    await seat.press("seat.delegate")
    await seat.page.get_by_role("dialog").get_by_label(seat.words["seat.post"]).select_option(index=1)
    await seat.press("seat.delegate", seat.page.get_by_role("dialog"))
    await expect(seat.page.get_by_text(seat.words["seat.is.delegated"]).first).to_be_visible()
    assert (await take(seat, "pack.pdf"))[:4] == b"%PDF"
    with ZipFile(BytesIO(await take(seat, "pack.zip"))) as archive:
        assert {"pack-ar.pdf", "pack-en.pdf", "meeting.ics"} < {*archive.namelist()}
        assert len([name for name in archive.namelist() if name.startswith("papers/")]) == 3
    await expect(seat.page.get_by_text(seat.words["pack.yours"])).to_be_visible()
    await seat.page.get_by_role("button", name=re.compile(f"^{seat.words['paper.open']}")).click()
    await hidden_from(colleague, desk.meeting)

    await desk.see()
    await hold(desk)
    await minute(desk)
    await hidden_from(colleague, desk.meeting)
    await seat.see("minutes")
    await expect(seat.page.get_by_text(f"{SAID} بالإجماع." if lang == "ar" else seat.words["minutes.nothing"])).to_be_visible()
    await seat.see("outcomes")
    for text in (DECIDED[at], TO_DO[at]):
        await expect(seat.page.get_by_text(text, exact=True)).to_be_visible()

    seat.meeting = await follow(client, desk.meeting)
    await seat.see()
    first = seat.page.locator("#main ol > li, main ol > li").filter(has=seat.page.get_by_role("heading", level=3)).first
    await expect(first).to_contain_text(seat.words["item.carry-over"])
    await expect(first).to_contain_text(TO_DO[at])
    await seat.page.goto(f"/{lang}/meetings?show=actions")
    await expect(seat.page.get_by_text(TO_DO[at], exact=True).first).to_be_visible()
    assert desk.person.said + seat.person.said == []


@LANGUAGES
async def test_a_calendar_follows_the_meetings_by_a_private_address(sign_in: SignIn, api: Api, lang: str) -> None:
    reader = Walk(await sign_in(DIRECTOR, lang=lang), lang)
    await reader.page.goto(f"/{lang}/meetings")
    await reader.press("feed.title")
    await reader.press("feed.make")
    address = await reader.page.get_by_role("dialog").get_by_text(re.compile("^http")).inner_text()
    content = (await (await api(COLLEAGUE)).get(address)).text
    assert content.startswith("BEGIN:VCALENDAR")
    assert content.count("BEGIN:VEVENT") >= 2
    assert not any(title in content for title in HIDDEN)
    assert reader.person.said == []
