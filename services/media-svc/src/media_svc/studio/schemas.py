"""Official photos as they travel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal, Self

from chassis.auth import Actor
from chassis.fields import Instant, Lines
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints

from media_svc.amendments.schemas import AmendmentBody, amendments_of
from media_svc.model import Bi, Rendition
from media_svc.policy import studio_of
from media_svc.published import Hint
from media_svc.schemas import RenditionBody
from media_svc.studio.actions.model import possible
from media_svc.studio.details.model import Details
from media_svc.studio.details.schemas import DetailsShown, WordsBody
from media_svc.studio.downloads.model import Size, sizes_of
from media_svc.studio.model import Hand, Photo, Ratio, State, ended_as

AddressOf = Callable[[str], str]
Wait = Literal["proposal", "signature", "hour"]
Reason = Annotated[Lines, StringConstraints(min_length=3, max_length=2_000)]
_ON_SCREEN = ("wide", "card", "thumb")


class BackBody(Body):
    """Why a photo goes back."""

    reason: Reason


class EmbargoBody(Body):
    """Until when nobody outside the Studio sees it."""

    until: Instant


class WhyBody(Body):
    """Why a photo is withdrawn, for those who took it."""

    ar: Reason
    en: Reason


class SuccessorBody(Body):
    """Which photo takes its place."""

    number: str = Field(max_length=40, examples=["GNGC-20260412-STU-0008"])


class HandBody(Body):
    """Who acted, with the name of then, and when."""

    by: str
    name: BiText | None
    at: datetime


class RemarkBody(Body):
    """Why a photo went back from its review."""

    text: str
    hand: HandBody


class SizeBody(Body):
    """A size to take."""

    size: Size
    width: int
    height: int
    bytes: int


class PhotoCard(Body):
    """An official photo in a list."""

    number: str = Field(examples=["GNGC-20260412-STU-0007"])
    version: int
    state: State
    waits_for: Wait | None = Field(description="What its release still needs, once the review is over.")
    headline: WordsBody
    alt: WordsBody
    captured_at: datetime | None
    width: int = Field(description="Pixels of the whole photo, as those of its height.")
    height: int
    ratio: Ratio
    renditions: list[RenditionBody]
    sizes: list[SizeBody]
    updated_at: datetime

    @classmethod
    def of(cls, photo: Photo, address_of: AddressOf) -> Self:
        return cls(**_card(photo, address_of))  # type: ignore[arg-type]  # pydantic checks each field


class DeskBody(Body):
    """What only the Studio sees of a photo."""

    owner_entity: str
    hints: list[Hint] = Field(description="What the check would have somebody look at, such as a date of the camera that cannot be right.")
    acts: list[str] = Field(description="What the reader may do with it now.")
    remarks: list[RemarkBody]
    uploaded: HandBody
    cleared: HandBody | None
    proposed: HandBody | None
    signed: HandBody | None
    withdrawn: HandBody | None

    @classmethod
    def of(cls, photo: Photo, by: Actor) -> Self:
        return cls(
            owner_entity=photo.owner,
            hints=list(photo.picture.hints),
            acts=list(possible(photo, by=by)),
            remarks=[RemarkBody(text=one.text, hand=_hand(one.hand)) for one in photo.remarks],
            uploaded=_hand(photo.uploaded_by),
            **{name: _hand(hand) if (hand := getattr(photo, name)) else None for name in ("cleared", "proposed", "signed", "withdrawn")},
        )


class OfficialPhoto(PhotoCard):
    """An official photo with all that is told about it."""

    sha256: str = Field(description="Of the file as the photographer handed it in.")
    details: DetailsShown
    occasion_title: BiText | None
    embargo_until: datetime | None
    released_at: datetime | None
    superseded_by: str | None
    reason: BiText | None = Field(description="Why it was withdrawn.")
    amendments: list[AmendmentBody] = Field(description="What was corrected after its release, oldest first.")
    desk: DeskBody | None = Field(description="For the Studio only.")

    @classmethod
    def whole(cls, photo: Photo, address_of: AddressOf, by: Actor) -> Self:
        owners = studio_of(by)
        return cls._of(photo, address_of, DeskBody.of(photo, by) if owners is None or photo.owner in owners else None)

    @classmethod
    def _of(cls, photo: Photo, address_of: AddressOf, desk: DeskBody | None) -> Self:
        return cls(
            **_card(photo, address_of),  # type: ignore[arg-type]  # pydantic checks each field
            sha256=photo.picture.sha256,
            details=DetailsShown.of(photo.details),
            occasion_title=_bi(photo.occasion_title),
            embargo_until=photo.embargo_until,
            released_at=photo.released_at,
            superseded_by=photo.superseded_by,
            reason=_bi(photo.reason),
            amendments=amendments_of(photo.amendments),
            desk=desk,
        )

    @classmethod
    def gone(cls, photo: Photo) -> Self:
        """What stands under the number of one that was taken back, whoever reads: why and when, and what took its place; nothing of what it
        showed, nor of what the Studio does with it since."""
        ended = {"state": ended_as(photo), "updated_at": photo.withdrawn.at if photo.withdrawn else photo.updated_at}
        bare = replace(photo, details=Details(), occasion_title=None, amendments=(), embargo_until=None, **ended)
        return cls._of(replace(bare, picture=replace(photo.picture, renditions=(), sha256="0" * 64)), _no_address, None)


def _no_address(_: str) -> str:
    return ""


def _card(photo: Photo, address_of: AddressOf) -> dict[str, object]:
    picture = photo.picture
    return {
        "number": str(photo.number),
        "version": photo.version,
        "state": photo.state,
        "waits_for": _waits_for(photo),
        "headline": WordsBody.of(photo.details.headline),
        "alt": WordsBody.of(photo.details.alt),
        "captured_at": photo.details.captured_at,
        "width": picture.width,
        "height": picture.height,
        "ratio": photo.ratio,
        "renditions": [_rendition(photo, one, address_of) for one in picture.renditions if one.name in _ON_SCREEN],
        "sizes": [SizeBody(size=size, width=one.width, height=one.height, bytes=one.bytes) for size, one in sizes_of(photo)],
        "updated_at": photo.updated_at,
    }


def _waits_for(photo: Photo) -> Wait | None:
    """The first person, the second, or its hour."""
    if photo.state not in (State.CLEARED, State.EMBARGOED):
        return None
    return "hour" if photo.signed else "signature" if photo.proposed else "proposal"


def _rendition(photo: Photo, one: Rendition, address_of: AddressOf) -> RenditionBody:
    return RenditionBody(name=one.name, width=one.width, height=one.height, type=one.type, url=address_of(photo.key_of(one)))


def _hand(hand: Hand) -> HandBody:
    return HandBody(by=hand.by, name=_bi(hand.name), at=hand.at)


def _bi(bi: Bi | None) -> BiText | None:
    return BiText(ar=bi.ar, en=bi.en) if bi else None
