"""What stands across the gates, as people live it: Home, search, the bell, favourites, help, and the page of operations."""

import re
from uuid import uuid4

import pytest
from chassis.clock import now
from chassis.event import Envelope
from chassis.kafka import Publisher
from chassis.settings import ServiceSettings
from playwright.async_api import Page, expect

from .conftest import ARABIC_ALWAYS, Api, Platform, SignIn
from .words import words_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

DIRECTOR, COLLEAGUE = "director@dept-01.example", "director@dept-02.example"
REVIEWER, OPS = "reviewer@secretariat.example", "ops@secretariat.example"
MIRROR = "مرآة الحملات · Campaign mirror"
in_both = pytest.mark.parametrize("lang", ["ar", "en"])


async def unread(page: Page) -> int:
    """How much is new, as the service says it."""
    answer = await page.evaluate("async () => (await fetch('/api/v1/notifications/state')).json()")
    return answer["unread"]


@ARABIC_ALWAYS
async def test_home_tells_what_is_next_what_waits_and_what_is_new_at_each_gate(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    for gate in ("members", "forum", "meetings", "sources", "studio"):
        await expect(page.get_by_role("region", name=words[f"gate.{gate}"], exact=True)).to_be_visible()
    answer = page.get_by_role("button", name=words["seat.in-person"])
    await answer.click()
    await expect(answer).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await expect(page.get_by_role("button", name=words["seat.in-person"])).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("link", name=words["bell.all"]).last.click()
    await expect(page.get_by_role("heading", level=1, name=words["bell.title"])).to_be_visible()
    assert person.said == []


@in_both
async def test_a_search_counts_each_gate_marks_the_word_and_narrows(sign_in: SignIn, lang: str) -> None:
    words, word = words_of(lang), {"ar": "الهوية", "en": "identity"}[lang]
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await expect(page.get_by_role("region", name=words["home.mine"])).to_be_visible()
    await page.keyboard.press("/")
    await page.keyboard.insert_text(word)
    await page.keyboard.press("Enter")
    documents = page.get_by_role("region", name=re.compile(f"^{words['found.documents']} "))
    await expect(documents.locator("mark").first).to_be_visible()
    narrow = page.get_by_role("navigation", name=words["found.narrow"])
    await narrow.get_by_role("link", name=re.compile(words["found.documents"])).click()
    await page.wait_for_url("**in=documents*")
    await expect(page.get_by_role("region", name=re.compile(words["found.campaigns"]))).to_have_count(0)
    await page.goto(f"/{lang}/search?q=zzzz")
    await expect(page.get_by_text(words["found.none"], exact=True)).to_be_visible()
    assert person.said == []


@in_both
async def test_the_bell_rings_while_one_looks_and_is_read_one_by_one_and_all_at_once(sign_in: SignIn, api: Api, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/notifications")
    read_all = page.get_by_role("button", name=words["bell.readall"])
    if await unread(page):
        await read_all.click()
    await expect(page.get_by_text(words["bell.allread"])).to_be_visible()
    colleague = await api(COLLEAGUE)
    campaign = (await colleague.get("/api/v1/campaigns?status=live&entity=D01")).json()["items"][0]
    said = await colleague.post(
        f"/api/v1/campaigns/{campaign['id']}/comments", json={"text": "…", "mentions": []}, headers={"Idempotency-Key": uuid4().hex}
    )
    assert said.status_code == 201, said.text
    told = {"ar": "نُشر تعليق على حملة", "en": "Comment posted"}[lang]
    newest = page.get_by_role("main").get_by_role("listitem").filter(has_text=told).first
    ringing = words["bell_one"].replace("{{count}}", "1")
    await expect(page.get_by_role("button", name=ringing)).to_be_visible()
    assert await unread(page) == 1
    await newest.get_by_role("link").first.click()
    await page.wait_for_url(f"**/forum/{campaign['id']}")
    await expect(
        page.get_by_role("button", name=re.compile(words["bell_zero" if lang == "ar" else "bell_other"].split("{")[0]))
    ).to_be_visible()
    assert await unread(page) == 0
    assert person.said == []


@in_both
async def test_a_gate_is_muted_and_heard_again(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(COLLEAGUE, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/notifications")
    studio = page.get_by_role("switch", name=words["gate.studio"])
    for heard in (False, True):
        await page.locator("label").filter(has=studio).click()
        await expect(studio).to_be_checked(checked=heard)
        state = await page.evaluate("async () => (await fetch('/api/v1/notifications/state')).json()")
        assert ("studio" in state["muted"]) is not heard
    assert person.said == []


@in_both
async def test_a_favourite_is_let_go_and_taken_back(sign_in: SignIn, api: Api, lang: str) -> None:
    words = words_of(lang)
    director = await api(DIRECTOR)
    campaign = (await director.get("/api/v1/campaigns?status=live")).json()["items"][0]
    assert (await director.put(f"/api/v1/campaigns/{campaign['id']}/favourite")).status_code == 200
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/favourites")
    remove = page.get_by_role("button", name=f"{words['kept.remove']}: {campaign['title'][lang]}")
    await remove.click()
    await expect(page.get_by_text(words["kept.gone"])).to_be_visible()
    await page.get_by_role("button", name=words["kept.undo"]).click()
    await expect(remove).to_be_visible()
    kept = (await director.get("/api/v1/campaigns?favourite=true")).json()["items"]
    assert campaign["id"] in [one["id"] for one in kept]
    assert person.said == []


@in_both
async def test_help_is_a_page_and_a_key(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await page.get_by_role("link", name=words["footer.help"]).click()
    await expect(page.get_by_role("heading", name=words["help.who"])).to_be_visible()
    await page.locator("h1").click()
    await page.keyboard.press("Shift+?")
    dialog = page.get_by_role("dialog", name=words["keys.title"])
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert person.said == []


async def cannot_be_applied(system: Platform) -> str:
    """An event that no consumer can read, as a faulty release might announce it; its subject."""
    subject = f"E{uuid4().hex[:8]}"
    settings = ServiceSettings(service="members-svc", kafka_bootstrap=system.kafka)
    envelope = Envelope(uuid4().hex, "urn:test", "members.entity-renamed.v1", subject, now(), 1, "journey", {})
    publisher = Publisher(settings)
    await publisher.send("members.entity", key=subject.encode(), value=envelope.to_bytes(), headers=envelope.to_headers())
    await publisher.close()
    return subject


@in_both
async def test_operations_see_what_needs_them_and_settle_it(system: Platform, sign_in: SignIn, lang: str) -> None:
    words, subject = words_of(lang), await cannot_be_applied(system)
    person = await sign_in(OPS, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/ops")
    letters = page.get_by_role("listitem").filter(has_text=subject)
    look_again = page.get_by_role("button", name=words["ops.refresh"])
    while not await letters.count():
        await look_again.click()
        await page.wait_for_load_state("networkidle")
    for left in range(await letters.count(), 0, -1):
        await expect(letters).to_have_count(left)
        await letters.first.get_by_role("button", name=re.compile(words["ops.drop"])).click()
        await page.get_by_role("dialog").get_by_role("button", name=words["ops.drop"], exact=True).click()
    await expect(letters).to_have_count(0)
    await page.get_by_text(words["ops.acts"]).click()
    await expect(page.get_by_text("members.entity-renamed.v1").first).to_be_visible()
    assert person.said == []


@in_both
async def test_operations_see_how_receivers_fare_and_follow_a_delivery(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(OPS, lang=lang)
    page = person.page
    await page.goto(f"/{lang}/ops")
    receivers = page.get_by_role("region", name=words["ops.receivers"])
    mirror = receivers.get_by_role("listitem").filter(has_text=MIRROR)
    await expect(mirror.get_by_text(words["ops.fare.steady"])).to_be_visible()
    await expect(mirror.get_by_text(words["ops.p95"].split("{")[0])).to_be_visible()
    latest = page.get_by_role("region", name=words["ops.latest"]).get_by_role("link").first
    await expect(latest).to_have_attribute("href", re.compile(r"/traces/[0-9a-f]{32}$"))
    await mirror.get_by_role("link", name=MIRROR).click()
    await expect(page.get_by_role("heading", level=1, name=MIRROR)).to_be_visible()
    await expect(page.get_by_text("campaigns.campaign-launched.v1").first).to_be_visible()
    assert person.said == []


@in_both
async def test_for_everybody_else_there_is_no_page_of_operations(sign_in: SignIn, api: Api, lang: str) -> None:
    person = await sign_in(REVIEWER, lang=lang)
    await person.page.goto(f"/{lang}/ops")
    await expect(person.page.get_by_role("heading", name=words_of(lang)["missing.title"])).to_be_visible()
    assert (await (await api(REVIEWER)).get("/api/v1/screens/operations")).status_code == 404


@in_both
async def test_without_a_network_the_page_says_so_and_comes_back_by_itself(sign_in: SignIn, lang: str) -> None:
    words = words_of(lang)
    person = await sign_in(DIRECTOR, lang=lang)
    page = person.page
    await page.get_by_role("link", name=words["gate.members"]).first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await person.context.set_offline(True)
    await expect(page.get_by_text(words["offline.bar"])).to_be_visible()
    await page.get_by_role("link", name=words["footer.help"]).click()
    await expect(page.get_by_role("heading", name=words["fail.offline"])).to_be_visible()
    await person.context.set_offline(False)
    await expect(page.get_by_role("heading", name=words["help.title"])).to_be_visible()
