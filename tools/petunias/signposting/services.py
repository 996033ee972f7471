"""Which signposts mean an entry by their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from petunias.model import Directory, Entry, Message, Partner
from petunias.search.text import words


def key_of(partner: Partner, message: Message) -> str:
    """By what a message is known; a topic is known by its id, in which there is no blank."""
    return f"{partner.id}: {message.key}"


def signposts_to(entry: Entry, directory: Directory) -> tuple[str, ...]:
    """The topics and messages of whose words the entry's name, sentence or keywords hold one, or a whole phrase.

    A word counts as it is written, for one or for many. The search takes "garden" for "gardening" as well, and looks
    through whole descriptions; but nobody types this, so nobody would see at once that it had gone wrong.
    """
    wanted = [(key, _phrases(said)) for key, said in _words(directory) if said]
    if not wanted:
        return ()
    text = "|".join(map(_plain, (entry.name, entry.summary, *entry.keywords)))
    return tuple(key for key, phrases in wanted if any(phrase in text for phrase in phrases))


def _words(directory: Directory) -> Iterator[tuple[str, tuple[str, ...]]]:
    for topic in directory.topics:
        yield topic.id, topic.services.words
    for partner in directory.partners:
        for message in partner.messages:
            yield key_of(partner, message), message.signpost.words


@cache
def _phrases(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain for text in said if (plain := _plain(text)).strip())


def _plain(text: str) -> str:
    """The words between single blanks, without the s of many."""
    return f" {' '.join(word.removesuffix('s') for word in words(text))} "
