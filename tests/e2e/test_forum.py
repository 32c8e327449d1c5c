"""The Forum as members live it after a launch: results, words, amendments, evaluation, exemplar, lineage, the sheet for the table."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pypdfium2
import pytest
from chassis.clock import dubai_day, now
from playwright.async_api import Page, expect

from .conftest import ARABIC_ALWAYS, Api, Person, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

DIRECTOR, COLLEAGUE = "director@dept-01.example", "director@dept-02.example"
REVIEWER, SECRETARY = "reviewer@secretariat.example", "editor@secretariat.example"
TODAY = dubai_day(now())
A4 = (595, 842)  # points
MENTIONED = {"ar": "ذكرك عضو في تعليق على حملة", "en": "A member mentioned you in a comment on a campaign"}


def both(ar: str, en: str) -> dict[str, str]:
    return {"ar": ar, "en": en}


def plan_of(title: str) -> dict[str, Any]:
    percent = both("٪", "%")
    return {
        "title": both(f"ظل قريب {title}", f"Shade Is Near {title}"),
        "summary": both("ظل وماء ووقت راحة لكل من يعمل في الخارج.", "Shade, water and rest for everyone who works outdoors."),
        "topic": "safety",
        "objectives": [{"statement": both("رفع الوعي بوقت الراحة", "More people know the hours of rest"), "baseline": 40, "target": 60}],
        "audiences": [{"segment": both("العاملون في الخارج", "People who work outdoors"), "languages": ["ar", "ur"]}],
        "strategy": {"proposition": both("الظل قريب", "Shade is near")},
        "implementation": {
            "startsOn": TODAY.isoformat(),
            "endsOn": (TODAY + timedelta(days=60)).isoformat(),
            "channels": ["radio", "social"],
        },
        "kpis": [
            {"name": both("تذكّر الرسالة", "Message recall"), "stage": "outtakes", "baseline": 30, "target": 60, "unit": percent},
            {"name": both("الإصابات المسجلة", "Injuries recorded"), "stage": "impact", "baseline": 400, "target": 300},
        ],
    }  # fmt: skip


async def act(client: httpx2.AsyncClient, campaign: dict[str, Any], verb: str, body: Any = None) -> dict[str, Any]:
    headers = {"If-Match": f'"{campaign["version"]}"', "Idempotency-Key": uuid4().hex}
    path = f"/api/v1/campaigns/{campaign['id']}"
    done = await (client.post(f"{path}/{verb}", json=body, headers=headers) if verb else client.patch(path, json=body, headers=headers))
    assert done.status_code == 200, done.text
    return done.json()


async def launched(api: Api, title: str, **changes: Any) -> dict[str, Any]:
    """A live campaign of the director's entity."""
    director, reviewer = await api(DIRECTOR), await api(REVIEWER)
    plan = plan_of(title) | changes
    made = await director.post("/api/v1/campaigns", json={"title": plan["title"]}, headers={"Idempotency-Key": uuid4().hex})
    campaign = await act(director, made.json(), "", plan)
    for client, verb in ((director, "submit"), (reviewer, "start-review"), (reviewer, "approve")):
        campaign = await act(client, campaign, verb)
    assert campaign["status"] == "live"
    return campaign


async def opened(person: Person, lang: str, campaign: dict[str, Any]) -> Page:
    await person.page.goto(f"/{lang}/forum/{campaign['id']}")
    await expect(person.page.get_by_role("heading", level=1)).to_contain_text(campaign["title"][lang])
    return person.page


async def record(page: Page, say: dict[str, str], figures: tuple[str, str], day: str) -> None:
    await page.get_by_role("button", name=say["results.open"]).click()
    form = page.get_by_role("dialog")
    for at, figure in enumerate(figures):
        await form.get_by_label(say["kpi.actual"]).nth(at).fill(figure)
        await form.get_by_label(say["field.kpis.asOf"]).nth(at).fill(day)
    await form.get_by_text(say["results.how"]).first.click()
    await form.get_by_label(say["results.source.ar"]).first.fill("استطلاع")
    await form.get_by_label(say["results.source.en"]).first.fill("A survey")
    await form.get_by_label(say["results.confidence"]).first.select_option("high")
    await form.get_by_role("button", name=say["results.save"]).click()
    await expect(form).to_have_count(0)


