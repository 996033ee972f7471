"""words.yaml made ready: each group is a concept, which a reader's words set off and an entry's words bear out.

What an entry bears out is worked out when the index is built, with the whole text at hand. So the browser needs one
list of entries for a concept, however many words the group has.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from petunias.model import WordGroup
from petunias.search.text import FILLER_STEMS, LITTLE, terms, words

Phrase = tuple[str, ...]

# How much it says of an entry that it holds a phrase of the group, or one of the words that the group leads to.
SAID, MEANT_FIRST, MEANT_LAST = 1.0, 0.75, 0.45
FURTHER = 0.8  # what is left of a weight one group further on
WHOLE = 0.5  # an entry in a domain that the group names and nothing else
FAINT_IN = 8  # groups at most
MORE = 0.15  # what each further phrase adds
AT_HOME, ABROAD = 0.12, 0.8  # an entry in a domain of the group; one in none of them


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning. `triggers` set it off in a query; `evidence` are phrases in an entry with what they weigh."""

    number: int
    triggers: tuple[Phrase, ...]
    evidence: tuple[tuple[Phrase, float], ...]
    domains: tuple[str, ...] = ()
    surface: frozenset[str] = frozenset()  # the words of the triggers as they are written
    whole: bool = False  # it means all of its domains
    key: str = ""  # of the list of its entries

    @property
    def name(self) -> str:
        """What the index calls its list of entries; no word of a text begins like this."""
        return f"~{self.key or self.number}"


def concepts(groups: Iterable[WordGroup]) -> list[Concept]:
    """The groups as concepts, numbered in their order."""
    groups = list(groups)
    says: dict[Phrase, list[Phrase]] = {}
    for group in groups:
        said = [phrase for text in group.say if (phrase := tuple(terms(text))) and _telling(phrase)]
        for phrase in said:
            says.setdefault(phrase, []).extend(said)
    made = []
    for number, group in enumerate(groups):
        said = [phrase for text in group.say if (phrase := tuple(terms(text)))]
        triggers = [phrase for text in group.say if (phrase := trigger(text))]
        meant = [phrase for text in group.means.words if (phrase := tuple(terms(text)))]
        evidence = {phrase: SAID for phrase in said if _telling(phrase)}
        step = (MEANT_FIRST - MEANT_LAST) / max(1, len(meant) - 1)
        for place, phrase in enumerate(meant):
            if _telling(phrase):
                evidence.setdefault(phrase, MEANT_FIRST - place * step)
        for phrase, weight in list(evidence.items()):
            if weight < SAID:
                for other in says.get(phrase, ()):
                    evidence.setdefault(other, weight * FURTHER)
        surface = frozenset(word for text in group.say for word in words(text))
        made.append(
            Concept(
                number,
                tuple(dict.fromkeys(triggers)),
                tuple(evidence.items()),
                group.means.domains,
                surface,
                not group.means.words,
            )
        )
    return made


def trigger(text: str) -> Phrase:
    """What sets a concept off: stems without little words. Nothing for a phrase that says too little.

    One word alone may need the little words around it to be a phrase at all, as in "on my own" or "drop in". They come
    after it, and must stand directly before (`<on_my`) or after it (`>in`).
    """
    stems = tuple(terms(text))
    if len(stems) != 1:
        return stems
    said = words(text)
    before = tuple(takewhile(LITTLE.__contains__, said))
    after = said[len(before) + 1 :]
    if after:
        return (*stems, ">" + "_".join(after))
    if before:
        return (*stems, "<" + "_".join(before))
    return stems if _telling(stems) else ()


def _telling(phrase: Phrase) -> bool:
    return any(part not in FILLER_STEMS for part in phrase)


def faint(known: Sequence[Concept]) -> Iterator[tuple[str, int]]:
    """Single stems that hint at a concept, as they stand in the phrases of few: what to try for a word no entry has."""
    hints: dict[str, set[int]] = {}
    whole = {phrase[0] for concept in known for phrase in concept.triggers if len(phrase) == 1}
    for concept in known:
        for phrase in (*concept.triggers, *(phrase for phrase, weight in concept.evidence if weight >= MEANT_LAST)):
            for stem in phrase:
                if stem not in whole and stem not in FILLER_STEMS and len(stem) > 3 and stem[0] not in "<>":
                    hints.setdefault(stem, set()).add(concept.number)
    for stem, numbers in sorted(hints.items()):
        if len(numbers) <= FAINT_IN:
            yield from ((stem, number) for number in sorted(numbers))


Led = tuple[tuple[int, float], ...]  # the indexes of concepts that a phrase bears out, with what it weighs


@dataclass(frozen=True, slots=True)
class Known:
    """Concepts as a Finder needs them: their names and domains, which of them mean all of their domains, by index.

    `first` has for each stem the phrases that begin with it, by their second stem, which is empty where there is none.
    """

    names: tuple[str, ...]
    domains: tuple[frozenset[str], ...]
    whole: tuple[int, ...]
    first: Mapping[str, Mapping[str, Sequence[tuple[Phrase, Led]]]]


