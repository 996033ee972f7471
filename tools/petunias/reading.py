"""A directory folder to a Directory, or to every problem in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from petunias import catalogue, checks, model, records, schema, yamlfile
from petunias.checks.collection import Collection, Record
from petunias.checks.saying import quoted
from petunias.problems import Problem, ProblemsFound, errors, in_order
from petunias.processes import uncollected
from petunias.resources import shown
from petunias.schema import Kind

Item = TypeVar("Item")
Watch = Callable[[int, int], None]
_TELL_EVERY = 100
FOLDERS: tuple[tuple[Kind, str], ...] = (("entry", "entries"), ("partner", "partners"), ("topic", "topics"))


@dataclass(frozen=True)
class Reading:
    """What a folder holds. `directory` is None if there was an error; `problems` has hints as well.

    `entries` counts the files of entries, good or bad.
    """

    directory: model.Directory | None
    problems: tuple[Problem, ...]
    entries: int = 0


def read(folder: Path, watch: Watch | None = None) -> Reading:
    """Reads and checks the folder. Paths in problems are as reached from the working directory.

    `watch` is told now and then how many files are read, and how many there are.
    """
    with uncollected():
        return _read(folder, watch)


def _read(
    folder: Path,
    watch: Watch | None = None,
    *,
    hints: bool = True,
    only: frozenset[str] | None = None,
    with_words: bool = True,
) -> Reading:
    """The folder, with only the entries of the ids in `only` if it is given; what leads to others is known to lead."""
    if not folder.is_dir():
        return _nothing(folder, "must be a folder with area.yaml and entries in it.", "give the folder's right name.")
    problems: list[Problem] = []
    names = {name: _names(folder / name) for _, name in FOLDERS}
    ids: dict[str, frozenset[str]] = {
        kind: frozenset([file[:-5] for file in names[name] if file.endswith(".yaml")]) for kind, name in FOLDERS
    }
    if not (folder / "area.yaml").exists():
        fix = "make the file area.yaml with one line, such as: name: Anytown"
        problems.append(Problem("error", shown(folder / "area.yaml"), 0, "", "must be there; it names the area.", fix))
    area = (
        None
        if problems
        else _one("area", folder / "area.yaml", lambda _, data: records.area(data, id=_slug(data["name"])), problems)
    )
    several: dict[str, tuple[Record[Any], ...]] = {}
    builders: dict[str, Callable[[str, Any], Any]] = {
        "entry": records.entry,
        "partner": records.partner,
        "topic": records.topic,
    }
    done, total = 0, sum(map(len, ids.values()))
    for kind, name in FOLDERS:
        found = []
        before = shown(folder / name / "x").removesuffix("x")
        given = only if only is not None and kind == "entry" else ids[kind]
        for file in sorted(f"{id}.yaml" for id in given & ids[kind]):
            found.append(_one(kind, folder / name / file, builders[kind], problems, before + file, hints=hints))
            done += 1
            if watch and done % _TELL_EVERY == 0:
                watch(done, total)
        several[kind] = tuple(record for record in found if record)
        problems += _strays(folder / name, names[name])
    words = None
    if with_words and (folder / "words.yaml").exists():
        words = _one("words", folder / "words.yaml", lambda _, data: records.words(data), problems)
    problems += _catalogues(area) if area else []
    collection = Collection(area, several["entry"], several["partner"], several["topic"], words, ids)
    problems += checks.rules(collection, hints=hints)
    ordered = tuple(in_order(problems))
    if area is None or errors(ordered):
        return Reading(None, ordered, len(ids["entry"]))
    return Reading(
        model.Directory(
            area=area.item,
            entries=tuple(record.item for record in several["entry"]),
            partners=tuple(record.item for record in several["partner"]),
            topics=tuple(record.item for record in several["topic"]),
            words=words.item if words else (),
        ),
        ordered,
        len(ids["entry"]),
    )


def read_or_raise(folder: Path) -> model.Directory:
    """The Directory in the folder; ProblemsFound, with every finding, if there is an error."""
    directory = read_some(folder)
    if directory is None:
        reading = read(folder)
        if reading.directory is None:
            raise ProblemsFound(reading.problems)
        return reading.directory  # mended between the two
    return directory


def read_some(folder: Path, only: frozenset[str] | None = None, *, words: bool = True) -> model.Directory | None:
    """The Directory with only the entries of these ids (all, if None); None if anything in it is an error.

    `words` False leaves out words.yaml, which is long, for who has it already. Hints are not looked for. What all
    entries have to say to one another is not seen where some are left out: that no two claim one old id.
    """
    with uncollected():
        return _read(folder, hints=False, only=only, with_words=words).directory


def read_one(folder: Path, id: str, content: bytes) -> tuple[model.Entry | None, tuple[Problem, ...]]:
    """The entry that a file of that name and content would be, and every problem in it, hints as well.

    The area's file and the names of the others are looked at, so that it leads to what is there. None if the content
    is wrong. ProblemsFound if area.yaml cannot be used.
    """
    found = _area(folder)
    ids: dict[str, frozenset[str]] = {
        kind: frozenset(name[:-5] for name in _names(folder / place)) for kind, place in FOLDERS
    }
    ids["entry"] |= {id}
    path = folder / "entries" / f"{id}.yaml"
    own: list[Problem] = []
    record = _one("entry", path, records.entry, own, content=content)
    if record:
        told = {shown(path), record.file.path}
        rules = checks.rules(Collection(found, (record,), (), (), None, ids))
        own += [problem for problem in rules if problem.file in told]
    return (record.item if record and not errors(own) else None), tuple(in_order(own))


def read_area(folder: Path) -> model.Area:
    """The area alone; ProblemsFound if its file cannot be used."""
    return _area(folder).item


def _area(folder: Path) -> Record[model.Area]:
    problems: list[Problem] = []
    found = _one("area", folder / "area.yaml", lambda _, data: records.area(data, id=_slug(data["name"])), problems)
    if found is None:
        raise ProblemsFound(problems)
    return found


def _one(
    kind: Kind,
    path: Path,
    build: Callable[[str, Any], Item],
    problems: list[Problem],
    name: str | None = None,
    *,
    hints: bool = True,
    content: bytes | None = None,
) -> Record[Item] | None:
    name = name or shown(path)
    file = yamlfile.read(path, name) if content is None else yamlfile.parse(content, name)
    if file.data is None:
        problems += file.problems
        return None
    data = schema.typed(kind, file.data)
    found = [*file.problems, *checks.shape(kind, file, data)]
    told = {(problem.line, problem.field, problem.message) for problem in found}
    problems += found
    more = checks.values(kind, file, hints=hints)
    problems += [problem for problem in more if (problem.line, problem.field, problem.message) not in told]
    return None if errors(found) else Record(path.stem, file, build(path.stem, data))


def _catalogues(area: Record[model.Area]) -> Iterator[Problem]:
    """What is wrong or missing in the words of the site in the area's languages."""
    for number, code in enumerate(area.item.languages):
        found = catalogue.inspected(code)
        file = shown(catalogue.file(code))
        for fault in found.faults:
            message = f"{quoted(fault.english)} {fault.message}" if fault.english else fault.message
            yield Problem("error", file, fault.line, "", message, fault.fix)
        if found.missing:
            yield area.hint(
                ("languages", number),
                f'should be a language into which the words of the site are translated; "{code}" has no catalogue yet, '
                "so they stand there in English.",
                "see the page Languages in the handbook.",
            )
        elif found.untranslated:
            yield Problem(
                "hint",
                file,
                0,
                "",
                f"should have every message in its language; {found.untranslated} of {found.messages} are not "
                "translated or in doubt, and stand on the pages in English.",
                "ask a translator to go through the rest.",
            )


def _names(folder: Path) -> list[str]:
    """What is in the folder and not hidden."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return [item.name for item in found if not item.name.startswith(".")]


def _strays(folder: Path, names: Sequence[str]) -> list[Problem]:
    """Files that would be passed over in silence: .yml, capitals in the ending, folders."""
    return [
        Problem(
            "error",
            shown(folder / name),
            0,
            "",
            "must be a file whose name ends in .yaml; this one is not read.",
            "rename it, or move it out of the folder.",
        )
        for name in sorted(names)
        if not name.endswith(".yaml") and Path(name).suffix.lower() not in (".md", ".txt")
    ]


def _nothing(folder: Path, message: str, fix: str) -> Reading:
    return Reading(None, (Problem("error", shown(folder), 0, "", message, fix),))


def _slug(name: str) -> str:
    return checks.slug(name) or "area"
