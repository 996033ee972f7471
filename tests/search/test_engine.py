"""search-rank.js by way of search/engine.py: what somebody writes, and what comes of it."""

from __future__ import annotations

import pytest

from petunias.search.engine import Engine
from petunias.site.finding import ready
from support.directories import Data, directory, entry
from support.searching import Searcher
from support.site import DIRECTORY, TODAY

ENTRIES = (
    entry("bank", name="Food Bank", summary="Parcels of food for three days.", domains=["arts-for-health"]),
    entry("builders", name="Constructor Evenings", summary="Model ships of wood.", domains=["arts-for-health"]),
    entry(
        "debt",
        name="Straight Talk",
        summary="Help with debt.",
        description="Bailiffs and letters.",
        domains=["arts-for-health"],
    ),
    entry("folk", name="Ελληνικά Łódź", summary="Dancers from afar.", domains=["arts-for-health"]),
    entry("lace", name="Bobbin Lacemakers", summary="Lace by the river.", domains=["arts-for-health"]),
    entry("shed", name="Potting Shed", summary="Grow tomatoes and talk.", domains=["arts-for-health"]),
    entry("sing", name="Second Wind Singing", summary="Singing for bad lungs.", domains=["arts-for-health"]),
    entry("swim", name="Quiet Swim", summary="Swimming in a warm pool.", domains=["physical-activity"]),
    entry("ukulele", name="Ukulele Evenings", summary="Strum with beginners.", domains=["arts-for-health"]),
    entry("walks", name="Health Walks", summary="Exercise round the park.", domains=["physical-activity"]),
)
WORDS: list[Data] = [
    {"say": ["on my own", "lonely"], "means": {"domains": ["befriending"], "words": ["talk"]}},
    {"say": ["owing money"], "means": {"domains": ["welfare-rights"], "words": ["debt"]}},
    {"say": ["keep fit"], "means": {"domains": ["physical-activity"]}},
]


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(*ENTRIES, words=WORDS)


@pytest.mark.parametrize(
    ("typed", "read", "found"),
    [
        ("walkz", "walks", "walks"),
        ("wlaks", "walks", "walks"),
        ("ukelele", "ukulele", "ukulele"),
        ("vkulele", "ukulele", "ukulele"),
        ("bobbbin", "bobbin", "lace"),
        ("tomatoze", "tomatoes", "shed"),
    ],
)  # codespell:ignore
def test_a_slip_is_mended_and_told(searcher: Searcher, typed: str, read: str, found: str) -> None:
    answer = searcher.answer(f"{typed} ")
    assert answer.changes == ((typed, read),)
    assert answer.hits[0].id == found


@pytest.mark.parametrize("typed", ["bnk ", "sed ", "kitchenette ", "bread ", "tomatoes ", "bank2 "])
def test_what_is_short_or_everyday_or_right_is_left_alone(searcher: Searcher, typed: str) -> None:
    assert searcher.answer(typed).changes == ()


@pytest.mark.parametrize(("typed", "found"), [("tomat", "shed"), ("lacem", "lace"), ("ukul", "ukulele")])
def test_a_word_that_is_begun(searcher: Searcher, typed: str, found: str) -> None:
    answer = searcher.answer(typed)
    assert (answer.changes, answer.hits[0].id) == ((), found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("foodbank ", "bank"),
        ("food bank ", "bank"),
        ("healthwalks ", "walks"),
        ("lace makers ", "lace"),
        ("pottingshed ", "shed"),
    ],
)
def test_two_words_or_one(searcher: Searcher, typed: str, found: str) -> None:
    assert searcher.ids(typed)[0] == found


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("exercise not swimming", "walks", "swim"),
        ("keep fit not swimming", "walks", "swim"),
        ("tomatoes not lace", "shed", "lace"),
        ("singing without walks", "sing", "walks"),
    ],
)
def test_what_is_refused_comes_last_or_not(searcher: Searcher, typed: str, there: str, gone: str) -> None:
    ids = searcher.ids(typed)
    assert ids[0] == there
    assert gone not in ids[:1]


