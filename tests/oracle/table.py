"""Which request shows the record that an event tells of, written from the routes and not from the services' rules."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.oracle.world import World

Said = Mapping[str, Any]
Shows = Callable[[Any], bool]


def always(_: Any) -> bool:
    return True


def _agenda(said: Said) -> Shows:
    """The agenda is a record of its own: whoever is shown fewer items than were told does not have it."""
    return lambda body: {line["id"] for line in said["agenda"]} <= {item["id"] for item in body["agenda"]}


def place_of(type_: str, said: Said) -> tuple[str, str, Shows]:
    """The service, the path of the record, and what of the answer must be there."""
    domain, name, _ = type_.split(".")
    if domain == "campaigns":
        return "campaigns", f"/campaigns/{said['campaignId']}" + ("/comments" if name.startswith("comment-") else ""), always
    if domain == "meetings":
        return "meetings", *_of_meetings(name, said)
    if domain == "media":
        return "media", *_of_media(name, said)
    if domain == "members":
        return "members", *_of_members(name, said)
    return "subscriptions", f"/subscriptions/{said['subscriptionId']}", always


def _of_meetings(name: str, said: Said) -> tuple[str, Shows]:
    meeting = f"/meetings/{said['meetingId']}"
    if name in ("seat-responded", "attendance-recorded"):
        return f"{meeting}/seats/{said['entity']}", always
    if name.startswith("decision-"):
        return f"/decisions/{said['decisionId']}", always
    if name.startswith("action-item-"):
        return f"/action-items/{said['actionId']}", always
    if name == "pack-published":
        return f"{meeting}/pack", always
    return meeting, _agenda(said) if name == "agenda-published" else always


def _of_media(name: str, said: Said) -> tuple[str, Shows]:
    if name.startswith("asset-"):
        return f"/{'photos' if said['kind'] == 'photo' else 'assets'}/{said['assetId']}", always
    if name.startswith("version-"):
        return f"/documents/{said['documentId']}", always
    if name.startswith("kit-"):
        return f"/kits/{said['kitId']}", always
    if name.startswith("identity-"):
        return f"/identities/{said['ownerEntity']}", always
    if name == "photo-released":  # of one that was taken back members are shown why, not what
        return f"/official-photos/{said['number']}", lambda body: body["headline"]["en"] == said["headline"]["en"]
    return f"/official-photos/{said['number']}", always


def _of_members(name: str, said: Said) -> tuple[str, Shows]:
    if name.startswith("entity-"):
        return f"/entities/{said['code']}", always
    if name.startswith(("tenure-", "post-", "acting-")):
        return f"/posts/{said['postId']}", always
    if name == "restricted-field-opened":
        return f"/people/{said['opened'][0]['person_id']}/openings", always
    card = f"/people/{said['personId']}"
    if name.startswith("role-"):
        return card, lambda body: body["roles"] is not None
    return card, lambda body: body["editable"]


async def reads(world: World, actor: Any, fact: Mapping[str, Any]) -> bool:
    """Whether the reader is shown the record that an event tells of, by its own service and now."""
    service, path, shows = place_of(fact["type"], fact["content"])
    answer = await world.ask(service, actor, "GET", path)
    assert answer.status_code in (200, 403, 404), f"{path}: {answer.text}"
    return answer.status_code == 200 and shows(answer.json())
