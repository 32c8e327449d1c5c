"""Plants the network: entities, posts, people in them, roles, sign-ins, the first turns of duty."""

from collections.abc import Mapping

from .models import Entity, Post, Turn
from .planter import Body, Planter

BOXES = {"director": "director", "media-officer": "editor", "brand-officer": "brand", "deputy": "deputy", "duty-contact": "duty"}
AT_ONCE = 8


async def plant(planter: Planter, passwords: Mapping[str, str]) -> None:
    """All of it; `passwords` are of the people who may sign in, by address. The planter knows posts and people from then on."""
    data = planter.data
    for entity in data.entities:
        await planter.create("members:/entities", _entity(entity), f"entity/{entity.code}")
    ids = await planter.each((planter.create("members:/posts", _post(planter, one), f"posts/{one.post}") for one in data.posts), AT_ONCE)
    planter.posts = dict(zip((one.post for one in data.posts), ids, strict=True))
    held = list(data.held.values())
    ids = await planter.each((planter.create("members:/people", card_of(one), f"people/{one.post}") for one in held), AT_ONCE)
    planter.people = dict(zip(data.held, ids, strict=True))
    await planter.each((_settle(planter, one) for one in held), AT_ONCE)
    await planter.each((_appoint(planter, one.covers, one.post, {"kind": "acting"}) for one in held if one.covers), AT_ONCE)
    await planter.each((_authorise(planter, one) for one in held if one.roles or one.signs_in), AT_ONCE)
    for turn in data.duty:
        await _set_turn(planter, turn)
    for one in held:
        if one.signs_in and one.signs_in in passwords:
            # no key: an answer kept under one would hold a digest of the password
            body = {"personId": planter.people[one.post], "email": one.signs_in, "password": passwords[one.signs_in]}
            await planter.send("POST", "members:/credentials", json=body)


def _entity(one: Entity) -> Body:
    return one.model_dump(exclude_none=True)


def _post(planter: Planter, one: Post) -> Body:
    title = one.title or planter.data.words.titles[one.is_of]
    return {"entity": one.entity, "kind": one.is_of, "title": title.both(), "isNetworkSeat": one.is_of == "director"}


def card_of(one: Post) -> Body:
    """The card of who is in a post: addresses and telephone numbers follow from entity and kind."""
    assert one.name
    number = 0 if one.kind else int(one.entity.lstrip("D"))
    place = (sum(map(ord, one.post)) if one.kind else list(BOXES).index(one.is_of) + 1) % 90
    box, domain = (one.post.partition("/")[2], "secretariat") if one.kind else (BOXES[one.is_of], f"dept-{number:02d}")
    phones = {"officePhone": "+9714000", "mobile": "+97150000", "dutyPhone": "+9714001"}
    contact = {name: f"{start}{number:02d}{place:02d}" for name, start in phones.items() if name != "dutyPhone" or not one.kind}
    return {
        "entity": one.entity,
        "name": one.name.both(),
        "initials": {"ar": " ".join(word[0] for word in one.name.ar.split()), "en": "".join(word[0] for word in one.name.en.split())},
        "languages": one.languages,
        "expertise": one.expertise,
        "contact": {"email": f"{box}@{domain}.example", **contact},
    }


async def _settle(planter: Planter, one: Post) -> None:
    card = await planter.send("GET", path := f"members:/people/{planter.people[one.post]}")
    if one.confirmed and card["confirmedAt"] is None:
        await planter.send("PATCH", path, json={"confirmed": True}, at=card["version"])
    await _appoint(planter, one.post, one.post, {"kind": "permanent", "from": str(one.since)})


async def _appoint(planter: Planter, post: str, person: str, tenure: Body) -> None:
    """Unless somebody was in the post before: what an administrator changed since is left alone."""
    found = await planter.send("GET", path := f"members:/posts/{planter.posts[post]}")
    if not found["tenures"]:
        await planter.send("POST", f"{path}/appoint", json={"personId": planter.people[person], **tenure}, at=found["version"])


async def _authorise(planter: Planter, one: Post) -> None:
    """The roles by decision, once that of the post has come by the event of its tenure."""
    path = f"members:/people/{planter.people[one.post]}"
    for role in one.roles or [None]:
        card = await planter.wait(path, lambda card: bool(card["post"] and card["roles"]), by="seed")
        if role and not any(held["role"] == role for held in card["roles"]):
            await planter.send("POST", f"{path}/grant", json={"role": role, "scope": "network"}, at=card["version"])


async def _set_turn(planter: Planter, turn: Turn) -> None:
    """A roster on which this person stands already is left alone."""
    person, code = planter.people[turn.by], turn.by.partition("/")[0]
    roster = await planter.send("GET", path := f"members:/rosters/{code}")
    if not any(duty["person"]["id"] == person for duty in roster["duties"]):
        times = {"from": planter.at(turn.from_, 18), "until": planter.at(turn.to, 18)}
        await planter.send("POST", f"{path}/assign", json={"personId": person, **times, "note": turn.note}, at=roster["version"])
