"""Hints about things that may be one: entries, and names of providers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from petunias.checks.collection import Collection, Record
from petunias.checks.saying import listed, quoted, slug
from petunias.model import Entry
from petunias.problems import Problem

_ENDINGS = re.compile(r"^the-|-(?:ltd|limited|cic|cio|charity|plc)$")
_LONG = 8
_CROWD = 40


def no_duplicates(collection: Collection) -> Iterator[Problem]:
    """Two entries should not be one service twice."""
    from petunias.duplicates import likely_duplicates  # noqa: PLC0415 - slow to import, and a build does without

    for one, other, likeness in likely_duplicates(record.item for record in collection.entries):
        here, there = collection.entry_by_id[other.id], collection.entry_by_id[one.id]
        message = f"should be listed once, but {there.file.path} has {listed(likeness.reasons, 'and')}."
        yield here.hint(
            ("name",), message, "if it is one thing, keep the better file and add the other id under formerly."
        )


def one_spelling_for_a_provider(collection: Collection) -> Iterator[Problem]:
    """A provider should be spelt in one way in all its entries, so that they stand on one page."""
    named: dict[str, list[Record[Entry]]] = defaultdict(list)
    for record in collection.entries:
        if record.item.provider:
            named[record.item.provider].append(record)
    often = Counter({spelling: len(records) for spelling, records in named.items()})
    for spelling, better in _pairs(often):
        for record in named[spelling]:
            other = named[better][0].file.path
            message = f"should be spelt in one way, got {quoted(spelling)} here and {quoted(better)} in {other}."
            yield record.hint(("provider",), message, f"if they are one, write {better} here.")


def _pairs(often: Counter[str]) -> Iterator[tuple[str, str]]:
    """Each spelling that has a twin, with the spelling of the two that most entries use."""
    shadows: dict[str, list[str]] = defaultdict(list)
    for spelling in often:
        for shadow in _shadows(_bare(spelling)):
            shadows[shadow].append(spelling)
    better: dict[str, str] = {}

    def order(spelling: str) -> tuple[int, bool, int, str]:
        """The most used first; then one without odd blanks; then the longer, as letters are lost more often."""
        return -often[spelling], spelling != " ".join(spelling.split()), -len(_bare(spelling)), spelling

    for group in shadows.values():
        for one, other in combinations(group, 2) if len(group) <= _CROWD else ():
            if _is_one(_bare(one), _bare(other)):
                best, worse = sorted((one, other), key=order)
                better[worse] = min(better.get(worse, best), best, key=order)
    yield from sorted(better.items())


def _bare(spelling: str) -> str:
    """The name without the parts that people leave out as they like: The, Ltd, CIC."""
    return _ENDINGS.sub("", _ENDINGS.sub("", slug(spelling)))


def _shadows(bare: str) -> set[str]:
    """The name and, if it is long, every way to leave out a letter: two with one wrong letter share one."""
    if len(bare) < _LONG:
        return {bare}
    return {bare, *(bare[:place] + bare[place + 1 :] for place in range(len(bare)))}


def _is_one(one: str, other: str) -> bool:
    """Whether two names that share a shadow are one. A digit, a short word or a first letter is seldom a slip."""
    # The 1st scouts are not the 2nd, Ward A is not Ward B, and who walks does not only talk.
    changed = set(one.split("-")) ^ set(other.split("-"))
    return all(len(word) >= 4 and word.isalpha() for word in changed) and len({word[0] for word in changed}) <= 1
