"""Whatever a crowd of people tries in whatever order, no photo gets out by one person, unread, unworded or before its time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.auth import Actor
from chassis.errors import DomainError
from hypothesis import given, settings
from hypothesis import strategies as st
from media_svc.model import Bi
from media_svc.studio import model
from media_svc.studio.actions.model import possible
from media_svc.studio.details.model import AS_VALUES, incomplete
from media_svc.studio.details.schemas import DetailsBody
from media_svc.studio.model import Hand, Number, Photo, Picture, Ratio, State
from media_svc.studio.published import PhotoReleased

from .conftest import DETAILS, EDITOR, HOUSE_OFFICER, OFFICER, OFFICER_TOO, OTHER, RELEASER, RELEASER_TOO, REVIEWER, SEED, VIEWER

AT = datetime(2026, 4, 12, 8, tzinfo=UTC)
PEOPLE = (EDITOR, HOUSE_OFFICER, OFFICER, OFFICER_TOO, OTHER, RELEASER, RELEASER_TOO, REVIEWER, SEED, VIEWER)
WHOLE = DetailsBody.model_validate(DETAILS).merged_into(AS_VALUES.validate_python({}))
BARE = AS_VALUES.validate_python({})
ACTS: dict[str, Any] = {
    "edit": lambda photo, by, at: model.edit(photo, WHOLE, None, by=by, at=at),
    "unsay": lambda photo, by, at: model.edit(photo, BARE, None, by=by, at=at),
    "submit": lambda photo, by, at: model.submit(photo, by=by, at=at),
    "send-back": lambda photo, by, at: model.send_back(photo, "better words", by=by, at=at),
    "discard": lambda photo, by, at: model.discard(photo, Bi("سبب", "why"), by=by, at=at),
    "clear": lambda photo, by, at: model.clear(photo, by=by, at=at),
    "embargo": lambda photo, by, at: model.embargo(photo, at + timedelta(minutes=2), by=by, at=at),
    "propose": lambda photo, by, at: model.propose(photo, by=by, at=at),
    "sign": lambda photo, by, at: model.sign(photo, "stamp", by=by, at=at),
    "withdraw": lambda photo, by, at: model.withdraw(photo, Bi("سبب", "why"), by=by, at=at),
    "clock": lambda photo, by, at: model.release_when_due(photo, at=at),
}
ATTEMPTS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE), st.integers(0, 3)), max_size=40)
ON_THE_WAY = [("edit", OFFICER, 0), ("submit", OFFICER, 0), ("clear", REVIEWER, 0)]


def fresh() -> Photo:
    picture = Picture("asset-1", "0" * 64, 1800, 1200, ())
    return model.ingest(Number(AT.date(), 1), picture, BARE, owner="D01", uploaded_by=Hand("x", AT), at=AT)[0]


def check(photo: Photo, at: datetime) -> None:
    discarded = photo.state is State.WITHDRAWN and not photo.released_at
    assert photo.state is State.INGESTED or discarded or not incomplete(photo.details)
    if photo.signed:
        assert photo.proposed
        assert photo.proposed.by != photo.signed.by
        assert photo.stamp or photo.state is State.WITHDRAWN
    if photo.state is State.RELEASED or (photo.state is State.WITHDRAWN and photo.released_at):
        assert photo.signed
        assert photo.cleared
        assert photo.released_at
        assert photo.embargo_until is None or photo.embargo_until <= photo.released_at <= at


@settings(max_examples=300)
@given(ATTEMPTS, st.booleans())
def test_no_photo_gets_out_by_one_person_or_before_its_time(attempts: list[tuple[str, Actor, int]], begun: bool) -> None:
    photo, at, told = fresh(), AT, 0
    for act, by, minutes in [*(ON_THE_WAY if begun else []), *attempts]:
        at += timedelta(minutes=minutes)
        offered = act in possible(photo, by=by)
        try:
            changed = ACTS[act](photo, by, at)
        except DomainError:
            assert not offered or act == "edit"
            continue
        if changed is None:
            continue
        assert offered or act in ("clock", "unsay")
        photo, fact = changed
        told += fact is not None and isinstance(fact.event, PhotoReleased)
        assert (photo.state is State.RELEASED) <= (told == 1)
        check(photo, at)
    assert told <= 1


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_shape_has_one_name_and_a_turned_photo_is_never_landscape_too(width: int, height: int) -> None:
    ratio, turned = Ratio.of(width, height), Ratio.of(height, width)
    assert (ratio is Ratio.PORTRAIT) == (width / height < 0.95)
    if ratio in (Ratio.LANDSCAPE, Ratio.PANORAMA):
        assert turned is not ratio
