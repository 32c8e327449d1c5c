"""What was put right of a meeting that members know of: steps taken back, and its title and number. Frozen values, pure."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from meetings_svc.agenda.model import Bi
from meetings_svc.published import MeetingState


@dataclass(frozen=True, slots=True)
class Details:
    """What names a meeting."""

    title: Bi
    number: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right: by whom, when and why; the states before and after, and the title and number before and after where these were
    corrected. Of a step that was taken back there are no details. `name` is what its author was called then."""

    at: datetime
    by: str
    was: MeetingState
    now: MeetingState
    reason: Bi
    before: Details | None = None
    after: Details | None = None
    name: Bi | None = None


Corrections = tuple[Correction, ...]
CORRECTIONS = TypeAdapter(Corrections)
