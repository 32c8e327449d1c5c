"""The Members gate in a browser: the secretariat registers, a director fills posts, readers report, everybody keeps card and sessions."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from .conftest import ARABIC_ALWAYS, Api, Person, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

SECRETARY, DIRECTOR, OTHER = "editor@secretariat.example", "director@dept-01.example", "director@dept-02.example"
BOTH = pytest.mark.parametrize("lang", ["ar", "en"])
WORDS = {lang: words_of(lang) for lang in ("ar", "en")}


def said(lang: str, key: str, **facts: str) -> str:
    """The page's own words."""
    return re.sub(r"\{\{(\w+)\}\}", lambda fact: facts[fact[1]], WORDS[lang][key])


def pressing(place: Page | Locator, words: str) -> Locator:
    return place.get_by_role("button", name=words, exact=True).first


async def told(page: Page, words: str) -> None:
    await expect(page.get_by_text(words).first).to_be_visible()


async def registered(person: Person, lang: str) -> str:
    """An entity that the secretariat registers through the page; its code."""
    page, code = person.page, f"T{uuid4().hex[:6].upper()}"
    await page.goto(f"/{lang}/entities")
    await pressing(page, said(lang, "entity.register")).click()
    form = page.get_by_role("dialog")
    await form.get_by_label(said(lang, "entity.code")).fill(code)
    await form.get_by_label(said(lang, "entity.name.ar")).fill(f"مركز الاختبار {code}")
    await form.get_by_label(said(lang, "entity.name.en")).fill(f"Test Centre {code}")
    await form.get_by_label(said(lang, "entity.kind"), exact=True).select_option("centre")
    await form.get_by_text(said(lang, "sector.culture"), exact=True).click()
    await pressing(form, said(lang, "entity.register")).click()
    await page.wait_for_url(f"**/entities/{code}")
    return code


async def joined(person: Person, lang: str, name: str) -> str:
    """Somebody whom the secretariat registers on an entity's page; the address of the card."""
    page = person.page
    await pressing(page, said(lang, "person.register")).click()
    form = page.get_by_role("dialog")
    await form.get_by_label(said(lang, "person.name.ar")).fill(f"عضو {name}")
    await form.get_by_label(said(lang, "person.name.en")).fill(f"Member {name}")
    await pressing(form, said(lang, "person.register")).click()
    await page.wait_for_url("**/members/*-*")
    return page.url


async def appointed(page: Page, lang: str, kind: str, person: str) -> None:
    await page.get_by_role("button", name=said(lang, f"post.appoint.{kind}")).first.click()
    form = page.get_by_role("dialog")
    await form.get_by_label(said(lang, "post.person")).select_option(label=person)
    await pressing(form, said(lang, f"post.appoint.{kind}")).click()
    await told(page, said(lang, f"post.appoint.{kind}.done"))


