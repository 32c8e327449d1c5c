"""What files are called that people send and take: nothing in a name is something else for the system that reads it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_svc.archives.model import LONGEST, entry_names
from media_svc.schemas import NewFile
from pydantic import ValidationError


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("photo/a1-صورة.jpg", "photo/a1-صورة.jpg"),
        ('a:b?c*d|e"f<g>h\\i.pdf', "a_b_c_d_e_f_g_h_i.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("kit/com1.zip", "kit/_com1.zip"),
        ("console.txt", "console.txt"),
        ("file/name. ", "file/name_"),
        ("folder ./a", "folder_/a"),
        ("guide\u202egpj.exe", "guide_gpj.exe"),
        ("a\tb", "a_b"),
    ],
)
def test_a_name_in_an_archive_is_one_that_windows_takes(name: str, entry: str) -> None:
    assert entry_names([name]) == [entry]


def test_names_that_differ_only_in_capitals_or_in_what_was_written_otherwise_stay_apart() -> None:
    assert entry_names(["a.pdf", "A.PDF", "a.pdf", "b?", "b*"]) == ["a.pdf", "A (2).PDF", "a (3).pdf", "b_", "b_ (2)"]


def test_a_long_name_is_cut_to_whole_letters_and_keeps_its_ending() -> None:
    first, second = entry_names(["kit/" + "ص" * 200 + ".jpg"] * 2)
    for entry in (first, second):
        assert len(entry.rpartition("/")[2].encode()) <= LONGEST
        assert entry.endswith(".jpg")
        assert "\ufffd" not in entry
    assert first != second


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=300), max_size=6))
def test_whatever_the_names_are_none_is_lost_twice_or_too_long(names: list[str]) -> None:
    entries = entry_names(names)
    assert len({one.casefold() for one in entries}) == len(names)
    assert all(1 <= len(one.encode()) <= LONGEST for one in entries)


def file_name(name: str) -> str:
    return NewFile(file_name=name, content_type="application/pdf", size=1).file_name


def test_a_file_is_called_what_people_see() -> None:
    assert file_name("guide\u202efdp.exe") == "guidefdp.exe"
    assert file_name("\u2066دليل\u2069.pdf") == "دليل.pdf"
    assert file_name(unicodedata.normalize("NFD", "é.pdf")) == "é.pdf"
    assert file_name("ص" * 251 + ".pdf") == "ص" * 251 + ".pdf"
    for unseen in ("\u200b", "\u202e\u2066", "\ufeff ", "\u00ad", "a/b", "a\\b", "ص" * 256):
        with pytest.raises(ValidationError):
            file_name(unseen)
