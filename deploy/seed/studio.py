"""Plants the Studio's photos and brings each to its state, as officer, reviewer and releaser would."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .pictures.paint import cut
from .planter import Body, Planter, Step
from .shelves import Occasion, Shown

OFFICER, REVIEWER, RELEASER = "GNGC-SEC/studio", "GNGC-SEC/reviewer", "GNGC-SEC/releaser"
SHAPES = ("landscape", "landscape", "portrait", "square", "panorama", "landscape", "portrait")
# the last dozen photos wait somewhere on their way; all others are out
WAITING = (
    "ingested", "ingested", "ingested", "captioned", "captioned", "in-review", "in-review", "cleared", "proposed", "embargoed", "embargoed",
    "withdrawn",
)  # fmt: skip
MOMENTS = 5
CALM = 2  # the moment that shows the place, with nobody in it


class Photo(NamedTuple):
    """One photo: the how-manieth of all, of which moment of what, who stands in it, and how far it has come."""

    turn: int
    occasion: Occasion
    moment: int
    persons: tuple[Shown, ...]
    state: str


def photos(planter: Planter) -> Iterator[Photo]:
    """Those of the latest occasions last, so that what waits is new."""
    studio = planter.data.studio
    count = len(studio.occasions) * MOMENTS
    for turn in range(count):
        occasion, moment = studio.occasions[turn // MOMENTS], turn % MOMENTS
        shown = range(0 if moment == CALM else 1 + turn % 3)
        persons = tuple(studio.people[(turn + step) % len(studio.people)] for step in shown)
        yield Photo(turn, occasion, moment, persons, WAITING[turn - count] if count - turn <= len(WAITING) else "released")


async def plant(planter: Planter, wanted: list[Photo]) -> None:
    """The register of people and occasions, and these photos."""
    for one in planter.data.studio.people:
        await planter.create("media:/photo-people", _person(planter, one), f"studio/person/{one.key}", by=OFFICER, fine=(409,))
    occasions = {
        one.key: await planter.create("media:/photo-occasions", _occasion(planter, one), f"studio/occasion/{one.key}", by=OFFICER)
        for one in planter.data.studio.occasions
    }
    await planter.each(_photo(planter, one, occasions[one.occasion.key]) for one in wanted)


def _person(planter: Planter, one: Shown) -> Body:
    """With titles one after the other since 2015."""
    titles, since = [], date(2015, 1, 1)
    for title in one.titles:
        until = planter.day(title.until) if title.until is not None else None
        titles.append({"title": title.both(), "since": str(since), "until": str(until) if until else None})
        since = until + timedelta(days=1) if until else since
    return {"key": one.key, "name": one.name.both(), "titles": titles}


def _occasion(planter: Planter, one: Occasion) -> Body:
    day = str(planter.day(one.day))
    return {"title": one.title.both(), "place": one.place.both(), "startsOn": day, "endsOn": day}


async def _photo(planter: Planter, one: Photo, occasion: str) -> None:
    picture = planter.data.pictured[one.occasion.pictures[one.turn % len(one.occasion.pictures)]]
    content, frames = await asyncio.to_thread(cut, picture, SHAPES[one.turn % len(SHAPES)], one.turn, len(one.persons))
    path = f"media:/official-photos/{await _uploaded(planter, one, content)}"
    words, last = planter.data.words.photo, one.state == "embargoed"
    propose = Step(OFFICER, "propose-release")
    way = {
        "ingested": Step(OFFICER, "edit", _told(planter, one, occasion, frames)),
        "captioned": Step(OFFICER, "submit"),
        "in-review": Step(REVIEWER, "clear"),
        "cleared": Step(OFFICER, "embargo", {"until": planter.at(2, 12)}) if last else propose,
        "embargoed": propose,
        "proposed": Step(RELEASER, "sign-release"),
        "released": Step(RELEASER, "withdraw", words.withdrawn.both()),
    }
    await planter.bring(path, way, "signed" if last else one.state, by=OFFICER, state=_stands)


def _stands(photo: Body) -> str:
    """Its state, told apart by how many of the two persons have spoken while it waits."""
    waits = photo["state"] in ("cleared", "embargoed")
    if waits and photo["desk"]["signed"]:
        return "signed"
    return "proposed" if waits and photo["desk"]["proposed"] else photo["state"]


async def _uploaded(planter: Planter, one: Photo, content: bytes) -> str:
    """Announce, post what is missing, report; its number."""
    wish = {"fileName": f"studio-{one.turn + 1:02}.jpg", "contentType": "image/jpeg", "size": len(content)}
    id_ = await planter.create("media:/photo-uploads", wish, f"studio/photo/{one.turn + 1}", by=OFFICER)
    upload = await planter.send("GET", path := f"media:/photo-uploads/{id_}", by=OFFICER)
    for part in upload["missing"]:
        await planter.doors.put(part["form"], content[part["offset"] : part["offset"] + part["size"]], wish["fileName"])
    await planter.send("POST", f"{path}/uploaded", by=OFFICER, fine=(409, 422))
    upload = await planter.wait(path, lambda found: bool(found["number"]), by=OFFICER)
    return upload["number"]


def _told(planter: Planter, one: Photo, occasion: str, frames: list[dict[str, float]]) -> Body:
    words, about, caption = planter.data.words, one.occasion, one.occasion.photos[one.moment]
    place, seen = about.place, words.photo.seen[len(one.persons)]
    return {
        "capturedAt": planter.at(about.day, 9 + one.moment * 2),
        "place": place.both(),
        "occasion": occasion,
        "photographer": words.photo.photographer,
        "persons": [{"personKey": person.key, "region": frame} for person, frame in zip(one.persons, frames, strict=True)],
        "headline": {"ar": f"{about.title.ar}: {caption.ar.rstrip('.')}", "en": f"{about.title.en}: {caption.en.rstrip('.')}"},
        "caption": {
            "ar": f"{caption.ar} {about.title.ar}، {place.ar}. {words.mark.ar}.",
            "en": f"{caption.en} {about.title.en}, {place.en}. {words.mark.en.capitalize()}.",
        },
        "alt": {"ar": f"{seen.ar} في {place.ar}", "en": f"{seen.en} at {place.en.replace('The ', 'the ')}"},
        "keywords": {"ar": [place.ar, about.title.ar], "en": [place.en, about.title.en]},
        "rights": {
            "credit": words.photo.credit,
            "copyright": "© GNGC",
            "usage": words.photo.usage.both(),
            "allowedUses": ["editorial", "social"],
            "territories": ["AE"],
            "modelRelease": "not-applicable",
        },
    }
