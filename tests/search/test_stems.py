"""search/text.py and search-words.js: the same words and the same stems, here and in the browser."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from petunias.resources import shipped
from petunias.search import text
from support.searching import Scripts
from support.site import DIRECTORY

WORD = st.text(string.ascii_lowercase, min_size=1, max_size=24)
# Letters of the Latin alphabets of Europe, accents that stand alone, signs, and what is beside the alphabet.
ACCENTED = st.text(st.characters(max_codepoint=0x36F, exclude_categories=["Cs", "Cc"], exclude_characters="ͅ"))


def every_word() -> list[str]:
    """All words that come with the program and with Anytown."""
    files = [shipped("words.yaml"), *sorted(DIRECTORY.glob("entries/*.yaml"))]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return sorted({word for line in lines for word in text.words(line)} | text.LITTLE | text.FILLERS | text.TRADE)


def test_every_stem_is_the_same_in_the_browser(scripts: Scripts) -> None:
    common = (shipped("schema").parent / "tools/petunias/search/common.txt").read_text("utf-8").split()
    known = [*common, *every_word()]
    assert len(known) > 9_000
    made = zip(known, scripts.each("stem", known), strict=True)
    assert [(word, stem) for word, stem in made if stem != text.term(word)] == []


def test_every_text_is_folded_the_same_in_the_browser(scripts: Scripts) -> None:
    lines = [line for path in DIRECTORY.rglob("*.yaml") for line in path.read_text("utf-8").splitlines()]
    assert scripts.each("words", lines) == [text.words(line) for line in lines]


@given(st.lists(WORD, min_size=20, max_size=60))
def test_any_stem_is_the_same(scripts: Scripts, words: list[str]) -> None:
    assert scripts.each("stem", words) == [text.term(word) for word in words]


@given(st.lists(ACCENTED, min_size=5))
def test_any_accented_text_is_folded_the_same(scripts: Scripts, texts: list[str]) -> None:
    assert scripts.each("words", texts) == [text.words(one) for one in texts]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Café Zoë", ["cafe", "zoe"]),
        ("Carer’s carer's carers", ["carers", "carers", "carers"]),
        ("drop-in", ["drop", "in"]),
        ("Łódź straße Ærø", ["lodz", "strasse", "aero"]),
        ("snake_case __proto__", ["snake", "case", "proto"]),
        ("<b>bold</b>", ["b", "bold", "b"]),
        ("🙂 tea 🫖", ["tea"]),
        ("日本語 و عربي", ["日本語", "و", "عربي"]),
        ("ﬁne ＡＢＣ ２", ["fine", "abc", "2"]),
        ("over 65s", ["over", "65s"]),
        ("", []),
    ],
)
def test_words(scripts: Scripts, written: str, words: list[str]) -> None:
    assert text.words(written) == words
    assert scripts.each("words", [written]) == [words]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("walking", "walk"),
        ("ponies", "poni"),
        ("hopping", "hop"),
        ("agreed", "agre"),  # codespell:ignore
        ("as", "as"),
        ("65s", "65s"),
    ],  # codespell:ignore
)
def test_stems(word: str, stem: str) -> None:
    assert text.term(word) == stem


def test_little_words_are_no_terms() -> None:
    assert text.terms("Someone to talk to at the Baths") == ["someon", "talk", "bath"]  # codespell:ignore


def test_everyday_words_are_stems() -> None:
    assert {"bread", "window"} <= text.common()
    assert all(stem and stem.islower() for stem in text.common())


@given(st.lists(st.tuples(WORD, WORD), min_size=20), st.integers(0, 4))
def test_slips_are_counted_as_others_count_them(scripts: Scripts, pairs: list[tuple[str, str]], most: int) -> None:
    counted = scripts.each("slips", [(*pair, most) for pair in pairs])
    assert [min(count, most + 1) for count in counted] == [min(OSA.distance(*pair), most + 1) for pair in pairs]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("tea", "tea", 0), ("tea", "teas", 1), ("tea", "ea", 1), ("tea", "toa", 1), ("tea", "tae", 1), ("tea", "aet", 2)],
)
def test_slips(scripts: Scripts, one: str, other: str, count: int) -> None:
    assert scripts.each("slips", [(one, other, 3)]) == [count]


@pytest.mark.parametrize(
    ("one", "other"),
    [("fizio", "physio"), ("nitting", "knitting"), ("kwire", "quire"), ("sience", "science")],  # codespell:ignore
)
def test_words_that_sound_alike(scripts: Scripts, one: str, other: str) -> None:
    first, second = scripts.each("sound", [one, other])
    assert first == second
