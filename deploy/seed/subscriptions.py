"""Subscribes two systems of entities to events, at a receiver of this run; a second time changes nothing."""

from collections.abc import Mapping

from chassis.auth import Actor, Grant
from chassis.errors import Text

from .campaigns.plant import Speak, sure

SYSTEMS = {
    "D01/director": (
        Grant("entity-director", "D01"),
        "مرآة الحملات · Campaign mirror",
        "campaigns",
        ["campaigns.campaign-launched.v1", "campaigns.campaign-completed.v1"],
    ),
    "GNGC-SEC/editor": (
        Grant("secretariat-editor", "network"),
        "أرشيف الأمانة · Secretariat archive",
        "archive",
        ["media.version-took-effect.v1", "meetings.minutes-approved.v1"],
    ),
}


async def plant(speak: Speak, receiver: str, people: Mapping[str, str], names: Mapping[str, Text]) -> int:
    """`receiver` is the address that takes webhooks; `people` and `names` are by place. How many systems subscribe."""
    for place, (role, name, path, types) in SYSTEMS.items():
        holder = Actor(people[place], "person", entity=place.partition("/")[0], grants=(role,), name=names[place])
        wish = {"name": name, "sink": f"{receiver}/{path}", "types": types, "startAt": "earliest"}
        await sure(speak(holder))("POST", "/subscriptions", json=wish, key=f"subscription-{path}")
    return len(SYSTEMS)
