"""What the search keeps of one entry: stems with weights, concepts, attributes. It depends on nothing but the entry.

A weight is a whole number from 1 to 127. That of a stem is the part of BM25F that does not depend on other entries
(Robertson and Zaragoza 2009, section 3.5), with fixed lengths of reference in place of averages, so that an edited
entry leaves all others as they were. How rare a stem is, the browser sees from the length of its list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from petunias import schema
from petunias.model import Entry
from petunias.search.attributes import Attribute
from petunias.search.text import FILLER_STEMS, LITTLE, term, words
from petunias.search.thesaurus import Finder, Known

IN_NAME = 128  # added to the weight of a stem that stands in the name
TOP = 127
DECIDED = 110  # the weight of an attribute that the data state
SATURATION, SLOPE = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Field:
    """How much a field of an entry counts: for a stem, for a concept; and its usual length in words."""

    boost: float
    says: float
    usual: int


NAME = Field(4.0, 1.0, 4)
KEY = Field(3.2, 1.0, 5)
SUMMARY = Field(2.6, 0.9, 14)
BODY = Field(1.2, 0.6, 60)
ASIDE = Field(0.7, 0.45, 20)
_SCALE = TOP / (NAME.boost + KEY.boost + SUMMARY.boost)


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`stems` maps a stem to its weight, plus IN_NAME; `lists` maps concepts and attributes to theirs.

    `facets` are the attributes that the data state; `refusals` those whose opposite they state. `surface` are the
    words as written, for spelling; `name_length` counts the stems of the name.
    """

    stems: dict[str, int]
    lists: dict[str, int]
    facets: tuple[str, ...]
    refusals: tuple[str, ...]
    surface: frozenset[str]
    name_length: int


class Reader:
    """Makes an entry's words, one entry after another. `known` are the concepts, and what bears attributes out."""

    def __init__(
        self,
        known: Known,
        attributes: Sequence[Attribute],
        language_names: Callable[[str], Sequence[str]],
    ) -> None:
        self._attributes = attributes
        self._finder = Finder(known)
        self._language_names = language_names
        self._domains = {choice.value: choice.title for choice in schema.domains()}

    def read(self, entry: Entry) -> EntryWords:
        """The words of an entry."""
        weights: dict[str, float] = {}
        surface: set[str] = set()
        spoken: list[tuple[list[str], float]] = []
        name: set[str] = set()
        for field, texts in self._fields(entry):
            found = [word for word in words("\n".join(texts)) if word not in LITTLE]
            stems = list(map(term, found))
            surface.update(found)
            spoken.append((stems, field.says))
            if field is NAME:
                name = set(stems)
            scale = SATURATION * (1 - SLOPE + SLOPE * len(found) / field.usual)
            skipped = _NO_WORDS if field is NAME else FILLER_STEMS
            for stem, count in Counter(stems).items():
                if stem not in skipped:
                    weights[stem] = weights.get(stem, 0.0) + field.boost * count / (count + scale) * 1.6
        lists = self._finder.found(spoken, entry.domains, TOP)
        facets, refusals = [], []
        for attribute in self._attributes:
            if attribute.yes(entry):
                facets.append(attribute.name)
            elif attribute.no(entry):
                refusals.append(attribute.name)
        facets += [f"language={code}" for code in entry.languages if code.split("-")[0] != "en"]
        for facet in facets:
            lists[f"~{facet}"] = DECIDED
        for refused in refusals:
            lists.pop(f"~{refused}", None)
        stems_made = {
            stem: (min(TOP, int(weight * _SCALE + 0.5)) or 1) + (IN_NAME if stem in name else 0)
            for stem, weight in weights.items()
        }
        return EntryWords(stems_made, lists, tuple(facets), tuple(refusals), _spellable(surface), len(name))

    def _fields(self, entry: Entry) -> Iterable[tuple[Field, list[str]]]:
        who, referral = entry.who_for, entry.referral
        yield NAME, [entry.name]
        tongues = [name for code in entry.languages if code != "en" for name in self._language_names(code)]
        yield KEY, [*entry.keywords, *tongues]
        yield SUMMARY, [entry.summary]
        body = [entry.description, entry.first_visit, who and who.text, *(session.note for session in entry.sessions)]
        if referral:
            body += [referral.who, referral.criteria, referral.how]
        yield BODY, [text for text in body if text]
        aside = [entry.provider, *(text for place in entry.places for text in (place.name, place.address))]
        aside += [group.replace("-", " ") for group in (who.groups if who else ())]
        aside += [self._domains[domain] for domain in entry.domains]
        yield ASIDE, [text for text in aside if text]


def _spellable(words: Iterable[str]) -> frozenset[str]:
    return frozenset([word for word in words if len(word) > 2 and word.isalpha()])


_NO_WORDS: frozenset[str] = frozenset()
