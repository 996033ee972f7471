"""A strict reader of calendar files: what RFC 5545 forbids makes a test fail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_LINE = re.compile(r"(?P<name>[A-Z][A-Z-]*)(?P<more>(?:;[A-Z-]+=[^\";:,]+)*):(?P<value>.*)", re.DOTALL)
_TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")
TEXTS = {"SUMMARY", "DESCRIPTION", "X-WR-CALNAME"}


@dataclass(frozen=True)
class Component:
    """A part of the file with its properties, each once, texts as people read them."""

    name: str
    properties: dict[str, str]
    inside: tuple[Component, ...] = ()

    def day(self, name: str) -> date:
        """A date; its property must say that it is one."""
        value = self.properties[f"{name};VALUE=DATE"]
        assert re.fullmatch("[0-9]{8}", value), value
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))


def unfolded(content: bytes) -> list[str]:
    """The lines as they were before they were folded."""
    assert content.endswith(b"\r\n")
    pieces = content[:-2].split(b"\r\n")
    for piece in pieces:
        assert b"\r" not in piece, piece
        assert b"\n" not in piece, piece
        assert len(piece) <= 75, piece
        piece.decode()  # no letter is cut in two
        assert piece, "an empty line"
    lines: list[str] = []
    for piece in pieces:
        if piece.startswith(b" "):
            lines[-1] += piece[1:].decode()
        else:
            lines.append(piece.decode())
    return lines


def text(value: str) -> str:
    """A value of the type TEXT as people read it."""
    assert _TEXT.fullmatch(value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(content: bytes) -> Component:
    """The calendar in the file."""
    stack: list[tuple[str, dict[str, str], list[Component]]] = [("", {}, [])]
    for line in unfolded(content):
        found = _LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            stack.append((value, {}, []))
        elif name == "END":
            kind, properties, inside = stack.pop()
            assert kind == value
            stack[-1][2].append(Component(kind, properties, tuple(inside)))
        else:
            key = name + found["more"]
            assert key not in stack[-1][1], f"{key} stands twice"
            stack[-1][1][key] = text(value) if name in TEXTS else value
    ((nothing, properties, (calendar,)),) = stack
    assert (nothing, properties) == ("", {})
    assert calendar.name == "VCALENDAR"
    assert calendar.inside, "a calendar has something in it"
    return calendar
