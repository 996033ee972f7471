"""What a group is asked when it joins: the schema's fields as questions, by theme, in order.

The schema says of each field under which theme it is asked (`x-ask`), or that it is for editors alone. A part of a
field is asked where its whole is, unless it says otherwise. `x-label` and `x-hint` are for those who see a form, and
not a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from petunias import schema
from petunias.schema import Choice

EDITORS = "editors"  # the theme of what nobody is asked
FIRST = "first"  # the theme of what comes first
THEMES = (FIRST, "reach", "when", "where", "in", "who", "visit", "about")
ROWS: Mapping[str, int] = {"sessions": 3, "places": 2}  # what repeats, and how many are there without a script
# What has to do with the person who sends it. It goes to the team, and into no file.
PRIVATE = ("submitter.email", "submitter.phone", "submitter.name", "submitter.note")
# What an editor or the program sets, so that a part of an answer is whole: the id of a place, the day of an answer.
MADE = ("places.0.id", "availability.on")


@dataclass(frozen=True, slots=True)
class Question:
    """One field to fill in.

    `kind` is line, text (of several lines), words (with commas between them), yes, number, date, time, choice (one of
    `options`) or choices. `rule` names the shape that an answer must have, empty for any. `most` is the number of
    characters; of words, it is that of each, and `high` how many there may be. `secret` is not asked of those whose
    address must not be published. `folded` is seldom needed.
    """

    path: str
    theme: str
    title: str
    hint: str
    example: str
    kind: str
    needed: bool
    most: int | None
    low: int | None
    high: int | None
    rule: str
    options: tuple[Choice, ...]
    secret: bool
    folded: bool


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order of the schema. What repeats has the number 0 in its path."""
    return tuple(_questions())


def of_theme(theme: str) -> tuple[Question, ...]:
    """The questions of a theme."""
    return tuple(one for one in questions() if one.theme == theme)


def rows() -> tuple[str, ...]:
    """The fields that repeat, in order."""
    return tuple(dict.fromkeys(one.path.split(".0.")[0] for one in questions() if ".0." in one.path))


def _questions() -> Iterator[Question]:
    asked: dict[str, str] = {}
    secret: set[str] = set()
    for path, node, needed in schema.all_fields("entry"):
        above = path.removesuffix(".0").rpartition(".")[0].removesuffix(".0")
        asked[path] = node.get("x-ask") or asked[above]
        if "x-tells-where" in node or above in secret:
            secret.add(path)
        if asked[path] != EDITORS and not _is_group(node):
            yield _question(path, node, asked[path], needed and "." not in path, path in secret)


def _is_group(node: Mapping[str, Any]) -> bool:
    return "properties" in node or "properties" in schema.resolved("entry", node.get("items", {}))


def _question(path: str, node: Mapping[str, Any], theme: str, needed: bool, secret: bool) -> Question:
    kind = _kind(node)
    example = node["examples"][0]
    return Question(
        path=path,
        theme=theme,
        title=node.get("x-label", node["title"]),
        hint=node.get("x-hint", node["description"]),
        example=str(example) if kind in ("line", "text") else "",
        kind=kind,
        needed=needed,
        most=schema.resolved("entry", node["items"]).get("maxLength") if kind == "words" else node.get("maxLength"),
        low=node.get("minimum"),
        high=node.get("maxItems") if kind == "words" else node.get("maximum"),
        rule=node.get("x-shape") or node.get("format", ""),
        options=schema.choices("entry", tuple(0 if part == "0" else part for part in path.split("."))),
        secret=secret,
        folded="x-folded" in node,
    )


def _kind(node: Mapping[str, Any]) -> str:
    if node.get("type") == "array":
        item = schema.resolved("entry", node["items"])
        # What somebody may name freely; everything else is picked from a list.
        return "words" if "maxLength" in item and "pattern" not in item else "choices"
    if "oneOf" in node or node.get("x-must", "").startswith("be an id"):
        return "choice"
    if node.get("format") in ("date", "time-of-day"):
        return str(node["format"]).removesuffix("-of-day")
    if node.get("type") in ("boolean", "integer"):
        return {"boolean": "yes", "integer": "number"}[node["type"]]
    is_long = node.get("maxLength", 0) >= 300 and "pattern" not in node and "format" not in node
    return "text" if is_long else "line"
