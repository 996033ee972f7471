"""A mapping file: which column feeds which field. Reads it, and tells of every mistake in it at once."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from petunias import checks, schema, yamlfile
from petunias.checks.saying import listed, nearest, quoted
from petunias.exchange.fields import parts, path_of, unknown_field, wrong_choice
from petunias.exchange.rules import RuleReader
from petunias.exchange.sources import Condition, Sources
from petunias.exchange.tabular import Table, same
from petunias.problems import Problem, in_order
from petunias.schema import Kind
from petunias.yamlfile import Key, YamlFile

KIND = cast(Kind, "mapping")  # not a kind of file in directory/, but its schema is read in the same way
SHIPPED = Path(__file__).parent / "mappings"
# What people write into a cell to say that there is nothing. A mapping can bring its own list.
_NO_WORDS = ("-", "--", "–", "—", ".", "?", "??", "na", "n/a", "n.a", "nil", "none", "null", "nan", "tbc", "tba")
_NOT_KNOWN = ("not known", "unknown", "not relevant", "not applicable", "not available", "not given", "not stated")
_FAILED_SUMS = ("#n/a", "#ref!", "#value!", "#name?", "#div/0!")
NONE: tuple[str, ...] = (*_NO_WORDS, *_NOT_KNOWN, *_FAILED_SUMS, "to be confirmed")
_SET_BY_IMPORT = {"source": "scheme, licence and url", "added": "nothing: the day of the import is taken"}


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows that are no entries, and why."""

    when: tuple[Condition, ...]
    unless: Condition | None
    because: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file that has been read and found in order."""

    scheme: str
    title: str | None
    attribution: str | None
    licence: str | None
    url: str | None
    list_date: str | None
    encoding: str
    delimiter: str
    header_row: int
    none: frozenset[str]
    spellings: tuple[str, ...]
    id_column: str | None
    id_columns: tuple[str, ...]
    entry_id: tuple[str, ...]
    entry_id_if_taken: tuple[str, ...]
    extra: tuple[tuple[str, Sources], ...]
    skips: tuple[Skip, ...]
    fields: tuple[tuple[Key, Sources], ...]
    ignored: tuple[str, ...]
    references: tuple[tuple[Key, str], ...]  # every mention of a column, with where it stands
    file: YamlFile


def shipped() -> list[str]:
    """The names of the mappings that come with the program."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def find(name: str) -> Path:
    """The mapping file of that path, or the shipped one of that name."""
    own = SHIPPED / f"{name}.yaml"
    return own if name in shipped() and not Path(name).is_file() else Path(name)


def read(path: Path, shown: str) -> tuple[Mapping | None, list[Problem]]:
    """The mapping in the file, or None and all that is wrong with it."""
    return parse(yamlfile.read(path, shown))


def parse(file: YamlFile) -> tuple[Mapping | None, list[Problem]]:
    """The mapping in what was read, or None and all that is wrong with it."""
    problems = list(file.problems)
    if not isinstance(file.data, dict):
        return None, problems + checks.shape(KIND, file)
    # The rules of the fields are read by hand: what a schema says about them helps nobody to mend them.
    typed = schema.typed(KIND, file.data)
    by_hand = {
        name: {"name": "Name"}
        for name in ("fields", "extra_columns")
        if isinstance(typed.get(name), dict) and typed[name]
    }
    problems += checks.shape(KIND, file, {**typed, **by_hand})
    reader = RuleReader(file)
    if isinstance(typed.get("id"), dict) and len(typed["id"]) > 1:
        reader.add(("id",), "must have column or columns, not both.", "delete one of the two lines.")
    extra = [(str(name), reader.sources(("extra_columns", name), node)) for name, node in _group(file, "extra_columns")]
    fields = _fields(file, reader)
    problems += reader.problems
    if problems:
        return None, _unique(problems)
    mapping = _mapping(file, typed, tuple(extra), fields, reader)
    return mapping, []


