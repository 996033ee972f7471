"""How findings put things: quoting, listing, the nearest known word, tidy ids."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

LONGEST_QUOTE = 60
_BREAKS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST_SLUG = 80
_PLAIN_VALUE = re.compile(
    r"[^\W\d_][\w .'/@£%()?!+-]*[\w.)?!%]|[^\W\d_]|(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2}|0[0-9]{3,5} [0-9 ]+|https?://[\w./-]+"
)
# ß and its like do not fall apart into a letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


def plain(text: str) -> str:
    """The text on one line, with what cannot be seen written out, so that it cannot hide or move anything."""
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def quoted(value: Any) -> str:
    """The value in quotation marks, cut if it is long. A list or a group of fields is only named."""
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return f'"{shortened(str(value))}"'


def named(value: Any) -> str:
    """What kind of thing it is: a list, a group of fields, or one text with the text."""
    return quoted(value) if isinstance(value, Mapping | list | tuple) else f"one text, {quoted(value)}"


def shortened(text: str, length: int = LONGEST_QUOTE) -> str:
    """The text on one line, at most `length` characters long."""
    line = plain(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def listed(words: Iterable[str], last: str = "or") -> str:
    """a, b or c."""
    several = list(words)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} {last} {several[-1]}"


def counted(number: int, thing: str) -> str:
    """1 entry, 2 entries."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if thing.endswith("y") else f"{number:,} {thing}s"


def nearest(word: str, known: Collection[str], least: float = 65) -> str | None:
    """The known word that is most like it; None if none is."""
    if word in known:
        return word
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to import, and mostly not needed

    found = process.extractOne(word.lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=least)
    if found is None and len(word) >= 4:
        found = process.extractOne(word.lower(), sorted(known), scorer=fuzz.partial_ratio, score_cutoff=90)
    return found[0] if found else None


def slug(text: str) -> str:
    """The text as a tidy id: small letters without marks, digits and single dashes, 80 characters at most."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_WHOLE_LETTERS).replace("&", " and "))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter not in "'’‘ʼ`")
    tidy = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(tidy) <= _LONGEST_SLUG:
        return tidy
    cut = tidy[: _LONGEST_SLUG + 1]
    return cut[: cut.rfind("-")] if "-" in cut[_LONGEST_SLUG // 2 :] else tidy[:_LONGEST_SLUG]


def flow(value: Any) -> str:
    """The value as it would be written on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}"
    text = str(value)
    return text if _PLAIN_VALUE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def as_line(name: str, value: Any) -> str:
    """The field as one line of YAML: name: value. A text at the end of a line needs fewer quotation marks."""
    if isinstance(value, str) and not re.search(r"^[\W]|: | #|:$|^[0-9:]+$", value):
        return f"{name}: {value}"
    return f"{name}: {flow(value)}"


def _escaped(letter: str) -> str:
    code = ord(letter)
    if letter in _BREAKS:
        return _BREAKS[letter]
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
