"""The pack as it travels."""

from datetime import datetime
from typing import Self

from chassis.http import Body
from pydantic import Field

from meetings_svc.agenda.model import numbers_of
from meetings_svc.agenda.schemas import Line, PaperBody
from meetings_svc.pack.model import Change, How, Pack, digest_of


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


class PackedItem(Body):
    """An item of a pack; equal digests are equal contents."""

    id: str
    number: str
    title: Line
    digest: str
    papers: list[PaperBody]


class PackContents(Body):
    """What a version of a pack holds, as far as this reader may know of it."""

    meeting_id: str
    version: int
    published_at: datetime
    items: list[PackedItem]

    @classmethod
    def of(cls, meeting_id: str, pack: Pack) -> Self:
        items = [
            PackedItem(
                id=item.id,
                number=number,
                title=Line.of(item.title),
                digest=digest_of(item),
                papers=[PaperBody.of(one) for one in item.papers],
            )
            for number, item in zip(numbers_of(pack.agenda), pack.agenda, strict=True)
        ]
        return cls(meeting_id=meeting_id, version=pack.version, published_at=pack.at, items=items)


class PackVersion(Body):
    """A version of the pack, which can be fetched."""

    version: int
    published_at: datetime


class PackVersions(Body):
    """All versions, the oldest first."""

    items: list[PackVersion]