def check_columns(mapping: Mapping, table: Table) -> list[Problem]:
    """Whether the columns that the mapping names are in the file. Columns that it passes over are told as a hint."""
    problems = []
    known = {same(name): name for name in table.columns if name}
    made = {same(name) for name, _ in mapping.extra}
    repeated = set(map(same, table.repeated))
    for key, name in mapping.references:
        if same(name) in repeated and same(name) not in made:
            message = f"must be a column that stands in the file once, but {quoted(name)} stands there twice."
            problems.append(_error(mapping.file, key, message, "rename one of the two in the spreadsheet."))
        elif same(name) not in known and same(name) not in made:
            near = nearest(same(name), [*known, *made])
            fix = (
                f'write it as "{known.get(near, near)}".'
                if near
                else f"use one of its columns: {listed(known.values())}."
            )
            problems.append(_error(mapping.file, key, f"must be a column of the file, got {quoted(name)}.", fix))
    mentioned = {same(name) for _, name in mapping.references} | set(map(same, mapping.ignored))
    for folded, name in known.items():
        if folded not in mentioned:
            message = f'says nothing of the column "{name}", so it is not imported.'
            fix = "map it, or write it under ignore_columns."
            problems.append(Problem("hint", mapping.file.path, mapping.file.line(("fields",)), "fields", message, fix))
    return _unique(problems)


def _fields(file: YamlFile, reader: RuleReader) -> tuple[tuple[Key, Sources], ...]:
    fields = []
    for name, node in _group(file, "fields"):
        key: Key = ("fields", name)
        path = path_of(str(name))
        top = str(name).split(".")[0]
        if top in _SET_BY_IMPORT:
            reader.add(key, "must not be mapped; the import sets it.", f"delete the line. Use {_SET_BY_IMPORT[top]}.")
        elif fix := unknown_field(str(name), path):
            reader.add(key, "must be a field of an entry.", fix)
        else:
            sources = reader.sources(key, node)
            for where, value in reader.given(key, node):
                if fix := wrong_choice(path, value):
                    reader.add(where, f"must be what {name} may be, got {_said(value)}.", fix)
            fields.append((path, sources))
    mapped = {parts(path)[0] for path, _ in fields}
    for needed in () if not isinstance(file.data.get("fields"), dict) else schema.schema("entry")["required"]:
        if needed not in mapped:
            example = "contact.phone: Telephone" if needed == "contact" else f"{needed}: the column's name"
            reader.add(("fields",), f"must say where {needed} comes from.", f"add a line: {example}")
    return tuple(fields)


def _mapping(
    file: YamlFile, data: Any, extra: tuple[tuple[str, Sources], ...], fields: Any, reader: RuleReader
) -> Mapping:
    form, id, entry_id = data.get("file", {}), data["id"], data.get("entry_id", {})
    lists: list[tuple[Key, Any]] = [
        (("id", "column"), [id["column"]] if "column" in id else []),
        (("id", "columns"), id.get("columns", [])),
        (("entry_id", "from"), entry_id.get("from", [])),
        (("entry_id", "if_taken"), entry_id.get("if_taken", [])),
    ]
    references = [*reader.references, *((key, name) for key, names in lists for name in names)]
    skips = []
    for index, node in enumerate(data.get("skip", ())):
        when = tuple(_condition(part) for part in node["when"])
        unless = _condition(node["unless"]) if "unless" in node else None
        skips.append(Skip(when, unless, node["because"]))
        references += [(("skip", index, "when", number, "column"), part.column) for number, part in enumerate(when)]
        references += [(("skip", index, "unless", "column"), unless.column)] if unless else []
    return Mapping(
        scheme=data["scheme"],
        title=data.get("title"),
        attribution=data.get("attribution"),
        licence=data.get("licence"),
        url=data.get("url"),
        list_date=data.get("list_date"),
        encoding=form.get("encoding", ""),
        delimiter=form.get("delimiter", ""),
        header_row=form.get("header_row", 1),
        none=frozenset({"", *(same(word).rstrip(".") for word in data.get("none", NONE))}),
        spellings=tuple(data.get("spellings", ())),
        id_column=id.get("column"),
        id_columns=tuple(id.get("columns", ())),
        entry_id=tuple(entry_id.get("from", ())),
        entry_id_if_taken=tuple(entry_id.get("if_taken", ())),
        extra=extra,
        skips=tuple(skips),
        fields=fields,
        ignored=tuple(data.get("ignore_columns", ())),
        references=tuple(references),
        file=file,
    )


def _said(value: Any) -> str:
    return quoted(", ".join(value) if isinstance(value, list) else value)


def _condition(node: Named[str, Any]) -> Condition:
    return Condition(node["column"], tuple(node.get("words", ())))


def _group(file: YamlFile, name: str) -> list[tuple[Any, Any]]:
    group = file.data.get(name)
    return list(cast(Named[Any, Any], group).items()) if isinstance(group, dict) else []


def _error(file: YamlFile, key: Key, message: str, fix: str) -> Problem:
    return Problem("error", file.path, file.line(key), yamlfile.dotted(key), message, fix)


def _unique(problems: list[Problem]) -> list[Problem]:
    return in_order(dict.fromkeys(problems))
