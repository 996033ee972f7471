"""The very checks that a hand-written entry has to pass, run on one that an import has made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from petunias import checks, model, records, schema, yamlfile
from petunias.checks.collection import Collection, Record
from petunias.exchange.building import Verify
from petunias.problems import Problem, errors
from petunias.yamlfile import YamlFile

_ID = "not-yet-named"


def verifier(folder: Path) -> Verify:
    """Finds the errors of an entry's data (all values as text), as if it stood in that directory folder."""
    area = _area(folder / "area.yaml")
    # A rule that never finds an error need not run here: `petunias check` tells the hints.
    rules = [rule for rule in checks.RULES if " must " in (rule.__doc__ or "")]

    def verify(data: dict[str, Any]) -> list[tuple[str, str, str]]:
        return [(problem.field, problem.message, problem.fix) for problem in _found(data)]

    def _found(data: dict[str, Any]) -> list[Problem]:
        file = YamlFile(f"{_ID}.yaml", data)
        found = errors([*checks.shape("entry", file), *checks.values("entry", file)])
        return found or errors(_by_rules(file, data))

    def _by_rules(file: YamlFile, data: dict[str, Any]) -> Iterator[Problem]:
        entry = records.entry(_ID, schema.typed("entry", data))
        collection = Collection(area, (Record(_ID, file, entry),), ids={"entry": frozenset([_ID])})
        for rule in rules:
            yield from (problem for problem in rule(collection) if problem.file == file.path)

    return verify


def _area(path: Path) -> Record[model.Area] | None:
    file = yamlfile.read(path)
    if file.data is None or file.problems or checks.shape("area", file):
        return None
    data = schema.typed("area", file.data)
    return Record("area", file, records.area(data, id=checks.slug(data["name"]) or "area"))
