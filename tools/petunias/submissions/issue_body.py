"""The text of an issue, as GitHub makes it from a form and as people edit it afterwards: read into answers.

GitHub writes `### Label`, an empty line and the answer, for every field in order. Only a line that is the label of a
field begins a new one, so that an answer may have headings of its own. Nothing is thrown away: what belongs to no
field is the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from petunias.starting import answers as meant
from petunias.starting.answers import Wrong
from petunias.submissions.answers import Pair
from petunias.submissions.issue_form import ENTRY, REST, TAKE_OUT, Field, is_several

LARGEST = 65_536  # characters: GitHub's own limit
_BOX = re.compile(r"[-*+] +\[(?P<tick>[xX ]?)\] *(?P<said>.*)")
_NOTHING = ("_No response_", "*No response*")


@dataclass(frozen=True, slots=True)
class IssueBody:
    """What stood in an issue.

    `said` are pairs of path and text, one for each tick; `taken_out` the paths to be emptied; `entry` says which entry
    is meant. `rest` is for a person. `twice` are labels that stand more than once: nobody can tell which counts.
    """

    said: tuple[Pair, ...]
    taken_out: tuple[str, ...]
    entry: str
    rest: str
    twice: tuple[str, ...]


def read(text: str, fields: Sequence[Field]) -> IssueBody:
    """The answers in the text of an issue. Never raises for what is in it."""
    by_label = {_folded(field.label): field for field in fields}
    found: dict[str, str] = {}
    rest: list[str] = []
    twice: list[str] = []
    for label, lines in _parts(text, by_label):
        said = "\n".join(lines).strip()
        field = by_label.get(label)
        if field is None:
            rest += [said] if said else []
        elif field.path in found:
            twice += [field.label]
        else:
            found[field.path] = "" if said in _NOTHING else said
    rest += [found.pop(REST)] if found.get(REST) else []
    known = {field.path: field for field in fields}
    out = tuple(path for path, said in found.items() if said == TAKE_OUT and path != ENTRY)
    told = {path: _values(known[path], said) for path, said in found.items() if path not in (*out, ENTRY, REST)}
    return IssueBody(
        said=tuple((path, value) for path, values in told.items() for value in values if value),
        taken_out=out,
        entry=found.get(ENTRY, ""),
        rest="\n\n".join(rest),
        twice=tuple(dict.fromkeys(twice)),
    )


def _parts(text: str, by_label: Mapping[str, Field]) -> Iterable[tuple[str, list[str]]]:
    """The lines under each label, in order; under "" what stands before the first, and under headings of nobody's."""
    label, lines = "", list[str]()
    for line in _whole(text).split("\n"):
        new = _heading(line)
        own = by_label.get(label)
        if new in by_label:
            yield label, lines
            label, lines = new, []
        elif new and label and own and own.kind != "textarea":
            # A line of a form that has changed since, or of somebody's own: an answer of one line ends here.
            yield label, lines
            label, lines = "", [line]
        else:
            lines.append(line)
    yield label, lines


def _heading(line: str) -> str:
    """The text of a heading; empty if the line is none. Without a pattern: a line may have 64,000 blanks."""
    bare = line.lstrip("#")
    if not 1 <= len(line) - len(bare) <= 6 or bare[:1] not in (" ", "\t"):
        return ""
    return _folded(bare.strip().rstrip("#"))


def _whole(text: str) -> str:
    """The text with one kind of line end, and halves of letters replaced, which no file can hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text[:LARGEST].replace("\r\n", "\n").replace("\r", "\n"))


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _values(field: Field, said: str) -> list[str]:
    if not field.options:
        return [said]
    if said.casefold() == "none":  # what GitHub calls it if nothing is chosen
        return []
    several = is_several(field.path) or field.kind == "checkboxes"
    return list(dict.fromkeys(_ticked(field, said) if several else _picked(field, said)))


def _ticked(field: Field, said: str) -> list[str]:
    """The values of ticked boxes, or of a list; of what somebody wrote otherwise, line by line."""
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    boxes = [_BOX.fullmatch(line) for line in lines]
    if not any(boxes):
        return [value for line in lines for value in _picked(field, line.lstrip("-*+ "))]
    return [_means(field, box["said"]) for box in boxes if box and box["tick"] in ("x", "X")]


def _picked(field: Field, said: str) -> list[str]:
    """The values of a list that opens: GitHub puts commas between them, and some have commas of their own."""
    if not is_several(field.path):
        return [_means(field, said)]
    shown = sorted(((field.shown(option), option.value) for option in field.options), key=lambda pair: -len(pair[0]))
    found: list[str] = []
    left = " ".join(said.split())
    while left:
        for text, value in shown:
            if left[: len(text)].casefold() == text.casefold() and left[len(text) : len(text) + 1] in ("", ","):
                found.append(value)
                left = left[len(text) :].lstrip(", ")
                break
        else:
            word, _, left = left.partition(",")
            found += [_means(field, word.strip())] if word.strip() else []
            left = left.strip()
    return found


def _means(field: Field, said: str) -> str:
    """The value that a text means; the text itself if it is none, so that the check can say so."""
    text = " ".join(said.split())
    for option in field.options:
        if text.casefold() in (field.shown(option).casefold(), option.title.casefold(), option.value):
            return option.value
    try:
        return meant.choice(field.options, text)
    except Wrong:
        return text
