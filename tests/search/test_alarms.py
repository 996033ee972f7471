"""search/alarms.py: words of danger are heard, calm ones are not, and the lines are right."""

from __future__ import annotations

from collections import Counter

import pytest

from petunias import phones
from petunias.search.alarms import ALARMS, CALM, LINES, lines
from petunias.search.text import words
from support.directories import entry
from support.searching import Searcher

NATIONS = ("england", "wales", "scotland", "northern-ireland")
SAID = [(kind, phrase) for kind, phrases in ALARMS.items() for phrase in phrases]


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(entry())


def test_every_phrase_is_written_as_words_are_folded() -> None:
    """Or nobody could ever say it."""
    assert [phrase for _, phrase in SAID if " ".join(words(phrase)) != phrase] == []
    assert [phrase for phrase in CALM if " ".join(words(phrase)) != phrase] == []


def test_no_phrase_has_two_kinds() -> None:
    assert [phrase for phrase, count in Counter(phrase for _, phrase in SAID).items() if count > 1] == []


def test_every_phrase_is_heard(searcher: Searcher) -> None:
    assert [phrase for kind, phrase in SAID if kind not in searcher.answer(f"Please, {phrase.upper()}!").danger] == []


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("I can't go on", ("suicide",)),
        ("I don’t want to live", ("suicide",)),
        ("self-harm", ("suicide",)),
        ("pains in my chest", ("medical",)),
        ("he hits me and I want to die", ("suicide", "abuse")),
        ("child abuse", ("abuse", "child")),
        ("alcohol abuse, and he hits me", ("abuse",)),
    ],
)
def test_danger(searcher: Searcher, said: str, kinds: tuple[str, ...]) -> None:
    assert searcher.answer(said).danger == kinds


@pytest.mark.parametrize(
    "said",
    [*CALM, "drug and alcohol abuse", "chess", "the suicidegirls", "rapeseed", "stroke club", "end of life care",
     "heart attack recovery", "die casting", "abuses", "pain"],
)  # fmt: skip
def test_calm(searcher: Searcher, said: str) -> None:
    assert searcher.answer(said).danger == ()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_line_can_be_rung_and_is_written_with_its_spaces(line: object) -> None:
    number = line.phone  # type: ignore[attr-defined]
    assert phones.judge(number) == "valid"
    assert number.replace(" ", "").isdigit()
    assert phones.tel_link(number) in ("tel:" + number.replace(" ", ""), "tel:+44" + number.replace(" ", "")[1:])


def test_a_number_is_one_line_and_a_line_one_number() -> None:
    assert len({line.phone.replace(" ", "") for line in LINES}) == len({line.name for line in LINES}) == len(LINES)


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("kind", ALARMS)
def test_every_danger_has_a_line_of_its_own_at_any_hour(kind: str, nation: str) -> None:
    found = lines(kind, nation)
    assert found[0].phone == "999"
    assert any(line.always for line in found[1:]) or kind == "medical"


def test_lines_keep_to_their_nations() -> None:
    assert {line.name for line in lines("abuse", "wales")} == {"999", "Live Fear Free", "Men’s Advice Line"}
    assert [line.name for line in lines("medical", "northern-ireland")] == ["999"]
    assert {nation for line in LINES for nation in line.nations} == set(NATIONS)
    assert {kind for line in LINES for kind in line.kinds} == set(ALARMS)
