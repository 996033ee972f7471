"""Words of a text, as the search keeps them: folded, cut and stemmed, the same here and in the browser.

The script `search-words.js` does the same to what somebody types. The stems are Porter's (Program 14, 1980, pages
130-137), here by lunr.py; a test compares the two on every word that there is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from lunr.stemmer import PorterStemmer

# Letters that do not come apart into a letter and an accent.
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "þ": "th", "ð": "d"}
)
_APOSTROPHES = re.compile("['’‘`´]")
_PORTER = PorterStemmer()
LONGEST = 40  # letters; what is longer is no word
_WORD = re.compile(r"[^\W_]+")

# They carry nothing, and phrases are the same with and without them.
LITTLE = frozenset(
    "a an and the to of for in on at by is am are be was were it its i im ive id my me mine we our us you your he him "  # noqa: SIM905
    "his she her they them their this that these those there so or as with from has have had do does did s t".split()
)
# What people wrap their need in. It carries nothing by itself, but may be part of a phrase.
FILLERS = frozenset(Path(__file__).with_name("fillers.txt").read_text("utf-8").split())
# Who writes these looks for a shop or a trade, which no directory of groups has.
TRADE = frozenset(
    "sale sales hire hires buy buying purchase price prices quote quotes insurance engineer installer mechanic plumber "  # noqa: SIM905
    "electrician builder roofer removals delivery rental rentals discount coupon takeaway permit warranty mot agent "
    "mortgage dealer supplier wholesale deals flights tickets fixtures forecast timetable scores".split()
)


def folded(text: str) -> str:
    """Small letters without accents; apostrophes are gone, so that "carer's" and "carers" are one."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")


def words(text: str) -> list[str]:
    """The words of a text in order, folded."""
    return [word for word in _WORD.findall(folded(text)) if len(word) <= LONGEST]


@cache
def term(word: str) -> str:
    """The stem of a folded word. Words with a digit or with letters other than a to z stay as they are."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    return str(_PORTER.stem(word))


FILLER_STEMS = frozenset(map(term, FILLERS))


def terms(text: str) -> list[str]:
    """The stems of a text in order, without the little words."""
    return [term(word) for word in words(text) if word not in LITTLE]


@cache
def common() -> frozenset[str]:
    """The stems of everyday English, which the speller leaves alone though no entry has them."""
    return frozenset(map(term, Path(__file__).with_name("common.txt").read_text("utf-8").split()))
