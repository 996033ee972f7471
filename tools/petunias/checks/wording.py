"""Hints about words: capitals, long sentences, summaries that say nothing. None stops a build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from petunias.checks.collection import Collection, Record
from petunias.checks.saying import quoted, shortened, slug
from petunias.model import Entry
from petunias.problems import Problem

MOST_WORDS = 25
HARDEST_GRADE = 12.0
_TOP = 20.0  # above it, the number says nothing more
_FEWEST_WORDS = 20  # a grade of fewer words says nothing

# Kept as they are when a shout is written small.
_INITIALS = frozenset(
    (
        "A&E",
        "ADHD",
        "AIDS",
        "BAME",
        "BME",
        "BSL",
        "CAB",
        "CIC",
        "COPD",
        "DBS",
        "DIY",
        "DWP",
        "ESOL",
        "GP",
        "HIV",
        "ICT",
        "LGBT",
        "LGBTQ",
        "MS",
        "NHS",
        "PIP",
        "PTA",
        "PTSD",
        "RNIB",
        "RSPB",
        "RSPCA",
        "SEND",
        "TV",
        "UK",
        "U3A",
        "WI",
        "YHA",
        "YMCA",
        "YWCA",
    )
)
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_CAPITALS = re.compile(r"\b[A-Z][A-Z&'’]*[A-Z]\b")
_MARKDOWN = re.compile(r"\]\([^)]*\)|https?://\S+|[*_`#>\[\]]+")
_ITEM = re.compile(r"\n\s*(?:[-*+]|[0-9]{1,2}[.)])\s+|\n\s*\n")
# A full stop ends a sentence if a blank and something that can begin one come after it, and no title stands before it.
_ABBREVIATION = re.compile(r"\b(?:Mrs?|Ms|Dr|St|Rev|Prof|No|Tel|Rd|Ave|e\.g|i\.e|etc|approx|incl|a\.m|p\.m)\.(?=\s)")
_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'’”)\]])|(?<=[.!?…][\"'’”)\]]{2}))\s+")
_ROUGHLY = re.compile(r"[.!?…][\"'’”)\]]*\s+|\n")
_WORD = re.compile(r"\S*\w\S*")
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w'’-]*|\b[A-Z]{2,}\b")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^aeiouyl\W]e(?:s|d)?\b|[^aeiouy\W]es\b")
_PAIRS = ("ou", "ea", "ee", "oo", "ai", "ie", "ay", "oy", "ey", "e ")
_ENDED = re.compile(r"[.!?…][\"'’”)\]]*\s*$")


def no_shouting(collection: Collection) -> Iterator[Problem]:
    """A name or a summary should not be written in capitals; they are hard to read, and read as a shout."""
    for record in collection.entries:
        for name, text in (("name", record.item.name), ("summary", record.item.summary)):
            if _is_shout(text):
                fix = f"write it as {shortened(_quiet(text, is_name=name == 'name'), 200)}"
                yield record.hint((name,), f"should not be written in capitals, got {quoted(text)}.", fix)


def short_sentences(collection: Collection) -> Iterator[Problem]:
    """A sentence in summary, description or first_visit should have at most 25 words."""
    for record, name, text in _prose(collection):
        if long := _long_sentences(text):
            count, sentence = long[0]
            message = f"should have sentences of at most {MOST_WORDS} words; {quoted(sentence)} has {count}."
            more = len(long) - 1
            yield record.hint((name,), message, f"make two of it{f', and of {more} more below it' if more else ''}.")


def easy_words(collection: Collection) -> Iterator[Problem]:
    """Summary, description and first_visit should have a Flesch-Kincaid grade of 12 at most, names left out."""
    for record, name, text in _prose(collection):
        if text.count(" ") + 1 < _FEWEST_WORDS or _is_easy(text):
            continue
        grade = reading_grade(text)
        # Where a sentence is too long, that is told, and is most of the reason.
        if grade > HARDEST_GRADE and not _long_sentences(text):
            shown = f"{grade:.0f}" if grade < _TOP else f"{_TOP:.0f} or more"
            message = f"should be easier to read: its school grade is {shown}, and {HARDEST_GRADE:.0f} is hard already."
            yield record.hint((name,), message, f"use shorter words. It begins {quoted(' '.join(text.split()))}.")


def summaries_say_something(collection: Collection) -> Iterator[Problem]:
    """A summary should say more than the name."""
    for record in collection.entries:
        if len(record.item.summary) > len(record.item.name) + len(record.item.provider or "") + 10:
            continue
        said, name = slug(record.item.summary), slug(record.item.name)
        if said and said in (name, f"the-{name}", slug(record.item.provider or "")):
            fix = "say what people can do there, such as: Walk our dogs any weekday morning."
            yield record.hint(("summary",), "should say more than the name.", fix)


def summaries_end(collection: Collection) -> Iterator[Problem]:
    """A summary should end as a sentence does, so that people see that nothing is missing."""
    for record in collection.entries:
        summary = record.item.summary
        if not _ENDED.search(summary):
            last = shortened(" ".join(summary.split()[-4:]))
            yield record.hint(
                ("summary",), f"should end with a full stop, got {quoted(last)} at the end.", "add a full stop."
            )


def sentences(text: str) -> list[str]:
    """The sentences of a text in the Markdown subset, each on one line."""
    found = []
    for part in _ITEM.split(f"\n{text}"):
        line = " ".join(_MARKDOWN.sub(" ", part).split())
        guarded = _ABBREVIATION.sub(lambda title: title[0].replace(".", "\0"), line)
        found += [sentence.replace("\0", ".") for sentence in _END.split(guarded) if _WORD.search(sentence)]
    return found


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year that can read it. Names and initials count as easy words."""
    several = sentences(text)
    words = sum(map(_length, several))
    if not words:
        return 0.0
    grade = _grade(len(several), words, _syllables(" ".join(several)))
    if grade > HARDEST_GRADE:
        # Only now, as it costs most: a hard name is nobody's fault.
        grade = _grade(len(several), words, _syllables(" ".join(_NAME.sub("Ann", one) for one in several)))
    return grade


