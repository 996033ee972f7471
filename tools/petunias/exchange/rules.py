"""The rules inside a mapping: what stands behind each field. Every mistake is told, with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from petunias.checks.saying import listed, nearest, quoted
from petunias.exchange.sources import Condition, Source, Sources, Step, slots, stray_bracket
from petunias.exchange.transforms import REGISTRY, Takes
from petunias.problems import Problem
from petunias.yamlfile import Key, YamlFile, dotted

_WAYS = ("from", "template", "value", "join")
_KNOWN = (*_WAYS, "with", "do", "default", "when", "unless")


class RuleReader:
    """Reads rules, and gathers problems and every mention of a column on the way."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.references: list[tuple[Key, str]] = []

    def add(self, key: Key, message: str, fix: str) -> None:
        """Notes a mistake at `key`."""
        self.problems.append(Problem("error", self.file.path, self.file.line(key), dotted(key), message, fix))

    def sources(self, key: Key, node: Any) -> Sources:
        """One rule, or a list of rules of which the first that gives something counts."""
        if isinstance(node, list):
            if not node:
                self.add(key, "must not be an empty list.", "write a rule, such as {from: Name}")
            return tuple(self._source((*key, index), part) for index, part in enumerate(node))
        return (self._source(key, node),)

    def given(self, key: Key, node: Any) -> Iterator[tuple[Key, Any]]:
        """The fixed values that a rule ends with, each with where it stands: value, default, what choose gives."""
        if isinstance(node, list):
            for index, part in enumerate(node):
                yield from self.given((*key, index), part)
        if not isinstance(node, dict):
            return
        steps = node.get("do", [])
        steps = steps if isinstance(steps, list) else [steps]
        if "default" in node:
            yield (*key, "default"), node["default"]
        if "value" in node and not steps:
            yield (*key, "value"), node["value"]
        last = steps[-1] if steps else None
        for name in ("choose", "choose-all"):
            if isinstance(last, dict) and isinstance(last.get(name), list):
                for index, choice in enumerate(last[name]):
                    if isinstance(choice, dict) and "give" in choice:
                        yield (*key, "do", len(steps) - 1, name, index, "give"), choice["give"]

    def _source(self, key: Key, node: Any) -> Source:
        if isinstance(node, str):
            return Source(column=self._column(key, node))
        if not isinstance(node, dict):
            self.add(key, "must be a column's name or a rule.", "write it like this: {from: Name, do: [title-case]}")
            return Source(value="")
        self._only(key, node, _KNOWN)
        ways = [name for name in _WAYS if name in node]
        if len(ways) != 1:
            found = listed(ways, "and") if ways else "none"
            self.add(
                key, f"must have exactly one of {listed(_WAYS)}, but has {found}.", "write {from: the column's name}"
            )
        template = self._template((*key, "template"), node["template"]) if "template" in node else None
        return Source(
            column=self._column((*key, "from"), node["from"]) if "from" in node else None,
            template=template,
            value=self._fixed((*key, "value"), node.get("value", "")),
            join=self._join((*key, "join"), node["join"]) if "join" in node else (),
            between=self._between((*key, "with"), node.get("with", " ")),
            steps=self._steps((*key, "do"), node.get("do", [])),
            default=self._fixed((*key, "default"), node.get("default", "")),
            when=self._condition((*key, "when"), node["when"]) if "when" in node else None,
            unless=self._condition((*key, "unless"), node["unless"]) if "unless" in node else None,
        )

    def _column(self, key: Key, name: Any) -> str:
        if not isinstance(name, str) or not name.strip():
            self.add(key, "must be the name of one column.", "for several columns use template: '{One} {Other}'")
            return ""
        self.references.append((key, name))
        return name

    def _template(self, key: Key, template: Any) -> str:
        if not isinstance(template, str) or stray_bracket(template):
            fix = "write it like this: 'A food bank in {Town}'. A real bracket is written twice: {{"
            self.add(key, "must be a text with columns in curly brackets.", fix)
            return ""
        for name, _ in slots(template):
            self._column(key, name)
        return template

    def _join(self, key: Key, node: Any) -> tuple[Sources, ...]:
        if not isinstance(node, list):
            self.add(key, "must be a list of rules.", "start each with a dash.")
            return ()
        return tuple(self.sources((*key, index), part) for index, part in enumerate(node))

    def _between(self, key: Key, node: Any) -> str:
        if isinstance(node, str):
            # In YAML a line break needs double quotes, which few people know.
            return {"lines": "\n", "paragraphs": "\n\n"}.get(node, node)
        self.add(key, "must be a text: a blank, a comma, or the word paragraphs.", "write with: paragraphs")
        return " "

    def _fixed(self, key: Key, node: Any) -> Any:
        if isinstance(node, str) or (isinstance(node, list) and all(isinstance(item, str) for item in node)):
            return node
        self.add(key, "must be a text or a list of texts.", "write it like this: [healthy-eating]")
        return ""

    def _condition(self, key: Key, node: Any) -> Condition | None:
        known = isinstance(node, dict) and isinstance(node.get("column"), str) and _is_words(node.get("words", ["any"]))
        if not known:
            self.add(
                key, "must name a column, and mostly words.", "write it like this: {column: Notes, words: [closed]}"
            )
            return None
        self._only(key, node, ("column", "words"))
        return Condition(self._column((*key, "column"), node["column"]), tuple(node.get("words", ())))

    def _steps(self, key: Key, node: Any) -> tuple[Step, ...]:
        steps = []
        for index, step in enumerate(node if isinstance(node, list) else [node]):
            where = (*key, index) if isinstance(node, list) else key
            name, argument = (step, None) if isinstance(step, str) else (None, None)
            if isinstance(step, dict) and len(step) == 1:
                name, argument = next(iter(step.items()))
                where = (*where, name)
            if not isinstance(name, str):
                self.add(where, "must be the name of a transform.", "write do: [title-case] or do: [{split: ','}]")
            elif name not in REGISTRY:
                near = nearest(name, list(REGISTRY))
                fix = f"write it as {near}." if near else f"use one of these: {listed(sorted(REGISTRY))}."
                self.add(where, f"must be a transform, got {quoted(name)}.", fix)
            else:
                steps.append(Step(name, self._argument(where, name, argument)))
        return tuple(steps)

    def _argument(self, key: Key, name: str, argument: Any) -> Any:
        takes = REGISTRY[name].takes
        is_right, must, example = _ARGUMENTS[takes]
        if not is_right(argument):
            self.add(key, f"must have {must}.", f"write it like this: {example.format(name=name)}")
            return None
        if takes == "column":
            return self._column(key, argument)
        return int(argument) if takes.startswith("number") and argument is not None else argument

    def _only(self, key: Key, node: dict[Any, Any], known: tuple[str, ...]) -> None:
        for name in node:
            if name not in known:
                near = nearest(str(name), known)
                fix = f"write {near} instead." if near else f"use {listed(known)}."
                self.add((*key, name), "is not known here.", fix)


