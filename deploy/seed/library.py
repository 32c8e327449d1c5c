"""Plants the library: documents with their editions, identities, media kits."""

import asyncio
from datetime import date
from typing import Any

from .models import Bi
from .pictures.marks import drawn, painted
from .pictures.printer import printed
from .planter import SECRETARY, SEED, Body, Planter, Step
from .shelves import Document, Edition, Identity, Kit

LANGUAGES, PDF = ("ar", "en"), "application/pdf"
REVIEWER = "GNGC-SEC/reviewer"


async def documents(planter: Planter) -> dict[str, str]:
    """The documents with all their editions; ids by key."""
    return {one.key: await _document(planter, one) for one in planter.data.documents}


async def _document(planter: Planter, one: Document) -> str:
    by = planter.writer_for(one.owner)
    body = {
        "title": one.title.both(),
        "summary": one.summary.both(planter.data.words.mark),
        "kind": one.kind,
        "subjects": one.subjects,
        "classification": one.class_,
        "legalBasis": one.basis.both() if one.basis else None,
        "ownerEntity": one.owner,
    }
    path = f"media:/documents/{await planter.create('media:/documents', body, f'documents/{one.key}', by=by)}"
    for edition in one.editions:
        document = await planter.send("GET", path, by=by)
        there = [version["id"] for version in document["versions"] if version["label"] == edition.label]
        id_ = there[0] if there else await _draft(planter, path, one, edition, document["version"])
        await _bring_out(planter, path, id_, edition, by)
    return path.rpartition("/")[2]


async def _draft(planter: Planter, path: str, one: Document, edition: Edition, version: int) -> str:
    """The version with its texts, drafted; its id."""
    day, by = planter.day(edition.starts), planter.writer_for(one.owner)
    draft = {
        "label": edition.label,
        "notes": (edition.notes or planter.data.words.printed["first"]).both(),
        "issued": str(min(planter.day(edition.starts - 14), planter.today)),
        "effectiveFrom": str(day),
        "transitionEndsOn": str(planter.day(edition.starts + edition.beside)) if edition.beside is not None else None,
    }
    texts = {lang: await _text(planter, one, edition, day, lang) for lang in LANGUAGES[: 2 if edition.english else 1]}
    document = await planter.send("POST", f"{path}/versions", by=by, json=draft, at=version)
    id_ = document["versions"][0]["id"]
    for lang, asset in texts.items():
        body = {"assetId": asset, "language": lang}
        document = await planter.send("POST", f"{path}/versions/{id_}/files", by=by, json=body, at=document["version"])
    return id_


async def _bring_out(planter: Planter, path: str, id_: str, edition: Edition, by: str) -> None:
    """As far as it has come: handed in, published, withdrawn."""
    here = f"versions/{id_}"
    way = {"draft": Step(by, f"{here}/submit")}
    if edition.stays != "in-review":
        way |= {"in-review": Step(REVIEWER, f"{here}/approve"), "approved": Step(SEED, f"{here}/publish")}  # a past one in its turn
    if edition.reason:
        way |= dict.fromkeys(("published", "in-force"), Step(SECRETARY, f"{here}/withdraw", {"reason": edition.reason.both()}))
    await planter.bring(
        path, way, edition.stays, by=SECRETARY, state=lambda found: next(one["state"] for one in found["versions"] if one["id"] == id_)
    )


async def _text(planter: Planter, one: Document, edition: Edition, day: date, lang: str) -> str:
    words = planter.data.words

    def say(text: Bi) -> str:
        return text.both()[lang]

    content = await asyncio.to_thread(
        printed,
        language=lang,
        kind=say(words.kinds[one.kind]),
        paint=words.kinds[one.kind].paint,
        title=say(one.title),
        version=f"{say(words.printed['version'])} {edition.label}",
        day=f"{say(words.printed['inForce'])} {day.day} {say(words.months[day.month - 1])} {day.year}",
        mark=say(words.mark),
        sections=[
            (say(one.summary), say(edition.notes or words.printed["first"])),
            *((say(part.head), say(part.text)) for part in (*one.sections, *words.sections)),
        ],
    )
    about = {"fileName": f"{say(one.title)} {edition.label}.pdf", "contentType": PDF, "purpose": "document"}
    return await planter.upload(
        "media:/assets", content, f"documents/{one.key}/{edition.label}/{lang}/{day}", by=planter.writer_for(one.owner), **about
    )