@pytest.mark.parametrize(
    "name",
    [
        "Food Bank",
        "food bank",
        "Quiet Swim",
        "health walks",
        "SECOND WIND SINGING",
        "Bobbin Lacemakers",
        "łódź ΕΛΛΗΝΙΚΆ",
    ],
)
def test_a_name_comes_first(searcher: Searcher, name: str) -> None:
    wanted = {one.name.casefold(): one.id for one in ENTRIES} | {"łódź ελληνικά": "folk"}
    assert searcher.ids(name)[0] == wanted[name.casefold()]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("on my own", ["debt", "shed"]),
        ("i live on my own now", ["debt", "shed"]),
        ("owing money", ["debt"]),
        ("keep fit", ["swim", "walks"]),
        ("my own kitchen", []),
    ],
)
def test_phrases_of_the_words_file(searcher: Searcher, typed: str, found: list[str]) -> None:
    ids = searcher.ids(f"{typed} ")
    assert set(found) <= set(ids) if found else ids == []


@pytest.mark.parametrize(
    "typed",
    ["xyzzy", "plumber ", "boiler repair ", "car insurance quote ", "🙂xyzzy", "qqqq wwww", "cheap flights ", "help"],
)
def test_nothing_is_found_for_nonsense_and_trades(searcher: Searcher, typed: str) -> None:
    assert searcher.ids(typed) == []


@pytest.mark.parametrize("typed", ["", "   ", "?!", "🙂", "to the"])
def test_no_words_are_no_question(searcher: Searcher, typed: str) -> None:
    """Who writes nothing sees all; who writes what says nothing is not shown everything as if it were the answer."""
    assert len(searcher.ids(typed)) == (0 if typed.strip() else len(ENTRIES))
    assert searcher.ids(typed, domain=["physical-activity"]) == ["swim", "walks"]


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "<b>lace</b>", "__proto__", "constructor", "prototype", "hasOwnProperty", "toString",
     "valueOf lace", '"; drop table', "\\u0000", "lace\u0000", "\ud83d", "%20lace", "~0", "!day=monday", ">in", "<on"],
)  # fmt: skip
def test_odd_signs_are_words_like_others(searcher: Searcher, typed: str) -> None:
    assert {hit.id for hit in searcher.answer(typed).hits} <= {one.id for one in ENTRIES}


@pytest.mark.parametrize("typed", ["q" * 2_000, "lace " * 2_000, "lace" * 300])
def test_very_long_questions_are_answered(searcher: Searcher, typed: str) -> None:
    assert isinstance(searcher.ids(typed), list)


def test_what_is_doubtful_full_or_paused_comes_after_its_equals() -> None:
    sure = {"name": "Macrame", "summary": "Knots.", "confirmed": {"on": "2026-11-01", "by": "provider"}}
    search = Searcher(
        entry("a-paused", **sure, status={"state": "paused", "on": "2026-11-01", "until": "2026-12-20"}),
        entry("b-unsure", **{**sure, "confirmed": {"on": "2025-10-01", "by": "provider"}}),
        entry("c-full", **sure, availability={"status": "full", "on": "2026-11-10"}),
        entry("d-good", **sure),
        entry("e-good", **sure),
        entry("f-other"),
    )
    assert search.ids("macrame ") == ["d-good", "e-good", "c-full", "b-unsure", "a-paused"]


def test_equals_are_in_order_of_their_ids_and_answers_do_not_change() -> None:
    search = Searcher(*(entry(f"{letter}", name="Macrame", summary="Knots.") for letter in "cab"), entry("z"))
    assert search.ids("macrame ") == search.ids("macrame ") == ["a", "b", "c"]


def test_an_empty_directory_has_no_answers() -> None:
    search = Searcher()
    assert (search.ids("lace"), search.ids(""), search.ids("lace", "north", day=["monday"])) == ([], [], [])


def test_parts_can_be_left_out() -> None:
    found = ready(directory(*ENTRIES), DIRECTORY, TODAY, words=False)
    engine = Engine(found.script, found.index, found.ids, without=["spelling"])
    assert engine.ask("bobbbin ").hits == ()
    assert engine.ask("bobbin ").hits[0].id == "lace"
