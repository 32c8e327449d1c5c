"""When a kit is open: by property, for every order of its embargo, its release and its end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chassis.clock import DUBAI
from hypothesis import given
from hypothesis import strategies as st
from media_svc.kits import model
from media_svc.kits.model import Item, Kit, is_open
from media_svc.model import Bi

from .conftest import person

DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
EDGE = datetime(2031, 3, 1, 0, 0, tzinfo=DUBAI).astimezone(UTC)


@given(
    embargo=st.integers(-5, 5) | st.none(), closes=st.integers(-5, 8) | st.none(), released=st.integers(-5, 5), looked=st.integers(-9, 9)
)
def test_a_kit_is_open_from_its_opening_to_its_end_and_never_else(
    embargo: int | None, closes: int | None, released: int, looked: int
) -> None:

    def hours(n: int | None) -> datetime | None:
        return None if n is None else EDGE + timedelta(hours=n)

    item = Item("i", "message", Bi("", ""), Bi("", ""))
    kit = Kit("k", "D01", Bi("ع", "K"), Bi("", ""), "e", EDGE, EDGE, items=(item,), embargo_until=hours(embargo), closes_at=hours(closes))
    try:
        kit, fact = model.release(kit, by=DIRECTOR, at=EDGE + timedelta(hours=released))
    except model.errors.KitTimesCross:
        return
    opens = max(released, embargo if embargo is not None else released)
    assert is_open(kit, EDGE + timedelta(hours=looked)) is (opens <= looked and (closes is None or looked < closes))
    assert (fact is not None) is (opens == released)
    revoked, _ = model.revoke(kit, Bi("", ""), by=DIRECTOR, at=EDGE)
    assert not is_open(revoked, EDGE + timedelta(hours=looked))
    assert replace(revoked, copied=False) == model.empty(revoked)[0]
