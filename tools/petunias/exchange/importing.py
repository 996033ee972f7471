"""From a spreadsheet to entries. Everything is worked out before anything is written.

Every row ends as exactly one of: a new entry, an update, unchanged, a conflict, a listed problem.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from petunias import schema, yamlfile
from petunias.checks.saying import listed
from petunias.exchange import memory, tabular
from petunias.exchange.building import Builder, Built
from petunias.exchange.identity import entry_ids
from petunias.exchange.mapping import Mapping, check_columns
from petunias.exchange.memory import Memo
from petunias.exchange.plans import Ending, Plan
from petunias.exchange.settling import Case, settle
from petunias.exchange.shelf import Shelf
from petunias.exchange.tabular import Row, Table, Unreadable
from petunias.exchange.verifying import verifier
from petunias.problems import Problem, ProblemsFound, in_order
from petunias.resources import shown

_WRITERS = 8  # waiting for the disk is most of the work


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has decided: whose version of an entry counts."""

    keep: frozenset[str] = frozenset()
    take: frozenset[str] = frozenset()


def plan(
    source: Path,
    mapping: Mapping,
    folder: Path,
    *,
    today: str,
    dated: str | None = None,
    choices: Choices | None = None,
    watch: Callable[[Sequence[Row]], Iterable[Row]] = iter,
) -> Plan:
    """What importing the file would do; ProblemsFound if the file, the mapping or the memory cannot be used.

    `watch` is given the rows and gives them back, so that it can show how far the work has come.
    """
    name = shown(source)
    table = _table(source, mapping, name)
    hints = check_columns(mapping, table)
    if any(problem.level == "error" for problem in hints):
        raise ProblemsFound(hints)
    shelf = Shelf(folder / "entries", mapping.scheme, _memos(folder, mapping.scheme))
    made = Plan(name, table.blank, memos=dict(shelf.memos))
    made.problems += [*hints, *_about(table, name)]
    builder = Builder(mapping, name, verifier(folder), dated)
    rows = [builder.build(row) for row in watch(table.rows)]
    _refuse_repeated(rows, name)
    _settle(made, rows, shelf, mapping, today, choices or Choices())
    made.problems += [problem for built in rows for problem in built.problems]
    made.problems += _vanished(shelf, {built.source for built in rows}, name)
    made.problems = in_order(made.problems)
    return made


def carry_out(made: Plan, folder: Path, mapping: Mapping) -> None:
    """Writes what was planned: the entries, then the memory, so that a crash between the two is mended by the next run.

    ProblemsFound if a file cannot be written; what could be is written, and remembered.
    """
    troubles: dict[Path, OSError] = {}
    scheme = mapping.scheme
    terms = {"title": mapping.title, "licence": mapping.licence, "attribution": mapping.attribution, "url": mapping.url}

    def write(item: tuple[Path, str]) -> None:
        try:
            yamlfile.write(*item)
        except OSError as trouble:
            troubles[item[0]] = trouble

    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, made.writes.items()))
    lost = {path.stem for path in troubles}
    before = memory.read(folder, scheme) if lost else {}
    memos = {id: memo for id, memo in made.memos.items() if memo.entry not in lost}
    memos |= {id: memo for id, memo in before.items() if memo.entry in lost}
    try:
        if memos or memory.path(folder, scheme).exists():
            memory.write(folder, scheme, memos, terms)
    except OSError as trouble:
        troubles[memory.path(folder, scheme)] = trouble
    if troubles:
        raise ProblemsFound(_unwritable(path, trouble) for path, trouble in sorted(troubles.items()))


def _settle(made: Plan, rows: list[Built], shelf: Shelf, mapping: Mapping, today: str, choices: Choices) -> None:
    ids = _ids(rows, shelf, mapping)
    done = set()
    for built in rows:
        row = built.row
        if built.data is None:
            made.endings.append(Ending(row.number, row.line, "problem"))
            _still_there(built, shelf, ids, made.file)
            continue
        id = ids[built.source]
        memo = shelf.memos.get(built.source)
        added = (memo.added if memo else "") or shelf.added(id) or today
        data = schema.typed("entry", _with_added(built.data, added))
        case = Case(
            id, shelf.folder / f"{id}.yaml", data, added, memo, shelf.sum(id), id in choices.keep, id in choices.take
        )
        settled = settle(case)
        done.add(id)
        made.endings.append(Ending(row.number, row.line, settled.outcome, id))
        if settled.text is not None:
            made.writes[case.path] = settled.text
        if settled.memo:
            made.memos[built.source] = settled.memo
        if settled.message:
            said = f"row {row.number}: {shown(case.path)} {settled.message}"
            built.problems.append(Problem(settled.level, made.file, row.line, "", said, settled.fix))
    for id in sorted((choices.keep | choices.take) - done):
        message = f"must be the id of an entry that comes from this list, got {id}."
        problem = Problem(
            "error", made.file, 0, "--keep" if id in choices.keep else "--take", message, "see the list of conflicts."
        )
        raise ProblemsFound([problem])