async def identities(planter: Planter) -> None:
    """The identities, published."""
    for one in planter.data.identities:
        await _identity(planter, one)


async def _identity(planter: Planter, one: Identity) -> None:
    words, by = planter.data.words, planter.writer_for(one.entity)
    new = {"entity": one.entity, "name": one.name.both(), "intro": one.intro.both(words.mark)}
    await planter.create("media:/identities", new, f"identities/{one.entity}", by=by)
    record = await planter.send("GET", path := f"media:/identities/{one.entity}", by=by)
    if record["published"]:
        return
    logos = [await _logo(planter, one, ground) for ground in list(words.grounds)[len(record["logos"]) :]]
    record = await planter.append(f"{path}/logos", logos, (), record, by=by)
    rest: dict[str, Any] = {
        "colours": [{"hex": colour.hex, "name": colour.both(), "role": colour.role} for colour in one.colours],
        "fonts": [{"family": font.family, "use": font.both(), "weights": font.weights, "licence": "OFL-1.1"} for font in words.fonts],
        "dos": [rule.both() for rule in words.dos],
        "donts": [rule.both() for rule in words.donts],
    }
    record = await planter.send("PATCH", path, by=by, json=rest, at=record["version"])
    await planter.send("POST", f"{path}/publish", by=by, at=record["version"])


async def _logo(planter: Planter, one: Identity, ground: str) -> Body:
    paint = one.colours[0].hex if ground == "light" else "#FFFFFF"
    files = []
    for kind, draw in (("svg+xml", drawn), ("png", painted)):
        about = {"fileName": f"{one.entity}-{ground}.{kind[:3]}", "contentType": f"image/{kind}", "purpose": "media-kit"}
        key = f"identities/{one.entity}/{ground}/{kind[:3]}"
        files.append(await planter.upload("media:/assets", draw(one.mark, paint), key, by=planter.writer_for(one.entity), **about))
    return {"name": planter.data.words.grounds[ground].both(), "variant": "mark", "ground": ground, "assetIds": files}


async def kits(planter: Planter) -> None:
    """The media kits, released."""
    for one in planter.data.kits:
        await _kit(planter, one)


async def _kit(planter: Planter, one: Kit) -> None:
    words, by = planter.data.words, planter.writer_for(one.owner)
    new = {
        "title": one.title.both(),
        "summary": one.summary.both(words.mark),
        "hashtags": one.hashtags,
        "ownerEntity": one.owner,
        "campaignId": planter.campaigns.get(one.campaign or ""),
        "audience": one.audience,
        "embargoUntil": planter.at(one.embargo) if one.embargo is not None else None,
        "closesAt": planter.at(one.closes) if one.closes is not None else None,
    }
    path = f"media:/kits/{await planter.create('media:/kits', new, f'kits/{one.key}', by=by)}"
    record = await planter.send("GET", path, by=by)
    if record["state"] != "draft":
        return
    items: list[Body] = [{"kind": item.kind, "title": item.title.both(), "text": item.text.both()} for item in one.items]
    for key in one.photos:
        asset = await planter.photo(planter.data.pictured[key], f"kits/{one.key}/{key}", by=by, purpose="media-kit")
        title = planter.data.pictured[key].both()
        items.append({"kind": "photo", "title": title, "text": words.photo.kit.both(words.mark), "assetId": asset})
    record = await planter.append(f"{path}/items", items, record["items"], record, by=by)
    await planter.send("POST", f"{path}/release", by=by, at=record["version"])
