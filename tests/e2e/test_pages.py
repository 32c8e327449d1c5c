"""Every page in both languages, themes and widths: nothing for axe to find, on the console, from elsewhere, or sideways."""

import asyncio
import os
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Request, ViewportSize

from .conftest import Api, Person, Platform, SignIn

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

DIRECTOR, REVIEWER, OFFICER = "director@dept-01.example", "reviewer@secretariat.example", "studio@secretariat.example"
OPS, SECRETARY = "ops@secretariat.example", "editor@secretariat.example"
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# every two of language, theme and width meet; SHABAKA_EVERY_VIEW=1 looks at all eight
PAIRS = [("ar", "light", "phone"), ("ar", "dark", "desktop"), ("en", "light", "desktop"), ("en", "dark", "phone")]
VIEWS = list(product(("ar", "en"), ("light", "dark"), WIDTHS)) if os.environ.get("SHABAKA_EVERY_VIEW") else PAIRS
NARROWEST: ViewportSize = {"width": 320, "height": 640}


async def addresses(api: Api) -> dict[str, list[str]]:
    """Who looks at which pages."""
    director, reviewer = await api(DIRECTOR), await api(REVIEWER)

    async def first(client: Any, what: str) -> str:
        return (await client.get(f"/api/v1/{what}")).json()["items"][0]["id"]

    running, over, exemplar = [
        await first(director, f"campaigns?{states}")
        for states in ("status=live", "status=completed&status=evaluation-due", "status=exemplar")
    ]
    held = (await director.get("/api/v1/meetings?limit=100&when=past")).json()["items"]
    minuted = next(one["id"] for one in held if one["status"] == "approved")
    meeting = (await director.get("/api/v1/meetings?when=upcoming")).json()["items"][0]["id"]
    me = (await director.get("/api/v1/session")).json()["person"]["id"]
    someone, waiting = await first(director, "people"), await first(reviewer, "campaigns?desk=review")
    document, photo = await first(director, "documents"), (await director.get("/api/v1/official-photos")).json()["items"][0]["number"]
    mirror = await first(director, "subscriptions")
    kit, ours = await first(director, "kits"), await first(director, "documents?entity=D01")
    return {
        DIRECTOR: [
            "",
            "/forum",
            "/forum?q=zzzz",
            f"/forum/{running}",
            "/forum?favourite=true&channel=social&status=exemplar",
            f"/forum/{over}",
            f"/forum/{exemplar}",
            f"/forum/{exemplar}/sheet",
            "/forum/new",
            "/forum/new?step=aims",
            "/forum/new?step=plan",
            "/forum/new?step=measures",
            "/members",
            "/members?q=zzzz",
            "/members?view=cards&speaks=fr",
            f"/members/{someone}",
            f"/members/{me}",
            "/entities",
            "/entities?q=zzzz",
            "/entities/D01",
            "/profile",
            "/entities/D09",
            "/roster",
            "/meetings",
            *(f"/meetings?show={view}" for view in ("sessions", "calendar", "actions", "attendance", "rota")),
            f"/meetings/{meeting}",
            f"/meetings/{meeting}?tab=seats",
            f"/meetings/{minuted}?tab=minutes",
            f"/meetings/{minuted}?tab=outcomes",
            "/sources",
            "/sources?q=zzzz",
            f"/sources/{document}",
            "/identities",
            "/identities/D01",
            "/identities/D01/edit",
            "/identities/D01/downloads",
            "/kits",
            f"/kits/{kit}",
            f"/sources/{ours}",
            f"/sources/{ours}/downloads",
            "/studio",
            f"/studio/{photo}",
            "/search?q=ال",
            "/search?q=zzzz",
            "/search",
            "/search?q=zzzz&in=photos",
            "/notifications",
            "/notifications?gate=studio",
            "/favourites",
            "/events",
            f"/subscriptions/{mirror}",
            "/help",
            "/accessibility",
            "/nowhere",
        ],
        REVIEWER: ["", "/forum/review", f"/forum/{waiting}"],
        OPS: ["", "/ops", "/events", f"/subscriptions/{mirror}"],
        SECRETARY: ["/meetings", f"/meetings/{meeting}", f"/meetings/{minuted}", f"/meetings/{minuted}?tab=seats"],
        OFFICER: ["/studio/desk", "/studio/upload", "/studio/register"],
    }


