"""The acts that the rules would let somebody do to a photo now, so that a page offers no others. Pure."""

from datetime import datetime
from typing import Final

from chassis.auth import Actor
from chassis.errors import Forbidden

from media_svc.model import Bi
from media_svc.studio import errors
from media_svc.studio.model import Photo, clear, discard, edit, embargo, may_sign, propose, send_back, submit, withdraw

ACTS: Final = {
    "edit": lambda photo, by: edit(photo, photo.details, None, by=by, at=photo.updated_at),
    "submit": lambda photo, by: submit(photo, by=by, at=photo.updated_at),
    "send-back": lambda photo, by: send_back(photo, "", by=by, at=photo.updated_at),
    "discard": lambda photo, by: discard(photo, Bi("", ""), by=by, at=photo.updated_at),
    "clear": lambda photo, by: clear(photo, by=by, at=photo.updated_at),
    "embargo": lambda photo, by: embargo(photo, datetime.max.replace(tzinfo=photo.updated_at.tzinfo), by=by, at=photo.updated_at),
    "propose": lambda photo, by: propose(photo, by=by, at=photo.updated_at),
    "sign": lambda photo, by: may_sign(photo, by=by),
    "withdraw": lambda photo, by: withdraw(photo, Bi("", ""), by=by, at=photo.updated_at),
}


def possible(photo: Photo, *, by: Actor) -> tuple[str, ...]:
    """The acts that the rules would let this actor do now, so that a page offers no others."""

    def allowed(act: str) -> bool:
        try:
            ACTS[act](photo, by)
        except (Forbidden, errors.WrongState, errors.CaptionIncomplete, errors.AlreadySigned, errors.NotProposed, errors.SamePerson):
            return False
        return True

    return tuple(act for act in ACTS if allowed(act))
