"""The main job as its users live it: from a director's browser to another entity's screen and system, and the trace that shows the way."""

import asyncio
import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from chassis.clock import dubai_day, now
from chassis.testing import eventually
from PIL import Image
from playwright.async_api import Page, expect
from standardwebhooks.webhooks import Webhook

from .conftest import Api, Platform, Receiver, SignIn, trace_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

LAUNCHED = "campaigns.campaign-launched.v1"
DIRECTOR, OTHER, REVIEWER = "director@dept-01.example", "director@dept-02.example", "reviewer@secretariat.example"
TODAY = dubai_day(now())


def photo() -> bytes:
    picture = Image.linear_gradient("L").resize((1200, 800)).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


async def put(page: Page, pointer: str, value: str) -> None:
    await page.locator(f"#f{pointer.replace('/', '-')}").fill(value)


async def both(page: Page, pointer: str, ar: str, en: str) -> None:
    await put(page, f"{pointer}/ar", ar)
    await put(page, f"{pointer}/en", en)


async def onward(page: Page) -> None:
    await page.get_by_role("link", name="التالي", exact=True).click()


async def write_campaign(page: Page, title: str) -> str:
    """Fill in the four steps in Arabic and submit; the campaign's id."""
    await page.goto("/ar/forum/new")
    await both(page, "/title", title, "A Safe Summer")
    await both(page, "/summary", "ظل وماء ووقت راحة لكل من يعمل في الخارج.", "Shade, water and rest for everyone who works outdoors.")
    await page.locator("#f-topic").get_by_text("السلامة", exact=True).click()
    await page.set_input_files("#f-cover", {"name": "cover.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    await expect(page.get_by_text("الصورة جاهزة")).to_be_visible(timeout=30_000)
    await both(page, "/cover/alt", "ظل تحت مظلة", "Shade under a canopy")
    await onward(page)
    await both(page, "/objectives/0/statement", "رفع نسبة من يعرف وقت الراحة", "More people know the hours of rest")
    await put(page, "/objectives/0/target", "٦٠")
    await both(page, "/audiences/0/segment", "العاملون في الخارج", "People who work outdoors")
    await onward(page)
    await both(page, "/strategy/proposition", "الظل قريب", "Shade is near")
    await put(page, "/implementation/startsOn", TODAY.isoformat())
    await put(page, "/implementation/endsOn", (TODAY + timedelta(days=60)).isoformat())
    await page.locator("#f-implementation-channels").get_by_text("الإذاعة", exact=True).click()
    await onward(page)
    await both(page, "/kpis/0/name", "تذكّر الرسالة", "Message recall")
    await put(page, "/kpis/0/target", "45")
    await page.get_by_role("button", name="أرسل إلى الأمانة العامة").click()
    await page.wait_for_url(lambda url: "/edit" not in url and "/new" not in url)
    return page.url.rsplit("/", 1)[-1].partition("?")[0]


async def subscribe(client: httpx2.AsyncClient, receiver: Receiver) -> str:
    wish = {"name": "Campaign mirror", "sink": receiver.url, "types": [LAUNCHED]}
    made = await client.post("/api/v1/subscriptions", json=wish, headers={"Idempotency-Key": uuid4().hex})
    assert made.status_code == 201, made.text
    return made.json()["secret"]


async def streamed(client: httpx2.AsyncClient, about: asyncio.Future[str], opened: asyncio.Event) -> tuple[str, dict[str, Any]]:
    """The SSE id and the event of the launch, as a colleague's stream shows them."""
    async with client.stream("GET", "/api/v1/events/stream?after=latest", timeout=60) as stream:
        assert stream.status_code == 200
        opened.set()
        fields: dict[str, str] = {}
        async for line in stream.aiter_lines():
            if line:
                name, _, value = line.partition(":")
                fields[name] = value.removeprefix(" ")
                continue
            if fields.get("event") == LAUNCHED and json.loads(fields["data"])["subject"] == await about:
                return fields["id"], json.loads(fields["data"])
            fields = {}
    raise AssertionError("the stream ended")


@pytest.mark.smoke
async def test_a_campaign_goes_from_the_browser_to_every_subscriber(
    system: Platform, sign_in: SignIn, api: Api, receiver: Receiver
) -> None:
    director, reviewer, member = await sign_in(DIRECTOR), await sign_in(REVIEWER), await sign_in(OTHER)
    colleague = await api(OTHER)
    secret = await subscribe(colleague, receiver)
    cursor = (await colleague.get("/api/v1/events?after=latest")).json()["next"]
    title = f"صيف آمن {uuid4().hex[:6]}"
    about: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    opened = asyncio.Event()
    stream = asyncio.create_task(streamed(colleague, about, opened))
    await opened.wait()

    campaign = await write_campaign(director.page, title)
    about.set_result(campaign)

    await reviewer.page.goto("/ar/forum/review")
    await reviewer.page.get_by_role("link", name=title).click()
    await reviewer.page.get_by_role("button", name="ابدأ المراجعة").click()
    await reviewer.page.get_by_role("button", name="اطلب تعديل: العنوان بالإنجليزية").click()
    await reviewer.page.get_by_label("ما المطلوب في").fill("اذكر من هو الآمن.")
    await reviewer.page.get_by_role("button", name="أضف الطلب").click()
    await reviewer.page.get_by_role("button", name="أعِدها إلى الجهة بطلب واحد").click()
    await expect(reviewer.page.get_by_text("أُعيدت الحملة إلى الجهة")).to_be_visible()

    await director.page.goto(f"/ar/forum/{campaign}/edit")
    await put(director.page, "/title/en", "Safe in the Summer Heat")
    for _ in range(3):
        await onward(director.page)
    await director.page.get_by_role("button", name="أعد الإرسال إلى الأمانة العامة").click()
    await director.page.wait_for_url(lambda url: "/edit" not in url)

    await member.page.goto("/ar/forum")
    await expect(member.page.locator("article").first).to_be_visible()
    await expect(member.page.get_by_text(title)).to_have_count(0)
    loads = await member.page.evaluate("performance.getEntriesByType('navigation')[0].startTime + performance.timeOrigin")

    await reviewer.page.goto(f"/ar/forum/{campaign}")
    await reviewer.page.get_by_role("button", name="ابدأ المراجعة").click()
    await reviewer.page.get_by_role("button", name="اعتمد الحملة").click()
    await reviewer.page.get_by_role("button", name="نعم، اعتمدها").click()

    await expect(member.page.get_by_role("link", name=title)).to_be_visible()
    assert loads == await member.page.evaluate("performance.getEntriesByType('navigation')[0].startTime + performance.timeOrigin")

    headers, body = await receiver.of_type(LAUNCHED, about=campaign)
    event = Webhook(secret).verify(body, headers)
    assert headers["webhook-id"] == event["id"]
    assert event["data"]["title"] == {"ar": title, "en": "Safe in the Summer Heat"}

    async with asyncio.timeout(15):
        position, shown = await stream
    pulled = await pull(colleague, cursor, campaign)
    assert event["id"] == shown["id"] == pulled["id"]
    assert str(event["position"]) == position == str(pulled["position"])

    await the_trace_shows_the_way(system, event["traceparent"].split("-")[1])
    assert [person.said for person in (director, reviewer, member)] == [[], [], []]


async def pull(client: httpx2.AsyncClient, cursor: Any, campaign: str) -> dict[str, Any]:
    """The launch, asked for from the last cursor."""
    found = (await client.get("/api/v1/events", params={"after": cursor, "types": LAUNCHED, "limit": 100})).json()["items"]
    return next(event for event in found if event["subject"] == campaign)


async def the_trace_shows_the_way(system: Platform, trace_id: str) -> None:
    """One trace: gateway → campaigns-svc → Kafka → subscriptions-svc → the webhook with the receiver's answer."""

    def spans() -> list[dict[str, Any]]:
        found = trace_of(system, trace_id)
        assert {"gateway", "campaigns-svc", "subscriptions-svc"} <= {span["localEndpoint"]["serviceName"] for span in found}
        assert webhook_of(found)
        return found

    found = await eventually(spans, within=20, every=0.5)
    by_id = {span["id"]: span for span in found}
    way, span = [], webhook_of(found)
    while span:
        way.append(span["localEndpoint"]["serviceName"])
        span = by_id.get(span.get("parentId", ""))
    assert list(dict.fromkeys(way)) == ["subscriptions-svc", "campaigns-svc", "gateway"]
    assert any(span["kind"] == "PRODUCER" for span in found if "kind" in span)
    assert any("mongo" in json.dumps(span.get("tags", {})) for span in found)


def webhook_of(spans: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The request to the receiver, with its status."""
    return next(
        (
            span
            for span in spans
            if span.get("kind") == "CLIENT"
            and span["localEndpoint"]["serviceName"] == "subscriptions-svc"
            and span.get("tags", {}).get("http.response.status_code") == "204"
        ),
        None,
    )
