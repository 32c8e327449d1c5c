"""Subscribes two systems of entities to events, at a receiver of this run, and reads up people's bells; a second time changes nothing."""

from collections.abc import Mapping

from chassis.auth import Actor, Grant
from chassis.errors import Text

from .campaigns.plant import Speak, sure
from .members.data import SIGN_INS

LEFT = 6

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


async def read_up(speak: Speak, people: Mapping[str, str], names: Mapping[str, Text]) -> None:
    """Leave the people who may sign in a few notices to read, as those have who were here yesterday."""
    for place in SIGN_INS.values():
        bell = sure(speak(Actor(people[place], "person", entity=place.partition("/")[0], name=names[place])))
        _, told, _ = await bell("GET", f"/notifications?limit={LEFT + 1}")
        if len(told["items"]) > LEFT:
            await bell("POST", "/notifications/read", json={"through": int(told["items"][LEFT]["id"])})