@ARABIC_ALWAYS
async def test_a_director_reports_results_over_time_and_amends_a_target_openly(sign_in: SignIn, api: Api, lang: str) -> None:
    say, campaign = words_of(lang), await launched(api, uuid4().hex[:6])
    director = await sign_in(DIRECTOR, lang=lang)
    page = await opened(director, lang, campaign)
    await record(page, say, ("٤٠" if lang == "ar" else "40", "380"), (TODAY - timedelta(days=20)).isoformat())
    await record(page, say, ("52", "320"), (TODAY - timedelta(days=5)).isoformat())
    course = page.get_by_role("region", name=say["course.title"])
    await expect(course.get_by_role("img")).to_have_count(2)
    await expect(course.get_by_text(say["course.falls"])).to_have_count(1)
    source = say["kpi.source"].replace("{{x}}", "استطلاع" if lang == "ar" else "A survey")
    await expect(page.get_by_text(f"{source} · {say['kpi.confidence.high']}").first).to_be_visible()

    await page.get_by_role("button", name=say["act.amend"]).click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").first.fill("no figure")
    await expect(form.get_by_text(say["amendments.figure"])).to_be_visible()
    await form.get_by_role("textbox").first.fill("70")
    await form.get_by_label(say["reason"]).fill("The audience doubled. اتسع الجمهور.")
    await form.get_by_role("button", name=say["act.amend.yes"], exact=True).click()
    await expect(form).to_have_count(0)
    amended = page.get_by_role("region", name=say["amendments.title"])
    await expect(amended.get_by_text("The audience doubled.")).to_be_visible()
    await expect(amended.get_by_role("row").nth(1)).to_contain_text(re.compile(r"60.*70", re.S))
    assert director.said == []


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_a_colleague_finds_keeps_endorses_and_addresses_who_made_it(sign_in: SignIn, api: Api, lang: str) -> None:
    say, mark = words_of(lang), uuid4().hex[:6]
    campaign = await launched(api, mark)
    director, colleague = await sign_in(DIRECTOR, lang=lang), await sign_in(COLLEAGUE, lang=lang)
    name = (await (await api(DIRECTOR)).get("/api/v1/session")).json()["person"]["name"][lang]

    page = colleague.page
    await page.goto(f"/{lang}/forum?q={mark}&channel=radio&year={TODAY.year}")
    await page.get_by_role("article").get_by_role("link", name=campaign["title"][lang]).click()
    await page.get_by_role("button", name=say["voices.keep"]).click()
    await page.get_by_role("button", name=say["voices.endorse"], exact=True).click()
    await expect(page.get_by_role("button", name=say["voices.endorsed"])).to_be_visible()

    words = page.get_by_label(say["comments.yours"])
    await words.fill(f"@{name[:-3]}")
    await page.get_by_role("option", name=name).first.click()
    await words.fill(await words.input_value() + "!")
    await page.get_by_role("button", name=say["comments.send"]).click()
    await expect(page.get_by_role("region", name=say["comments.title"]).get_by_role("link", name=f"@{name}")).to_be_visible()

    await director.page.get_by_role("banner").get_by_role("button", name=re.compile(r"^\S+ · ")).first.click()
    await director.page.get_by_role("dialog").get_by_role("link", name=MENTIONED[lang]).first.click()
    await expect(director.page.get_by_role("heading", level=1)).to_contain_text(campaign["title"][lang])

    await page.goto(f"/{lang}/forum?favourite=true&q={mark}")
    await expect(page.get_by_role("article")).to_have_count(1)
    await page.goto(f"/{lang}/forum?q={mark}&channel=tv")
    await expect(page.get_by_text(say["forum.none"])).to_be_visible()
    assert (director.said, colleague.said) == ([], [])


