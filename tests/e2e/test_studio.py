"""The Studio in a browser: uploads that survive a pause and a lost network, two persons per release, taking along and back."""

import json
import re
import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Locator, Page, expect

from .conftest import ARABIC_ALWAYS, Api, Person, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

DIRECTOR, OFFICER, REVIEWER = "director@dept-01.example", "studio@secretariat.example", "reviewer@secretariat.example"
RELEASER = "releaser@secretariat.example"
WORDS = {lang: words_of(lang) for lang in ("ar", "en")}
LOST = re.compile("ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED")
NUMBER = re.compile(r"GNGC-\d{8}-STU-\d{4,}")


def photo(shade: int, *, width: int = 3600, height: int = 2400) -> bytes:
    """Some megabytes, so that there is a way to be interrupted on."""
    file = BytesIO()
    grain = Image.effect_noise((width, height), 90)
    Image.merge("RGB", (grain, Image.new("L", grain.size, shade), grain)).save(file, "JPEG", quality=92)
    return file.getvalue()


def button(at: Page | Locator, lang: str, key: str) -> Locator:
    return at.get_by_role("button", name=WORDS[lang][key], exact=True)


async def decide(page: Page, lang: str, act: str, verb: str) -> None:
    """Press an act, say yes, and read that it is done."""
    await button(page, lang, f"studio.act.{act}").click()
    await button(page.get_by_role("dialog"), lang, f"studio.act.{act}.yes").click()
    await expect(page.get_by_text(WORDS[lang][f"studio.did.{verb}"]).first).to_be_visible()


async def line_of(person: Person) -> Callable[[int], Awaitable[Any]]:
    """Sets how many kilobytes a second may leave this browser; -1 = as many as there are, 0 = it is offline."""
    session = await person.context.new_cdp_session(person.page)
    await session.send("Network.enable")

    def let(kilobytes: int) -> Awaitable[Any]:
        rate = kilobytes * 1024 if kilobytes > 0 else -1
        conditions = {"offline": not kilobytes, "latency": 0, "downloadThroughput": -1, "uploadThroughput": rate}
        return session.send("Network.emulateNetworkConditions", conditions)

    return let


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=name)


