"""What a query finds, however it and the record are written."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from chassis.arabic import EDITION, NOTHING, TABLE, asked, beginning, exactly, normalise, spelling, tokens
from chassis.mongo import Database, Document, renew_keys
from hypothesis import given
from hypothesis import strategies as st

PAIRS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("search_pairs.json").read_text("utf-8"))
WORDS = st.text(st.characters(categories=("L", "M", "N", "P", "Zs", "Cf")), max_size=30)
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة", min_size=3, max_size=9)


def finds(query: str, stored: str) -> bool:
    words = tokens(stored)
    return bool(asked(query)) and all(any(word.startswith(forms) for word in words) for forms in asked(query))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['query']} in {pair['stored']}")
def test_a_query_finds_a_record_however_both_are_written(pair: dict[str, Any]) -> None:
    assert finds(pair["query"], pair["stored"]) == pair["found"], pair["why"]


@given(WORDS)
def test_every_record_is_found_by_its_own_words(text: str) -> None:
    assert finds(text, text) == any(letter.isalnum() for letter in normalise(text))


@given(ARABIC, st.sampled_from(["ال", "لل", "بال", "وال", "كال"]))
def test_a_word_is_found_with_any_article_in_front_of_it(word: str, article: str) -> None:
    assert finds(article + word, article + word)
    assert finds(article + word, "ال" + word) or word.startswith("ل") or normalise(article + word).startswith(tuple(TABLE["whole"]))


@given(ARABIC, st.integers(0, 9), st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u061c\u00ad\u2066\u2069\u0640\u064e\u0651\u0670\u034f"))
def test_a_mark_that_nobody_sees_changes_nothing(word: str, at: int, mark: str) -> None:
    assert normalise(word[:at] + mark + word[at:]) == normalise(word)


@given(st.text(max_size=40))
def test_to_normalise_twice_is_to_normalise_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_digits_of_every_script_are_digits() -> None:
    every = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"]
    assert [one for one in every if normalise(one) != str(unicodedata.decimal(one))] == []


@pytest.mark.parametrize("q", ["😀", "ـــ", "%", "🇦🇪", "\u3164", "\u115f", "\u2800", "--", "ًٌ", "\u202e", "_"])
def test_a_query_without_a_letter_or_a_figure_finds_nothing(q: str) -> None:
    assert beginning(q) == [NOTHING]


def test_no_query_narrows_nothing() -> None:
    assert [beginning(q) for q in (None, "", "  ")] == [[], [], []]


def test_a_query_asks_for_no_more_than_eight_words() -> None:
    assert len(beginning(" ".join(f"w{number}" for number in range(50)))) == len(exactly("a b c d e f g h i")) == 8


ONE_NAME = (
    "mohammed muhammad mohamed mohammad muhammed", "abdulla abdullah abdallah", "fatimah fatma fatima", "saeeda sa'eeda saida",
    "hussain hussein husain hossein", "humaid humaed homaid", "omar umar omer", "majid majed maged", "othman osman uthman",
    "sulaiman suleiman soliman", "issa isa essa eisa", "dhaheri daheri", "maitha meitha maytha", "rawda rowda roudha rawdha",
    "khalifa khaleefa", "gamal jamal", "tariq tarek tareq", "noureddine nooruddin nouraldin", "abdulrahman abdelrahman abdurrahman",
    "layla leila laila", "moza mouza mozah", "zayed zaid zayid", "aisha ayesha aysha aishah",
)  # fmt: skip
OTHER_NAMES = (
    "hussain hassan",
    "humaid hamad",
    "omar amr",
    "majid majida",
    "sulaiman salman",
    "salem salama",
    "hamad ahmed",
    "noura nahla",
)


@pytest.mark.parametrize("names", ONE_NAME)
def test_one_name_has_one_spelling(names: str) -> None:
    spelled = [{spelling(word) for word in tokens(name)} - {None} for name in names.split()]
    assert set.intersection(*spelled)


@pytest.mark.parametrize("names", OTHER_NAMES)
def test_another_name_has_another_spelling(names: str) -> None:
    one, other = names.split()
    assert spelling(one) != spelling(other)


async def test_search_keys_of_before_are_renewed_once_and_again_without_harm(database: Database) -> None:
    lamps, asked_for = database["lamps"], []

    async def keys(lamp: Document) -> Document:
        asked_for.append(lamp["_id"])
        return {"words": tokens(lamp["name"])}

    await lamps.insert_many([{"_id": "a", "version": 3, "name": "سیف"}, {"_id": "b", "name": "Lamp"}, {"_id": "c", "version": 1}])
    await renew_keys(lamps, EDITION, keys)
    await renew_keys(lamps, EDITION, keys)
    assert sorted(asked_for) == ["a", "b", "c"], "the second time everything is done, what cannot be read too"
    await database["search_keys"].delete_many({})
    await renew_keys(lamps, EDITION, keys)
    await renew_keys(lamps, EDITION + 1, keys)
    kept = await lamps.find({}, {"words": 1}, sort=[("_id", 1)]).to_list(None)
    assert [one.get("words") for one in kept] == [["سيف"], ["lamp"], None]


def test_an_apostrophe_does_not_change_where_a_name_stands() -> None:
    assert {normalise(name) for name in ("O'Neil", "O’Neil", "O´Neil", "ONeil")} == {"oneil"}
