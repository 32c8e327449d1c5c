"""The whole platform on ports of its own, browsers for its people, and a receiver for its webhooks."""

import asyncio
import json
import os
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from deploy.local import background, client, install, ports, services
from deploy.local import browser as browsers
from deploy.local.run import Run

PARTS = (*install.SERVERS, *install.OBSERVERS, *services.NAMES, services.RECEIVER)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# One path of each gate: in Arabic by `make smoke`, in both languages when the whole of tests/e2e runs.
ARABIC_ALWAYS = pytest.mark.parametrize("lang", [pytest.param("ar", marks=pytest.mark.smoke), "en"])


@dataclass(frozen=True)
class Platform:
    """Where a running platform and what watches it are, and who may sign in."""

    url: str
    zipkin: str
    figures: str
    alerts: str
    kafka: str
    sign_ins: dict[str, str]


@pytest.fixture(scope="session")
def system() -> Iterator[Platform]:
    """A fresh platform with its demo data, stopped afterwards; with SHABAKA_RUNNING=1 the one that `make up` left running here."""
    if os.environ.get("SHABAKA_RUNNING"):
        running = Run.load("up")
        assert running, "start it first: BACKEND=local make up"
        yield _platform(running)
        return
    background.stop("suite")
    background.empty("suite")
    run = Run("suite", ports.for_own_run(list(ports.BASE)), install.install(PARTS))
    client.build()
    try:
        background.start(run)
        services.seed(run)
        yield _platform(run)
    finally:
        background.stop("suite")


def _platform(run: Run) -> Platform:
    return Platform(
        run.web_url,
        run.url("zipkin"),
        run.url("victoria"),
        run.url("vmalert"),
        f"{ports.HOST}:{run.ports['kafka']}",
        run.credentials.sign_ins(),
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = await playwright.chromium.launch(executable_path=browsers.ensure(), args=[*QUIET, *sandbox])
        yield running
        await running.close()


@dataclass
class Person:
    """Somebody at a browser. `said` is what the console printed: warnings and errors fail the test."""

    page: Page
    context: BrowserContext
    said: list[str] = field(default_factory=list)


SignIn = Callable[..., Awaitable[Person]]


def hear(person: Person, line: ConsoleMessage) -> None:
    """Keep what is not as it should be, and where it was said."""
    if line.type in ("error", "warning"):
        person.said.append(f"{line.text} {line.location['url']}")


@pytest_asyncio.fixture(loop_scope="session")
async def sign_in(system: Platform, browser: Browser) -> AsyncIterator[SignIn]:
    """`await sign_in("director@dept-01.example")`: signed in through the page, in Arabic unless told otherwise."""
    people: list[Person] = []

    async def through_the_door(email: str, *, lang: str = "ar", **options: Any) -> Person:
        context = await browser.new_context(base_url=system.url, locale="ar-AE" if lang == "ar" else "en-GB", **options)
        person = Person(await context.new_page(), context)
        people.append(person)
        person.page.set_default_timeout(15_000)
        person.page.on("console", lambda line: hear(person, line))
        person.page.on("pageerror", lambda error: person.said.append(str(error)))
        await person.page.goto(f"/{lang}/sign-in")
        await person.page.locator("#email").fill(email)
        await person.page.locator("#password").fill(system.sign_ins[email])
        await person.page.locator("#password").press("Enter")
        await person.page.wait_for_url(lambda url: "sign-in" not in url)
        return person

    yield through_the_door
    for person in people:
        await person.context.close()


Api = Callable[[str], Awaitable[httpx2.AsyncClient]]


@pytest_asyncio.fixture(loop_scope="session")
async def api(system: Platform) -> AsyncIterator[Api]:
    """`await api("director@dept-02.example")`: a system's client with the session of that person."""
    clients: list[httpx2.AsyncClient] = []

    async def signed_in(email: str) -> httpx2.AsyncClient:
        client = httpx2.AsyncClient(base_url=system.url, headers={"Origin": system.url}, timeout=15)
        clients.append(client)
        answer = await client.post("/api/v1/session", json={"email": email, "password": system.sign_ins[email]})
        assert answer.status_code == 200, answer.text
        return client

    yield signed_in
    for opened in clients:
        await opened.aclose()


@dataclass
class Receiver:
    """An entity's system that listens to webhooks."""

    url: str = ""
    received: "asyncio.Queue[tuple[dict[str, str], bytes]]" = field(default_factory=asyncio.Queue)

    async def of_type(self, type_: str, *, about: str) -> tuple[dict[str, str], bytes]:
        """The next webhook of this type about this subject."""
        async with asyncio.timeout(15):
            while True:
                headers, body = await self.received.get()
                event = json.loads(body)
                if event["type"] == type_ and event["subject"] == about:
                    return headers, body


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    """Answers every webhook with 204."""
    listening = Receiver()

    async def hook(request: web.Request) -> web.Response:
        body = await request.read()
        await listening.received.put(({name.lower(): value for name, value in request.headers.items()}, body))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listening.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listening
    await runner.cleanup()


def trace_of(system: Platform, trace_id: str) -> list[dict[str, Any]]:
    """The spans that the trace store has of a trace."""
    try:
        with urllib.request.urlopen(f"{system.zipkin}/api/v2/trace/{trace_id}", timeout=5) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return []
