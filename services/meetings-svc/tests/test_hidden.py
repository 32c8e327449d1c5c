"""What is for the secretariat alone stands on no surface that others reach: every one of them, from both sides."""

import json
from typing import Any

import pypdfium2
import pytest
from chassis.auth import Actor
from chassis.serve import Service

from .conftest import (
    ADMIN,
    AGENDA,
    DIRECTOR,
    GUEST,
    LOCAL_EDITOR,
    OPS,
    REVIEWER,
    SECRETARY,
    VIEWER,
    Call,
    Desk,
    Made,
    entry,
    facts_of,
    populate,
)

MARK = "Zafaran"
OTHERS = [DIRECTOR, VIEWER, LOCAL_EDITOR, OPS, GUEST]
OVERSEERS = [SECRETARY, REVIEWER, ADMIN]
SLIDES = {"kind": "file", "ref": "asset-1", "title": {"ar": "العرض", "en": "Slides"}, "fileName": "slides.pdf"}
BRIEF = {"kind": "file", "ref": "asset-2", "title": {"ar": MARK, "en": MARK}, "fileName": f"{MARK}.pdf", "visibility": "secretariat"}
HIDDEN = entry(
    f"{MARK} order",
    5,
    "secretariat",
    presenters=[{"name": {"ar": MARK, "en": MARK}}],
    papers=[{**BRIEF, "visibility": "all"}],
)

SURFACES = {  # path: whether the secretariat finds it there
    "": True,
    "/minutes": True,
    "/minutes?revision=1": True,
    "/seats": False,
    "/carried-over": False,
    "/outcomes": False,
    "/pack": False,
    "/pack-versions": False,
    "/pack-contents": False,
    "/pack.pdf?lang=en": False,
    "/calendar": False,
    "/seats/D01/invitation": False,
}


@pytest.fixture
async def secret(published: Made, service: Service) -> Desk:
    """A meeting with a hidden item and a hidden paper, which went all the way to circulated minutes."""
    await populate(service)
    desk = await published(agenda=[*AGENDA, HIDDEN, entry(f"{MARK} part", 1, "members"), entry("Later hidden", 2)])
    plans, part, later = (desk.body["agenda"][place]["id"] for place in (1, 5, 6))
    await desk.act("PATCH", f"/agenda-items/{plans}", {"papers": [SLIDES, BRIEF]})
    await desk.act("PATCH", f"/agenda-items/{part}", {"parent": desk.body["agenda"][4]["id"]})
    await desk.act("POST", "/publish-pack")
    desk.body = await desk.seen(SECRETARY)
    await desk.act("PATCH", f"/agenda-items/{later}", {"visibility": "secretariat", "title": {"ar": MARK, "en": MARK}})
    await desk.act("POST", "/begin")
    await desk.act("POST", "/end")
    texts = {item["id"]: {"ar": f"{MARK} {item['id']}"} for item in desk.body["agenda"] if MARK in item["title"]["en"]}
    await desk.act("PATCH", "/minutes", {"texts": {plans: {"ar": "نص"}, **texts}})
    desk.body = await desk.seen(SECRETARY)
    await desk.act("POST", "/circulate-minutes")
    return desk


async def told(desk: Desk, by: Actor, surface: str) -> str:
    """Everything a surface says, as text."""
    answer = await desk.call(by, "GET", f"{desk.path}{surface}")
    assert answer.status_code in (200, 404), answer.text
    if answer.headers["content-type"] == "application/pdf":
        document = pypdfium2.PdfDocument(answer.content)
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    return answer.text.replace("\r\n ", "")


def gives_away(text: str, hidden: list[str]) -> list[str]:
    return [mark for mark in (MARK, "asset-2", "Later hidden", *hidden) if mark in text]


def ids_of(desk: Desk) -> list[str]:
    """The ids of what is hidden."""
    return [item["id"] for item in desk.body["agenda"] if item["visibility"] == "secretariat" or item["title"]["en"].startswith(MARK)]


async def test_no_surface_gives_away_what_is_hidden(secret: Desk) -> None:
    hidden = ids_of(secret)
    assert len(hidden) == 4
    for surface, shown in SURFACES.items():
        for reader in OTHERS:
            assert gives_away(await told(secret, reader, surface), hidden) == [], (surface, reader.id)
        for reader in OVERSEERS:
            assert (MARK in await told(secret, reader, surface)) is shown, (surface, reader.id)


@pytest.mark.parametrize("reader", OTHERS, ids=lambda one: one.id)
async def test_lists_searches_feeds_and_counts_are_the_same_with_and_without_it(secret: Desk, call: Call, reader: Actor) -> None:
    for query in ("", f"?q={MARK}", "?when=upcoming", "?kind=network-meeting"):
        listed = (await call(reader, "GET", f"/meetings{query}")).text
        assert gives_away(listed, ids_of(secret)) == []
    seen = await secret.seen(reader)
    assert [item["order"] for item in seen["agenda"]] == [*range(1, len(seen["agenda"]) + 1)]
    assert [item["number"] for item in seen["agenda"]] == [str(one) for one in range(1, len(seen["agenda"]) + 1)]
    path = (await call(reader, "POST", "/calendar-feeds")).json()["path"].removeprefix("/api/v1")
    assert gives_away((await call(reader, "GET", path)).text.replace("\r\n ", ""), ids_of(secret)) == []


async def test_no_fact_tells_of_it(secret: Desk, service: Service) -> None:
    facts: list[Any] = await facts_of(service, secret.body["id"])
    assert {fact["type"].split(".")[1] for fact in facts} >= {"agenda-published", "pack-published", "minutes-circulated"}
    others = [fact for fact in facts if fact["type"].split(".")[1] != "agenda-published"]
    assert gives_away(json.dumps(others, default=str, ensure_ascii=False), ids_of(secret)) == []
    agendas = [fact["content"]["agenda"] for fact in facts if fact["type"].startswith("meetings.agenda-published")]
    assert [line["title"]["en"] for line in agendas[-1]] == ["Welcome", "Plans", "Closing"]
    assert MARK not in json.dumps(agendas[-1])
