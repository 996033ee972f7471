"""The form as plain text, as an e-mail carries it: read into answers, with the rest of the text kept.

A line holds one answer: `Phone [contact.phone]: 01632 960101`, or only `contact.phone: 01632 960101`. The lines of a
longer answer begin with `| `. A line that is no answer goes on with the one before it, as mail programs break long
lines; after an empty line it belongs to the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from petunias import schema
from petunias.questions import MADE, PRIVATE, questions, rows

REFERENCE, CHANGE = "reference", "change"
_LINE = re.compile(r"(?:[^\[\]\n]*\[)?(?P<path>[a-z_]+(?:\.(?:[a-z_]+|[0-9]{1,2}))*)\]?:(?: (?P<said>.*))?")


@dataclass(frozen=True, slots=True)
class PlainForm:
    """What stood in a text.

    `answers` are pairs of path and text, `taken_out` the paths that are to be empty. `private` is about the person who
    wrote it. `change` is the id of the entry that is changed, empty for a new one.
    """

    answers: tuple[tuple[str, str], ...]
    taken_out: tuple[str, ...]
    private: Mapping[str, str]
    reference: str
    change: str
    rest: str

    @property
    def data(self) -> dict[str, Any]:
        """The answers as the data of an entry's file, with true, false and numbers where the schema wants them."""
        typed: dict[str, Any] = schema.typed("entry", nested(self.answers))
        return typed


def read(text: str) -> PlainForm:
    """The answers in a text, and what is none."""
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    last: list[str] | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        match = _LINE.fullmatch(line)
        if line.startswith("| ") or line == "|":
            (rest if last is None else last).append(f"\n{line[2:]}" if last is not None else line)
        elif match and _is_answer(match["path"], match["said"] or "") and match["path"] not in found:
            last = found[match["path"]] = [match["said"] or ""]
        elif match and ("." in match["path"] or match["path"] in rows()):
            last = None  # it was meant for a field, and belongs to no other
            rest.append(line)
        elif line.strip() and last is not None:
            last.append(f" {line.strip()}")
        else:
            last = None
            rest.append(line)
    said = {path: "".join(parts).strip() for path, parts in found.items()}
    own = {REFERENCE, CHANGE, *PRIVATE}
    return PlainForm(
        answers=tuple((path, value) for path, value in said.items() if value and path not in own),
        taken_out=tuple(path for path, value in said.items() if not value and path not in own),
        private={path: said[path] for path in PRIVATE if said.get(path)},
        reference=said.get(REFERENCE, ""),
        change=said.get(CHANGE, ""),
        rest="\n".join(rest).strip(),
    )


def _is_answer(path: str, said: str) -> bool:
    # `sessions:` takes all of them out; `sessions: on Fridays` is for a person to read.
    return general(path) in _known() and not (said.strip() and path in rows())


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`contact.phone` and a number as {"contact": {"phone": ...}}; rows in the order of their numbers, without gaps."""
    made: dict[str, Any] = {}
    for path, value in pairs:
        into, keys = made, path.split(".")
        for key in keys[:-1]:
            into = into.setdefault(key, {})
        kind = _known().get(general(path), "line")
        into[keys[-1]] = [part.strip() for part in value.split(",") if part.strip()] if kind == "list" else value
    for name in rows():
        if isinstance(made.get(name), dict):
            made[name] = [made[name][number] for number in sorted(made[name], key=int)]
    return made


def general(path: str) -> str:
    """sessions.2.start as sessions.0.start."""
    return re.sub(r"\.[0-9]{1,2}(?=\.)", ".0", path)


@cache
def _known() -> Mapping[str, str]:
    """Every path that a line may have, and whether it is a list."""
    kinds = {one.path: "list" if one.kind in ("choices", "words") else "line" for one in questions()}
    return {**kinds, **dict.fromkeys((REFERENCE, CHANGE, *PRIVATE, *MADE, *rows()), "line")}
