"""The acts that the rules would let somebody do to a photo now, so that a page offers no others. Pure."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from chassis.auth import Actor
from chassis.errors import Forbidden

from media_svc.amendments.errors import NothingCorrected
from media_svc.model import Bi
from media_svc.studio import errors
from media_svc.studio.corrections import model as corrections
from media_svc.studio.model import Number, Photo, clear, discard, edit, embargo, may_sign, propose, send_back, submit, supersede, withdraw

ACTS: Final = {
    "edit": lambda photo, by: edit(photo, photo.details, None, by=by, at=photo.updated_at),
    "submit": lambda photo, by: submit(photo, by=by, at=photo.updated_at),
    "recall": lambda photo, by: corrections.recall(photo, by=by, at=photo.updated_at),
    "send-back": lambda photo, by: send_back(photo, "", by=by, at=photo.updated_at),
    "discard": lambda photo, by: discard(photo, Bi("", ""), by=by, at=photo.updated_at),
    "clear": lambda photo, by: clear(photo, by=by, at=photo.updated_at),
    "embargo": lambda photo, by: embargo(photo, datetime.max.replace(tzinfo=photo.updated_at.tzinfo), by=by, at=photo.updated_at),
    "lift-embargo": lambda photo, by: corrections.lift(photo, by=by, at=photo.updated_at),
    "propose": lambda photo, by: propose(photo, by=by, at=photo.updated_at),
    "sign": lambda photo, by: may_sign(photo, by=by),
    "withdraw": lambda photo, by: withdraw(photo, Bi("", ""), by=by, at=photo.updated_at),
    "supersede": lambda photo, by: supersede(photo, replace(photo, number=Number(date.min, 0)), by=by, at=photo.updated_at),
    "correct": lambda photo, by: corrections.correct(photo, photo.details, None, "", "", by=by, at=photo.updated_at),
    "restore": lambda photo, by: corrections.restore(photo, by=by, at=photo.updated_at),
}
REFUSED: Final = (
    Forbidden, errors.WrongState, errors.CaptionIncomplete, errors.AlreadySigned, errors.NotProposed, errors.SamePerson,
    errors.PhotoFilesDeleted,
)  # fmt: skip


def possible(photo: Photo, *, by: Actor) -> tuple[str, ...]:
    """The acts that the rules would let this actor do now, so that a page offers no others."""

    def allowed(act: str) -> bool:
        try:
            ACTS[act](photo, by)
        except REFUSED:
            return False
        except (NothingCorrected, errors.DetailsNotAccepted):
            return True
        return True

    return tuple(act for act in ACTS if allowed(act))
