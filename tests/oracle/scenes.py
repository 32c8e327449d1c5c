"""What happens in the network: every act after which something is told, of records of every class. Each scene yields after each act."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chassis.clock import now
from chassis.errors import Text
from media_svc.identities import model as identities
from media_svc.identities.model import Colour, Identity, Logo
from media_svc.kits import model as kits
from media_svc.kits.model import Item, Kit
from media_svc.model import Asset, Bi, Findings, Rendition, Status, Wish, accept, reject
from media_svc.sources.life import model as life
from media_svc.sources.model import Document, Version, VersionState
from media_svc.studio import model as studio
from media_svc.studio.details.model import Details, Words
from members_svc.people import model as people
from members_svc.people.model import Card, Contact, EntityRef, Person
from members_svc.roles import model as roles

from tests.oracle.world import ADMIN, DIRECTOR, OWNER, PARTNER, RELEASER, REVIEWER, SECRETARY, SEED, World

Scene = AsyncIterator[tuple[str, str] | None]
SAID = {"ar": "نص", "en": "Text"}
PLAN: dict[str, Any] = {
    "title": {"ar": "صيف آمن", "en": "A Safe Summer"},
    "summary": {"ar": "حملة توعية", "en": "An awareness campaign"},
    "topic": "safety",
    "objectives": [{"statement": SAID, "target": 60, "baseline": 41.5}],
    "audiences": [{"segment": SAID, "languages": ["ar", "ur"]}],
    "strategy": {"proposition": SAID},
    "implementation": {"startsOn": "2026-06-01", "endsOn": "2099-08-31", "channels": ["radio", "social"]},
    "kpis": [{"metric": "recall", "name": SAID, "stage": "outtakes", "target": 45}],
    "partnerEntities": ["D03"],
}
CLASSES = ("open", "shared-confidential", "shared-sensitive", "shared-secret")


async def campaigns(world: World, classification: str, end: str) -> Scene:
    """One campaign to its launch and past it. `end` is how it ends: withdrawn, recalled, cancelled, or not at all.

    What an act may take away from readers is yielded before it: the service and path of the record.
    """
    made = await world.do("campaigns", DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]})
    body, path = made, f"/campaigns/{made['id']}"

    async def act(who: Any, verb: str, json: Any = None) -> None:
        nonlocal body
        method, where = ("POST", f"{path}/{verb}") if verb else ("PATCH", path)
        body = await world.do("campaigns", who, method, where, version=body["version"], json=json)

    await act(DIRECTOR, "", {**PLAN, "classification": classification, "launchAt": (now() + timedelta(days=1)).isoformat()})
    await act(DIRECTOR, "submit")
    yield None
    if end in ("withdraw", "recall"):
        yield "campaigns", path
        await act(DIRECTOR, end, {"reason": "Not now."} if end == "withdraw" else None)
        yield None
        return
    await act(REVIEWER, "start-review")
    yield None
    await act(REVIEWER, "request-changes", {"requests": [{"field": "/title/en", "note": "Shorter."}]})
    yield None
    await act(DIRECTOR, "submit", {"answers": {"1": "It stays."}})
    await act(REVIEWER, "start-review")
    await act(REVIEWER, "approve")
    yield None
    await act(DIRECTOR, "launch")
    yield None
    await world.do("campaigns", DIRECTOR, "POST", f"{path}/comments", json={"text": "Well done", "mentions": [PARTNER.id]})
    yield None
    if end == "cancel":
        yield "campaigns", path
        await act(DIRECTOR, "cancel", {"reason": "The event was moved."})
    else:
        await act(DIRECTOR, "complete")
    yield None


async def corrected(world: World, was: str, is_now: str) -> Scene:
    """A live campaign that gets another class: it has other readers from then on."""
    made = await world.do("campaigns", DIRECTOR, "POST", "/campaigns", json={"title": PLAN["title"]})
    body, path = made, f"/campaigns/{made['id']}"
    for who, verb, json in (
        (DIRECTOR, "", {**PLAN, "classification": was, "launchAt": (now() + timedelta(days=1)).isoformat()}),
        (DIRECTOR, "submit", None),
        (REVIEWER, "start-review", None),
        (REVIEWER, "approve", None),
        (DIRECTOR, "launch", None),
    ):
        method, where = ("POST", f"{path}/{verb}") if verb else ("PATCH", path)
        body = await world.do("campaigns", who, method, where, version=body["version"], json=json)
        if verb:
            yield None
    yield "campaigns", path
    change = {"classification": is_now, "launchedAt": "2026-01-01T00:00:00Z", "reason": "The class was wrong."}
    await world.do("campaigns", DIRECTOR, "POST", f"{path}/correct", version=body["version"], json=change)
    yield None


async def meetings(world: World, number: int, invited: list[str], members_only: bool) -> Scene:
    """One meeting to its end, with answers of seats, a pack, a decision and an action item."""
    start = now() + timedelta(days=9)
    outline = {
        "kind": "working-group" if invited else "network-meeting", "number": number, "title": SAID, "hostEntity": "D01",
        "venue": {"name": SAID}, "start": start.isoformat(), "end": (start + timedelta(hours=2)).isoformat(), "invited": invited,
    }  # fmt: skip
    body = await world.do("meetings", SECRETARY, "POST", "/meetings", json=outline)
    path = f"/meetings/{body['id']}"

    async def act(method: str, where: str, json: Any = None) -> None:
        nonlocal body
        body = await world.do("meetings", SECRETARY, method, f"{path}{where}", version=body["version"], json=json)

    for seen in ("all", "members" if members_only else "all", "secretariat"):
        await act("POST", "/agenda-items", {"title": SAID, "plannedMinutes": 5, "visibility": seen})
    await act("POST", "/announce")
    yield None
    await act("POST", "/publish-agenda")
    yield None
    answer = {"status": "accepted", "mode": "remote"}
    await world.do("meetings", DIRECTOR, "POST", f"{path}/seats/D01/answer", version=0, json=answer)
    await world.do(
        "meetings", SECRETARY, "POST", f"{path}/seats/D03/answer", version=0, json={"status": "delegated", "delegatePost": "post-3"}
    )
    yield None
    published = await world.do("meetings", SECRETARY, "POST", f"{path}/publish-pack", version=body["version"])
    assert published["version"] == 1
    body = await world.do("meetings", SECRETARY, "GET", path)
    await act("POST", "/begin")
    await world.do("meetings", SECRETARY, "POST", f"{path}/decisions", json={"text": SAID})
    action = {"text": SAID, "ownerPost": "post-2", "due": "2099-01-01"}
    made = await world.do("meetings", SECRETARY, "POST", f"{path}/action-items", json=action)
    await world.do("meetings", SECRETARY, "POST", f"{path}/seats/D01/attendance", version=1, json={"attendance": "present"})
    yield None
    await act("POST", "/end")
    yield None
    yield "meetings", f"/action-items/{made['id']}"
    moved = {"text": SAID, "ownerPost": "post-3", "due": "2099-01-01", "reason": SAID}
    await world.do("meetings", SECRETARY, "POST", f"/action-items/{made['id']}/amend", version=1, json=moved)
    yield None


async def cards(world: World) -> Scene:
    """A card that is confirmed, reported, opened by hand and by export, and whose owner gets a role and loses it."""
    stores = world.stores("members")
    contact = Contact(email="a@dept.example", mobile="+971501234567")
    for id_, code in ((OWNER.id, "D01"), ("0195500d-0000-7000-8000-000000000002", "D02")):
        card = Card(Text("س", "S"), Text("س", "S"), contact=contact)
        await stores.people.add(Person(id_, card, EntityRef(code, Text(code, code))), None)
    path = f"/people/{OWNER.id}"
    found = await stores.people.get(OWNER.id)
    await stores.people.save(*people.edit(found, found.card, confirm=True, by=OWNER, at=now()), expected=found.version)
    said = await world.ask("members", PARTNER, "POST", f"{path}/report", json={"words": "The number is another one."})
    assert said.status_code == 204, said.text
    await world.do("members", DIRECTOR, "POST", f"{path}/open")
    assert (await world.ask("members", SECRETARY, "GET", "/people/export")).status_code == 200
    yield None
    found = await stores.people.get(OWNER.id)
    given, fact = roles.grant(found, "entity-editor", "D02", by=ADMIN, at=now())
    await stores.people.save(given, fact, expected=found.version)
    given = await stores.people.get(OWNER.id)
    yield None
    await stores.people.save(*roles.revoke(given, "entity-editor", "D02", by=ADMIN, at=now()), expected=given.version)
    yield None


async def entities(world: World) -> Scene:
    """An entity and its first post."""
    await world.do("members", SEED, "POST", "/entities", json={"code": "D09", "name": SAID})
    yield None


async def uploads(world: World) -> Scene:
    """Uploads of every purpose, accepted and not."""
    stores, at = world.stores("media"), now()
    for purpose, passes in (("document", True), ("media-kit", False), ("studio", True), ("studio", False), ("campaign-cover", True)):
        kind = "file" if purpose in ("document", "media-kit") else "photo"
        wish = Wish(kind, purpose, "a", "image/jpeg", 1)
        asset = await stores.assets.add(Asset(f"{purpose}-{passes}", "D01", wish, DIRECTOR.id, at, at, status=Status.CHECKING))
        change = accept(asset, Findings("0" * 64), at=at) if passes else reject(asset, "broken", at=at)
        await stores.assets.save(*change)
    yield None


async def documents(world: World, classification: Any) -> Scene:
    """A document that is published and taken back: it stays readable, and says so."""
    stores, at, words = world.stores("media"), now(), Bi("دليل", "Guide")
    approved = Version("v-1", 1, "1.0", state=VersionState.APPROVED)
    draft = Document(f"doc-{classification}", "D01", "policy", words, words, DIRECTOR.id, at, at, classification=classification)
    document = await stores.documents.add(replace(draft, versions=(approved,)), None)
    after, fact = life.publish(document, "v-1", by=SECRETARY, at=at)
    saved = await stores.documents.save(after, fact, expected=document.version)
    yield None
    gone, fact = life.withdraw(saved, "v-1", words, None, by=SECRETARY, at=at)
    await stores.documents.save(gone, fact, expected=saved.version)
    yield None


async def kit(world: World, named: tuple[str, ...], *, closes: bool) -> Scene:
    """A media kit that is released and revoked, or comes to its end."""
    stores, at, words = world.stores("media"), now(), Bi("حقيبة", "Kit")
    item = Item("i-1", "message", words, words)
    made = Kit(f"kit-{len(named)}-{closes}", "D01", words, words, DIRECTOR.id, at, at, audience=named, items=(item,))
    made = await stores.kits.add(made, None)
    released, fact = kits.release(made, by=DIRECTOR, at=at)
    released = await stores.kits.save(released, fact, expected=1)
    yield None
    yield "media", f"/kits/{made.id}"
    over = kits.close(replace(released, closes_at=now()), at=now()) if closes else kits.revoke(released, words, by=DIRECTOR, at=now())
    assert over
    await stores.kits.save(*over, expected=released.version)
    yield None


async def identity(world: World) -> Scene:
    """An identity that is published, corrected and taken back."""
    stores, at, words = world.stores("media"), now(), Bi("هوية", "Identity")
    logo, colour = Logo("l-1", words, "full", "light", ()), Colour(words, "#006A67", "primary")
    made = await stores.identities.add(Identity("D01", words, words, at, logos=(logo,), colours=(colour,)))
    made = await stores.identities.save(*identities.publish(made, by=DIRECTOR, at=at), expected=made.version)
    yield None
    given = identities.Correction({"intro": Bi("أدق", "More exact")}, (), (), "It said too little")
    made = await stores.identities.save(*identities.correct(made, given, by=DIRECTOR, at=at), expected=made.version)
    yield None
    yield "media", "/identities/D01"
    await stores.identities.save(*identities.withdraw(made, words, by=DIRECTOR, at=at), expected=made.version)
    yield None


async def photo(world: World, seq: int, owner: str) -> Scene:
    """An official photo that is released and withdrawn."""
    stores, at, words = world.stores("media"), now(), Bi("صورة", "Photo")
    sizes = tuple(Rendition(name, 1500, 1000, "image/jpeg") for name in ("wide", "wide-jpeg"))
    picture, hand = studio.Picture(f"a-{seq}", "0" * 64, 3000, 2000, sizes), studio.Hand("studio", at)
    details = Details(headline=Words("صورة", "Photo"), captured_at=at)
    cleared = studio.Photo(studio.Number(at.date(), seq), owner, picture, hand, at, details, state=studio.State.CLEARED, proposed=hand)
    await stores.photos.add(cleared)
    released, fact = studio.sign(cleared, "stamp", by=RELEASER, at=at)
    released = await stores.photos.save(released, fact, expected=1)
    yield None
    yield "media", f"/official-photos/{released.number}"
    await stores.photos.save(*studio.withdraw(released, words, by=RELEASER, at=now()), expected=released.version)
    yield None


async def subscription(world: World) -> Scene:
    """A subscription of an entity, made and deleted."""
    wish = {"name": "Mirror", "sink": "http://127.0.0.1:9/hook"}
    made = await world.do("subscriptions", DIRECTOR, "POST", "/subscriptions", json=wish)
    yield None
    yield "subscriptions", f"/subscriptions/{made['id']}"
    gone = await world.ask("subscriptions", DIRECTOR, "DELETE", f"/subscriptions/{made['id']}", version=1)
    assert gone.status_code == 204, gone.text
    yield None