def _is_words(node: Any) -> bool:
    return isinstance(node, list) and bool(node) and all(isinstance(word, str) and word.strip(" *") for word in node)


def _is_number(node: Any) -> bool:
    return isinstance(node, str) and re.fullmatch(r"-?[0-9]{1,5}", node) is not None and int(node) != 0


def _is_pairs(node: Any) -> bool:
    return isinstance(node, dict) and bool(node) and all(old and isinstance(new, str) for old, new in node.items())


def _is_choices(node: Any) -> bool:
    return isinstance(node, list) and bool(node) and all(map(_is_choice, node))


def _is_choice(node: Any) -> bool:
    if not isinstance(node, dict) or set(node) != {"words", "give"} or not _is_words(node["words"]):
        return False
    give = node["give"]
    return isinstance(give, str) or (isinstance(give, list) and all(isinstance(item, str) for item in give))


# What each kind of argument must be, said to somebody who got it wrong.
_ARGUMENTS: dict[Takes, tuple[Callable[[Any], bool], str, str]] = {
    "nothing": (lambda node: node is None, "nothing behind it", "do: [{name}]"),
    "number": (_is_number, "a whole number behind it", "do: [{{{name}: 2}}]"),
    "number or nothing": (
        lambda node: node is None or _is_number(node),
        "a whole number behind it",
        "do: [{{{name}: 2}}]",
    ),
    "text": (lambda node: isinstance(node, str) and node != "", "a text behind it", "do: [{{{name}: ','}}]"),
    "text or nothing": (
        lambda node: node in (None, "day-first", "month-first"),
        "day-first or month-first behind it, or nothing",
        "do: [{{{name}: day-first}}]",
    ),
    "words": (_is_words, "a list of words behind it", "do: [{{{name}: [church, hall]}}]"),
    "pairs": (_is_pairs, "pairs of old and new text below it", "do: [{{{name}: {{old: new}}}}]"),
    "choices": (
        _is_choices,
        "a list of choices behind it, each with words and give",
        "do: [{{{name}: [{{words: [referral], give: professional-referral}}]}}]",
    ),
    "column": (
        lambda node: isinstance(node, str) and node != "",
        "a column's name behind it",
        "do: [{{{name}: Name}}]",
    ),
}
