"""Two entries: how alike they are, and why.

A provider with three services has one phone, one website and one address; that alone makes nothing a
duplicate. The names decide first, and what the two share or contradict moves the score.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from petunias import phones
from petunias.model import Entry

LIKELY = 0.75
_CROWD = 40  # more entries than this that share one thing are looked at by name only
_RARE = 12  # a word in at most so many names says which entry it is

_LEGAL = frozenset(("the", "ltd", "limited", "cic", "cio", "charity", "plc", "llp", "inc", "company"))
_WEB_START = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two entries are, from 0 to 1, and what they have in common, in words."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Traits:
    """What an entry is compared by, made once for each."""

    entry: Entry

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_words(self.entry.name))

    @cached_property
    def name(self) -> str:
        return " ".join(self.words)

    @cached_property
    def phones(self) -> frozenset[str]:
        contact = self.entry.contact
        return frozenset(
            filter(None, (phones.same_digits(number) for number in (contact.phone, contact.text) if number))
        )

    @cached_property
    def email(self) -> str:
        return (self.entry.contact.email or "").lower()

    @cached_property
    def website(self) -> str:
        address = _WEB_START.sub("", self.entry.contact.website or "")
        host, slash, path = address.partition("/")
        return f"{host.lower()}{slash}{path}".rstrip("/")

    @cached_property
    def postcodes(self) -> frozenset[str]:
        return frozenset(place.postcode for place in self.entry.places if place.postcode)

    @cached_property
    def summary(self) -> str:
        return " ".join(_words(self.entry.summary))


def alike(a: Entry, b: Entry) -> Likeness | None:
    """How alike two entries are; None if their names are too far apart to be one thing."""
    return _alike(_Traits(a), _Traits(b))


def likely_duplicates(entries: Iterable[Entry]) -> list[tuple[Entry, Entry, Likeness]]:
    """Every pair that is likely one thing twice, most alike first. Closed and withdrawn entries are left out."""
    traits = [_Traits(entry) for entry in entries if entry.status.state in ("active", "paused")]
    found = []
    for one, other in sorted(_candidates(traits)):
        likeness = _alike(traits[one], traits[other])
        if likeness and likeness.score >= LIKELY:
            found.append((traits[one].entry, traits[other].entry, likeness))
    return sorted(found, key=lambda pair: (-pair[2].score, pair[0].id, pair[1].id))


def _alike(a: _Traits, b: _Traits) -> Likeness | None:
    source, other = a.entry.source, b.entry.source
    if source and other and (source.scheme, source.id) == (other.scheme, other.id):
        return Likeness(1.0, ("the same record of the same list",))
    likeness, same_name = _names(a, b)
    if not likeness:
        return None
    score, reasons = likeness, [same_name]
    for weight, reason in _shared(a, b):
        score += weight
        reasons.append(reason)
    score -= _contradictions(a, b)
    return Likeness(round(max(0.0, min(1.0, score)), 3), tuple(reasons))


def _names(a: _Traits, b: _Traits) -> tuple[float, str]:
    """What the names say alone: 0.75 for one name, less for a slip of the pen, nothing for two names."""
    if not (a.words and b.words):  # a name of signs only
        return 0.0, ""
    if sorted(a.words) == sorted(b.words):
        return 0.75, "the same name"
    if _digits(a.name) != _digits(b.name):  # the 1st and the 2nd scouts
        return 0.0, ""
    ratio = max(fuzz.ratio(a.name, b.name), fuzz.token_sort_ratio(a.name, b.name))
    mine, theirs = set(a.words) - set(b.words), set(b.words) - set(a.words)
    if mine and theirs:
        # Each has a word of its own: one word misspelt, or two things (beginners and improvers).
        slips = all(any(fuzz.ratio(word, twin) >= 80 for twin in theirs) for word in mine)
        return (0.6, "almost the same name") if ratio >= 88 and slips else (0.0, "")
    if ratio >= 70 and len(mine or theirs) <= 2 and min(len(a.words), len(b.words)) >= 2:
        return 0.5, "one name with a word more"
    return 0.0, ""


def _shared(a: _Traits, b: _Traits) -> Iterator[tuple[float, str]]:
    if a.phones & b.phones:
        yield 0.15, "the same phone number"
    if a.email and a.email == b.email:
        yield 0.15, "the same e-mail address"
    if a.website and a.website == b.website:
        yield 0.15, "the same web page"
    if a.postcodes & b.postcodes:
        yield 0.1, "the same postcode"
    if a.summary and fuzz.ratio(a.summary, b.summary) >= 90:
        yield 0.2, "almost the same summary"


def _contradictions(a: _Traits, b: _Traits) -> float:
    against = 0.0
    if a.postcodes and b.postcodes and not a.postcodes & b.postcodes:
        against += 0.2
    if a.entry.localities and b.entry.localities and not set(a.entry.localities) & set(b.entry.localities):
        against += 0.2
    return against


def _candidates(traits: Sequence[_Traits]) -> set[tuple[int, int]]:
    """Pairs that are worth a look: they share a way to reach them, a record, or a rare word of their names."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    often = Counter(word for trait in traits for word in set(trait.words))
    for index, trait in enumerate(traits):
        blocks["name", " ".join(sorted(trait.words))].append(index)
        for kind, values in (
            ("phone", trait.phones),
            ("email", (trait.email,)),
            ("web", (trait.website,)),
            ("postcode", trait.postcodes),
            ("word", [word for word in set(trait.words) if often[word] <= _RARE]),
        ):
            for value in values:
                if value:
                    blocks[kind, value].append(index)
        if source := trait.entry.source:
            blocks["source", f"{source.scheme} {source.id}"].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= _CROWD:
            pairs.update(combinations(members, 2))
        else:
            # One switchboard for a whole council: neighbours in the alphabet are the ones with almost one name.
            ordered = sorted(members, key=lambda index: traits[index].name)
            pairs.update((min(pair), max(pair)) for pair in pairwise(ordered))
    return pairs


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter not in "'’")
    words = re.findall(r"\w+", plain)
    return [word for word in words if word not in _LEGAL] or words


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
