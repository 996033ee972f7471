"""What is handed over: partners' messages, topics, and the words that lead to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Season:
    """When a message is due: two days of the year (month, day), or the nth weekday of a month.

    The two days may wrap over new year. `name` is what people call it.
    """

    first: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
    nth: str | None = None
    day: str | None = None
    month: int | None = None
    name: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Signpost:
    """What to point somebody to: entries, whole domains, words to look for, topics."""

    entries: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a partner. `key` is its text in the file, by which it is known in every language."""

    key: str
    text: str
    about: str | None = None
    say: str | None = None
    seasons: tuple[Season, ...] = ()
    signpost: Signpost = Signpost()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A group of staff: committed, or in principle."""

    name: str
    status: str
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the messages of a partner were taken from; `note` says what in them is not from there."""

    title: str
    year: int | None = None
    url: str | None = None
    note: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Partner:
    """A public body with messages, or one that only supports the others. No theme or messages: to be confirmed."""

    id: str
    name: str
    theme: str | None = None
    supporter: bool = False
    phone: str | None = None
    source: Paper | None = None
    staff_groups: tuple[StaffGroup, ...] = ()
    messages: tuple[Message, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Benefit:
    """A fact about health; `source` counts from 1 in the topic's sources."""

    text: str
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source; `checked` only if a person read the page on that day."""

    title: str
    url: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One lifestyle topic."""

    id: str
    title: str
    about: str | None = None
    danger: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    assess: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    self_care: tuple[str, ...] = ()
    services: Signpost = Signpost()
    services_note: str | None = None
    sources: tuple[Reference, ...] = ()
    translations: dict[str, dict[str, str | list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word in words.yaml means."""

    domains: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that people say, and what to look for."""

    say: tuple[str, ...]
    means: Meaning