class Finder:
    """Finds the phrases of many concepts in a sequence of stems in one pass."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._homes: dict[tuple[str, ...], Sequence[int]] = {}

    def found(self, fields: Iterable[tuple[Sequence[str], float]], domains: Sequence[str], top: int) -> dict[str, int]:
        """Each concept that an entry bears out, by its name, with a weight from 1 to `top`.

        `fields` are the entry's stems, field by field, with what a field counts.
        """
        best: dict[int, float] = {}
        every: dict[int, float] = {}  # all that bears a concept out, together, where that is more than one phrase
        for led, factor in self._met(fields):
            for index, weight in led:
                worth = weight * factor
                if index not in best:
                    best[index] = worth
                    continue
                every[index] = every.get(index, best[index]) + worth
                if worth > best[index]:  # noqa: PLR1730 - max() takes twice as long, and this runs millions of times
                    best[index] = worth
        at_home = self._at_home(tuple(domains))
        for index in self.known.whole:
            if at_home[index] > 0:
                worth = WHOLE if domains[0] in self.known.domains[index] else WHOLE / 2
                if index in best:
                    every[index] = every.get(index, best[index]) + worth
                best[index] = max(best.get(index, 0), worth)
        made, names = {}, self.known.names
        for index, first in best.items():
            weight = first + MORE * (every[index] - first) if index in every else first
            if home := at_home[index]:
                weight = weight + AT_HOME if home > 0 else weight * ABROAD
            made[names[index]] = top if weight >= 1 else int(weight * top + 0.5) or 1
        return made

    def _at_home(self, domains: tuple[str, ...]) -> Sequence[int]:
        """For each concept 1 if an entry in these domains is in one of its own, -1 if not, 0 if it has none."""
        if domains not in self._homes:
            self._homes[domains] = [
                0 if not own else -1 if own.isdisjoint(domains) else 1 for own in self.known.domains
            ]
        return self._homes[domains]

    def _met(self, fields: Iterable[tuple[Sequence[str], float]]) -> Iterable[tuple[Led, float]]:
        """What each phrase that stands in a field leads to, with what the field counts, or the best of several."""
        first = self.known.first
        met: dict[Phrase, tuple[Led, float]] = {}
        for stems, factor in fields:
            for place, stem in enumerate(stems):
                if stem not in first:
                    continue
                by_next = first[stem]
                for phrase, led in by_next.get("", ()):
                    if phrase not in met or met[phrase][1] < factor:
                        met[phrase] = led, factor
                if place + 1 < len(stems) and stems[place + 1] in by_next:
                    for phrase, led in by_next[stems[place + 1]]:
                        size = len(phrase)
                        if size > 2 and tuple(stems[place : place + size]) != phrase:
                            continue
                        if phrase not in met or met[phrase][1] < factor:
                            met[phrase] = led, factor
        return met.values()


def known_of(concepts: Sequence[Concept]) -> Known:
    """Concepts made ready to be found."""
    return Known(
        tuple(concept.name for concept in concepts),
        tuple(frozenset(concept.domains) for concept in concepts),
        tuple(index for index, concept in enumerate(concepts) if concept.whole),
        _by_first(concepts),
    )


class _Opened(dict[str, Any]):
    """The phrases by first stem, each stem's unpacked when it is asked for: an entry has few of all stems."""

    def __getitem__(self, stem: str) -> Any:
        found = super().__getitem__(stem)
        if isinstance(found, bytes):
            found = self[stem] = pickle.loads(found)  # noqa: S301 - our own
        return found


def sealed(known: Known) -> dict[str, Any]:
    """A form of what is known that is quickly read again."""
    first = {stem: pickle.dumps(by_next, 5) for stem, by_next in known.first.items()}
    return {"names": known.names, "domains": known.domains, "whole": known.whole, "first": first}


def opened(sealed: Mapping[str, Any]) -> Known:
    """What was sealed."""
    return Known(sealed["names"], sealed["domains"], sealed["whole"], _Opened(sealed["first"]))


def _by_first(known: Sequence[Concept]) -> dict[str, dict[str, list[tuple[Phrase, Led]]]]:
    """For each stem the phrases that begin with it, by the next stem, each with what it leads to."""
    whole: dict[Phrase, list[tuple[int, float]]] = {}
    for index, concept in enumerate(known):
        for phrase, weight in concept.evidence:
            whole.setdefault(phrase, []).append((index, weight))
    first: dict[str, dict[str, list[tuple[Phrase, Led]]]] = {}
    for phrase, led in whole.items():
        by_next = first.setdefault(phrase[0], {})
        by_next.setdefault(phrase[1] if len(phrase) > 1 else "", []).append((phrase, tuple(led)))
    return first