@ARABIC_ALWAYS
async def test_the_secretariat_founds_an_entity_fills_a_post_covers_and_vacates_it(sign_in: SignIn, api: Api, lang: str) -> None:
    secretary = await sign_in(SECRETARY, lang=lang)
    page = secretary.page
    code = await registered(secretary, lang)
    await told(page, said(lang, "entity.kind.centre"))
    names = {one: f"{'عضو' if lang == 'ar' else 'Member'} {one}" for one in (f"A{code}", f"B{code}")}
    for one in names:
        await joined(secretary, lang, one)
        await page.goto(f"/{lang}/entities/{code}")

    await pressing(page, said(lang, "post.create")).click()
    form = page.get_by_role("dialog")
    await form.get_by_label(said(lang, "post.title.ar")).fill("مدير الاتصال")
    await form.get_by_label(said(lang, "post.title.en")).fill("Director of Communication")
    await form.get_by_label(said(lang, "post.seat")).check()
    await pressing(form, said(lang, "post.create")).click()
    await told(page, said(lang, "post.create.done"))

    first, second = names.values()
    await appointed(page, lang, "permanent", first)
    await expect(page.get_by_role("link", name=first).first).to_be_visible()
    await appointed(page, lang, "acting", second)
    await page.get_by_role("button", name=re.compile(f"^{said(lang, 'post.vacate.permanent')}: ")).click()
    form = page.get_by_role("dialog")
    await pressing(form, said(lang, "post.vacate.yes")).click()
    await told(page, said(lang, "fault.missing"))
    await form.get_by_label(said(lang, "post.note")).fill("المفاتيح في الدرج\nThe keys are in the drawer")
    await pressing(form, said(lang, "post.vacate.yes")).click()
    await told(page, said(lang, "post.vacate.done"))
    await page.get_by_role("button", name=said(lang, "post.history")).first.click()
    await told(page, "The keys are in the drawer")

    client = await api(SECRETARY)
    entity = (await client.get(f"/api/v1/entities/{code}")).json()
    assert (entity["kind"], entity["sectors"], entity["posts"][0]["isNetworkSeat"]) == ("centre", ["culture"], True)
    assert entity["posts"][0]["holder"]["kind"] == "acting"
    assert secretary.said == []


