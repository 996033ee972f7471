"""Whether words stand in a text: whole words, in any case. `danc*` means every ending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache


def any_in(words: Sequence[str], text: str) -> bool:
    """Whether one of the words, or of the groups of words, stands in the text."""
    return _pattern(tuple(words)).search(_straight(text)) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for word in words:
        said = re.sub(r"\\?\s+", r"\\s+", re.escape(_straight(word.strip()).removesuffix("*")))
        end = r"" if word.strip().endswith("*") or not _straight(word.strip())[-1:].isalnum() else r"(?!\w)"
        start = r"(?<!\w)" if _straight(word.strip())[:1].isalnum() else ""
        parts.append(f"{start}{said}{end}")
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")