def _ids(rows: Iterable[Built], shelf: Shelf, mapping: Mapping) -> dict[str, str]:
    """The entry of every row: the one it had before, else a new id that nobody has."""
    ids = {}
    for built in rows:
        memo = shelf.memos.get(built.source)
        if memo and (memo.entry in shelf.ids or built.source not in shelf.entry_of):
            ids[built.source] = memo.entry
        elif built.source in shelf.entry_of:  # renamed since, or imported by somebody else
            ids[built.source] = shelf.entry_of[built.source]
    wanted = {built.source: built.naming for built in rows if built.data is not None and built.source not in ids}
    taken: Collection[str] = shelf.taken if wanted else ()
    return ids | entry_ids(wanted, taken, mapping.scheme)


def _refuse_repeated(rows: list[Built], name: str) -> None:
    """Two rows with one id: of rows that are equal in every cell the first stands, of others none."""
    by_source: dict[str, list[Built]] = {}
    for built in rows:
        if built.source:
            by_source.setdefault(built.source, []).append(built)
    for source, several in by_source.items():
        if len(several) == 1:
            continue
        equal = all(built.row.cells == several[0].row.cells for built in several)
        numbers = listed([str(built.row.number) for built in several], "and")
        for built in several[1:] if equal else several:
            built.data = None
            how = "are equal" if equal else "differ in other cells"
            message = (
                f"row {built.row.number}: must have an id of its own, but rows {numbers} have {source}, and {how}."
            )
            fix = "delete one of them in the spreadsheet." if equal else "decide which is right, and delete the other."
            built.problems.append(Problem("error", name, built.row.line, "", message, fix))


def _still_there(built: Built, shelf: Shelf, ids: dict[str, str], name: str) -> None:
    id = ids.get(built.source, "")
    if built.source in shelf.memos and id in shelf.ids:
        message = (
            f"row {built.row.number}: {shown(shelf.folder / f'{id}.yaml')} came from this row, and is left as it is."
        )
        fix = "if it no longer runs, write status: {state: closed} into it."
        built.problems.append(Problem("hint", name, built.row.line, "", message, fix))


def _vanished(shelf: Shelf, seen: Collection[str], name: str) -> list[Problem]:
    return [
        Problem(
            "hint",
            shown(shelf.folder / f"{memo.entry}.yaml"),
            0,
            "",
            f"came from {name}, and is no longer in it. It is left as it is.",
            "find out whether it still runs; if not, write status: {state: closed} into it.",
        )
        for source, memo in sorted(shelf.memos.items())
        if source not in seen and memo.entry in shelf.ids
    ]


def _about(table: Table, name: str) -> list[Problem]:
    hints = []
    if table.encoding == "cp1252":
        message = "is not saved as UTF-8, so it was read as Windows-1252."
        fix = 'look at a name with an accent or a £; if it is wrong, save the file again as "CSV UTF-8".'
        hints.append(Problem("hint", name, 0, "", message, fix))
    if not table.rows:
        hints.append(
            Problem(
                "hint", name, 0, "", "has no rows under the names of the columns.", "check that it is the right file."
            )
        )
    return hints


def _table(source: Path, mapping: Mapping, name: str) -> Table:
    try:
        return tabular.read(
            source, encoding=mapping.encoding, delimiter=mapping.delimiter, header_row=mapping.header_row
        )
    except Unreadable as trouble:
        raise ProblemsFound([Problem("error", name, trouble.line, "", trouble.message, trouble.fix)]) from trouble


def _memos(folder: Path, scheme: str) -> dict[str, Memo]:
    try:
        return memory.read(folder, scheme)
    except memory.Damaged as trouble:
        message = f"cannot be read: {trouble}."
        fix = "take its last good version from the history of the files; it tells what people have changed since."
        place = shown(memory.path(folder, scheme))
        raise ProblemsFound([Problem("error", place, 0, "", message, fix)]) from trouble


def _unwritable(path: Path, trouble: OSError) -> Problem:
    message = f"cannot be written ({trouble.strerror or trouble})."
    fix = "close it in other programs, check that you may change it, and import again: what is done is not done twice."
    return Problem("error", shown(path), 0, "", message, fix)


def _with_added(data: dict[str, Any], added: str) -> dict[str, Any]:
    """The data with the day on which the entry joined, at its place in the schema's order."""
    order = list(schema.schema("entry")["properties"])
    return dict(sorted({**data, "added": added}.items(), key=lambda item: order.index(item[0])))
