"""The schemas: whole, true to themselves, and told in sentences whatever stands in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from petunias import checks, reading, records, schema, yamlfile
from petunias.checks import quick
from petunias.checks.quick import is_sound
from petunias.problems import Problem, ProblemsFound, errors
from petunias.yamlfile import YamlFile
from support.folders import SHELTER, lay_out
from support.site import DIRECTORY

FIELDS = [(kind, path, node) for kind in schema.KINDS for path, node, _ in schema.all_fields(kind)]


def test_an_entry_needs_four_things_and_no_more() -> None:
    assert schema.schema("entry")["required"] == ["name", "domains", "summary", "contact"]
    outermost = [path for path, _, needed in schema.all_fields("entry") if needed and "." not in path]
    assert sorted(outermost) == ["contact", "domains", "name", "summary"]
    # And none of these needs more than one thing inside it.
    inner = [path for path, _, needed in schema.all_fields("entry") if needed and path.startswith("contact.")]
    assert inner == []


def test_only_a_name_is_needed_in_the_other_files() -> None:
    assert {kind: schema.schema(kind).get("required") for kind in schema.KINDS[1:4]} == {
        "area": ["name"],
        "partner": ["name"],
        "topic": ["title"],
    }


@pytest.mark.parametrize("kind", schema.KINDS)
def test_a_schema_is_a_schema(kind: schema.Kind) -> None:
    Draft202012Validator.check_schema(schema.schema(kind))


@pytest.mark.parametrize(("kind", "path", "node"), FIELDS, ids=[f"{kind}.{path}" for kind, path, _ in FIELDS])
def test_a_field_is_named_explained_and_shown(kind: schema.Kind, path: str, node: dict[str, Any]) -> None:
    assert node["title"]
    assert node["description"].endswith(".")
    assert node["examples"]
    key = tuple(0 if part == "0" else part for part in path.split("."))
    assert schema.field(kind, key) == node
    field = {name: value for name, value in node.items() if name != "examples"}
    alone = schema.validator(kind).evolve(schema={**field, "$defs": schema.schema(kind).get("$defs", {})})
    for value in node["examples"]:
        assert [error.message for error in alone.iter_errors(value)] == []


def test_a_field_that_is_not_there_is_nothing() -> None:
    assert schema.field("entry", ("nothing",)) == {}
    assert schema.field("entry", ("sessions", 0, "nothing")) == {}
    assert schema.field("words", (0, "say"))["title"] == "What people say"
    assert schema.field("entry", ("translations", "cy", "name"))["title"] == "Name"
    assert schema.field("partner", ("messages", 0, "seasons", 0, "month"))["maximum"] == 12


def test_choices_come_from_the_schema() -> None:
    assert [choice.value for choice in schema.domains()] == [
        "physical-activity",
        "healthy-eating",
        "arts-for-health",
        "befriending",
        "welfare-rights",
        "volunteering",
    ]
    assert schema.choices("entry", ("domains", 0)) == schema.choices("entry", ("domains",)) == schema.domains()
    assert schema.choices("entry", ("name",)) == ()
    assert schema.choices("partner", ("staff_groups", 0, "status"))[0] == schema.Choice("committed", "Committed")


def test_text_becomes_what_the_schema_asks_for_and_nothing_else_does() -> None:
    raw = {
        "name": "101",
        "private_address": "Yes",
        "cost": "no",
        "places": [{"at": {"lat": "52.95", "lon": "-1"}, "name": "1"}],
        "sessions": [{"term_time": "false", "start": "10:00"}],
        "who_for": {"ages": {"from": "18", "to": "99.5"}, "text": "7"},
        "unknown": {"lat": "1"},
        "translations": {"cy": {"name": "1"}},
    }
    assert schema.typed("entry", raw) == {
        "name": "101",
        "private_address": True,
        "cost": "no",
        "places": [{"at": {"lat": 52.95, "lon": -1.0}, "name": "1"}],
        "sessions": [{"term_time": False, "start": "10:00"}],
        "who_for": {"ages": {"from": 18, "to": "99.5"}, "text": "7"},
        "unknown": {"lat": "1"},
        "translations": {"cy": {"name": "1"}},
    }
    assert schema.typed("entry", {"who_for": {"ages": {"from": "1_0", "to": "1" * 10}}}) == {
        "who_for": {"ages": {"from": "1_0", "to": "1" * 10}}
    }
    assert schema.typed("partner", {"messages": [{"seasons": [{"month": "3"}]}]}) == {
        "messages": [{"seasons": [{"month": 3}]}]
    }
    assert schema.typed("words", [{"say": ["1"]}]) == [{"say": ["1"]}]


def test_typing_leaves_the_data_as_it_was() -> None:
    raw = {"private_address": "yes", "places": [{"at": {"lat": "1"}}]}
    schema.typed("entry", raw)
    assert raw == {"private_address": "yes", "places": [{"at": {"lat": "1"}}]}


@pytest.mark.parametrize(
    ("format", "right", "wrong"),
    [
        (
            schema.is_date,
            ["2026-11-03", "2028-02-29", "1900-01-01", "2200-12-31"],
            ["2026-11-3", "2027-02-29", "1899-12-31", "2201-01-01", "2026-11-03\n", "٢٠٢٦-11-03", "20261103"],
        ),
        (schema.is_month_day, ["10-20", "02-29"], ["02-30", "13-01", "1-5", "10-20\n"]),
        (schema.is_time, ["00:00", "23:59", "09:30"], ["24:00", "9:30", "09:60", "09:30\n", "0930"]),
        (
            schema.is_postcode,
            ["AN1 2AB", "M1 1AA", "SW1A 1AA", "EC1A 1BB"],
            ["an1 2ab", "AN12AB", "AN1  2AB", "AN1 2AB\n", "A 1AA", "AN123 1AA"],
        ),
        (
            schema.is_email,
            ["a@b.org", "a.b+c@d-e.example.org"],
            ["a", "a@b", "a@b.org\n", "a b@c.org", "a@@b.org", ".a@b.org", "a@-b.org", "a@b.o", "a\r\nBcc:x@b.org"],
        ),
        (
            schema.is_web_address,
            ["https://a.org", "http://a.org:8080/b?c=d#e", "https://tŷ.cymru/"],
            [
                "a.org",
                "https://a",
                "ftp://a.org",
                "javascript:alert(1)",
                "https://u:p@a.org",
                "https://a.org/\n",
                'https://a.org/"',
                "https://a.org/ b",
            ],
        ),
        (
            schema.is_language,
            ["en", "cy", "en-GB", "zh-Hant", "es-419", "ckb"],
            ["EN", "english", "xx", "en_GB", "en\n", ""],
        ),
    ],
)
def test_formats(format: Any, right: list[str], wrong: list[str]) -> None:
    assert [text for text in right if not format(text)] == []
    assert [text for text in wrong if format(text)] == []
    assert format(7) and format(None)


def test_a_line_break_at_the_end_is_no_part_of_an_id() -> None:
    """Python's own $ would let it pass, and with it a file name that holds a line break."""
    data = {"name": "a", "domains": ["volunteering"], "summary": "b", "contact": {"visit": "c"}, "formerly": ["old\n"]}
    assert not schema.validator("entry").is_valid(data)
    assert not is_sound("entry")(data)
    assert schema.validator("entry").is_valid({**data, "formerly": ["old"]})


