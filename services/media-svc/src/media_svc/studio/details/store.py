"""An official photo as a Mongo document, and the terms by which members find it."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Final

from chassis.arabic import tokens
from chassis.mongo import Document
from pydantic import TypeAdapter

from media_svc.amendments.model import Amendments
from media_svc.model import Bi, Rendition
from media_svc.studio.details.model import AS_VALUES
from media_svc.studio.model import Hand, Number, Photo, Picture, Remark, State

_AMENDMENTS: Final = TypeAdapter(Amendments)
_HANDS: Final = ("uploaded_by", "cleared", "proposed", "signed", "withdrawn")
_PLAIN: Final = ("embargo_until", "stamp", "released_at", "superseded_by")


def terms_of(photo: Photo) -> list[str]:
    """All, its shape, its occasion, its persons."""
    details = photo.details
    occasion = [f"e:{details.occasion}"] if details.occasion else []
    return ["all", f"r:{photo.ratio}", *occasion, *(f"p:{one.person_key}" for one in details.persons)]


def words_of(photo: Photo) -> list[str]:
    """Everything one may remember of it, in both languages."""
    told = photo.details
    pairs = [told.headline, told.caption, told.place, *(text for one in told.persons for text in (one.name, one.title_at_date))]
    title = photo.occasion_title or Bi("", "")
    texts = [text for pair in pairs for text in (pair.ar, pair.en)]
    return tokens(" ".join((str(photo.number), told.photographer, *texts, *title, *told.keywords.ar, *told.keywords.en)))


def day_text(day: date) -> str:
    """As a number writes it."""
    return day.strftime("%Y%m%d")


def fields_of(photo: Photo) -> Document:
    """What is kept of a photo beside its number, version and outbox."""
    picture = asdict(photo.picture)
    return {
        "day": day_text(photo.number.day),
        "seq": photo.number.seq,
        "asset_id": picture.pop("asset_id"),
        "picture": picture,
        "owner": photo.owner,
        "state": photo.state,
        "updated_at": photo.updated_at,
        "captured_at": photo.details.captured_at,
        "details": AS_VALUES.dump_python(photo.details, mode="json"),
        "occasion_title": _pair(photo.occasion_title),
        "remarks": [{"text": one.text, "hand": _hand(one.hand)} for one in photo.remarks],
        **{name: _hand(getattr(photo, name)) for name in _HANDS},
        **{name: getattr(photo, name) for name in _PLAIN},
        "reason": _pair(photo.reason),
        "amendments": _AMENDMENTS.dump_python(photo.amendments, mode="json"),
        "stale": list(photo.stale),
        "files_deleted": photo.files_deleted,
    }


def _pair(bi: Bi | None) -> Document | None:
    return bi._asdict() if bi else None


def _hand(hand: Hand | None) -> Document | None:
    return {"by": hand.by, "at": hand.at, "name": _pair(hand.name)} if hand else None


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None


def photo_from(document: Document) -> Photo:
    """The photo in a document."""
    picture = document["picture"]
    return Photo(
        number=Number(datetime.strptime(document["day"], "%Y%m%d").date(), document["seq"]),  # noqa: DTZ007 a day of Dubai, no instant
        owner=document["owner"],
        picture=Picture(document["asset_id"], **{**picture, **_listed_in(picture)}),
        details=AS_VALUES.validate_python(document["details"]),
        version=document["version"],
        state=State(document["state"]),
        updated_at=document["updated_at"].astimezone(UTC),
        occasion_title=_pair_from(document["occasion_title"]),
        remarks=tuple(Remark(one["text"], _hand_of(one["hand"])) for one in document["remarks"]),
        uploaded_by=_hand_of(document["uploaded_by"]),
        **{name: _hand_of(document[name]) if document[name] else None for name in _HANDS[1:]},  # type: ignore[arg-type]  # names of fields that hold a hand or None
        embargo_until=_utc(document["embargo_until"]),
        stamp=document["stamp"],
        released_at=_utc(document["released_at"]),
        superseded_by=document["superseded_by"],
        reason=_pair_from(document["reason"]),
        amendments=_AMENDMENTS.validate_python(document.get("amendments", ())),
        stale=tuple(document.get("stale", ())),
        files_deleted=document.get("files_deleted", False),
    )


def _listed_in(picture: Document) -> Document:
    sizes = tuple(Rendition(**one) for one in picture["renditions"])
    return {"renditions": sizes, "hints": tuple(picture.get("hints", ()))}


def _pair_from(pair: Document | None) -> Bi | None:
    return Bi(**pair) if pair else None


def _hand_of(hand: Document) -> Hand:
    return Hand(hand["by"], hand["at"].astimezone(UTC), _pair_from(hand["name"]))
