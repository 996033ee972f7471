"""The handbook pages that are made from the program itself: its rules and its schemas."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from petunias import checks, schema
from petunias.checks.saying import as_line, counted, flow
from petunias.schema import Kind
from petunias.yamlfile import Key

_FILES: Mapping[Kind, str] = {
    "entry": "entries/<id>.yaml",
    "area": "area.yaml",
    "partner": "partners/<id>.yaml",
    "topic": "topics/<id>.yaml",
    "words": "words.yaml",
}
_MADE = "# Made by `petunias docs`. Change the program, not this page."
# Names of fields and files, and what stands in brackets as it would stand in a file.
_CODE = re.compile(r"\b\w+_\w+\b|\b\w+\.yaml\b|(?<=\()[a-z_]+(?:: [^()]+)?(?=\))")


def pages() -> Mapping[str, Callable[[], str]]:
    """Each page under docs/ with the function that makes its Markdown."""
    return {"handbook/file-formats.md": file_formats, "handbook/rules.md": rules}


def stale(docs: Path) -> list[str]:
    """The pages under `docs` that are not as they would be made now."""
    return [name for name, make in pages().items() if _text(docs / name) != make()]


def rules() -> str:
    """What `petunias check` looks at, one line a rule: the rule's own sentence."""
    return "\n".join(_rules()) + "\n"


def file_formats() -> str:
    """Every field of every kind of file, from the schemas."""
    return "\n".join(_file_formats()) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _front(title: str, description: str) -> Iterator[str]:
    yield from ("---", _MADE, f"title: {title}", f"description: {description}", "---", "", f"# {title}", "")


def _rules() -> Iterator[str]:
    yield from _front("The rules", "What petunias check looks at, and what each finding means.")
    yield "`petunias check` reads every file and tells what is wrong, where, and how to mend it."
    yield ""
    yield "- A rule with **must** finds errors. An error stops a build, and the last good site stays."
    yield "- A rule with **should** finds hints. A hint is told, and stops nothing."
    yield ""
    yield "No rule looks at today's date. What is right today builds in five years."
    yield "One hint beside the rules does: an entry that a topic or a message names has gone out of date."
    yield ""
    yield "Before all rules comes the shape: [what may stand in each file](file-formats.md)."
    every = sorted(chain(checks.FILE_RULES, checks.RULES), key=lambda rule: rule.__module__)
    for module, group in groupby(every, key=lambda rule: rule.__module__):
        yield from ("", f"## {module.rsplit('.', 1)[-1].title()}", "")
        yield from (inspect.getdoc(sys.modules[module]) or "", "")
        for rule in group:
            sentence = inspect.getdoc(rule) or ""
            yield f"- {_emphasised(sentence)}"


def _emphasised(sentence: str) -> str:
    """The sentence as Markdown, its first must or should in bold, and code left as it stands."""
    text = _CODE.sub(lambda code: f"`{code[0]}`", sentence.replace("<", "&lt;").replace("{", "&#123;"))
    word = " must " if " must " in text else " should "
    return text.replace(word, f" **{word.strip()}** ", 1)


def _file_formats() -> Iterator[str]:
    yield from _front("The files", "Every field that may stand in a file of the directory, and what it may hold.")
    yield "A directory is a folder of small text files. They are written in YAML: a name, a colon, a value."
    yield ""
    yield "A field inside another is written here with a dot between, as findings do: `contact.phone`."
    yield "In a list, parts count from 0: `places.0.postcode` is the postcode of the first place."
    yield "Everything is optional that is not marked as needed. A field that is not listed here is an error."
    for kind in schema.KINDS:
        root = schema.schema(kind)
        yield from ("", f"## {root['title']}: `{_FILES[kind]}`", "", root["description"], "")
        for path, node, needed in schema.all_fields(kind):
            yield f"`{path}`{' (needed)' if needed else ''}"
            yield f":   **{node['title']}.** {node['description']} {' '.join(_asked(kind, _key(path), node))}"
            yield ""
            yield f"    `{as_line(path.rsplit('.', 1)[-1], node['examples'][0])}`"
            yield ""


def _key(path: str) -> Key:
    return tuple(0 if part == "0" else part for part in path.split("."))


def _asked(kind: Kind, key: Key, node: Mapping[str, Any]) -> Iterator[str]:
    """What the schema asks of a value, in sentences."""
    if node.get("type") == "array":
        items = schema.resolved(kind, node["items"])
        yield f"A list, with at most {counted(node['maxItems'], 'part')}." if "maxItems" in node else "A list."
        yield from (f"Each part: {sentence[0].lower()}{sentence[1:]}" for sentence in _asked(kind, (*key, 0), items))
        return
    choices = schema.choices(kind, key)
    if choices:
        yield f"One of {', '.join(f'`{choice.value}` ({choice.title})' for choice in choices)}."
    elif node.get("type") == "object":
        yield "A group of fields."
    elif node.get("type") == "boolean":
        yield "`true` or `false`."
    elif node.get("type") in ("integer", "number"):
        what = "A whole number" if node["type"] == "integer" else "A number"
        low, high = node.get("minimum"), node.get("maximum")
        yield f"{what} from {flow(low)} to {flow(high)}." if high is not None else f"{what}, {flow(low)} or more."
    if "x-must" in node:
        yield f"Must {node['x-must']}."
    if "maxLength" in node:
        yield f"At most {counted(node['maxLength'], 'character')}."
