"""The words that a reader may mean, for mending slips; and which of them an edited entry changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from petunias.search.text import common, term
from petunias.search.thesaurus import Concept

SHARED = 25  # letters at most that a line leaves out


@dataclass(frozen=True, slots=True)
class Spellings:
    """`counts` says how many entries have a word as written; `spoken` are those that set groups of words off.

    `stems` has the stem of each of both. `everyday` are the stems of everyday English.
    """

    counts: Mapping[str, int]
    spoken: frozenset[str]
    stems: Mapping[str, str]
    everyday: frozenset[str]

    def changed(self, less: Iterable[str], more: Iterable[str]) -> Spellings:
        """The same, when some entries have lost the words of `less` and won those of `more`; each once for an entry."""
        counts, stems = dict(self.counts), dict(self.stems)
        for words, step in ((less, -1), (more, 1)):
            for word in words:
                counts[word] = counts.get(word, 0) + step
        for word in {*less, *more}:
            if not counts[word]:
                del counts[word]
            if word not in counts and word not in self.spoken:
                stems.pop(word, None)
            elif word not in stems:
                stems[word] = term(word)
        return Spellings(counts, self.spoken, stems, self.everyday)

    def mark(self, word: str) -> str:
        """How often entries have a word, from 0 to 9; empty if the word is not one of these."""
        if word in self.counts:
            return str(min(9, self.counts[word].bit_length()))
        return "0" if word in self.spoken else ""

    def text(self) -> str:
        """Every word that can be meant, in order, one a line: how many letters are as in the one before, then the rest.

        The number is a letter, `a` for none. A word ends with its mark; the stem of an everyday word that none has,
        with a dash: it is right as it stands, and nothing to look for.
        """
        known = frozenset(self.stems.values())
        marks = {stem: "-" for stem in self.everyday if stem not in known and stem not in self.stems}
        marks |= {word: self.mark(word) for word in self.stems if word.isascii()}
        lines, before = [], ""
        for word in sorted(marks):
            shared, most = 0, min(len(word), len(before), SHARED)
            while shared < most and word[shared] == before[shared]:
                shared += 1
            lines.append(f"{chr(97 + shared)}{word[shared:]}{marks[word]}")
            before = word
        return "\n".join(lines)


def spellings(counts: Mapping[str, int], concepts: Sequence[Concept]) -> Spellings:
    """What there is to spell. `counts` says how many entries have a word as written."""
    spoken = frozenset(word for concept in concepts for word in concept.surface if word.isalpha() and len(word) > 3)
    stems = {word: term(word) for word in {*counts, *spoken}}
    return Spellings(counts, spoken, stems, common())
