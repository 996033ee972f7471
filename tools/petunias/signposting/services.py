"""Which signposts mean an entry by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from petunias.model import Directory, Entry, Message, Partner
from petunias.search.text import words

Phrases = Mapping[str, Sequence[str]]  # each with the keys of the topics and messages that have it


def key_of(partner: Partner, message: Message) -> str:
    """By what a message is known; a topic is known by its id, in which there is no blank."""
    return f"{partner.id}: {message.key}"


def phrases_of(directory: Directory) -> Phrases:
    """The words of all topics and messages, ready to be looked for."""
    found: dict[str, list[str]] = {}
    for key, said in _words(directory):
        for phrase in map(_plain, said):
            if phrase.strip():
                found.setdefault(phrase, []).append(key)
    return found


def signposts_to(entry: Entry, phrases: Phrases) -> tuple[str, ...]:
    """The topics and messages of whose words the entry's name, sentence or keywords hold one, or a whole phrase.

    A word counts as it is written, for one or for many. The search takes "garden" for "gardening" as well, and looks
    through whole descriptions; but nobody types this, so nobody would see at once that it had gone wrong.
    """
    if not phrases:
        return ()
    text = "|".join(map(_plain, (entry.name, entry.summary, *entry.keywords)))
    return tuple(dict.fromkeys(key for phrase, keys in phrases.items() if phrase in text for key in keys))


def _words(directory: Directory) -> Iterator[tuple[str, tuple[str, ...]]]:
    for topic in directory.topics:
        yield topic.id, topic.services.words
    for partner in directory.partners:
        for message in partner.messages:
            yield key_of(partner, message), message.signpost.words


def _plain(text: str) -> str:
    """The words between single blanks, without the s of many."""
    return f" {' '.join(word.removesuffix('s') for word in words(text))} "
