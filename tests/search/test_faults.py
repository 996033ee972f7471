"""Faults that the search had once."""

from __future__ import annotations

import pytest

from petunias.search import text
from support.directories import entry
from support.searching import Scripts, Searcher

KENT = [
    {"id": "ramsgate", "name": "Ramsgate", "at": {"lat": 51.335, "lon": 1.416}},
    {"id": "canterbury", "name": "Canterbury", "at": {"lat": 51.28, "lon": 1.08}},
]


@pytest.fixture(scope="module")
def kent() -> Searcher:
    ids = [place["id"] for place in KENT]
    return Searcher(*(entry(str(id), name="Lunch", localities=[id]) for id in ids), entry("z"), localities=KENT)


def test_a_district_is_not_a_sector_of_another(kent: Searcher) -> None:
    assert kent.answer("lunch", "CT11").near == "CT11"


def test_a_district_that_does_not_exist_is_not_known(kent: Searcher) -> None:
    assert not kent.answer("lunch", "CT29").near_known


def test_a_word_of_300_letters_can_be_kept() -> None:
    Searcher(entry(description="x" * 300))


def test_constructor_is_a_word_like_others() -> None:
    search = Searcher(entry("a", name="Constructor", summary="Ships."), entry("b"), entry("c"))
    other = Searcher(entry("a", name="Contriver", summary="Ships."), entry("b"), entry("c"))
    assert search.answer("constructor ").hits == other.answer("contriver ").hits


def test_a_word_of_the_description_is_found() -> None:
    text = "Zithers and letters. " + "Some more words about other matters. " * 8
    assert Searcher(entry("a", description=text), *(entry(f"o{n}") for n in range(30))).ids("zithers ") == ["a"]


def test_year_old_says_nothing() -> None:
    assert Searcher(entry("a", name="Zitherette"), entry("b")).ids("zitherette 14 year old ") == ["a"]


def test_except_refuses() -> None:
    search = Searcher(entry("a", name="Zitherette"), entry("b", name="Oboes"), entry("c"))
    assert search.ids("zitherette except oboes ") == ["a"]


def test_greek_words_fold_the_same(scripts: Scripts) -> None:
    assert scripts.each("words", ["ΟΔΟΣ"]) == [text.words("ΟΔΟΣ")]


@pytest.mark.parametrize("said", ["I don't want to be here any more", "thinking of ending it all"])
def test_more_words_of_danger(said: str) -> None:
    assert Searcher(entry()).answer(said).danger == ("suicide",)


def test_what_costs_little_is_cheap() -> None:
    assert Searcher(entry("a", name="Lunch", cost="£1"), entry("b"), entry("c")).ids("cheap lunch ") == ["a"]


def test_what_is_free_with_a_remark_is_not_the_opposite() -> None:
    assert Searcher(entry("a", name="Lunch", cost="Free, gifts welcome"), entry("b")).ids("free lunch ") == ["a"]
