"""What is read in the files: searched in both languages, shown with its place, compared between versions."""

from datetime import timedelta

from chassis.clock import now
from hypothesis import given
from hypothesis import strategies as st
from media_svc.sources.commands import keep_dates
from media_svc.sources.texts.model import changes
from media_svc.store import Stores

from .conftest import EDITOR, VIEWER, Call
from .shelf import TODAY, Shelf


async def test_the_text_of_the_version_in_force_is_searched_in_arabic_and_not_that_of_the_next(
    shelf: Shelf, call: Call, stores: Stores
) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY, words="لا يُستعمل الختم إلا في الأوراق الرسمية")
    await shelf.published(id_, "2.0", TODAY + timedelta(days=2), words="البطاقات والمظاريف")

    async def finds(q: str) -> bool:
        return [one["id"] for one in (await call(VIEWER, "GET", "/documents", params={"q": q})).json()["items"]] == [id_]

    assert [await finds(q) for q in ("الأوراق", "اوراق رسميه", "إلا", "الهوية", "guide")] == [True] * 5
    assert not await finds("البطاقات")
    await keep_dates(stores.documents, at=now() + timedelta(days=3))
    assert await finds("البطاقات")
    assert not await finds("الختم")


async def test_a_search_shows_the_place_in_the_text_that_has_the_words(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY, words="#pagebreak()\nلا يُستعمل الختم إلا في الأوراق الرسمية", pages=3)
    found = (await call(VIEWER, "GET", "/documents", params={"q": "اوراق"})).json()["items"][0]["excerpt"]
    assert (found["language"], found["page"]) == ("ar", 2)
    assert "الأوراق الرسمية" in found["text"]
    for q in ("هوية", ""):
        assert (await call(VIEWER, "GET", "/documents", params={"q": q})).json()["items"][0]["excerpt"] is None


async def test_two_versions_are_compared_sentence_by_sentence(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    first = await shelf.published(id_, "1.0", TODAY, words="الشعار أخضر.\n\nيقف وحده.")
    second = await shelf.published(id_, "2.0", TODAY + timedelta(days=2), words="الشعار ذهبي.\n\nيقف وحده.")
    draft = await shelf.draft(id_, "3.0", TODAY + timedelta(days=9), words="خطط سرية.")
    place = f"/documents/{id_}/changes?earlier={first}&later="
    parts = (await call(VIEWER, "GET", place + second)).json()["parts"]
    assert [(one["kind"], one["text"]) for one in parts if one["kind"] in ("added", "removed")] == [
        ("removed", "الشعار أخضر."),
        ("added", "الشعار ذهبي."),
    ]
    assert [(await call(VIEWER, "GET", place + other)).status_code for other in (draft, "nothing", f"{second}&language=en")] == [404] * 3
    assert (await call(EDITOR, "GET", place + draft)).status_code == 200


def test_of_a_long_common_run_only_the_ends_are_shown() -> None:
    same = [f"Sentence {number}." for number in range(50)]
    parts = changes([" ".join(same)], [" ".join([*same, "New."])])
    assert [(one.kind, one.text) for one in parts] == [
        ("same", "Sentence 0."),
        ("skipped", "48"),
        ("same", "Sentence 49."),
        ("added", "New."),
    ]


@given(st.lists(st.sampled_from(["One.", "Two.", "Three?", "أربعة؟", "خمسة."])), st.lists(st.sampled_from(["One.", "Two.", "أربعة؟"])))
def test_the_later_text_is_what_is_the_same_and_what_was_added(old: list[str], new: list[str]) -> None:
    parts = changes(["\n".join(old)], ["\n\n".join(new)])
    said = [int(one.text) if one.kind == "skipped" else len(one.text.split()) for one in parts if one.kind != "removed"]
    assert sum(said) == len(new)