async def settled(page: Page) -> None:
    """Drawn, with its data and its fonts. A page under a strict policy cannot be asked by text to be evaluated in it."""
    await page.locator("h1").first.wait_for()
    for _ in range(300):
        if await page.evaluate("() => !document.querySelector('.skeleton') && document.fonts.status === 'loaded'"):
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{page.url} never finished loading")


async def faults_of(page: Page, axe: str) -> list[str]:
    found = await page.evaluate(f"{axe}; axe.run(document, {{resultTypes: ['violations']}})")
    return [f"{page.url}: {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found["violations"]]


async def sideways(page: Page) -> list[str]:
    before = page.viewport_size or NARROWEST
    await page.set_viewport_size(NARROWEST)
    over = await page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    await page.set_viewport_size(before)
    return [f"{page.url}: {over} px wider than the narrowest phone"] if over > 0 else []


def foreign(person: Person, system: Platform) -> list[str]:
    """Requests to anywhere but the platform and its object store, as they come."""
    seen: list[str] = []
    own = {urlsplit(system.url).hostname, "127.0.0.1"}  # the object store's name on this machine

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in own and request.url.startswith("http"):
            seen.append(request.url)

    person.page.on("request", note)
    return seen


@pytest.mark.parametrize(("lang", "theme", "width"), VIEWS)
@pytest.mark.timeout(600)
async def test_a_page_bars_nobody_and_keeps_its_policy(
    system: Platform, api: Api, sign_in: SignIn, lang: str, theme: str, width: str
) -> None:
    axe = AXE.read_text(encoding="utf-8")
    found: list[str] = []
    for email, pages in (await addresses(api)).items():
        person = await sign_in(email, lang=lang, color_scheme=theme, viewport=WIDTHS[width], reduced_motion="reduce")
        elsewhere = foreign(person, system)
        for path in pages:
            await person.page.goto(f"/{lang}{path}")
            await settled(person.page)
            found += await faults_of(person.page, axe)
            found += await sideways(person.page)
        found += person.said + elsewhere
    assert not found, "\n".join(found)


async def test_the_sign_in_page_bars_nobody(system: Platform, sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR)
    await person.context.clear_cookies()
    await person.page.goto("/ar/sign-in")
    await settled(person.page)
    assert await faults_of(person.page, AXE.read_text(encoding="utf-8")) == []


async def test_the_keyboard_first_reaches_the_way_to_the_content(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR)
    await person.page.goto("/ar/forum")
    await settled(person.page)
    await person.page.keyboard.press("Tab")
    assert await person.page.evaluate("() => document.activeElement.textContent") == "انتقل إلى المحتوى"
    await person.page.keyboard.press("Enter")
    await person.page.keyboard.press("Tab")
    assert await person.page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


async def test_arabic_begins_at_the_right(sign_in: SignIn) -> None:
    person = await sign_in(DIRECTOR, viewport=WIDTHS["desktop"])
    gates = person.page.get_by_role("navigation", name="بوابات المنصة").get_by_role("link")
    boxes = [await gates.nth(place).bounding_box() for place in range(5)]
    assert [round(box["x"]) for box in boxes if box] == sorted((round(box["x"]) for box in boxes if box), reverse=True)
    await person.page.get_by_role("link", name="English").click()
    await person.page.get_by_role("navigation", name="Platform gates").wait_for()
    assert await person.page.evaluate("() => document.documentElement.dir") == "ltr"
