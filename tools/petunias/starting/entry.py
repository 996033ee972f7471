"""A new entry: one file from four answers, under an id that is free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

from petunias import yamlfile
from petunias.checks import slug, values
from petunias.checks.saying import listed, nearest, quoted
from petunias.problems import Problem, ProblemsFound, errors
from petunias.resources import shown
from petunias.starting.answers import Wrong, found
from petunias.yamlfile import YamlFile


@dataclass(frozen=True, slots=True)
class Answers:
    """The four answers, and the localities if they were named."""

    name: str
    domains: Sequence[str]
    summary: str
    contact: dict[str, str]
    localities: Sequence[str] = ()


def make(directory: Path, answers: Answers, today: date) -> tuple[Path, tuple[Problem, ...]]:
    """Writes the entry; gives its file, and the hints about it alone. Never writes over a file.

    ProblemsFound if the rules forbid it. That no other entry is like it is for `reading.read` to say.
    """
    data: dict[str, Any] = {
        "name": answers.name,
        "domains": list(answers.domains),
        "summary": answers.summary,
        "contact": answers.contact,
        "added": today.isoformat(),
    }
    if answers.localities:
        data["localities"] = list(answers.localities)
    path = directory / "entries" / f"{free_id(directory, answers)}.yaml"
    problems = found("entry", data, shown(path))
    if errors(problems):
        raise ProblemsFound(problems)
    path.parent.mkdir(exist_ok=True)
    path.open("x").close()  # claims the name: somebody else may be adding one
    try:
        yamlfile.write(path, yamlfile.dump(data))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, tuple(problems)


def free_id(directory: Path, answers: Answers) -> str:
    """The id from the name; with the locality, or a number, if another entry has it or had it once."""
    return free_id_for(directory, answers.name, answers.domains, answers.localities)


def free_id_for(directory: Path, name: str, domains: Sequence[str], localities: Sequence[str]) -> str:
    """The same, from what the id is made of."""
    taken = _taken(directory)
    first = slug(name) or domains[0]
    short = first[:70].rstrip("-")  # room for what is added
    placed = [f"{short}-{locality}" for locality in localities[:1]]
    numbered = (f"{short}-{number}" for number in count(2))
    return next(id for id in chain([first], placed, numbered) if id not in taken and _may_be(id))


def _may_be(id: str) -> bool:
    """Whether the rules allow a file of that name."""
    return not errors(values("entry", YamlFile(f"{id}.yaml", {})))


def _taken(directory: Path) -> set[str]:
    """The ids of all entries, and those that they had formerly."""
    ids = set()
    for path in (directory / "entries").glob("*.y*ml"):
        ids.add(path.stem.lower())
        content = path.read_bytes()
        if b"formerly" in content:
            data = yamlfile.parse(content, path.name).data
            old = data.get("formerly", ()) if isinstance(data, dict) else ()
            ids.update(id for id in old if isinstance(id, str))
    return ids


def locality(directory: Path, answer: str) -> str:
    """The id of the locality that the answer means, by its id or name; Wrong if area.yaml has none such."""
    data = yamlfile.read(directory / "area.yaml").data
    known = {
        item["id"]: str(item.get("name", item["id"]))
        for item in (data.get("localities", ()) if isinstance(data, dict) else ())
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    text = answer.strip().lower()
    for id, name in known.items():
        if text in (id, name.lower()):
            return str(id)
    if not known:
        raise Wrong("cannot be given: area.yaml has no localities.")
    near = nearest(re.sub(r"\s+", "-", text), known.keys())
    raise Wrong(f"must be {listed(known)}, got {quoted(answer)}.{f' Did you mean {near}?' if near else ''}")
