"""Plants all demo data in order: who there is, photos, campaigns, meetings. A second time changes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from typing import Any

from .campaigns import plant as campaigns
from .doors import Doors
from .meetings import plant as meetings
from .members import plant as members


async def sow(doors: Doors, passwords: Mapping[str, str], today: date, tell: Callable[[str], None] = lambda _: None) -> None:
    """`passwords`: e-mail address to password of the people who may sign in. Raises when a service refuses."""
    people = await members.plant(doors.of("members"), passwords)
    tell(f"{len(people)} people in their posts")
    covers = await _photos(doors)
    tell(f"{len(covers)} photos")
    planted = await campaigns.plant(lambda actor: doors.of("campaigns", actor), today, covers)
    tell(f"{len(planted)} campaigns")
    held = await meetings.plant(doors.of("meetings"), planted, today)
    tell(f"{len(held)} meetings")


async def _photos(doors: Doors) -> list[Any]:
    try:
        photos = import_module(f"{__package__}.photos.plant")
    except ModuleNotFoundError:  # not drawn yet
        return []
    return await photos.plant(doors.of("media"), doors.put)
