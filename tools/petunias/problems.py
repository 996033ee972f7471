"""How checks speak: one finding, for the person who has to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "hint"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. An error stops a build; a hint does not.

    `file` is the path as reached from the working directory, `line` counts from 1 (0: the whole file),
    `field` is a dotted path such as `sessions.0.start`, or empty.
    """

    level: Level
    file: str
    line: int
    field: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        """`path:line: field: message Fix: ...`, with (hint) where it is only that."""
        place = f"{self.file}:{self.line}:" if self.line else f"{self.file}:"
        parts = [place]
        if self.level == "hint":
            parts.append("(hint)")
        if self.field:
            parts.append(f"{self.field}:")
        parts.append(self.message)
        if self.fix:
            parts.append(f"Fix: {self.fix}")
        return _seen(" ".join(parts))

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain data: level, file, line, field, message, fix."""
        return asdict(self)

    def as_annotation(self) -> str:
        """The finding as a GitHub workflow command, which marks the line in a pull request."""
        kind = "error" if self.level == "error" else "notice"
        title = _escape_property(self.field or "Petunias")
        line = f",line={self.line}" if self.line else ""
        text = f"{self.message} Fix: {self.fix}" if self.fix else self.message
        return f"::{kind} file={_escape_property(self.file)}{line},title={title}::{_escape_data(text)}"


class ProblemsFound(Exception):
    """The input cannot be used. Carries every finding, hints included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop a build."""
    return [problem for problem in problems if problem.level == "error"]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line, errors before hints on one line."""
    return sorted(problems, key=lambda p: (p.file, p.line, p.level, p.field, p.message))


def _seen(text: str) -> str:
    # A file's name or a field's name must not be able to move the cursor or to start a line of its own.
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _escape_data(text: str) -> str:
    # A stranger's text must not be able to start a workflow command of its own.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
