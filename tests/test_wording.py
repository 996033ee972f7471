"""Hints about words: what counts as a sentence, as hard, as a shout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias import reading
from petunias.checks import wording
from support.folders import SHELTER, lay_out
from support.site import DIRECTORY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ('He said "Come in." Then we had tea.', ['He said "Come in."', "Then we had tea."]),
        (
            "Ask Dr. Smith, Mrs. Jones or St. Mary's, e.g. at 10 a.m. on Mon.",
            ["Ask Dr. Smith, Mrs. Jones or St. Mary's, e.g. at 10 a.m. on Mon."],
        ),
        ("It costs £1.40 at www.example.org today.", ["It costs £1.40 at www.example.org today."]),
        ("One line\ngoes on.\n\nNew paragraph", ["One line goes on.", "New paragraph"]),
        (
            "Bring:\n\n- a **coat**\n- a [map](https://example.org/a.b)\n1. or\n2) both",
            ["Bring:", "a coat", "a map", "or", "both"],
        ),
        ("*** --- ...", []),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert wording.sentences(text) == found


def test_twenty_five_words_are_enough() -> None:
    assert wording._long_sentences(" ".join(["dog"] * 25) + ".") == []
    assert [count for count, _ in wording._long_sentences(" ".join(["dog"] * 26) + ".")] == [26]
    assert wording._long_sentences(" ".join(["dog"] * 24) + " – dog.") == []
    assert [
        count for count, _ in wording._long_sentences(" ".join(["dog"] * 20) + " Dr. " + " ".join(["cat"] * 10))
    ] == [31]
    assert wording._long_sentences("\n\n".join([" ".join(["dog"] * 25)] * 3)) == []


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 * 6 / 6 - 15.59),
        ("The cat sat. The dog ran.", 0.39 * 3 + 11.8 * 6 / 6 - 15.59),
        ("Rebuilding communities together.", 0.39 * 3 + 11.8 * 3 / 3 - 15.59),
        ("", 0.0),
        ("...", 0.0),
    ],
)
def test_the_reading_grade(text: str, grade: float) -> None:
    if text.startswith("Rebuilding"):
        # Hard, but one word of it stands first and the rest are small letters: no name to leave out.
        assert wording.reading_grade(text) == pytest.approx(0.39 * 3 + 11.8 * (3 + 4 + 3) / 3 - 15.59)
    else:
        assert wording.reading_grade(text) == pytest.approx(grade)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("cat", 1),
        ("make", 1),
        ("makes", 1),
        ("table", 2),
        ("baked", 1),
        ("coming", 2),
        ("telephone", 3),
        ("area", 2),
        ("rhythm", 1),
        ("7", 1),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert wording._syllables(word) == syllables


def test_names_are_nobodys_fault() -> None:
    hard = (
        "We meet at Northumberland Community Association, then Featherstonehaugh Pavilion, with Alexandra Montgomery."
    )
    small = hard.lower()
    assert wording.reading_grade(small) > wording.HARDEST_GRADE
    assert wording.reading_grade(hard) < wording.HARDEST_GRADE


WORDS = (
    "a the dog walk cats make table people organisation multidisciplinary coming area Northumberland we're 10 "
    "rhythm queue beautiful seeing able little telephone"
)
SENTENCE = st.tuples(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=40), st.sampled_from(".!?"))
PROSE = st.lists(
    st.tuples(SENTENCE.map(lambda found: " ".join(found[0]) + found[1]), st.sampled_from([" ", "\n\n", "\n\n- "])),
    min_size=1,
    max_size=5,
).map(lambda several: "".join(sentence + gap for sentence, gap in several))


@given(PROSE)
def test_the_quick_look_misses_nothing(text: str) -> None:
    """What is found easy from counts alone is easy by the full sum, too; so with long sentences."""
    if wording._is_easy(text):
        assert wording.reading_grade(text) <= wording.HARDEST_GRADE
    slowly = [
        (wording._length(one), one) for one in wording.sentences(text) if wording._length(one) > wording.MOST_WORDS
    ]
    assert wording._long_sentences(text) == slowly


def test_the_quick_look_misses_nothing_in_anytown() -> None:
    for entry in reading.read_or_raise(DIRECTORY).entries:
        for text in filter(None, (entry.summary, entry.description, entry.first_visit)):
            if wording._is_easy(text):
                assert wording.reading_grade(text) <= wording.HARDEST_GRADE


@pytest.mark.parametrize(
    ("text", "is_shout"),
    [
        ("ANYTOWN WALKERS", True),
        ("ANYTOWN Walkers", False),
        ("WALKERS x", False),  # seven capitals
        ("WALKERSS x", True),
        ("NHS RNIB YMCA GP", False),
        ("NHS RNIB WALKS GP", True),
        ("LGBTQ LGBTQ LGBTQ", False),
        ("XXXXX BBBBB", False),
        ("AGE UK ANYTOWN", True),
        ("FREE free FREEE", False),
        ("ABCDEFGH ijk", True),
        ("ABCDEFGH ijkl", False),
        ("CAFÉ ŴYL TŶ HAFAN", True),
        ("Walk our dogs", False),
    ],
)
def test_what_is_a_shout(text: str, is_shout: bool) -> None:
    assert wording._is_shout(text) is is_shout


@pytest.mark.parametrize(
    ("text", "is_name", "quiet"),
    [
        ("THE ANYTOWN NHS WALKING GROUP FOR THE OVER 60S", True, "The Anytown NHS Walking Group for the Over 60s"),
        ("(FREE) WALKS", True, "(Free) Walks"),
        ("COME AND WALK. NO BOOKING! WHY NOT? ASK YOUR GP.", False, "Come and walk. No booking! Why not? Ask your GP."),
    ],
)
def test_a_shout_written_small(text: str, is_name: bool, quiet: str) -> None:
    assert wording._quiet(text, is_name=is_name) == quiet


@pytest.mark.parametrize(
    ("name", "summary", "provider", "is_told"),
    [
        ("Dog Walks", "Dog walks!", None, True),
        ("Dog Walks", "The Dog Walks.", None, True),
        ("Dog Walks", "Friends of Dogs.", "Friends of Dogs", True),
        ("Dog Walks", "Dog walks for all.", None, False),
        ("Dog Walks", "...", None, False),
        ("Dog Walks", '"*** Dog  Walks ***."', None, True),
    ],
)
def test_a_summary_that_is_only_the_name(
    name: str, summary: str, provider: str | None, is_told: bool, tmp_path: object
) -> None:
    from pathlib import Path

    text = SHELTER.replace("Anytown Cat and Dog Shelter", name)
    text = text.replace("Walk our dogs any weekday morning. No booking, just turn up.", summary)
    folder = lay_out(Path(str(tmp_path)), {"entries/a.yaml": text + (f"provider: {provider}\n" if provider else "")})
    told = [problem.message for problem in reading.read(folder).problems]
    assert ("should say more than the name." in told) is is_told


@pytest.mark.parametrize(
    ("summary", "is_whole"),
    [
        ("Walk.", True),
        ("Walk!", True),
        ("Walk?", True),
        ("Walk…", True),
        ("(Walk.)", True),
        ("Say “walk.”", True),
        ("Walk. ", True),
        ("Walk", False),
        ("Walk,", False),
        ("Walk:", False),
        ("Walk (dogs)", False),
    ],
)
def test_how_a_summary_ends(summary: str, is_whole: bool) -> None:
    assert bool(wording._ENDED.search(summary)) is is_whole