async def fill_both(form: Any, say: dict[str, str], legend: str, ar: str, en: str) -> None:
    group = form.get_by_role("group", name=say[legend])
    await group.get_by_label(say["both.ar"]).fill(ar)
    await group.get_by_label(say["both.en"]).fill(en)


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_a_campaign_is_evaluated_recommended_built_upon_and_superseded(sign_in: SignIn, api: Api, lang: str) -> None:
    say, mark = words_of(lang), uuid4().hex[:6]
    campaign, successor = await launched(api, mark), await launched(api, f"{mark} II")
    campaign = await act(await api(DIRECTOR), campaign, "complete")
    director, secretary, colleague = [await sign_in(email, lang=lang) for email in (DIRECTOR, SECRETARY, COLLEAGUE)]

    page = await opened(director, lang, campaign)
    await page.get_by_role("button", name=say["act.evaluate"]).click()
    form = page.get_by_role("dialog")
    for legend in ("learning.worked", "learning.didNot", "learning.wouldChange"):
        await fill_both(form, say, legend, "درس مفيد", "A useful lesson")
    await form.get_by_role("button", name=say["act.evaluate.yes"]).click()
    await expect(page.get_by_text("أدخل المتحقق" if lang == "ar" else "Report this indicator's actual figure")).to_be_visible()
    await form.get_by_role("button", name=say["cancel"]).click()
    await page.get_by_role("alertdialog").get_by_role("button", name=say["discard.words.drop"]).click()
    await record(page, say, ("61", "290"), TODAY.isoformat())
    await page.get_by_role("button", name=say["act.evaluate"]).click()
    for legend in ("learning.worked", "learning.didNot", "learning.wouldChange"):
        await fill_both(form, say, legend, f"درس {legend}", f"Lesson {legend}")
    await form.get_by_role("button", name=say["act.evaluate.yes"]).click()
    await expect(page.get_by_role("region", name=say["learning.title"])).to_contain_text("learning.wouldChange")

    page = await opened(secretary, lang, campaign)
    await page.get_by_role("button", name=say["act.mark-exemplar"]).click()
    form = page.get_by_role("dialog")
    await fill_both(form, say, "exemplar.citation", "قاست أثرها ونشرت ما لم ينجح.", "It measured its effect and published what failed.")
    await form.get_by_role("button", name=say["act.mark-exemplar.yes"]).click()
    await expect(page.get_by_role("figure")).to_contain_text("قاست أثرها" if lang == "ar" else "It measured its effect")

    page = await opened(colleague, lang, campaign)
    await page.get_by_role("button", name=say["voices.like"]).click()
    await page.wait_for_url("**/edit")
    begun = page.url.split("/")[-2]
    await page.goto(f"/{lang}/forum/{begun}")
    await page.get_by_role("region", name=say["lineage.title"]).get_by_role("link", name=campaign["title"][lang]).click()
    await expect(page.get_by_role("region", name=say["lineage.title"]).get_by_text(say["lineage.to"])).to_be_visible()

    page = await opened(secretary, lang, campaign)
    await page.get_by_role("button", name=say["act.supersede"]).click()
    form = page.get_by_role("dialog")
    await form.get_by_role("searchbox").fill(f"{mark} II")
    await form.get_by_role("radio", name=successor["title"][lang]).check()
    await form.get_by_role("button", name=say["act.supersede.yes"]).click()
    await expect(page.get_by_text(say["camp.superseded"])).to_be_visible()
    await page.get_by_role("link", name=successor["title"][lang]).first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(successor["title"][lang])
    assert (secretary.said, colleague.said) == ([], [])
    assert [line for line in director.said if "422" not in line] == []  # the evaluation that came too early


LONG = both(
    "نص طويل يملأ السطر حتى آخره ثم يزيد عليه كلمات أخرى كثيرة. " * 12,
    "A long text that fills its line to the end and then some more of it. " * 12,
)


async def fullest(api: Api) -> dict[str, Any]:
    """A record with as much as anybody will ever write, evaluated and recommended."""
    director, secretary, small = await api(DIRECTOR), await api(SECRETARY), plan_of("")
    kpi = small["kpis"][0]
    phases = [
        {"kind": kind, "from": TODAY.isoformat(), "to": (TODAY + timedelta(days=9)).isoformat()}
        for kind in ("teaser", "launch", "sustain", "close")
    ]
    channels = ["tv", "radio", "outdoor", "press", "social", "web", "events", "direct"]
    full = await launched(
        api,
        uuid4().hex[:6] + " long name" * 12,
        summary=LONG,
        partnerEntities=["D02", "D03", "D04", "D05", "D06"],
        objectives=[{**small["objectives"][0], "statement": LONG, "unit": kpi["unit"]}] * 6,
        audiences=[{**small["audiences"][0], "insight": LONG, "barriers": LONG}] * 5,
        strategy={"proposition": LONG, "theoryOfChange": LONG},
        implementation={**small["implementation"], "channels": channels, "phases": phases},
        kpis=[{**kpi, "name": both(f"مؤشر {number}", f"Indicator {number}")} for number in range(14)],
    )
    full = await act(director, full, "", {"kpis": [{**one, "actual": 55, "asOf": TODAY.isoformat()} for one in full["kpis"]]})
    full = await act(director, full, "complete")
    full = await act(director, full, "evaluate", {"learning": dict.fromkeys(("worked", "didNot", "wouldChange"), LONG)})
    return await act(secretary, full, "mark-exemplar", {"citation": {lang: text[:600] for lang, text in LONG.items()}})


BEYOND = """(sheet) => {
  const { bottom } = sheet.getBoundingClientRect();
  return [...sheet.children].filter((part) => part.getBoundingClientRect().bottom > bottom).map((part) => part.textContent);
}"""


async def test_the_fullest_record_is_one_page_of_a4_in_both_languages(sign_in: SignIn, api: Api) -> None:
    campaign = await fullest(api)
    for lang in ("ar", "en"):
        for theme in ("light", "dark"):
            person = await sign_in(COLLEAGUE, lang=lang, color_scheme=theme)
            page = await opened(person, lang, campaign)
            await page.get_by_role("link", name=words_of(lang)["camp.print"]).click()
            sheet = page.get_by_role("article", name=words_of(lang)["camp.print"])
            await expect(sheet).to_be_visible()
            assert await sheet.evaluate(BEYOND) == []
            printed = pypdfium2.PdfDocument(await page.pdf(prefer_css_page_size=True, print_background=True))
            assert [tuple(map(round, printed[at].get_size())) for at in range(len(printed))] == [A4]
            assert campaign["ref"][-4:] in printed[0].get_textpage().get_text_range()  # drawn, in whatever order the letters are kept
            assert person.said == []