async def choose(page: Page, files: dict[str, bytes]) -> None:
    await page.locator("input[type=file]").set_input_files(
        [FilePayload(name=name, mimeType="image/jpeg", buffer=content) for name, content in files.items()]
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_uploads_are_paused_survive_a_lost_network_and_a_reload_and_become_photos(sign_in: SignIn, lang: str) -> None:
    officer = await sign_in(OFFICER, lang=lang)
    page, words, mark = officer.page, WORDS[lang], uuid4().hex[:6]
    await page.goto(f"/{lang}/studio/upload")
    names = [f"{mark}-{index}.jpg" for index in range(4)]
    await expect(button(page, lang, "upload.choose")).to_be_visible()
    line = await line_of(officer)
    await line(700)
    await choose(page, {name: photo(index * 40) for index, name in enumerate(names)})
    first, second = row(page, names[0]), row(page, names[1])

    def share(of: Locator) -> Any:
        return of.get_by_role("progressbar").get_attribute("aria-valuenow")

    await expect(first.get_by_role("progressbar")).not_to_have_attribute("aria-valuenow", "0")
    await expect(first).to_contain_text(words["upload.sending"])
    await first.get_by_role("button", name=f"{words['upload.pause']}: {names[0]}").click()
    await expect(first).to_contain_text(words["upload.paused"])
    held = await share(first)
    await line(0)
    await expect(second).to_contain_text(words["upload.lost"])
    await line(700)
    await expect(second).not_to_contain_text(words["upload.lost"])
    assert await share(first) == held, "what is paused stays where it is"
    await page.reload()
    await expect(row(page, names[3])).to_be_visible()
    await line(-1)
    paused = first.get_by_role("button", name=f"{words['upload.resume']}: {names[0]}")
    if await paused.count():
        await paused.click()
    for name in names:
        await expect(row(page, name)).to_contain_text(NUMBER, timeout=90_000)
        await expect(row(page, name)).to_contain_text(words["upload.ready"])
    assert [line for line in officer.said if not LOST.search(line)] == []


@ARABIC_ALWAYS
async def test_two_persons_release_a_photo_a_member_takes_it_and_hears_of_its_withdrawal(sign_in: SignIn, api: Api, lang: str) -> None:
    words, headline = WORDS[lang], f"Visit {uuid4().hex[:6]}"
    officer = await sign_in(OFFICER, lang=lang)
    page = officer.page
    number = await uploaded(page, lang)

    await page.goto(f"/{lang}/studio/{number}/edit")
    for key, (ar, en) in {
        "headline": (f"زيارة {headline}", headline), "caption": ("جولة في المكتبة العامة.", "A tour of the public library."),
        "alt": ("قاعة فيها كتب", "A hall of books"), "place": ("المكتبة", "The library"), "usage": ("للاتصال الحكومي", "For government"),
    }.items():  # fmt: skip
        for side, text in (("ar", ar), ("en", en)):
            await page.get_by_label(f"{words[f'studio.{key}']} ({words[f'language.{side}']})", exact=True).fill(text)
    await page.get_by_label(words["studio.photographer"], exact=True).fill("استوديو")
    await page.get_by_label(words["studio.credit"], exact=True).fill("GNGC")
    await page.locator("input[type=datetime-local]").fill("2026-04-12T09:30")
    await button(page, lang, "edit.save").dblclick()
    await page.wait_for_url(f"**/studio/{number}")
    await decide(page, lang, "submit", "submit")

    reviewer = await sign_in(REVIEWER, lang=lang)
    await reviewer.page.goto(f"/{lang}/studio/desk?desk=review")
    await reviewer.page.get_by_role("link", name=headline).click()
    await decide(reviewer.page, lang, "clear", "clear")

    await page.reload()
    await decide(page, lang, "propose", "propose-release")
    await expect(button(page, lang, "studio.act.sign")).to_have_count(0)
    member = await sign_in(DIRECTOR, lang=lang)
    await member.page.goto(f"/{lang}/studio/{number}")
    await expect(member.page.get_by_role("heading", level=1)).not_to_contain_text(headline)

    releaser = await sign_in(RELEASER, lang=lang)
    await releaser.page.goto(f"/{lang}/studio/desk")
    waiting = releaser.page.get_by_role("listitem").filter(has_text=headline)
    await expect(waiting).to_contain_text(words["studio.waits.signature"])
    await waiting.get_by_role("link").click()
    await decide(releaser.page, lang, "sign", "sign-release")

    await take_along(member, lang, number, headline)

    await button(releaser.page, lang, "studio.act.withdraw").click()
    dialog = releaser.page.get_by_role("dialog")
    await dialog.get_by_label(words["reason.ar"]).fill("طلب صاحب الحق")
    await dialog.get_by_label(words["reason.en"]).fill("Asked for by the owner")
    await button(dialog, lang, "studio.act.withdraw.yes").click()
    await expect(releaser.page.get_by_text(words["studio.did.withdraw"]).first).to_be_visible()

    await member.page.goto(f"/{lang}/studio")
    notices = member.page.get_by_role("region", name=words["studio.notices"])
    await expect(notices.get_by_text(number)).to_be_visible()
    director = await api(DIRECTOR)
    told = (await director.get(f"/api/v1/official-photos/{number}")).json()
    assert (told["state"], told["reason"]["en"]) == ("withdrawn", "Asked for by the owner")
    assert headline not in json.dumps(told)
    assert number not in json.dumps((await director.get("/api/v1/photo-links")).json())
    for person in (officer, reviewer, releaser):
        assert person.said == []
    assert [line for line in member.said if "404" not in line] == []


async def uploaded(page: Page, lang: str) -> str:
    name = f"{uuid4().hex[:6]}.jpg"
    await page.goto(f"/{lang}/studio/upload")
    await choose(page, {name: photo(120, width=1200, height=800)})
    done = row(page, name).get_by_role("link")
    await expect(done).to_be_visible(timeout=60_000)
    return (await done.inner_text()).strip()


async def take_along(member: Person, lang: str, number: str, headline: str) -> None:
    """Terms once, a file under its number, the basket as one archive, a link that works without a sign-in and ends by hand."""
    page, words = member.page, WORDS[lang]
    await page.goto(f"/{lang}/studio?q={number}")
    await page.get_by_role("link", name=headline).click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(headline)
    agree = page.get_by_role("checkbox", name=words["terms.agree"])
    web = page.get_by_role("button", name=f"{words['studio.take']}: {words['size.web']}")
    await expect(web).to_be_visible()
    if await agree.count():
        await expect(web).to_be_disabled()
        await page.get_by_text(words["terms.agree"]).click()
    async with page.expect_download() as taken:
        await web.click()
    assert (await taken.value).suggested_filename == f"{number}-web.jpg"
    await expect(page.get_by_text(words["terms.accepted"])).to_be_visible()

    await button(page, lang, "share.open").click()
    await button(page, lang, "share.make").click()
    address = await page.get_by_label(words["share.address"]).input_value()
    assert member.context.browser
    stranger = await member.context.browser.new_context()
    outside = await stranger.new_page()
    await outside.goto(address)
    await expect(outside.get_by_role("heading", level=1)).to_contain_text(headline)
    await page.get_by_role("button", name=re.compile(f"{re.escape(words['links.end'])}.*{headline}")).click()
    await expect(page.get_by_text(words["links.ended"]).first).to_be_visible()
    await outside.reload()
    await expect(outside.get_by_role("heading", level=1)).to_have_text(words["shared.gone"])
    await stranger.close()

    await page.goto(f"/{lang}/studio?q={number}")
    await page.get_by_role("checkbox", name=re.compile(headline)).press("Space")
    basket = page.get_by_role("region", name=words["basket"])
    async with page.expect_download() as archive:
        await button(basket, lang, "basket.get").click()
    with zipfile.ZipFile(await (await archive.value).path()) as files:
        assert files.testzip() is None
        assert [NUMBER.findall(one) for one in files.namelist()] == [[number]]
    await button(basket, lang, "basket.clear").click()


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_the_register_refuses_titles_that_overlap_and_keeps_those_that_do_not(sign_in: SignIn, lang: str) -> None:
    officer, words, key = await sign_in(OFFICER, lang=lang), WORDS[lang], f"guest-{uuid4().hex[:6]}"
    page = officer.page
    await page.goto(f"/{lang}/studio/register")
    await button(page, lang, "register.person.add").click()
    await page.get_by_label(words["register.name.ar"]).fill(f"ضيف {key}")
    await page.get_by_label(words["register.name.en"]).fill(f"Guest {key}")
    await page.get_by_label(words["register.key"], exact=True).fill(key)
    for at, since in enumerate(("2024-01-01", "2024-06-01")):
        await button(page, lang, "register.title.add").click()
        await page.get_by_label(words["register.title.ar"]).nth(at).fill(f"لقب {at}")
        await page.get_by_label(words["register.title.en"]).nth(at).fill(f"Title {at}")
        await page.locator("form").get_by_label(words["register.since"]).nth(at).fill(since)
    await button(page, lang, "edit.save").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_label(words["register.until"]).first.fill("2024-05-31")
    await button(page, lang, "edit.save").click()
    await expect(page.get_by_role("table", name=re.compile(key))).to_contain_text(words["register.today"])
    assert [line for line in officer.said if "422" not in line] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_the_gallery_keeps_its_filters_in_the_address_and_is_walked_by_keys(sign_in: SignIn, lang: str) -> None:
    member = await sign_in(DIRECTOR, lang=lang)
    page, words = member.page, WORDS[lang]
    await page.goto(f"/{lang}/studio")
    await button(page, lang, "ratio.portrait").click()
    await page.wait_for_url("**ratio=portrait**")
    await page.reload()
    await expect(button(page, lang, "ratio.portrait")).to_have_attribute("aria-pressed", "true")
    photos = page.get_by_role("main").locator("a[href*='STU']")
    await photos.first.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/studio/GNGC"))
    here = page.url
    onward = "ArrowLeft" if lang == "ar" else "ArrowRight"
    await expect(page.get_by_role("link", name=words["studio.next"])).to_be_visible()
    await page.keyboard.press(onward)
    await expect(page).not_to_have_url(here)
    await page.go_back()
    await expect(button(page, lang, "ratio.portrait")).to_have_attribute("aria-pressed", "true")
    assert member.said == []
