"""A director subscribes a system of their entity in the browser, keeps its secret, and changes what it is sent."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from .conftest import Api, Receiver, SignIn
from .test_lost_updates import DIRECTOR, button, in_both, words_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


@in_both
async def test_a_secret_is_not_dropped_unasked_and_a_subscription_is_changed_later(
    sign_in: SignIn, api: Api, receiver: Receiver, lang: str
) -> None:
    words, client = words_of(lang), await api(DIRECTOR)
    page = (await sign_in(DIRECTOR, lang=lang)).page
    name = f"Mirror {uuid4().hex[:6]}"
    await page.goto(f"/{lang}/events")
    await button(page, words["events.new"]).click()
    form = page.get_by_role("dialog", name=words["events.new"])
    await form.get_by_label(words["events.name"], exact=True).fill(name)
    await form.locator("input[type=url]").fill(receiver.url)
    await button(form, words["events.subscribe"]).click()
    await expect(form.get_by_text(words["events.secret.once"])).to_be_visible()
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(5, 5)):
        await leave()
        question = page.get_by_role("alertdialog", name=words["discard.secret.title"])
        await button(question, words["discard.secret.keep"]).click()
        await expect(form.get_by_text(words["events.secret.once"])).to_be_visible()
    await button(form, words["events.secret.kept"]).click()
    await expect(form).to_have_count(0)

    await page.get_by_role("link", name=name).click()
    await button(page, words["events.edit"]).click()
    change = page.get_by_role("dialog", name=words["events.edit"])
    await change.get_by_label(words["events.name"], exact=True).fill(f"{name} B")
    await change.get_by_role("checkbox").first.check()
    await button(change, words["events.edit.save"]).click()
    await expect(page.get_by_role("heading", name=f"{name} B")).to_be_visible()
    held = (await client.get("/api/v1/subscriptions", params={"limit": 100})).json()["items"]
    made = next(one for one in held if one["name"] == f"{name} B")
    assert (len(made["types"]), made["sink"], made["receiver"]["confirmed"]) == (1, receiver.url, True)
    assert (await client.delete(f"/api/v1/subscriptions/{made['id']}")).status_code in (200, 204)
