"""The search of a directory made ready without its site: for the command line, and for measuring it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from petunias.language import language
from petunias.model import Directory, Entry
from petunias.resources import surroundings
from petunias.search.corpus import Corpus
from petunias.search.index import FULL, PAUSED, UNCONFIRMED, Index
from petunias.site import assets, lists, view


def ready(directory: Directory, folder: Path, today: date, *, words: bool = True) -> tuple[Corpus, Index, str]:
    """The corpus of the listed entries, its index without cards, and the script that searches it.

    `folder` is where the directory was read from: an area may have a look of its own beside it. `words` False leaves
    the thesaurus out.
    """
    spoken = language(directory.area.languages[0])
    listed = [entry for entry in directory.entries if lists.listed(entry, directory.area, today)]
    corpus = Corpus(directory, listed, spoken, words=words)

    def state(entry: Entry) -> int:
        return state_of(view.card(entry, directory.area, spoken, today))

    script = assets.search_script(surroundings(folder).overrides)
    return corpus, corpus.index(state, lambda entry: ("", "")), script


def state_of(card: view.Card) -> int:
    """The state of an entry as the index keeps it."""
    doubtful = UNCONFIRMED if card.phases[0].doubtful else 0
    return doubtful + (FULL if card.full else 0) + (PAUSED if card.pause else 0)
