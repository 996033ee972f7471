"""search/thesaurus.py: what sets a concept off, and what an entry bears out."""

from __future__ import annotations

import pytest

from petunias import records
from petunias.search.thesaurus import Concept, Finder, concepts, faint, known_of, opened, sealed, trigger

GROUPS = records.words(
    [
        {"say": ["lonely", "on my own"], "means": {"domains": ["befriending"], "words": ["company", "tea", "chat"]}},
        {"say": ["tea", "cuppa"], "means": {"words": ["biscuits"]}},
        {"say": ["befriending"], "means": {"domains": ["befriending", "volunteering"]}},
    ]
)
LONELY, TEA, WHOLE = concepts(GROUPS)


def weights(concept: Concept) -> dict[str, float]:
    return {" ".join(phrase): round(weight, 4) for phrase, weight in concept.evidence}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("lonely", ("lone",)),
        ("drop in", ("drop", ">in")),
        ("on my own", ("own", "<on_my")),
        ("at home", ("home", "<at")),
        ("food bank", ("food", "bank")),
        ("bank of food", ("bank", "food")),
        ("help", ()),
        ("to the", ()),
        ("", ()),
    ],
)
def test_what_sets_a_concept_off(text: str, phrase: tuple[str, ...]) -> None:
    assert trigger(text) == phrase


def test_concepts_are_numbered_and_named() -> None:
    assert [concept.number for concept in (LONELY, TEA, WHOLE)] == [0, 1, 2]
    assert (LONELY.name, LONELY.triggers) == ("~0", (("lone",), ("own", "<on_my")))
    assert LONELY.surface == {"lonely", "on", "my", "own"}
    assert (LONELY.whole, WHOLE.whole) == (False, True)


def test_what_is_said_counts_most_and_what_is_meant_less_and_less() -> None:
    """`cuppa` comes from the group of `tea`, one step on: four fifths of tea's 0.6."""
    assert weights(LONELY) == {"lone": 1, "compani": 0.75, "tea": 0.6, "chat": 0.45, "cuppa": 0.48}


def test_one_step_on_and_no_farther() -> None:
    """Lonely leads to tea, and tea to biscuits, but lonely does not lead to biscuits."""
    assert "biscuit" in weights(TEA)
    assert "biscuit" not in weights(LONELY)


@pytest.mark.parametrize(
    ("stems", "domains", "weight"),
    [
        (["compani"], ["befriending"], 0.75 + 0.12),
        (["compani"], ["volunteering"], 0.75 * 0.8),
        (["compani", "chat"], ["volunteering"], (0.75 + 0.15 * 0.45) * 0.8),
        (["compani", "compani"], ["volunteering"], 0.75 * 0.8),
        (["lone", "compani"], ["befriending"], 1),
    ],
)
def test_what_an_entry_bears_out(stems: list[str], domains: list[str], weight: float) -> None:
    found = Finder(known_of([LONELY])).found([(stems, 1.0)], domains, 1000)
    assert found == {"~0": pytest.approx(1000 * weight, abs=0.5)}


def test_a_field_that_counts_less_bears_out_less() -> None:
    found = Finder(known_of([TEA])).found([(["tea"], 0.6), (["tea"], 0.45)], ["befriending"], 1000)
    assert found == {"~1": pytest.approx(600, abs=0.5)}


@pytest.mark.parametrize(
    ("domains", "weight"),
    [(["befriending"], 0.62), (["healthy-eating", "volunteering"], 0.37), (["welfare-rights"], 0)],
)
def test_a_whole_domain(domains: list[str], weight: float) -> None:
    found = Finder(known_of([WHOLE])).found([], domains, 1000)
    assert found.get("~2", 0) == pytest.approx(1000 * weight, abs=0.5)


def test_phrases_are_whole() -> None:
    (bank,) = concepts(records.words([{"say": ["food bank"], "means": {"words": ["parcels"]}}]))
    finder = Finder(known_of([bank]))
    assert finder.found([(["food", "bank"], 1.0)], ["befriending"], 1000) == {"~0": 1000}
    assert finder.found([(["food"], 1.0), (["bank"], 1.0)], ["befriending"], 1000) == {}
    assert finder.found([(["bank", "food"], 1.0)], ["befriending"], 1000) == {}


def test_what_was_sealed_finds_the_same() -> None:
    known = known_of([LONELY, TEA, WHOLE])
    finders = [Finder(known), Finder(opened(sealed(known)))]
    said = [(["tea", "chat", "compani", "tea"], 0.9), (["nothing"], 0.6)]
    one, other = (list(finder.found(said, ["befriending"], 1000).items()) for finder in finders)
    assert one == other
    assert len(one) == 3


def test_a_word_of_a_phrase_is_a_hint_if_no_concept_has_it_alone() -> None:
    groups = records.words([{"say": ["charity shop", "tea"], "means": {"words": ["tea room"]}}])
    assert list(faint(concepts(groups))) == [("chariti", 0), ("room", 0), ("shop", 0)]


def test_a_word_of_many_groups_hints_at_nothing() -> None:
    groups = records.words([{"say": [f"word{'abcdefghi'[n]} shop"], "means": {"words": ["tea"]}} for n in range(9)])
    assert "shop" not in dict(faint(concepts(groups)))
