"""The pack as it travels."""

from datetime import datetime
from typing import Literal, Self

from chassis.http import Body
from pydantic import Field

from meetings_svc.agenda.schemas import Line
from meetings_svc.pack.model import Change, How, Pack

Format = Literal["pdf", "zip"]


class ChangeBody(Body):
    """What happened to an item or one of its papers."""

    how: How
    item: str
    paper: str | None
    what: Line

    @classmethod
    def of(cls, one: Change) -> Self:
        return cls(how=one.how, item=one.item, paper=one.paper, what=Line.of(one.what))


class PackBody(Body):
    """The newest version of a meeting's pack. `yours` is the one this reader fetched last, `changes` what is otherwise since."""

    meeting_id: str
    version: int
    published_at: datetime
    items: int
    papers: int
    yours: int | None
    changes: list[ChangeBody] = Field(description="Empty for who has none or the newest")

    @classmethod
    def of(cls, meeting_id: str, pack: Pack, yours: int | None, changes: list[Change]) -> Self:
        papers = sum(len(item.papers) for item in pack.agenda)
        return cls(
            meeting_id=meeting_id,
            version=pack.version,
            published_at=pack.at,
            items=len(pack.agenda),
            papers=papers,
            yours=yours,
            changes=[ChangeBody.of(one) for one in changes],
        )


class PackVersion(Body):
    """A version of the pack, which can be fetched."""

    version: int
    published_at: datetime


class PackVersions(Body):
    """All versions, the oldest first."""

    items: list[PackVersion]
