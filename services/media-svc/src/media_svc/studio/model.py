"""An official photo from its number to its release and, if need be, its withdrawal: frozen values and rules, no I/O and no clock."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from chassis.audience import EVERYONE, scope_of
from chassis.auth import Actor
from chassis.errors import Text
from chassis.event import Fact

from media_svc import published
from media_svc.amendments.model import Amendments
from media_svc.model import Bi, Rendition
from media_svc.policy import POLICY, SECRETARIAT, studio
from media_svc.published import Hint
from media_svc.studio import errors
from media_svc.studio.details.model import Details, Ratio, incomplete, reworded
from media_svc.studio.published import PhotoReleased, PhotoSuperseded, PhotoWithdrawn


class State(StrEnum):
    """Where a photo stands."""

    INGESTED = "ingested"
    CAPTIONED = "captioned"
    IN_REVIEW = "in-review"
    CLEARED = "cleared"
    EMBARGOED = "embargoed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


ENDED: Final = (State.WITHDRAWN, State.SUPERSEDED)
STATE_NAMES: Final = {
    State.INGESTED: Text("واردة", "ingested"),
    State.CAPTIONED: Text("مكتملة التعليق", "captioned"),
    State.IN_REVIEW: Text("قيد المراجعة", "in review"),
    State.CLEARED: Text("مجازة", "cleared"),
    State.EMBARGOED: Text("محظورة النشر إلى موعدها", "embargoed"),
    State.RELEASED: Text("صادرة", "released"),
    State.WITHDRAWN: Text("مسحوبة", "withdrawn"),
    State.SUPERSEDED: Text("حلت محلها أخرى", "superseded"),
}


class Number(NamedTuple):
    """The `seq`-th photo that the Studio took in on a day of Dubai."""

    day: date
    seq: int

    def __str__(self) -> str:
        return f"GNGC-{self.day:%Y%m%d}-STU-{self.seq:04}"


@dataclass(frozen=True, slots=True)
class Picture:
    """The checked upload behind a photo; pixels as it is seen, upright; `hints` for those who describe it."""

    asset_id: str
    sha256: str
    width: int
    height: int
    renditions: tuple[Rendition, ...]
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acted and when, with the name of then."""

    by: str
    at: datetime
    name: Bi | None = None

    @classmethod
    def of(cls, actor: Actor, at: datetime) -> "Hand":
        """The hand of an actor."""
        return cls(actor.id, at, Bi(*actor.name) if actor.name else None)


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a photo went back from its review."""

    text: str
    hand: Hand


@dataclass(frozen=True, slots=True)
class Photo:
    """An official photo. `stamp` names where its renditions with their final metadata lie; there is none before the release is signed.
    `stale` are such places whose files are still to be deleted. Why one ended stays until it is released again, without files never."""

    number: Number
    owner: str
    picture: Picture
    uploaded_by: Hand
    updated_at: datetime
    details: Details = field(default_factory=Details)
    occasion_title: Bi | None = None
    version: int = 1
    state: State = State.INGESTED
    remarks: tuple[Remark, ...] = ()
    cleared: Hand | None = None
    embargo_until: datetime | None = None
    proposed: Hand | None = None
    signed: Hand | None = None
    stamp: str | None = None
    released_at: datetime | None = None
    withdrawn: Hand | None = None
    reason: Bi | None = None
    superseded_by: str | None = None
    amendments: Amendments = ()
    stale: tuple[str, ...] = ()
    files_deleted: bool = False

    def key_of(self, rendition: Rendition) -> str:
        """Where a size lies: with its final metadata once that is written, as it was checked before."""
        return f"{place_of(self.stamp)}{rendition.file_name}" if self.stamp else f"photos/{self.picture.asset_id}/{rendition.file_name}"

    @property
    def ratio(self) -> Ratio:
        """Its shape."""
        return Ratio.of(self.picture.width, self.picture.height)


Change = tuple[Photo, Fact | None]


def place_of(stamp: str) -> str:
    """Where the files of a stamp lie."""
    return f"official/{stamp}/"


def ingest(number: Number, picture: Picture, details: Details, *, owner: str, uploaded_by: Hand, at: datetime) -> Change:
    """A checked upload becomes a photo with a number, for the Studio's own eyes."""
    return Photo(number, owner, picture, uploaded_by, at, details), None