def _long_sentences(text: str) -> list[tuple[int, str]]:
    """Each sentence that is too long, with the number of its words."""
    if max(part.count(" ") for part in _ROUGHLY.split(text)) < MOST_WORDS and not _ABBREVIATION.search(text):
        return []
    return [(count, sentence) for sentence in sentences(text) if (count := _length(sentence)) > MOST_WORDS]


def _is_easy(text: str) -> bool:
    """Whether it is easy beyond doubt: the same sum from counts that are quick and come out a little high."""
    small = text.lower().strip()
    stops = small.count(". ") + small.count("! ") + small.count("? ") + 1
    words = small.count(" ") + 1 - small.count("\n- ")
    syllables = sum(map(small.count, "aeiouy")) - sum(map(small.count, _PAIRS)) + small.count("le ")
    return _grade(stops, words, max(syllables, words)) < HARDEST_GRADE - 1


def _grade(several: int, words: int, syllables: int) -> float:
    return 0.39 * words / several + 11.8 * syllables / words - 15.59


def _syllables(text: str) -> int:
    """How many syllables, near enough: groups of vowels, without a silent e; at least one a word."""
    small = text.lower()
    return max(len(_VOWELS.findall(small)) - len(_SILENT.findall(small)), len(small.split()))


def _length(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def _prose(collection: Collection) -> Iterator[tuple[Record[Entry], str, str]]:
    for record in collection.entries:
        entry = record.item
        for name, text in (
            ("summary", entry.summary),
            ("description", entry.description),
            ("first_visit", entry.first_visit),
        ):
            if text:
                yield record, name, text


def _is_shout(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    small = sum(map(str.islower, text))
    if capitals < 8 or capitals < 0.7 * (capitals + small):
        return False
    # A name of initials only, such as NHS RNIB, is no shout.
    return any(
        len(word) >= 5 and word not in _INITIALS and re.search("[AEIOUY]", word) for word in _CAPITALS.findall(text)
    )


def _quiet(text: str, *, is_name: bool) -> str:
    words = text.split()
    said = []
    starts = True
    for word in words:
        bare = word.strip(".,;:!?()\"'’")
        if bare in _INITIALS:
            said.append(word)
        elif starts or (is_name and word.lower() not in _SMALL):
            said.append(word.lower().capitalize() if word[:1].isalpha() else word[:1] + word[1:].lower().capitalize())
        else:
            said.append(word.lower())
        starts = word.endswith((".", "!", "?"))
    return " ".join(said)
