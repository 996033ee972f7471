"""Which entries a signpost means by its words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from petunias.model import Entry, Topic
from petunias.search.text import words


def topics_of(entry: Entry, topics: Iterable[Topic]) -> tuple[str, ...]:
    """The topics of whose words the entry's name, sentence or keywords hold one, or the whole of a phrase.

    A word counts as it is written, for one or for many. The search takes "garden" for "gardening" as well, and looks
    through whole descriptions; but nobody types this, so nobody would see at once that it had gone wrong.
    """
    wanted = [(topic.id, _phrases(topic.services.words)) for topic in topics if topic.services.words]
    if not wanted:
        return ()
    text = "|".join(map(_plain, (entry.name, entry.summary, *entry.keywords)))
    return tuple(id for id, phrases in wanted if any(phrase in text for phrase in phrases))


@cache
def _phrases(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain for text in said if (plain := _plain(text)).strip())


def _plain(text: str) -> str:
    """The words between single blanks, without the s of many."""
    return f" {' '.join(word.removesuffix('s') for word in words(text))} "
