"""Two people at one record, and one who is called away while typing: nobody's words are lost, nothing is overwritten unasked."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from playwright.async_api import Locator, Page, expect

from .conftest import Api, SignIn
from .words import words_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECRETARY, DIRECTOR = "editor@secretariat.example", "director@dept-01.example"
in_both = pytest.mark.parametrize("lang", ["ar", "en"])


def button(at: Page | Locator, name: str) -> Locator:
    return at.get_by_role("button", name=name, exact=True)


async def edit_entity(page: Page, code: str, lang: str) -> Locator:
    """The form of an entity, opened."""
    await page.goto(f"/{lang}/entities/{code}")
    await button(page, words_of(lang)["entity.edit"]).click()
    return page.get_by_role("dialog")


async def registered(client: httpx2.AsyncClient) -> dict[str, Any]:
    """A new entity, its code different every time."""
    mark = uuid4().hex[:6]
    made = await client.post(
        "/api/v1/entities",
        json={
            "code": f"T{mark.upper()}",
            "name": {"ar": "مركز التجربة", "en": f"Centre {mark}"},
            "kind": "centre",
            "parent": None,
            "sectors": ["culture"],
        },
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert made.status_code == 201, made.text
    return made.json()


@in_both
async def test_two_who_change_different_fields_of_one_record_both_keep_their_words(sign_in: SignIn, api: Api, lang: str) -> None:
    words, client = words_of(lang), await api(SECRETARY)
    entity = await registered(client)
    one, other = await sign_in(SECRETARY, lang=lang), await sign_in(SECRETARY, lang=lang)
    mine, theirs = await edit_entity(one.page, entity["code"], lang), await edit_entity(other.page, entity["code"], lang)
    await theirs.get_by_label(words["entity.name.ar"]).fill("اسم كتبه الآخر")
    await button(theirs, words["entity.edit.yes"]).click()
    await expect(theirs).to_have_count(0)
    await mine.get_by_label(words["entity.name.en"]).fill("Written by the first")
    await button(mine, words["entity.edit.yes"]).click()
    await expect(mine).to_have_count(0)
    now = (await client.get(f"/api/v1/entities/{entity['code']}")).json()
    assert now["name"] == {"ar": "اسم كتبه الآخر", "en": "Written by the first"}


@in_both
async def test_two_who_change_the_same_field_see_both_values_and_nothing_is_overwritten_unasked(
    sign_in: SignIn, api: Api, lang: str
) -> None:
    words, client = words_of(lang), await api(SECRETARY)
    entity = await registered(client)
    one, other = await sign_in(SECRETARY, lang=lang), await sign_in(SECRETARY, lang=lang)
    mine, theirs = await edit_entity(one.page, entity["code"], lang), await edit_entity(other.page, entity["code"], lang)
    await theirs.get_by_label(words["entity.name.en"]).fill("Saved by the other")
    await button(theirs, words["entity.edit.yes"]).click()
    await expect(theirs).to_have_count(0)
    await mine.get_by_label(words["entity.name.en"]).fill("Typed by the first")
    save = button(mine, words["entity.edit.yes"])

    async def name() -> str:
        return (await client.get(f"/api/v1/entities/{entity['code']}")).json()["name"]["en"]

    question = one.page.get_by_role("dialog", name=words["conflict.title"])
    for _ in range(2):  # the second press overwrites as little as the first
        await save.click()
        await expect(question.get_by_text("Saved by the other", exact=True)).to_be_visible()
        await expect(question.get_by_text("Typed by the first", exact=True)).to_be_visible()
        await expect(button(question, words["conflict.save"])).to_be_disabled()
        await button(question, words["conflict.back"]).click()
        await expect(question).to_have_count(0)
        assert await name() == "Saved by the other"
    await save.click()
    await question.get_by_label(words["conflict.mine"]).check()
    await button(question, words["conflict.save"]).click()
    await expect(mine).to_have_count(0)
    assert await name() == "Typed by the first"


async def evaluable(client: httpx2.AsyncClient) -> dict[str, Any] | None:
    """A campaign of the director's whose results are owed."""
    found = await client.get("/api/v1/campaigns", params={"status": ["completed", "evaluation-due"], "limit": 50})
    for row in found.json()["items"]:
        campaign = (await client.get(f"/api/v1/campaigns/{row['id']}")).json()
        if "evaluate" in campaign["actions"]:
            return campaign
    return None