@BOTH
async def test_a_form_says_what_is_wrong_and_loses_nothing_to_a_change_in_between(sign_in: SignIn, api: Api, lang: str) -> None:
    secretary = await sign_in(SECRETARY, lang=lang)
    page = secretary.page
    code = await registered(secretary, lang)
    await pressing(page, said(lang, "entity.edit")).click()
    form = page.get_by_role("dialog")
    english = form.get_by_label(said(lang, "entity.name.en"))
    await english.fill(" ")
    await pressing(form, said(lang, "entity.edit.yes")).click()
    await told(page, said(lang, "fault.missing"))
    await expect(english).to_have_attribute("aria-invalid", "true")
    await english.fill("Named in the form")

    await page.keyboard.press("Escape")
    await page.reload()
    await pressing(page, said(lang, "entity.edit")).click()
    await expect(english).to_have_value("Named in the form")

    client = await api(SECRETARY)
    path = f"/api/v1/entities/{code}"
    changed = await client.patch(path, json={"name": {"ar": "اسم آخر"}}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200
    await pressing(form, said(lang, "entity.edit.yes")).click()
    await told(page, said(lang, "entity.edit.done"))
    assert (await client.get(path)).json()["name"] == {"ar": "اسم آخر", "en": "Named in the form"}
    assert [line for line in secretary.said if "412" not in line] == []


@BOTH
async def test_an_owner_keeps_the_own_card_and_sees_beside_each_field_who_else_does(sign_in: SignIn, api: Api, lang: str) -> None:
    owner = await sign_in(DIRECTOR, lang=lang)
    page = owner.page
    me = (await (await api(DIRECTOR)).get("/api/v1/session")).json()["person"]["id"]
    await page.goto(f"/{lang}/members/{me}")
    await pressing(page, said(lang, "person.edit")).click()
    form = page.get_by_role("dialog")
    for who in ("network", "entity", "secretariat", "self"):
        await expect(form.get_by_text(said(lang, f"person.seen.{who}")).first).to_be_visible()
    mobile = form.get_by_label(said(lang, "person.mobile"))
    await mobile.fill("ext")
    await pressing(form, said(lang, "person.save")).click()
    await told(page, said(lang, "fault.tel"))
    number = f"{uuid4().int % 10**7:07d}"
    await mobile.fill(f"050{number}")
    await pressing(form, said(lang, "person.save")).click()
    await told(page, said(lang, "person.saved"))
    await expect(page.get_by_text(f"+971 50 {number[:3]} {number[3:]}")).to_be_visible()
    assert owner.said == []


@BOTH
async def test_a_reader_reports_a_mistake_and_who_keeps_the_card_settles_it(sign_in: SignIn, api: Api, lang: str) -> None:
    me = (await (await api(DIRECTOR)).get("/api/v1/session")).json()["person"]["id"]
    words = f"الرقم لا يعمل {uuid4().hex[:6]}"
    reader = await sign_in(OTHER, lang=lang)
    await reader.page.goto(f"/{lang}/members/{me}")
    await pressing(reader.page, said(lang, "person.report")).click()
    form = reader.page.get_by_role("dialog")
    await form.get_by_label(said(lang, "person.report.words")).fill(words)
    await pressing(form, said(lang, "person.report.yes")).click()
    await told(reader.page, said(lang, "person.report.done"))
    await reader.page.reload()
    await expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    await expect(reader.page.get_by_text(words)).to_have_count(0)

    owner = await sign_in(DIRECTOR, lang=lang)
    await owner.page.goto(f"/{lang}/members/{me}")
    report = owner.page.get_by_role("listitem").filter(has_text=words)
    await pressing(report, said(lang, "reports.settle")).click()
    await told(owner.page, said(lang, "reports.done"))
    await expect(owner.page.get_by_text(words)).to_have_count(0)
    assert reader.said + owner.said == []


@BOTH
async def test_a_director_keeps_the_people_of_the_own_entity_and_no_other(sign_in: SignIn, lang: str) -> None:
    director = await sign_in(DIRECTOR, lang=lang)
    page = director.page
    await page.goto(f"/{lang}/entities/D01")
    await expect(pressing(page, said(lang, "person.register"))).to_be_visible()
    await expect(pressing(page, said(lang, "entity.edit"))).to_have_count(0)
    await page.goto(f"/{lang}/entities/D02")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    for act in ("person.register", "post.create", "entity.edit"):
        await expect(pressing(page, said(lang, act))).to_have_count(0)
    await page.goto(f"/{lang}/entities")
    await expect(page.get_by_role("listitem").first).to_be_visible()
    await expect(pressing(page, said(lang, "entity.register"))).to_have_count(0)
    assert director.said == []


@BOTH
async def test_a_session_elsewhere_is_seen_and_ended_and_bites_within_seconds(sign_in: SignIn, lang: str) -> None:
    here, elsewhere = await sign_in(OTHER, lang=lang), await sign_in(OTHER, lang=lang)
    page = here.page
    await page.goto(f"/{lang}/profile")
    await told(page, said(lang, "sessions.current"))
    ends = page.get_by_role("button", name=re.compile(f"^{re.escape(said(lang, 'sessions.end'))}:"))
    await expect(ends.first).to_be_visible()
    await pressing(page, said(lang, "sessions.end.rest")).click()
    await pressing(page.get_by_role("dialog"), said(lang, "sessions.end.rest")).click()
    await told(page, said(lang, "sessions.alone"))
    await expect(ends).to_have_count(0)
    await elsewhere.page.goto(f"/{lang}/members")
    await elsewhere.page.wait_for_url("**/sign-in**", timeout=5_000)
    assert here.said == []


@BOTH
async def test_the_profile_changes_how_figures_look_and_remembers_it(sign_in: SignIn, lang: str) -> None:
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/profile")
    await page.get_by_text("١٢٣", exact=True).click()
    shown = "١٢٬٣٤٥٫٦" if lang == "ar" else "12,345.6"
    await told(page, said(lang, "profile.digits.sample", figure=shown))
    await page.reload()
    await told(page, said(lang, "profile.digits.sample", figure=shown))
    assert person.said == []


async def test_the_directory_is_found_by_any_spelling_exported_and_printed(sign_in: SignIn) -> None:
    person: Any = await sign_in(DIRECTOR)
    page = person.page
    await page.goto("/ar/members?q=zzzz")
    await told(page, said("ar", "members.none"))
    await pressing(page, said("ar", "export")).click()
    await page.get_by_role("dialog").get_by_role("button", name=said("ar", "export.csv")).click()
    await page.goto("/ar/members")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("table").first).to_be_visible()
    assert person.said == []
