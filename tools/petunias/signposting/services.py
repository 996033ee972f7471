"""Which entries a signpost means by its words."""

from __future__ import annotations

from functools import cache

from petunias.model import Entry, Signpost
from petunias.search.text import words


def says(entry: Entry, signpost: Signpost) -> bool:
    """Whether the entry's name, sentence or keywords hold one of the signpost's words, or the whole of a phrase.

    A word counts as it is written, for one or for many. The search takes "garden" for "gardening" as well, and looks
    through whole descriptions; but nobody types this, so nobody would see at once that it had gone wrong.
    """
    if not signpost.words:
        return False
    text = f"|{'|'.join(map(_plain, (entry.name, entry.summary, *entry.keywords)))}|"
    return any(phrase in text for phrase in _phrases(signpost.words))


@cache
def _phrases(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain for text in said if (plain := _plain(text)).strip())


def _plain(text: str) -> str:
    """The words between single blanks, without the s of many."""
    return f" {' '.join(word.removesuffix('s') for word in words(text))} "
