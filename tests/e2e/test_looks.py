"""The client shows what it means: what is chosen looks chosen, what is not open says so, and paper holds all of a list."""

import pytest
from playwright.async_api import Page, expect

from .conftest import Api, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

DIRECTOR = "director@dept-01.example"
LOOKS = ("btn btn-primary", "btn btn-quiet", "btn btn-small", "btn btn-danger", "chip", "control", "box box-plain")
# Utilities that pages do put beside a look, and what each decides.
UTILITIES = {
    "bg-brand-soft": "backgroundColor",
    "text-brand": "color",
    "border-warn": "borderTopColor",
    "text-xs": "fontSize",
    "h-12": "height",
}
COMPUTED = """([looks, utilities]) => {
    const styled = (name) => {
        const one = document.createElement('button');
        one.className = name;
        document.body.append(one);
        const style = { ...getComputedStyle(one) };
        one.remove();
        return style;
    };
    const lost = [];
    for (const look of looks)
        for (const [utility, property] of Object.entries(utilities)) {
            const alone = styled(`border ${utility}`)[property];
            if (styled(`${look} border ${utility}`)[property] !== alone) lost.push(`${look} + ${utility}`);
        }
    return lost;
}"""


async def test_what_a_page_adds_beside_a_look_wins_over_it(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR)
    assert await person.page.evaluate(COMPUTED, [LOOKS, UTILITIES]) == []


async def grounds(page: Page) -> dict[str, str]:
    """The ground of each answer that can be given, by whether it is the one that was."""
    found = page.get_by_role("group").locator("button[aria-pressed]")
    shown = [
        (await one.get_attribute("aria-pressed"), await one.evaluate("e => getComputedStyle(e).backgroundColor"))
        for one in await found.all()
    ]
    return {str(pressed): ground for pressed, ground in shown}


async def test_the_answer_that_was_given_looks_given(sign_in: SignIn, api: Api) -> None:
    client = await api(DIRECTOR)
    meetings = (await client.get("/api/v1/meetings", params={"when": "upcoming", "status": "agenda-published"})).json()["items"]
    person, words = await sign_in(DIRECTOR), words_of("ar")
    await person.page.goto(f"/ar/meetings/{meetings[0]['id']}")
    await person.page.get_by_role("button", name=words["seat.remote"], exact=True).click()
    await expect(person.page.get_by_role("button", name=words["seat.remote"], exact=True)).to_have_attribute("aria-pressed", "true")
    await person.page.mouse.move(0, 0)
    await person.page.wait_for_function("!document.getAnimations().some((one) => one.playState === 'running')")
    shown = await grounds(person.page)
    assert shown["true"] != shown["false"]


async def test_a_phone_reaches_the_search(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR, viewport={"width": 390, "height": 844})
    await person.page.get_by_role("banner").get_by_role("link", name=words_of("ar")["header.search"]).click()
    await expect(person.page.get_by_role("searchbox")).to_be_visible()


@pytest.mark.parametrize("lang", ["ar", "en"])
async def test_what_is_not_open_says_so_in_lists_and_on_its_page_and_drafts_do_not_lead_the_forum(
    sign_in: SignIn, api: Api, lang: str
) -> None:
    client, words, title = await api(DIRECTOR), words_of(lang), {"ar": "حملة داخلية للتجربة", "en": "Internal trial campaign"}
    made = (await client.post("/api/v1/campaigns", json={"title": title})).json()
    sent = {"classification": "shared-confidential", "embargoUntil": "2099-01-01T08:00:00+04:00"}
    changed = await client.patch(f"/api/v1/campaigns/{made['id']}", json=sent, headers={"If-Match": f'"{made["version"]}"'})
    assert changed.status_code == 200, changed.text
    page = (await sign_in(DIRECTOR, lang=lang)).page
    await page.goto(f"/{lang}/forum")
    card = page.get_by_role("article").filter(has_text=title[lang])
    await expect(page.get_by_role("article").first).to_be_visible()
    await expect(card).to_have_count(0)
    await page.get_by_role("button", name=words["filter.ahead"]).click()
    for place in (card.first, page.locator("main")):
        await expect(place.get_by_text(words["class.shared-confidential"]).first).to_be_visible()
        await expect(place.get_by_text(words["class.embargo"].split("{")[0]).first).to_be_visible()
        await page.goto(f"/{lang}/forum/{made['id']}")


async def test_paper_holds_the_whole_list_and_no_button(sign_in: SignIn, api: Api) -> None:
    total = (await (await api(DIRECTOR)).get("/api/v1/people/count")).json()["count"]
    page, words = (await sign_in(DIRECTOR)).page, words_of("ar")
    await page.goto("/ar/members")
    await expect(page.get_by_text(words["people.of_many"].replace("{{shown}}", "24").replace("{{count}}", str(total)))).to_be_visible()
    await page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")
    await page.get_by_role("button", name=words["list.print"]).click()
    await expect(page.locator("body[data-printed]")).to_have_count(1)
    await expect(page.get_by_role("row")).to_have_count(total + 1)
    await page.emulate_media(media="print")
    assert await page.get_by_role("button").count() == 0
