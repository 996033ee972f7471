"""YAML files as people write them: every value as text, a line for every key, one canonical form.

YAML's own guesses are a trap: it reads `phone: 03001234567` as a number, `no` as false and `10:00` as 600.
So every scalar is read as the text that stands there, and what may be a number or a yes is decided by the schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from petunias import files, plainyaml
from petunias.problems import Problem

LARGEST = 200_000  # bytes; a long entry has 5,000
LARGEST_WORDS = 2_000_000  # bytes, of words.yaml, which may hold thousands of phrases
DEEPEST = 12  # levels; the deepest real field is at 6

Key = tuple[str | int, ...]
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file: its plain data (dicts, lists, strings), the line of every key, what is wrong with its form.

    `data` is None if the file could not be read. Lines count from 1.
    """

    path: str
    data: Any
    lines: Mapping[Key, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, key: Key) -> int:
        """The line of `key`, or of the nearest thing around it."""
        while key not in self.lines and key:
            key = key[:-1]
        return self.lines.get(key, 1)


def read(path: Path, name: str | None = None) -> YamlFile:
    """Reads the file. Never raises for what is in it: a file that cannot be read has problems and no data."""
    shown = name or str(path)
    try:
        with path.open("rb") as file:
            content = file.read(_largest(shown) + 1)
        return parse(content, shown)
    except OSError as trouble:
        return _bad(shown, 0, f"cannot be read ({trouble.strerror}).", "check that the file is there and may be read.")


def _largest(name: str) -> int:
    return LARGEST_WORDS if name.endswith("words.yaml") else LARGEST


def _too_large(name: str) -> YamlFile:
    message = f"must be smaller than {_largest(name) // 1000} kB."
    return _bad(name, 0, message, "keep one entry in a file, and shorten the text.")