async def test_who_saves_results_and_at_once_closes_the_evaluation_is_not_refused(sign_in: SignIn, api: Api) -> None:
    words, client = words_of("en"), await api(DIRECTOR)
    campaign = await evaluable(client)
    assert campaign, "the demo data owes no evaluation"
    figure = 100 + uuid4().int % 10_000
    director = await sign_in(DIRECTOR, lang="en")
    page = director.page
    await page.goto(f"/en/forum/{campaign['id']}")
    await button(page, words["act.evaluate"]).click()
    form = page.get_by_role("dialog")
    await expect(form.locator("textarea")).to_have_count(6)
    for field in await form.locator("textarea").all():
        await field.fill(f"What we learned is written here, {figure}.")
    # The page's own next reading is held back: what it shows is older than what was saved.
    await page.route("**/api/v1/screens/**", lambda route: route.abort())
    saved = await client.patch(
        f"/api/v1/campaigns/{campaign['id']}",
        json={"kpis": [{**kpi, "actual": figure, "asOf": kpi["asOf"] or "2026-01-05"} for kpi in campaign["kpis"]]},
        headers={"If-Match": f'"{campaign["version"]}"'},
    )
    assert saved.status_code == 200, saved.text
    await button(form, words["act.evaluate.yes"]).click()
    question = page.get_by_role("dialog", name=words["stale.title"])
    await expect(question).to_be_visible(timeout=30_000)  # somebody else's results: the director sees them before closing
    await button(question, words["conflict.act.no"]).click()
    await page.unroute("**/api/v1/screens/**")
    await button(form, words["cancel"]).click()
    await button(page.get_by_role("alertdialog"), words["discard.words.drop"]).click()

    await page.reload()
    await button(page, words["results.open"]).click()
    results = page.get_by_role("dialog")
    await results.locator("input[inputmode=decimal]").first.fill(str(figure + 1))
    await page.route("**/api/v1/screens/campaign/**", lambda route: route.abort())
    await button(results, words["results.save"]).click()
    await expect(results).to_have_count(0)
    await button(page, words["act.evaluate"]).click()
    await expect(form.locator("textarea")).to_have_count(6)
    for field in await form.locator("textarea").all():
        await field.fill(f"What we learned is written here, {figure}.")
    await button(form, words["act.evaluate.yes"]).click()
    await expect(page.get_by_text(words["did.evaluate"])).to_be_visible(timeout=30_000)
    now = (await client.get(f"/api/v1/campaigns/{campaign['id']}")).json()
    assert (now["status"], now["kpis"][0]["actual"]) == ("evaluated", figure + 1)


async def writable(client: httpx2.AsyncClient) -> dict[str, Any] | None:
    """A meeting whose minutes are being written."""
    found = await client.get("/api/v1/meetings", params={"limit": 100})
    return next((one for one in found.json()["items"] if "write-minutes" in one["actions"] and one["agenda"]), None)


@in_both
async def test_typed_minutes_are_not_dropped_by_escape_a_click_outside_or_the_way_back(sign_in: SignIn, api: Api, lang: str) -> None:
    words, client = words_of(lang), await api(SECRETARY)
    meeting = await writable(client)
    assert meeting, "the demo data has no minutes to write"
    secretary = await sign_in(SECRETARY, lang=lang)
    page = secretary.page
    await page.goto(f"/{lang}/meetings/{meeting['id']}")
    await page.get_by_role("link", name=words["meeting.tab.minutes"]).click()
    title = meeting["agenda"][0]["title"][lang]
    await page.get_by_role("button", name=f"{words['minutes.write']}: {title}").first.click()
    form = page.get_by_role("dialog", name=title)
    arabic = form.get_by_label(words["minutes.ar"])
    typed = f"نص لم يُحفظ بعد {uuid4().hex[:6]}"
    await arabic.fill(typed)
    question = page.get_by_role("alertdialog")

    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(5, 5),
        lambda: page.evaluate("history.back()"),
        lambda: button(form, words["cancel"]).click(),
    ):
        await leave()
        await expect(question.get_by_text(words["discard.words.body"])).to_be_visible()
        await button(question, words["discard.words.keep"]).click()
        await expect(question).to_have_count(0)
        await expect(arabic).to_have_value(typed)
    await page.keyboard.press("Escape")
    await button(question, words["discard.words.drop"]).click()
    await expect(form).to_have_count(0)

    await page.get_by_role("button", name=f"{words['minutes.write']}: {title}").first.click()
    await page.keyboard.press("Escape")  # nothing typed, nothing asked
    await expect(form).to_have_count(0)


async def test_the_end_of_the_tab_asks_while_a_comment_is_typed(sign_in: SignIn, api: Api) -> None:
    words, client = words_of("en"), await api(DIRECTOR)
    campaign = (await client.get("/api/v1/campaigns", params={"status": ["live", "evaluated"], "limit": 1})).json()["items"][0]
    director = await sign_in(DIRECTOR, lang="en")
    page = director.page
    asked: list[str] = []

    async def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    page.on("dialog", stay)
    await page.goto(f"/en/forum/{campaign['id']}")
    comment = page.get_by_label(words["comments.yours"])
    await comment.press_sequentially("Not sent yet")
    async with page.expect_event("dialog"):
        await page.close(run_before_unload=True)
    await expect(comment).to_have_value("Not sent yet")
    assert asked == ["beforeunload"]
