"""The campaign form when things go wrong: no network, a session that ends, somebody else at the same draft, the same press twice."""

from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from .conftest import Api, Platform, SignIn

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

DIRECTOR, EDITOR = "director@dept-01.example", "editor@dept-01.example"


async def begin(page: Page) -> str:
    """A draft with a title of its own; its id."""
    await page.goto("/ar/forum/new")
    await page.locator("#f-title-ar").fill(f"مسودة {uuid4().hex[:6]}")
    await page.wait_for_url("**/edit")
    await expect(page.get_by_text("حُفظ", exact=True)).to_be_visible()
    return page.url.split("/")[-2]


async def summary_of(api: Api, campaign: str) -> str:
    return (await (await api(DIRECTOR)).get(f"/api/v1/campaigns/{campaign}")).json()["summary"]["ar"]


async def test_what_is_written_without_a_network_is_kept_when_it_returns(sign_in: SignIn, api: Api) -> None:
    person = await sign_in(DIRECTOR)
    campaign = await begin(person.page)
    await person.context.set_offline(True)
    await person.page.locator("#f-summary-ar").fill("كُتب بلا شبكة")
    await expect(person.page.get_by_text("لم يُحفظ بعد، وسنعيد المحاولة")).to_be_visible()
    await person.context.set_offline(False)
    await expect(person.page.get_by_text("حُفظ", exact=True)).to_be_visible(timeout=20_000)
    assert await summary_of(api, campaign) == "كُتب بلا شبكة"


async def test_a_session_that_ends_in_the_middle_loses_nothing(system: Platform, sign_in: SignIn, api: Api) -> None:
    person = await sign_in(DIRECTOR)
    campaign = await begin(person.page)
    await person.context.clear_cookies()
    await person.page.locator("#f-summary-ar").fill("كُتب بعد انتهاء الجلسة")
    await expect(person.page.get_by_role("dialog").get_by_text("انتهت جلستك")).to_be_visible()
    await person.page.locator("#email").fill(DIRECTOR)
    await person.page.locator("#password").fill(system.sign_ins[DIRECTOR])
    await person.page.locator("#password").press("Enter")
    await expect(person.page.get_by_text("حُفظ", exact=True)).to_be_visible(timeout=20_000)
    assert await summary_of(api, campaign) == "كُتب بعد انتهاء الجلسة"


async def test_two_people_at_one_draft_lose_nothing(sign_in: SignIn, api: Api) -> None:
    director, editor = await sign_in(DIRECTOR), await sign_in(EDITOR)
    campaign = await begin(director.page)
    await editor.page.goto(f"/ar/forum/{campaign}/edit")
    await editor.page.locator("#f-title-en").fill("Written by the editor")
    await expect(editor.page.get_by_text("حُفظ", exact=True)).to_be_visible()

    await director.page.locator("#f-summary-ar").fill("كتبه المدير")
    await expect(director.page.locator("#f-title-en")).to_have_value("Written by the editor")
    await expect(director.page.get_by_text("حُفظ", exact=True)).to_be_visible()
    assert await summary_of(api, campaign) == "كتبه المدير"


async def test_a_reload_keeps_the_draft(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR)
    await begin(person.page)
    title = await person.page.locator("#f-title-ar").input_value()
    await person.page.reload()
    await expect(person.page.locator("#f-title-ar")).to_have_value(title)


async def test_a_file_that_is_no_photo_is_refused_in_plain_words(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR)
    await begin(person.page)
    liar = {"name": "cover.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>" * 50}
    await person.page.set_input_files("#f-cover", liar)
    await expect(person.page.get_by_role("alert").filter(has_text="الصورة").or_(person.page.locator("#f-cover-error"))).to_be_visible(
        timeout=30_000
    )
    await expect(person.page.get_by_text("الصورة جاهزة")).to_have_count(0)
