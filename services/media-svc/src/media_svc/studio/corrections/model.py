"""Ways back of official photos before their release and after their end, and what is put right while members see them, as an amendment.
Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from chassis.audience import EVERYONE, scope_of
from chassis.auth import Actor
from chassis.event import Fact

from media_svc.amendments.model import amended, told_of
from media_svc.model import Bi
from media_svc.policy import POLICY, SECRETARIAT
from media_svc.published import Words
from media_svc.studio import errors
from media_svc.studio.details.model import AS_VALUES, Details, incomplete, reworded
from media_svc.studio.model import ENDED, Change, Photo, State, demand, unstamped
from media_svc.studio.published import PhotoCorrected


def recall(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """Take back what was handed in for review. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.caption", photo.owner)
    demand(photo, State.IN_REVIEW)
    return replace(photo, state=State.CAPTIONED, updated_at=at), None


def lift(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """End an embargo before its time: it is released as soon as two persons sign anew. Raises Forbidden, WrongState."""
    POLICY.require(by, "official-photo.embargo", photo.owner)
    demand(photo, State.EMBARGOED)
    free = replace(unstamped(photo), state=State.CLEARED, embargo_until=None, proposed=None, signed=None)
    return replace(free, updated_at=at), None


def restore(photo: Photo, *, by: Actor, at: datetime) -> Change:
    """Take up one that was discarded, withdrawn or superseded by mistake: it goes through review and both signatures anew. Until then
    members read why it ended. Raises Forbidden, WrongState, PhotoFilesDeleted."""
    POLICY.require(by, "official-photo.restore", photo.owner)
    demand(photo, *ENDED)
    if photo.files_deleted:
        raise errors.PhotoFilesDeleted
    state = State.INGESTED if incomplete(photo.details) else State.CAPTIONED
    anew = replace(photo, state=state, cleared=None, proposed=None, signed=None, embargo_until=None, updated_at=at)
    return anew, None


def delete_files(photo: Photo, *, at: datetime, kept_for: timedelta) -> Change | None:
    """Give up the files of one that ended so long ago that it is taken up no more; None = it is not time. Its number goes on saying why it
    ended."""
    if photo.state not in ENDED or photo.files_deleted or at < photo.updated_at + kept_for:
        return None
    return replace(unstamped(photo), picture=replace(photo.picture, renditions=()), files_deleted=True), None


def correct(
    photo: Photo, details: Details, occasion_title: Bi | None, reason: str, stamp: str, *, by: Actor, at: datetime
) -> Change:  # fmt: skip
    """Put right what members are told of a released photo; `stamp` is where its files with the new words lie.

    Raises Forbidden, WrongState, DetailsNotAccepted, NothingCorrected, TooManyAmendments.
    """
    POLICY.require(by, "official-photo.correct")
    demand(photo, State.RELEASED)
    worded = reworded(photo.details, details, at=at)
    if missing := incomplete(worded):
        raise errors.DetailsNotAccepted(errors=missing)
    before, after = (AS_VALUES.dump_python(one, mode="json") for one in (photo.details, worded))
    amendments = amended(photo.amendments, before, after, reason, by=by, at=at)
    corrected = replace(unstamped(photo), details=worded, occasion_title=occasion_title, amendments=amendments, stamp=stamp, updated_at=at)
    fact = PhotoCorrected(
        number=str(photo.number),
        owner_entity=photo.owner,
        audience_scope=scope_of((EVERYONE,), home=SECRETARIAT),
        headline=Words(ar=worded.headline.ar, en=worded.headline.en),
        **told_of(amendments),
    )
    return corrected, Fact(fact, at)
