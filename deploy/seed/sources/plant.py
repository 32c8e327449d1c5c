"""Enters the sample library through the service's own door, as the system "seed"; a second time finds it there."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

from .data import BOOKS, KINDS, MONTHS, PAINTS, SECTIONS, Book, Edition, day_of
from .printer import printed

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
Put = Callable[[Mapping[str, Any], bytes, str], Awaitable[None]]
PATIENCE = 120.0
LANGUAGES = ("ar", "en")
PDF = "application/pdf"


class NotPlanted(Exception):
    """The service refused or did not finish what the sample needs."""


class Hand:
    """Speaks to media-svc and fails aloud; uploads as a browser does."""

    def __init__(self, call: Call, put: Put) -> None:
        self._call, self._put = call, put

    async def __call__(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """The body of an answer that is none of refusal."""
        status, body, version = await self._call(method, path, **more)
        if status >= 300:
            raise NotPlanted(f"{method} {path} answered {status}: {body}")
        return body | ({"version": version} if version else {})

    async def upload(self, content: bytes, name: str, type_: str, purpose: str, key: str, *, place: str = "assets") -> str:
        """A checked file, or with `place` = "photos" a photo. What a crash left unfinished under one key is left to expire, and the
        next key tried."""
        for attempt in range(3):
            wish = {"fileName": name, "contentType": type_, "size": len(content), "purpose": purpose}
            ticket = await self("POST", f"/{place}", json=wish, key=f"{key}/{attempt}")
            if ticket["upload"]:
                await self._put(ticket["upload"], content, name)
            reported = await self("POST", f"/{place}/{ticket['id']}/uploaded")
            if reported["status"] != "rejected":
                return await self._ready(f"/{place}/{ticket['id']}", ticket["id"])
        raise NotPlanted(f"{name} could not be uploaded")

    async def _ready(self, path: str, id_: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            file = await self("GET", path)
            if file["status"] == "ready":
                return id_
            if file["status"] == "rejected":
                raise NotPlanted(f"file {id_} was rejected: {file['reason']}")
            await asyncio.sleep(0.1)
        raise NotPlanted(f"file {id_} was not checked within {PATIENCE:.0f} s: is the worker of media-svc running?")


async def plant(call: Call, put: Put, today: date) -> list[str]:
    """Ids of the sample documents, in the order of `BOOKS`, each with all its editions."""
    hand = Hand(call, put)
    return [await _document(hand, book, today) for book in BOOKS]


async def _document(hand: Hand, book: Book, today: date) -> str:
    body = {
        "title": _bi(book.title),
        "summary": _bi(book.summary),
        "kind": book.kind,
        "subjects": list(book.subjects),
        "classification": book.classification,
        "legalBasis": _bi(book.basis) if book.basis else None,
        "ownerEntity": book.owner,
    }
    document = await hand("POST", "/documents", json=body, key=f"documents/{book.key}")
    document = await hand("GET", f"/documents/{document['id']}")
    for edition in book.editions[len(document["versions"]) :]:
        document = await _edition(hand, document, book, edition, today)
    return document["id"]


async def _edition(hand: Hand, document: dict[str, Any], book: Book, edition: Edition, today: date) -> dict[str, Any]:
    """Draft it with its texts, then as far as it has come: handed in, published, withdrawn."""
    path, day = f"/documents/{document['id']}", day_of(edition, today)
    ends = day + timedelta(days=edition.transition) if edition.transition is not None else None
    issued = min(day - timedelta(days=14), today)
    texts = [await _text(hand, book, edition, day, language) for language in LANGUAGES[: 2 if edition.english else 1]]
    draft = {
        "label": edition.label,
        "notes": _bi(edition.notes),
        "issued": str(issued),
        "effectiveFrom": str(day),
        "transitionEndsOn": str(ends) if ends else None,
    }
    document = await hand("POST", f"{path}/versions", json=draft, if_match=document["version"])
    version = f"{path}/versions/{document['versions'][0]['id']}"
    for language, asset in zip(LANGUAGES, texts, strict=False):
        document = await hand("POST", f"{version}/files", json={"assetId": asset, "language": language}, if_match=document["version"])
    for verb in ("submit",) if edition.stays == "in-review" else ("submit", "approve", "publish"):
        document = await hand("POST", f"{version}/{verb}", if_match=document["version"])
    if edition.stays == "withdrawn":
        reason = {"ar": "خطأ في جدول المقاييس.", "en": "A mistake in the table of measures."}
        document = await hand("POST", f"{version}/withdraw", json={"reason": reason}, if_match=document["version"])
    return document


async def _text(hand: Hand, book: Book, edition: Edition, day: date, language: str) -> str:
    place = LANGUAGES.index(language)
    words = ("الإصدار", "Version")[place]
    content = await asyncio.to_thread(
        printed,
        language=language,
        kind=KINDS[book.kind][place],
        paint=PAINTS[book.kind],
        title=book.title[place],
        version=f"{words} {edition.label}",
        day=f"{('يسري من', 'In force from')[place]} {day.day} {MONTHS[day.month - 1][place]} {day.year}",
        sections=[
            (book.summary[place], edition.notes[place]),
            *((head[place], body[place]) for head, body in SECTIONS[: None if edition.transition is not None else -1]),
        ],
    )
    name = f"{book.title[place]} {edition.label}.pdf"
    return await hand.upload(content, name, PDF, "document", f"documents/{book.key}/{edition.label}/{language}/{day}")


def _bi(words: tuple[str, str]) -> dict[str, str]:
    return {"ar": words[0], "en": words[1]}