def edit(photo: Photo, details: Details, occasion_title: Bi | None, *, by: Actor, at: datetime) -> Change:
    """Say something about it; said in full it is captioned. Raises Forbidden, WrongState, DetailsNotAccepted."""
    POLICY.require(by, "official-photo.caption", photo.owner)
    demand(photo, State.INGESTED, State.CAPTIONED)
    worded = reworded(photo.details, details, at=at)
    state = State.INGESTED if incomplete(worded) else State.CAPTIONED
    return replace(photo, details=worded, occasion_title=occasion_title, state=state, updated_at=at), None


def submit(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """Hand it in for review. Raises Forbidden, CaptionIncomplete, WrongState."""
    POLICY.require(by, "official-photo.caption", photo.owner)
    if photo.state is State.INGESTED:
        raise errors.CaptionIncomplete(errors=incomplete(photo.details))
    demand(photo, State.CAPTIONED)
    return replace(photo, state=State.IN_REVIEW, updated_at=at), None


def send_back(photo: Photo, why: str, *, by: Actor, at: datetime) -> Change:
    """The review asks for better words, also of one that was cleared and is not released yet: whoever signed must sign again. Its embargo
    stays. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.review")
    demand(photo, State.IN_REVIEW, State.CLEARED, State.EMBARGOED)
    unsigned = replace(unstamped(photo), cleared=None, proposed=None, signed=None)
    return replace(unsigned, state=State.CAPTIONED, remarks=(*photo.remarks, Remark(why, Hand.of(by, at))), updated_at=at), None


def discard(photo: Photo, why: Bi, *, by: Actor, at: datetime) -> Change:
    """It will not be released: its officers before the review, the review at any time before it. Nobody else has heard of it nor is told;
    of one that was released before, members go on reading why it ended then. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.discard", photo.owner)
    if photo.state not in (State.INGESTED, State.CAPTIONED):
        POLICY.require(by, "official-photo.review")
    demand(photo, State.INGESTED, State.CAPTIONED, State.IN_REVIEW, State.CLEARED, State.EMBARGOED)
    unsigned = replace(unstamped(photo), cleared=None, proposed=None, signed=None, embargo_until=None)
    if photo.released_at:
        remarks = (*photo.remarks, Remark("\n".join(why), Hand.of(by, at)))
        return replace(unsigned, state=ended_as(photo), remarks=remarks, updated_at=at), None
    return replace(unsigned, state=State.WITHDRAWN, withdrawn=Hand.of(by, at), reason=why, updated_at=at), None


def ended_as(photo: Photo) -> State:
    """How one ended that members saw."""
    return State.SUPERSEDED if photo.superseded_by else State.WITHDRAWN


def clear(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """The review found nothing against it. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.review")
    demand(photo, State.IN_REVIEW)
    held = photo.embargo_until is not None and photo.embargo_until > at  # since before it went back
    state, until = (State.EMBARGOED, photo.embargo_until) if held else (State.CLEARED, None)
    return replace(photo, state=state, embargo_until=until, cleared=Hand.of(by, at), updated_at=at), None


def embargo(photo: Photo, until: datetime, *, by: Actor, at: datetime) -> Change:
    """Nobody outside sees it before this instant. Another instant needs both persons again. Raises Forbidden, WrongState, EmbargoPassed."""
    POLICY.require(by, "official-photo.embargo", photo.owner)
    demand(photo, State.CLEARED, State.EMBARGOED)
    if until <= at:
        raise errors.EmbargoPassed
    return replace(unstamped(photo), state=State.EMBARGOED, embargo_until=until, proposed=None, signed=None, updated_at=at), None


def propose(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """The first of two persons. Raises Forbidden, WrongState, AlreadySigned."""
    POLICY.require(by, "official-photo.propose", photo.owner)
    demand(photo, State.CLEARED, State.EMBARGOED)
    if photo.signed:
        raise errors.AlreadySigned
    return replace(photo, proposed=Hand.of(by, at), updated_at=at), None


def may_sign(photo: Photo, *, by: Actor) -> None:
    """Whether this actor could be the second person now. Raises Forbidden, WrongState, AlreadySigned, NotProposed, SamePerson."""
    POLICY.require(by, "official-photo.sign")
    demand(photo, State.CLEARED, State.EMBARGOED)
    if photo.signed:
        raise errors.AlreadySigned
    if photo.proposed is None:
        raise errors.NotProposed
    if photo.proposed.by == by.id:
        raise errors.SamePerson


def sign(photo: Photo, stamp: str, *, by: Actor, at: datetime) -> Change:
    """The second person, another than the first: released now, or when the embargo ends. Raises what `may_sign` raises."""
    may_sign(photo, by=by)
    signed = replace(photo, signed=Hand.of(by, at), stamp=stamp, updated_at=at)
    return _released(signed, at=at) if _is_due(signed, at) else (signed, None)


def release_when_due(photo: Photo, *, at: datetime) -> Change | None:
    """What both persons signed goes out at its instant, not before; None = nothing is due."""
    due = photo.state is State.EMBARGOED and photo.signed is not None and _is_due(photo, at)
    return _released(photo, at=at) if due else None


def _is_due(photo: Photo, at: datetime) -> bool:
    return photo.embargo_until is None or photo.embargo_until <= at


def _released(photo: Photo, *, at: datetime) -> Change:
    details = photo.details
    assert details.captured_at is not None  # nothing is submitted without it
    fact = PhotoReleased(
        number=str(photo.number),
        owner_entity=photo.owner,
        audience_scope=scope_of((EVERYONE,), home=SECRETARIAT, remaining=(EVERYONE,) if photo.released_at else ()),
        headline=published.Words(ar=details.headline.ar, en=details.headline.en),
        captured_at=details.captured_at,
        occasion=details.occasion,
        persons=tuple(one.person_key for one in details.persons),
    )
    out = replace(photo, state=State.RELEASED, released_at=at, updated_at=at, withdrawn=None, reason=None, superseded_by=None)
    return out, Fact(fact, at)


def withdraw(photo: Photo, why: Bi, *, by: Actor, at: datetime) -> Change:
    """Members see it no longer. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.withdraw")
    demand(photo, State.RELEASED)
    gone = replace(unstamped(photo), state=State.WITHDRAWN, withdrawn=Hand.of(by, at), reason=why, updated_at=at)
    return gone, Fact(PhotoWithdrawn(**_end_of(photo), reason=published.Words(ar=why.ar, en=why.en)), at)


def supersede(photo: Photo, successor: Photo, *, by: Actor, at: datetime) -> Change:
    """Another released photo takes its place. Raises Forbidden, WrongState, NotASuccessor."""
    POLICY.require(by, "official-photo.withdraw")
    demand(photo, State.RELEASED)
    if successor.state is not State.RELEASED or successor.number == photo.number:
        raise errors.NotASuccessor
    number = str(successor.number)
    gone = replace(unstamped(photo), state=State.SUPERSEDED, withdrawn=Hand.of(by, at), superseded_by=number, updated_at=at)
    return gone, Fact(PhotoSuperseded(**_end_of(photo), by=number), at)


def readers_of(photo: Photo) -> frozenset[str]:
    """Who may read it where it stands, as terms; `store.visible_to` asks Mongo the same."""
    return frozenset((EVERYONE,)) if photo.state is State.RELEASED else studio(photo.owner)


def _end_of(photo: Photo) -> dict[str, Any]:
    """What is told to all of a photo that is the Studio's own again, and who still has what was told of it before."""
    scope = scope_of(readers_of(photo), home=SECRETARIAT, remaining=studio(photo.owner))
    return {"number": str(photo.number), "owner_entity": photo.owner, "audience_scope": scope}


def unstamped(photo: Photo) -> Photo:
    """Its files with their final metadata are to be deleted; new ones get a place of their own."""
    return replace(photo, stamp=None, stale=(*photo.stale, photo.stamp)) if photo.stamp else photo


def demand(photo: Photo, *states: State) -> None:
    """Raises WrongState."""
    if photo.state not in states:
        raise errors.WrongState(state=STATE_NAMES[photo.state])
