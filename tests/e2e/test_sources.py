"""The Sources gate as its people use it: a document from its draft into force, an identity taken, a kit made, released and revoked."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from chassis.clock import dubai_day, now
from playwright.async_api import FilePayload, Page, expect

from deploy.seed.pictures.printer import printed

from .conftest import ARABIC_ALWAYS, Api, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

DIRECTOR, EDITOR, COLLEAGUE = "director@dept-01.example", "editor@dept-01.example", "director@dept-02.example"
REVIEWER, SECRETARY = "reviewer@secretariat.example", "editor@secretariat.example"
LANGUAGES = pytest.mark.parametrize("lang", ["ar", "en"])
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#006A67"/></svg>'


def pdf(language: str, body: str) -> FilePayload:
    content = printed(
        language=language,
        kind="-",
        title="-",
        version="1",
        day="-",
        paint="#00504e",
        sections=[("الختم" if language == "ar" else "Seal", body)],
    )
    return FilePayload(name=f"guide-{language}.pdf", mimeType="application/pdf", buffer=content)


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def told(page: Page, words: dict[str, str], text: str) -> None:
    """That a notice says so."""
    await expect(page.get_by_role("region", name=words["notices"]).get_by_text(text)).to_be_visible()


async def both(page: Page, words: dict[str, str], label: str, ar: str, en: str) -> None:
    """Fill a field in both languages."""
    form = page.get_by_role("dialog")
    for lang, text in (("ar", ar), ("en", en)):
        await form.get_by_label(f"{words[label]} ({words[f'sources.in.{lang}']})", exact=True).fill(text)


@ARABIC_ALWAYS
async def test_a_document_comes_into_force_its_takers_are_known_and_withdrawn_it_leads_on(sign_in: SignIn, api: Api, lang: str) -> None:
    words = words_of(lang)
    editor = await sign_in(EDITOR, lang=lang)
    page = editor.page
    await page.goto(f"/{lang}/sources")
    await press(page, words["sources.new"])
    await both(page, words, "sources.field.title", f"دليل الأختام {lang}", f"Guide to seals {lang}")
    await page.get_by_role("dialog").get_by_label(words["sources.field.subjects"]).fill("writing")
    await press(page, words["sources.new.yes"])
    await page.wait_for_url(re.compile(r"/sources/[0-9a-f-]{36}$"))
    id_ = page.url.rpartition("/")[2]

    await press(page, words["sources.draft"])
    form = page.get_by_role("dialog")
    await form.get_by_label(words["sources.field.label"]).fill("1.0")
    await form.get_by_label(words["sources.field.from"]).fill(dubai_day(now()).isoformat())
    await press(page, words["sources.save"])
    for language, body in (("ar", "يوضع الختم في أسفل الورقة."), ("en", "The seal goes at the bottom of the sheet.")):
        async with page.expect_file_chooser() as choosing:
            await press(page, words[f"sources.attach.{language}"])
        await (await choosing.value).set_files(pdf(language, body))
        await expect(page.get_by_role("button", name=words[f"sources.replace.{language}"], exact=True)).to_be_visible(timeout=60_000)
    await expect(page.get_by_text(words["sources.parity.both"]).first).to_be_visible()
    await press(page, words["shelf.parity.older"])
    await expect(page.get_by_text(words["sources.parity.english-older"]).first).to_be_visible()
    await press(page, words["shelf.parity.same"])
    await expect(page.get_by_text(words["sources.parity.both"]).first).to_be_visible()

    reviewer, secretary = await sign_in(REVIEWER, lang=lang), await sign_in(SECRETARY, lang=lang)
    for person, verb in ((editor, "submit"), (reviewer, "approve"), (secretary, "publish")):
        await person.page.goto(f"/{lang}/sources/{id_}")
        await press(person.page, words[f"sources.act.{verb}"])
        await person.page.get_by_role("dialog").get_by_role("button", name=words[f"sources.act.{verb}"], exact=True).click()
        await told(person.page, words, words[f"sources.did.{verb}"])

    reader = await sign_in(COLLEAGUE, lang=lang)
    await reader.page.goto(f"/{lang}/sources?q={'الختم' if lang == 'ar' else 'seal'}")
    await expect(reader.page.locator("mark").first).to_be_visible()
    await reader.page.locator(f'a[href="/{lang}/sources/{id_}"]').click()
    await expect(reader.page.get_by_text(words["sources.state.in-force"]).first).to_be_visible()
    async with reader.page.expect_download() as taking:
        await reader.page.get_by_role("button", name=re.compile(f"^{words['sources.download']}")).first.click()
    assert (await taking.value).suggested_filename == "guide-ar.pdf"

    await page.goto(f"/{lang}/sources/{id_}/downloads")
    await expect(page.get_by_role("row").filter(has_text="D02")).to_contain_text("1.0")
    assert (await (await api(COLLEAGUE)).get(f"/api/v1/documents/{id_}/downloads")).status_code == 404

    instead = "الهوية" if lang == "ar" else "identity"
    await withdraw(secretary.page, words, {"ar": "حل محله دليل أشمل", "en": "A wider guide took its place"}, instead)
    await told(secretary.page, words, words["sources.did.withdraw"])
    await reader.page.reload()
    await reader.page.get_by_role("link", name=words["sources.replacement"]).click()
    await expect(reader.page).not_to_have_url(re.compile(id_))
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text(instead, ignore_case=True)
    await expect(reader.page.get_by_text(words["sources.state.in-force"]).first).to_be_visible()
    assert editor.said + reviewer.said + secretary.said + reader.said == []


async def withdraw(page: Page, words: dict[str, str], reason: dict[str, str], instead: str) -> None:
    """Take the open version back, and choose what to use instead among what a word finds."""
    await press(page, words["sources.act.withdraw"])
    form = page.get_by_role("dialog")
    for lang, text in reason.items():
        await form.get_by_label(words[f"reason.{lang}"]).fill(text)
    async with page.expect_response(re.compile(r"/documents\?.*q=")):
        await form.get_by_role("searchbox").fill(instead)
    await form.get_by_role("radio", name=instead).first.check()
    await press(page, words["sources.act.withdraw.yes"])


@LANGUAGES
async def test_a_day_names_the_version_that_was_in_force_on_it(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    reader = await sign_in(COLLEAGUE, lang=lang)
    page = reader.page
    await page.goto(f"/{lang}/sources?kind=identity-guide")
    await page.get_by_role("article").first.get_by_role("link").click()
    await expect(page.get_by_role("heading", name=words["sources.version"].replace("{{label}}", "3.0"))).to_be_visible()
    await page.get_by_label(words["sources.at.label"]).fill(dubai_day(now()).replace(year=now().year - 3).isoformat())
    await expect(page.get_by_role("heading", name=words["sources.version"].replace("{{label}}", "1.0"))).to_be_visible()
    assert "at=" in page.url
    await page.goto(page.url.partition("?")[0])
    await press(page, words["sources.changed"])
    await expect(page.get_by_role("dialog").get_by_role("region", name=words["shelf.compare"])).to_be_visible()
    assert reader.said == []


@LANGUAGES
async def test_a_kit_is_made_released_taken_and_revoked(sign_in: SignIn, api: Api, lang: str) -> None:
    words = words_of(lang)
    director = await sign_in(DIRECTOR, lang=lang)
    page = director.page
    await page.goto(f"/{lang}/kits")
    await press(page, words["shelf.new.kit"])
    await both(page, words, "sources.field.title", f"حقيبة المتاحف {lang}", f"Museums kit {lang}")
    await press(page, words["shelf.begin"])
    await page.wait_for_url(re.compile(r"/kits/[0-9a-f-]{36}/edit$"))
    id_ = page.url.split("/")[-2]
    await press(page, words["shelf.item.new"])
    await both(page, words, "shelf.item.title.message", "الرسالة الرئيسية", "Main message")
    await both(page, words, "shelf.item.text.message", "المتاحف لكم", "Museums are yours")
    await press(page, words["shelf.item.add"])
    await expect(page.get_by_role("heading", name=words["kits.kind.message"])).to_be_visible()
    await press(page, words["shelf.item.new"])
    form = page.get_by_role("dialog")
    await form.get_by_label(words["sources.filter.kind"]).select_option("logo")
    await both(page, words, "shelf.item.title.logo", "شعار", "Logo")
    await form.locator("input[type=file]").set_input_files({"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG})
    await press(page, words["shelf.item.add"])
    await expect(page.get_by_role("heading", name=words["kits.kind.logo"])).to_be_visible(timeout=60_000)
    await page.get_by_label(words["kits.hashtags"]).fill("#متاحف")
    await press(page, words["sources.save"])
    await told(page, words, words["shelf.saved"])

    client = await api(COLLEAGUE)
    assert (await client.get(f"/api/v1/kits/{id_}")).status_code == 404
    await press(page, words["kits.release"])
    await page.get_by_role("dialog").get_by_role("button", name=words["kits.release"], exact=True).click()
    await told(page, words, words["kits.did.release"])

    reader = await sign_in(COLLEAGUE, lang=lang)
    await reader.page.goto(f"/{lang}/kits/{id_}")
    async with reader.page.expect_download() as taking:
        await reader.page.get_by_role("link", name=words["kits.zip"]).click()
    with ZipFile(BytesIO(Path(await (await taking.value).path()).read_bytes())) as archive:
        assert len(archive.namelist()) == 2
        assert "المتاحف لكم" in archive.read("messages.txt").decode()

    await page.goto(f"/{lang}/kits/{id_}")
    await press(page, words["kits.revoke"])
    await page.get_by_role("dialog").get_by_label(words["reason.ar"]).fill("خطأ")
    await page.get_by_role("dialog").get_by_label(words["reason.en"]).fill("A mistake")
    await page.get_by_role("dialog").get_by_role("button", name=words["kits.revoke"], exact=True).click()
    await told(page, words, words["kits.did.revoke"])
    for path in ("", "/stream", "/downloads"):
        assert (await client.get(f"/api/v1/kits/{id_}{path}")).status_code == 404
    await page.goto(f"/{lang}/kits/{id_}/downloads")
    await expect(page.get_by_role("row").filter(has_text="D02")).to_be_visible()
    # an open page hears of the revocation and asks again for what is no longer there
    assert director.said + [line for line in reader.said if not line.endswith(f"/api/v1/kits/{id_}")] == []


@LANGUAGES
async def test_an_identity_is_edited_by_its_makers_and_taken_by_others(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    director = await sign_in(DIRECTOR, lang=lang)
    page = director.page
    await page.goto(f"/{lang}/identities/D01/edit")
    dos = page.get_by_role("region", name=words["looks.dos"], exact=True)
    await dos.get_by_role("button", name=words["shelf.rule.add"], exact=True).click()
    for language, text in (("ar", "قاعدة جديدة"), ("en", "A new rule")):
        await dos.get_by_label(f"{words['shelf.rule']} ({words[f'sources.in.{language}']})").last.fill(text)
    await page.get_by_label(words["reason"], exact=True).fill("A rule was missing")
    await press(page, words["sources.correct.yes"])
    await told(page, words, words["shelf.saved"])

    reader = await sign_in(COLLEAGUE, lang=lang)
    await reader.page.goto(f"/{lang}/identities/D01")
    await expect(reader.page.get_by_text("قاعدة جديدة" if lang == "ar" else "A new rule").first).to_be_visible()
    await expect(reader.page.get_by_role("link", name=words["looks.edit"])).to_have_count(0)
    async with reader.page.expect_download() as taking:
        await reader.page.get_by_role("link", name=words["looks.pack"]).click()
    with ZipFile(BytesIO(Path(await (await taking.value).path()).read_bytes())) as archive:
        assert any(name.endswith(".svg") for name in archive.namelist())
    assert director.said + reader.said == []
