"""The transforms that a mapping can ask for: each a small function from the text of a cell to what a field needs.

Their names, what each does and examples stand in schema/mapping.schema.json, and in the handbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from petunias.checks import mending
from petunias.checks.saying import slug
from petunias.exchange import casing, finding, opening, text, words
from petunias.exchange.cells import Cells

# What may stand behind the colon: nothing, a whole number, a text, a list of words, old-and-new pairs, choices.
Takes = Literal[
    "nothing", "number", "number or nothing", "text", "text or nothing", "words", "pairs", "choices", "column"
]
Value = Any  # a text, or a list
_Apply = Callable[[str, Any, Cells], Value]
REGISTRY: dict[str, Transform] = {}


@dataclass(frozen=True, slots=True)
class Transform:
    """One transform: what it takes behind the colon, and what it does to one text.

    `picks` is true if it takes only a part out of the cell, and notes which.
    """

    name: str
    takes: Takes
    apply: _Apply
    picks: bool = False


def run(name: str, argument: Any, value: Value, cells: Cells) -> Value:
    """The value after the transform; a list is changed item by item."""
    apply = REGISTRY[name].apply
    if isinstance(value, list):
        results = [apply(item, argument, cells) if isinstance(item, str) else item for item in value]
        flat = [part for result in results for part in (result if isinstance(result, list) else [result])]
        return list(dict.fromkeys(flat)) if all(isinstance(part, str) for part in flat) else flat
    return apply(value, argument, cells)


def _transform(name: str, takes: Takes = "nothing", *, picks: bool = False) -> Callable[[_Apply], _Apply]:
    def register(apply: _Apply) -> _Apply:
        REGISTRY[name] = Transform(name, takes, apply, picks)
        return apply

    return register


# --- how text is written ----------------------------------------------------------------------


@_transform("sentence-case")
def _sentence_case(value: str, _: Any, cells: Cells) -> Value:
    return casing.sentence_case(value, cells.spellings)


@_transform("title-case")
def _title_case(value: str, _: Any, cells: Cells) -> Value:
    return casing.title_case(value, cells.spellings)


@_transform("lower-case")
def _lower_case(value: str, _: Any, cells: Cells) -> Value:
    return value.lower()


@_transform("capital-first")
def _capital_first(value: str, _: Any, cells: Cells) -> Value:
    return value[:1].upper() + value[1:]


@_transform("full-stop")
def _full_stop(value: str, _: Any, cells: Cells) -> Value:
    return text.full_stop(value)


@_transform("one-line")
def _one_line(value: str, _: Any, cells: Cells) -> Value:
    return text.one_line(value)


@_transform("paragraphs")
def _paragraphs(value: str, _: Any, cells: Cells) -> Value:
    lines = [line for line in value.split("\n") if any(letter.isalnum() for letter in line)]
    return "\n\n".join(lines)


@_transform("separate-sentences")
def _separate_sentences(value: str, _: Any, cells: Cells) -> Value:
    return text.separate_sentences(value)


@_transform("slug")
def _slug(value: str, _: Any, cells: Cells) -> Value:
    return slug(value)


# --- parts of a text --------------------------------------------------------------------------


@_transform("first-sentence", "number or nothing")
def _first_sentence(value: str, most: int | None, cells: Cells) -> Value:
    return text.first_sentence(value, most or text.SUMMARY)


@_transform("after-first-sentence", "number or nothing")
def _after_first_sentence(value: str, most: int | None, cells: Cells) -> Value:
    return text.after_first_sentence(value, most or text.SUMMARY)


@_transform("shorten", "number")
def _shorten(value: str, most: int, cells: Cells) -> Value:
    if len(value) > most:
        cells.lose(f"was too long, and was cut to {most} letters.", "see whether the end of it matters.")
    return text.shorten(value, most)


@_transform("mend-cut", "number")
def _mend_cut(value: str, length: int, cells: Cells) -> Value:
    return text.mend_cut(value, length)


@_transform("before", "text")
def _before(value: str, mark: str, cells: Cells) -> Value:
    return value.partition(mark)[0].strip()


@_transform("after", "text")
def _after(value: str, mark: str, cells: Cells) -> Value:
    return value.partition(mark)[2].strip()


@_transform("split", "text")
def _split(value: str, mark: str, cells: Cells) -> Value:
    return [part.strip() for part in value.split(mark) if part.strip()]


@_transform("part", "number")
def _part(value: str, number: int, cells: Cells) -> Value:
    parts = [part.strip() for part in re.split(r"[,;\n]", value) if part.strip()]
    index = number - 1 if number > 0 else number
    return parts[index] if -len(parts) <= index < len(parts) else ""


@_transform("part-with", "words")
def _part_with(value: str, wanted: Sequence[str], cells: Cells) -> Value:
    parts = [part.strip() for part in re.split(r"[,;\n]", value)]
    return next((part for part in parts if words.any_in(wanted, part)), "")


@_transform("without-column", "column")
def _without_column(value: str, column: str, cells: Cells) -> Value:
    other = cells.get(column)
    if not other:
        return value
    # Only a whole part goes: "Hale Library" from "Hale Library, Cecil Road", not from "Hale Library Gardens".
    return re.sub(rf"(?i)(?:^|(?<=[,;\n]))\s*{re.escape(other)}\s*(?:[,;\n]\s*|$)", " ", value).strip(" ,;\n")


@_transform("replace", "pairs")
def _replace(value: str, pairs: Mapping[str, str], cells: Cells) -> Value:
    for old, new in pairs.items():
        value = value.replace(old, new)
    return text.tidy(value)


@_transform("keep-if", "words")
def _keep_if(value: str, wanted: Sequence[str], cells: Cells) -> Value:
    return value if words.any_in(wanted, value) else ""


@_transform("drop-if", "words")
def _drop_if(value: str, unwanted: Sequence[str], cells: Cells) -> Value:
    return "" if words.any_in(unwanted, value) else value


@_transform("drop-if-just", "words")
def _drop_if_just(value: str, unwanted: Sequence[str], cells: Cells) -> Value:
    plain = re.sub(r"\W+", " ", value.casefold()).strip()
    return "" if plain in {re.sub(r"\W+", " ", one.casefold()).strip() for one in unwanted} else value


# --- words to choices -------------------------------------------------------------------------


@_transform("choose", "choices")
def _choose(value: str, choices: Sequence[Mapping[str, Any]], cells: Cells) -> Value:
    return next((choice["give"] for choice in choices if words.any_in(choice["words"], value)), "")


@_transform("choose-all", "choices")
def _choose_all(value: str, choices: Sequence[Mapping[str, Any]], cells: Cells) -> Value:
    found = [choice["give"] for choice in choices if words.any_in(choice["words"], value)]
    flat = [part for give in found for part in (give if isinstance(give, list) else [give])]
    return list(dict.fromkeys(flat))


# --- things picked out of a cell --------------------------------------------------------------


@_transform("phone", "number or nothing", picks=True)
def _phone(value: str, which: int | None, cells: Cells) -> Value:
    return cells.take(finding.phones(value), which or 1)


@_transform("email", "number or nothing", picks=True)
def _email(value: str, which: int | None, cells: Cells) -> Value:
    return cells.take(finding.emails(value), which or 1)


@_transform("web-address", "number or nothing", picks=True)
def _web_address(value: str, cut_at: int | None, cells: Cells) -> Value:
    return cells.take(finding.webs(value, cut_at=cut_at or 0, places=cells.spellings))


@_transform("web-address-in-text", picks=True)
def _web_address_in_text(value: str, _: Any, cells: Cells) -> Value:
    return cells.take(finding.webs(value, whole=False))


@_transform("postcode", picks=True)
def _postcode(value: str, _: Any, cells: Cells) -> Value:
    return cells.take(finding.postcodes(value))


@_transform("leftover")
def _leftover(value: str, _: Any, cells: Cells) -> Value:
    found = [
        *finding.emails(value),
        *finding.webs(value, whole=False),
        *finding.phones(value),
        *finding.postcodes(value),
    ]
    return finding.without(value, [one.raw for one in found])


# --- dates, times, numbers --------------------------------------------------------------------


@_transform("date", "text or nothing")
def _date(value: str, order: str | None, cells: Cells) -> Value:
    said = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", value)
    if order == "month-first":
        said = re.sub(r"^(\d{1,2})([-/. ])(\d{1,2})\2", r"\3\2\1\2", said)
    meant = said if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else mending.by_format("date", said)
    if not meant:
        cells.lose(f'must be a date, but "{text.shorten(value, 40)}" is not one.', "write it as 2026-11-03.")
    return meant or ""


@_transform("opening-times")
def _opening_times(value: str, _: Any, cells: Cells) -> Value:
    return opening.sessions(value)


@_transform("opening-words")
def _opening_words(value: str, _: Any, cells: Cells) -> Value:
    return "" if opening.sessions(value) else value


@_transform("round", "number")
def _round(value: str, decimals: int, cells: Cells) -> Value:
    try:
        return f"{float(value):.{decimals}f}".rstrip("0").rstrip(".") or "0"
    except ValueError:
        cells.lose(f'must be a number, but "{text.shorten(value, 40)}" is not one.', "write it as 53.577385.")
        return ""
