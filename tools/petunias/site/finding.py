"""The search of a directory made ready without its site: for the command line, and for measuring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from petunias.language import language
from petunias.model import Directory
from petunias.resources import surroundings
from petunias.search.corpus import Corpus
from petunias.search.index import Index
from petunias.site import assets, lists, view
from petunias.site.search_files import state_of


@dataclass(frozen=True, slots=True)
class Ready:
    """All that a search needs: the entries' ids in the order of the index, the index, the script."""

    ids: tuple[str, ...]
    index: Index
    script: str


def ready(directory: Directory, folder: Path, today: date, *, words: bool = True) -> Ready:
    """The search over the listed entries, without cards.

    `folder` is where the directory was read from: an area may have a look of its own beside it. `words` False leaves
    the thesaurus out.
    """
    area, spoken = directory.area, language(directory.area.languages[0])
    corpus = Corpus(directory, spoken, words=words)
    entries = sorted(
        (entry for entry in directory.entries if lists.listed(entry, area, today)), key=lambda entry: entry.id
    )
    items = [corpus.item(entry, state_of(view.card(entry, area, spoken, today))) for entry in entries]
    script = assets.search_script(surroundings(folder).overrides)
    return Ready(tuple(entry.id for entry in entries), corpus.index(items, lambda _: ""), script)
