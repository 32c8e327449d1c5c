"""What every browser test shares: the built client served by itself, the system's Chromium, an Arabic reader in Dubai."""
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from gateway import NOW, Gateway
from webroot import serve

QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
READER = {"locale": "ar-AE", "timezone_id": "Asia/Dubai", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    server = serve()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; root has no sandbox."""
    args = QUIET + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=args)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 800}, **READER)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.clock.install(time=NOW)
    yield page
    context.close()


@pytest.fixture
def gateway(page: Page) -> Gateway:
    return Gateway(page)


@pytest.fixture
def noise(page: Page, base_url: str) -> list[str]:
    """Foreign requests and console lines of the page, as they come."""
    heard: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((base_url, "http://media.invalid")) else heard.append(r.url))
    page.on("console", lambda m: heard.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: heard.append(str(e)))
    return heard