# --- whatever stands in a file --------------------------------------------------------------------


def names(kind: schema.Kind) -> list[str]:
    found = {part for path, _, _ in schema.all_fields(kind) for part in path.split(".") if part != "0"}
    return sorted(found | {"nothing", "", "cy", "7"})


def words(kind: schema.Kind) -> list[str]:
    """Values that are right somewhere, so that random data comes near to being right."""
    found: set[str] = {
        "",
        "x",
        "no",
        "7",
        "-1",
        "true",
        "2026-11-03",
        "09:30",
        "an1 2ab",
        "x" * 301,
        "a\nb",
        "\u202e",
        "<b>",
    }

    def collect(value: object) -> None:
        if isinstance(value, dict):
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)
        elif not isinstance(value, bool):
            found.add(f"{value}")

    for path, node, _ in schema.all_fields(kind):
        collect(node["examples"])
        key = tuple(0 if part == "0" else part for part in path.split("."))
        found.update(choice.value for choice in schema.choices(kind, key))
    return sorted(found)


def anything(kind: schema.Kind) -> st.SearchStrategy[Any]:
    leaf = st.sampled_from(words(kind)) | st.text(max_size=5)
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names(kind)), inner, max_size=6),
    )


def near(kind: schema.Kind, node: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Data that is mostly as the schema wants it, with something else here and there."""
    node = dict(schema.resolved(kind, node))
    strange = st.sampled_from(["", "x", [], {}, ["x", "x"], {"x": "y"}, "x" * 301, "7"])
    if "oneOf" in node:
        options = [st.just(way["const"]) if "const" in way else near(kind, way) for way in node["oneOf"]]
        return st.one_of(*options, strange)
    if node.get("type") == "object":
        fields = {name: near(kind, child) for name, child in node.get("properties", {}).items()}
        needed = [name for name in node.get("required", ()) if name in fields]
        known = st.fixed_dictionaries(
            {name: fields[name] for name in needed},
            optional={name: value for name, value in fields.items() if name not in needed},
        )
        rest = node.get("additionalProperties")
        if isinstance(rest, dict):
            return st.dictionaries(st.sampled_from(["cy", "en", "welsh"]), near(kind, rest), max_size=2)
        return known if fields else strange
    if node.get("type") == "array":
        return st.lists(near(kind, node["items"]), max_size=3) | strange
    right = {
        "boolean": [True, False],
        "integer": [-1, 0, 1, 12, 120, 121],
        "number": [-9.0, -9.01, 3.0, 49.0, 61.0, 61.1],
    }.get(
        node.get("type", ""),
        ["Dogs", "dogs", "2026-11-03", "10-20", "09:30", "AN1 2AB", "AN1", "a@b.org", "https://a.org", "cy", "a\n"],
    )
    return st.sampled_from([*node.get("examples", ()), *right]) | strange


def whole(kind: schema.Kind) -> st.SearchStrategy[Any]:
    root = schema.schema(kind)
    return near(kind, dict(root)) if root["type"] == "object" else st.lists(near(kind, root["items"]), max_size=3)


def assert_told(problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.level == "error"
        assert problem.message.endswith(".")
        assert problem.message.startswith(("must ", "is not a field", "should "))
        assert problem.fix and "None" not in problem.fix
        assert str(problem).isprintable()


@pytest.mark.parametrize("kind", schema.KINDS)
def test_any_data_is_told_in_sentences(kind: schema.Kind) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(anything(kind))
    @example([])
    @example({})
    @example("x")
    def told(data: Any) -> None:
        file = YamlFile("a.yaml", data)
        typed = schema.typed(kind, data)
        problems = checks.shape(kind, file)
        assert bool(problems) == (not schema.validator(kind).is_valid(typed))
        assert_told(problems)
        checks.values(kind, file)

    told()


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_quick_answer_is_the_validators(kind: schema.Kind) -> None:
    """And what both let through becomes a record."""

    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(whole(kind))
    def same(data: Any) -> None:
        right = schema.validator(kind).is_valid(data)
        assert is_sound(kind)(data) == right
        assert bool(checks.shape(kind, YamlFile("a.yaml", data), data)) == (not right)
        if right:
            made(kind, data)

    same()


def made(kind: schema.Kind, data: Any) -> object:
    if kind == "area":
        return records.area(data, id="anytown")
    if kind == "words":
        return records.words(data)
    return {"entry": records.entry, "partner": records.partner, "topic": records.topic}[kind]("a", data)


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_quick_way_knows_every_word_of_the_schemas(kind: schema.Kind) -> None:
    """What it does not know it refuses, and then the slow way is taken for every file."""
    for path, node, _ in schema.all_fields(kind):
        key = tuple(0 if part == "0" else part for part in path.split("."))
        assert quick._compiled(kind, schema.field(kind, key)) is not quick._no, path
        assert node


def at_the_limits(node: dict[str, Any]) -> list[Any]:
    """Values just inside and just outside of what a schema asks, and of every other kind."""
    example = next(iter(node.get("examples", ["x"])))
    found: list[Any] = [None, True, 1, "", "x", "a\n", "x y", [], ["x"], [["x"]], {}, {"x": "y"}, {"cy": {}}, example]
    for limit in ("minLength", "maxLength"):
        found += ["x" * (node.get(limit, 0) + step) for step in (-1, 0, 1)]
    for limit in ("minItems", "maxItems"):
        found += [[f"x{number}" for number in range(node.get(limit, 0) + step)] for step in (-1, 0, 1)]
    for limit in ("minimum", "maximum"):
        found += [node.get(limit, 0) + step for step in (-1, -0.5, 0, 0.5, 1)]
    if isinstance(example, list):
        found += [example * 2, [*example, *example], example[:1], [1]]
    if isinstance(example, dict):
        found += [{**example, "x": "y"}, dict(list(example.items())[:1]), dict(list(example.items())[1:])]
    return found


@pytest.mark.parametrize(("kind", "path", "node"), FIELDS, ids=[f"{kind}.{path}" for kind, path, _ in FIELDS])
def test_the_quick_answer_is_right_at_each_limit(kind: schema.Kind, path: str, node: dict[str, Any]) -> None:
    asks = {name: value for name, value in node.items() if name != "examples"}
    slow = schema.validator(kind).evolve(schema={**asks, "$defs": schema.schema(kind).get("$defs", {})})
    quickly = quick._compiled(kind, node)
    for value in at_the_limits(node):
        if isinstance(value, float) and value.is_integer() and node.get("type") == "integer":
            continue  # JSON takes 1.0 for a whole number; no file of ours can hold it
        assert quickly(value) == slow.is_valid(value), value


def test_anytown_takes_the_quick_way() -> None:
    for path in sorted((DIRECTORY / "entries").glob("*.yaml")):
        assert is_sound("entry")(schema.typed("entry", yamlfile.read(path).data)), path


# --- a whole folder --------------------------------------------------------------------------------


def files() -> Iterator[tuple[str, schema.Kind]]:
    yield from (
        ("area.yaml", "area"),
        ("entries/a.yaml", "entry"),
        ("entries/b.yaml", "entry"),
        ("partners/a.yaml", "partner"),
        ("topics/a.yaml", "topic"),
        ("words.yaml", "words"),
    )


FOLDER = st.fixed_dictionaries(
    {"area.yaml": whole("area") | st.just({"name": "Anytown"})},
    optional={name: whole(kind) for name, kind in files() if name != "area.yaml"},
)


def as_text(value: Any) -> Any:
    """As the data stands in a file: true is a word, and 7 a digit."""
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"{value}"


def test_any_folder_is_read_or_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(FOLDER)
    def told(contents: dict[str, Any]) -> None:
        written = {name: yamlfile.dump(as_text(data)) for name, data in contents.items()}
        assert_read_or_told(lay_out(tmp_path_factory.mktemp("any"), written))

    told()


def test_any_bytes_in_a_folder_are_read_or_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.fixed_dictionaries({}, optional={name: st.binary(max_size=80) for name, _ in files()}))
    def told(contents: dict[str, bytes]) -> None:
        assert_read_or_told(lay_out(tmp_path_factory.mktemp("bytes"), contents))

    told()


def assert_read_or_told(folder: Path) -> None:
    found = reading.read(folder)
    assert (found.directory is None) == bool(errors(found.problems))
    assert all(problem.message and problem.fix and str(problem).isprintable() for problem in found.problems)


def test_reading_gives_a_directory_or_raises_all_that_is_wrong(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    directory = reading.read_or_raise(folder)
    assert [entry.id for entry in directory.entries] == ["shelter"]
    assert directory.area.id == "anytown"
    (folder / "entries" / "shelter.yaml").write_text("name: a\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        reading.read_or_raise(folder)
    assert [problem.field for problem in found.value.problems] == ["contact", "domains", "summary"]


def test_a_folder_without_an_area(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    (folder / "area.yaml").unlink()
    told = [(problem.message, problem.fix) for problem in reading.read(folder).problems]
    assert told == [
        ("must be there; it names the area.", "make the file area.yaml with one line, such as: name: Anytown")
    ]
    assert [problem.message for problem in reading.read(tmp_path / "none").problems] == [
        "must be a folder with area.yaml and entries in it."
    ]


def test_reading_turns_the_collector_back_on(tmp_path: Path) -> None:
    import gc

    reading.read(tmp_path / "none")
    assert gc.isenabled()
    gc.disable()
    try:
        reading.read(tmp_path / "none")
        assert not gc.isenabled()
    finally:
        gc.enable()
