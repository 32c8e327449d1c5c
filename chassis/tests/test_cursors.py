"""A cursor says what its list gave it, to its reader, and nothing that anybody else wrote."""

import base64

import pytest
from chassis.cursors import Cursors, InvalidCursor
from hypothesis import given
from hypothesis import strategies as st

CURSORS = Cursors("k" * 32)
VALUES = st.lists(st.integers(0, 2**53) | st.text(max_size=20) | st.none(), max_size=4)
SCOPE = st.lists(st.text(max_size=8) | st.booleans() | st.none(), max_size=4)


@given(VALUES, SCOPE)
def test_a_cursor_says_what_it_was_made_of(values, scope) -> None:
    assert CURSORS.read(CURSORS.sign(values, scope=scope), scope=scope) == values


@given(VALUES, SCOPE, st.data())
def test_a_cursor_of_which_one_bit_is_changed_opens_nothing(values, scope, data) -> None:
    """Of the signature and of the content alike: what is not signed could be chosen by whoever asks."""
    cursor = CURSORS.sign(values, scope=scope)
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    place = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[place // 8] ^= 1 << place % 8
    with pytest.raises(InvalidCursor):
        CURSORS.read(base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="), scope=scope)


@given(VALUES, VALUES, SCOPE)
def test_the_signature_of_one_place_is_none_for_another(values, others, scope) -> None:
    cursors = [CURSORS.sign(which, scope=scope) for which in (values, others)]
    first, second = (base64.urlsafe_b64decode(one + "=" * (-len(one) % 4)) for one in cursors)
    mixed = base64.urlsafe_b64encode(first[:16] + second[16:]).decode().rstrip("=")
    if values == others:
        assert CURSORS.read(mixed, scope=scope) == others
    else:
        with pytest.raises(InvalidCursor):
            CURSORS.read(mixed, scope=scope)


@given(VALUES, SCOPE, SCOPE)
def test_a_cursor_opens_no_list_of_another_reader_or_filter_and_none_of_another_deployment(values, scope, other) -> None:
    cursor = CURSORS.sign(values, scope=scope)
    if scope != other:
        with pytest.raises(InvalidCursor):
            CURSORS.read(cursor, scope=other)
    with pytest.raises(InvalidCursor):
        Cursors("j" * 32).read(cursor, scope=scope)