def parse(content: bytes, name: str) -> YamlFile:
    """Text to data. Tells of bad encoding, bad YAML, repeated keys, aliases, tags and too deep nesting."""
    if len(content) > _largest(name):
        return _too_large(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        return _bad(
            name, line, "must be saved as UTF-8; a letter here is not.", "save the file again with the encoding UTF-8."
        )
    data = plainyaml.read(text, _flow)
    if data:
        return YamlFile(name, data, plainyaml.Later(lambda: _lines(text)))
    return _by_libyaml(text, name)


def _by_libyaml(text: str, name: str) -> YamlFile:
    reader = _Reader(name)
    try:
        data = reader.read(text)
    except yaml.YAMLError as trouble:
        return YamlFile(name, None, {}, (*reader.problems, _sentence(name, trouble, text)))
    except _Stop:
        return YamlFile(name, None, reader.lines, tuple(reader.problems))
    if data in (None, ""):
        return _bad(name, 0, "must not be empty.", "write the fields, for example: name: Anytown Cat and Dog Shelter")
    return YamlFile(name, data, reader.lines, tuple(reader.problems))


def _flow(text: str) -> Any:
    """The collection in a text; None if anything is wrong in it."""
    reader = _Reader("")
    try:
        data = reader.read(text)
    except (yaml.YAMLError, _Stop):
        return None
    return None if reader.problems else data


def _lines(text: str) -> Mapping[Key, int]:
    """The line of every key in a text without fault."""
    reader = _Reader("")
    reader.read(text)
    return reader.lines


class _Stop(Exception):
    """Reading cannot go on; the reason stands among the problems."""


class _Reader:
    """Builds data from YAML events with a stack of its own, so that deep nesting cannot exhaust Python's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []

    def read(self, text: str) -> Any:
        parser = _LOADER(text)
        root: list[Any] = []
        stack: list[tuple[Any, Key, list[str]]] = [(root, (), [])]  # container, its key, the pending mapping key
        documents = 0
        # yaml.parse() would ask twice for each event.
        while event := parser.get_event():
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.stop(
                        event, "must hold one record only, but a line of --- starts a second.", "use a file each."
                    )
            elif kind is yaml.AliasEvent or getattr(event, "anchor", None):
                self.stop(
                    event,
                    "must not use * or & at the start of a value; YAML reads them as links.",
                    "put the value in quotes, or write it out.",
                )
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                stack.pop()
            elif kind in (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
                self.take(event, kind, stack)
        return root[0] if root else None

    def take(self, event: Any, kind: Any, stack: list[tuple[Any, Key, list[str]]]) -> None:
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self.stop(event, "must not use ! at the start of a value.", "put the value in quotes.")
        container, key, pending = stack[-1]
        line = event.start_mark.line + 1
        if isinstance(container, dict):
            if not pending:
                if kind is not yaml.ScalarEvent:
                    self.stop(event, "must have a plain word before the colon.", "write it like this: name: The yard")
                if event.value in container:
                    first = self.lines[(*key, event.value)]
                    message = f"stands twice, on line {first} and here."
                    self.add(line, (*key, event.value), message, "keep one of the two.")
                pending.append(event.value)
                self.lines[(*key, event.value)] = line
                return
            own: Key = (*key, pending.pop())
        else:
            own = (*key, len(container)) if stack[1:] else ()
            self.lines[own] = line
        value: Any
        if kind is yaml.ScalarEvent:
            value = _said(event)
        else:
            value = {} if kind is yaml.MappingStartEvent else []
            if len(stack) > DEEPEST:
                self.stop(event, "must not be nested so deeply.", "compare the indents with the examples.")
        if isinstance(container, dict):
            container[own[-1]] = value
        else:
            container.append(value)
        if kind is not yaml.ScalarEvent:
            stack.append((value, own, []))

    def add(self, line: int, key: Key, message: str, fix: str) -> None:
        self.problems.append(Problem("error", self.name, line, dotted(key), message, fix))

    def stop(self, event: Any, message: str, fix: str) -> None:
        self.add(event.start_mark.line + 1, (), message, fix)
        raise _Stop


def _said(scalar: Any) -> str:
    """The text of a scalar. The line break that ends a block of one line is no part of it: a name may be written so."""
    text = str(scalar.value)
    return text[:-1] if scalar.style in ("|", ">") and text.find("\n") == len(text) - 1 else text


def dotted(key: Key) -> str:
    """("sessions", 0, "start") as sessions.0.start."""
    return ".".join(map(str, key))


def _bad(name: str, line: int, message: str, fix: str) -> YamlFile:
    return YamlFile(name, None, {}, (Problem("error", name, line, "", message, fix),))


# libyaml's words, and what they mean to somebody who has never heard of a token.
_SAYINGS = (
    ("\\t", "must be indented with spaces, but there is a tab.", "replace each tab by two spaces."),
    ("control characters", "must not hold unseen control characters.", "delete the line and type it again."),
    ("special characters", "must not hold unseen control characters.", "delete the line and type it again."),
    ("mapping values are not allowed", "has a colon too many.", 'put the value in quotes: summary: "Open: all day"'),
    ("escape", "has a \\ inside double quotes, which YAML reads as a code.", "use single quotes round the text."),
    ("quoted scalar", "has a quotation mark that is opened and never closed.", "add the closing quotation mark."),
    ("cannot start any token", "must not start with this sign.", "put the value in quotes."),
    ("anchor", "must not use * or & at the start of a value; YAML reads them as links.", "put the value in quotes."),
    ("alias", "must not use * or & at the start of a value; YAML reads them as links.", "put the value in quotes."),
    ("tag", "must not use ! at the start of a value.", "put the value in quotes."),
    ("block mapping", "is indented wrongly, or lacks a colon.", "line it up with the field above, as name: value."),
    ("block collection", "is indented wrongly.", "line up the dashes of a list, one under the other."),
    ("simple key", "is indented wrongly, or lacks a colon.", "write it like this: name: The yard"),
    (
        "flow",
        "has a bracket that is opened and never closed, or lacks a comma.",
        "write lists like this: [north, east]",
    ),
)


def _sentence(name: str, trouble: yaml.YAMLError, text: str) -> Problem:
    said = f"{getattr(trouble, 'context', '')} {getattr(trouble, 'problem', '')} {getattr(trouble, 'reason', '')}"
    mark = getattr(trouble, "problem_mark", None) or getattr(trouble, "context_mark", None)
    line = mark.line + 1 if mark else _line_of_unseen(text)
    if mark and (wrong := re.match(r"\s*\t", _nth(text, mark.line))):
        said = "\\t" if wrong else said
    for clue, message, fix in _SAYINGS:
        if clue in said:
            return Problem("error", name, line, "", message, fix)
    return Problem("error", name, line, "", "is not written as YAML.", "compare the line with the example.")


def _nth(text: str, index: int) -> str:
    lines = text.split("\n")
    return lines[index] if index < len(lines) else ""


def _line_of_unseen(text: str) -> int:
    unseen = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]", text)
    return text.count("\n", 0, unseen.start()) + 1 if unseen else 1


# --- writing ---------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Block style; short lists of words on one line; text that YAML would read as something else in quotes."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    if "\n" in value.rstrip("\n"):
        # A block scalar cannot carry trailing blanks; libyaml then falls back to quotes by itself.
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    # Times and bare digits, which other programs would take for numbers; a line break that a block would lose.
    style = '"' if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}|[0-9]+", value) or "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _list(dumper: yaml.SafeDumper, value: Sequence[Any]) -> yaml.SequenceNode:
    short = all(isinstance(item, str) and "\n" not in item for item in value) and len(", ".join(map(str, value))) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


def _mapping(dumper: yaml.SafeDumper, value: Mapping[str, Any]) -> yaml.MappingNode:
    short = all(isinstance(item, int | float) for item in value.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)
_Dumper.add_representer(dict, _mapping)
# Dates are text like everything else: an unquoted 2026-11-03 reads back as the same text.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
    if first not in "oO"  # `on` is a field of ours, and only YAML of before 2009 takes it for true
}


def dump(data: Mapping[str, Any]) -> str:
    """The canonical form of a record: UTF-8, block style, keys in the order given, one line end at the end."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def write(path: Path, text: str) -> None:
    """Writes the text so that a crash leaves the old file or the new one."""
    files.write(path, text.encode("utf-8"))
