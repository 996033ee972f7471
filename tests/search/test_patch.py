"""search/patch.py: an index that is changed comes out as one that is made anew."""

from __future__ import annotations

from typing import Any

import pytest

from petunias.search.corpus import Corpus
from petunias.search.index import Index, Item
from petunias.search.patch import Before
from support.directories import ENGLISH, directory, entry

AREA: dict[str, Any] = {"localities": [{"id": "north", "name": "North", "at": {"lat": 52.0, "lon": -1.0}}]}
FIELDS: dict[str, Any] = {"name": "Zither club", "summary": "Come and play."}
ENTRIES = {f"e{number}": {**FIELDS, "keywords": [f"word{'abcdefgh'[number]}"]} for number in range(7)}
EDITS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a word that nobody has": {"summary": "Come and juggle."},
    "a word of everyday English": {"summary": "Come to the museum."},
    "a word in another script": {"summary": "Come and play: déjà vu, اردو."},
    "a name": {"name": "Harp and lyre club for everybody"},
    "a concept": {"summary": "For lonely people, with debt advice."},
    "a facet": {"cost": "free", "access": ["drop-in"]},
    "a refusal": {"cost": "£2"},
    "a language": {"languages": ["en", "pl"]},
    "a place": {"localities": ["north"]},
    "a point": {"places": [{"name": "Hall", "at": {"lat": 51.5, "lon": -0.1}}]},
    "a domain": {"domains": ["befriending", "volunteering"]},
}


def indexed(corpus: Corpus, items: dict[str, Item]) -> Index:
    return corpus.index(items.values(), card)


def card(id: str) -> str:
    return f"<li>{id}</li>"


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_its_undoing(name: str) -> None:
    corpus = Corpus(directory(**AREA), ENGLISH)
    was = {id: corpus.item(entry(id, **fields)) for id, fields in ENTRIES.items()}
    edited = corpus.item(entry("e3", **{**ENTRIES["e3"], **EDITS[name]}), 1, "A text.")
    now = {**was, "e3": edited}
    for old, new in ((was, now), (now, was)):
        first, whole = indexed(corpus, old), indexed(corpus, new)
        files = dict(first.files)
        spellings, points = first.spellings, first.points
        assert spellings is not None
        assert points is not None
        before = Before(first.kept, files.__getitem__, lambda a=spellings: a, lambda a=points: a)
        made = corpus.patched(before, [(old["e3"], new["e3"])], new.__getitem__, card)
        after = {**files, **dict(made.files)}
        assert {path: after[path] for path in made.names} == dict(whole.files)
        assert (made.manifest, made.names, made.languages) == (whole.manifest, whole.names, whole.languages)
        assert made.kept == whole.kept
        assert made.spellings in (None, whole.spellings)
        assert (made.points is None) == (old["e3"].point == new["e3"].point)
        assert made.spellings is not None or spellings == whole.spellings
        assert len(made.files) < len(whole.files) * 0.8  # the area is small: a concept or two is in every second file
