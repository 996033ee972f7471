"""What the schema finds in one file, as problems."""

from __future__ import annotations

from typing import Any

from petunias import schema
from petunias.checks import privacy
from petunias.checks.quick import is_sound
from petunias.checks.saying import as_line, named, plain
from petunias.checks.sentences import findings
from petunias.problems import Problem
from petunias.schema import Kind
from petunias.yamlfile import Key, YamlFile, dotted


def shape(kind: Kind, file: YamlFile, data: Any = None) -> list[Problem]:
    """Every place where the file is not as its schema says. `data` is its typed data, if that is at hand."""
    if file.data is None:
        return []
    typed = schema.typed(kind, file.data) if data is None else data
    if is_sound(kind)(typed):
        return []
    wanted: type = list if schema.schema(kind)["type"] == "array" else dict
    if not isinstance(typed, wanted):
        return [Problem("error", file.path, 1, "", *_whole(kind, typed))]
    found: dict[tuple[Key, str], Problem] = {}
    secret = privacy.is_secret(kind, file.data)
    for key, message, fix in findings(kind, schema.validator(kind).iter_errors(typed)):
        if secret and privacy.holds_secret(key):
            # Findings are read in public. What is secret must not be quoted, nor mended: it must go.
            _add(found, file, key[:3], *privacy.SECRET_SAYING)
        else:
            _add(found, file, key, message, fix)
    return list(found.values())


def _add(found: dict[tuple[Key, str], Problem], file: YamlFile, key: Key, message: str, fix: str) -> None:
    problem = Problem("error", file.path, file.line(key), plain(dotted(key)), message, plain(fix))
    found.setdefault((key, message), problem)


def _whole(kind: Kind, data: Any) -> tuple[str, str]:
    if schema.schema(kind)["type"] == "array":
        return f"must be a list, but it is {named(data)}.", "start each part with a dash: - say: [lonely, on my own]"
    first = str(schema.schema(kind)["required"][0])
    example = as_line(first, schema.field(kind, (first,))["examples"][0])
    return f"must hold fields, each on a line of its own, but it is {named(data)}.", f"write it like this: {example}"
