"""search/entrywords.py, search/index.py and search/corpus.py: what is kept of an entry, and in which files."""

from __future__ import annotations

import hashlib
import json

import pytest

from petunias.model import Entry
from petunias.records import words as groups
from petunias.search.attributes import attributes
from petunias.search.corpus import Corpus, shipped_words
from petunias.search.entrywords import DECIDED, IN_NAME, EntryWords, Reader
from petunias.search.shards import varint
from petunias.search.thesaurus import concepts, known_of
from support.directories import ENGLISH, directory, entry
from support.searching import Scripts, Searcher

GROUPS = groups([{"say": ["lonely"], "means": {"domains": ["befriending"], "words": ["company"]}}])


def read(**fields: object) -> EntryWords:
    found: Entry = entry(**fields)
    known = known_of([*concepts(GROUPS), *(attribute.concept(0) for attribute in attributes())])
    return Reader(known, attributes(), lambda code: ("Polish", "polski")).read(found)


def test_a_name_counts_most_and_a_provider_least() -> None:
    places = [
        {"name": "Zither"},
        {"keywords": ["zither"]},
        {"summary": "Zither."},
        {"description": "Zither."},
        {"provider": "Zither"},
    ]
    weights = [read(**fields).stems["zither"] for fields in places]
    assert weights[0] > IN_NAME
    plain = [weights[0] - IN_NAME, *weights[1:]]
    assert plain == sorted(plain, reverse=True)
    assert len(set(plain)) == 5
    assert min(plain) >= 1


def test_fillers_count_in_the_name_alone() -> None:
    assert "help" in read(name="Help").stems
    assert "help" not in read(summary="Help for all.").stems


def test_little_words_count_nowhere() -> None:
    made = read(name="To the Point")
    assert not {"to", "the"} & (set(made.stems) | made.surface)
    assert made.name_length == 1


def test_what_the_data_state_is_decided_and_what_they_deny_is_dropped() -> None:
    made = read(cost="£3", summary="Tea is free.", access=["drop-in"])
    assert made.facets == ("access=drop-in", "access=no-referral")
    assert made.refusals == ("cost=free",)
    assert made.lists["~access=drop-in"] == DECIDED
    assert "~cost=free" not in made.lists
    assert "~cost=free" in read(summary="Tea is free.").lists


def test_concepts_weigh_as_their_fields() -> None:
    assert read(summary="Company for lonely people.", domains=["befriending"]).lists["~0"] == 127
    assert read(summary="Company.", domains=["volunteering"]).lists["~0"] == round(0.75 * 0.9 * 0.8 * 127)


def test_languages_go_by_their_names_and_english_goes_without_saying() -> None:
    made = read(languages=["en", "pl"])
    assert {"polish", "polski"} <= made.stems.keys()
    assert "english" not in made.stems


def test_words_as_written_are_kept_for_spelling() -> None:
    assert {"zithers", "it", "65s", "zither"} & read(summary="Zithers, it is 65s.").surface == {"zithers"}


def test_an_entry_does_not_depend_on_others() -> None:
    many = [entry("a", name="Zither"), entry("b", name="Zither zither"), entry("c")]
    alone, among = Corpus(directory(many[0]), ENGLISH), Corpus(directory(*many), ENGLISH)
    assert alone.item(many[0]) == among.item(many[0])


# --- the files ---


ENTRIES = [entry(f"e{number}", name=f"Club {number}", summary="Zither and déjà vu.") for number in range(7)]
ENTRIES[3] = entry("e3", localities=["north"], cost="£2", availability={"status": "full", "on": "2026-11-10"})


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(*ENTRIES, localities=[{"id": "north", "name": "North", "at": {"lat": 52.0, "lon": -1.0}}])


def content(searcher: Searcher, name: str) -> bytes:
    (found,) = (content for path, content in searcher.index.files if path.startswith(f"search/{name}."))
    return found


def test_files_are_named_after_what_they_hold(searcher: Searcher) -> None:
    for path, made in searcher.index.files:
        assert path.split(".")[1] == hashlib.sha256(made).hexdigest()[:8]
    assert searcher.index.manifest in [path for path, _ in searcher.index.files]


def test_the_manifest_names_every_other_file(searcher: Searcher) -> None:
    manifest = json.loads(content(searcher, "manifest"))
    named = {f"w{number}.{hash}.bin" for number, hash in enumerate(manifest["shards"]) if hash}
    named |= {manifest[key] for key in ("entries", "facets", "spelling", "places")}
    named |= {f"c{number}.{hash}.json" for number, hash in enumerate(manifest["cards"])}
    assert {f"search/{name}" for name in named} | {searcher.index.manifest} == {p for p, _ in searcher.index.files}
    assert (manifest["count"], manifest["per"], len(manifest["cards"])) == (7, 5, 2)


def test_the_same_entries_make_the_same_files(searcher: Searcher) -> None:
    of = {"localities": [{"id": "north", "name": "North", "at": {"lat": 52.0, "lon": -1.0}}]}
    again = Searcher(*ENTRIES, **of)
    assert again.index == searcher.index


def test_states_and_lengths_of_names(searcher: Searcher) -> None:
    """Nothing of these is confirmed: all are doubtful; the fourth is full too."""
    made = content(searcher, "entries")
    assert list(made[:7]) == [1, 1, 1, 3, 1, 1, 1]
    assert list(made[7:]) == [2, 2, 2, 4, 2, 2, 2]


def test_facets(scripts: Scripts, searcher: Searcher) -> None:
    found = {row[0]: [number for number, _ in row[1]] for row in scripts.unpacked(content(searcher, "facets"))}
    assert found == {
        "!cost=free": [3],
        "domain=physical-activity": list(range(7)),
        "locality=*": [0, 1, 2, 4, 5, 6],
        "locality=north": [3],
    }


def test_every_word_can_be_spelt(searcher: Searcher) -> None:
    before, spelt = "", {}
    for line in content(searcher, "spelling").decode().split("\n"):
        before = before[: ord(line[0]) - 97] + line[1:-1]
        spelt[before] = line[-1]
    assert list(spelt) == sorted(spelt)
    assert {name: spelt[name] for name in ("zither", "deja", "club", "lonely")} == {
        "zither": "3",
        "deja": "3",
        "club": "3",
        "lonely": "0",
    }
    assert "-" in spelt.values()


def test_the_shipped_words_stand_in_for_none_of_ones_own() -> None:
    assert len(Corpus(directory(), ENGLISH).concepts) == len(shipped_words()) > 100
    assert Corpus(directory(), ENGLISH, words=False).concepts == []
    own = Searcher(entry(), words=[{"say": ["hounds"], "means": {"words": ["dogs"]}}])
    assert own.ids("hounds ") == ["dogs"]


def test_numbers_of_the_format_are_small() -> None:
    assert len(varint(2**21 - 1)) == 3
