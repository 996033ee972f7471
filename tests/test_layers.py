"""The program is built in layers, and stays so."""

from __future__ import annotations

import ast
from collections.abc import Callable

from support.modules import Module, modules
from support.report import assert_none

# Low to high. A module imports only from lines above its own.
ORDER = (
    "problems",
    "processes",
    "resources",
    "files",
    "spoken",
    "catalogue",
    "language",
    "plainyaml",
    "yamlfile",
    "schema",
    "questions",
    "model",
    "records",
    "published",
    "translating",
    "phones",
    "dates",
    "seasons",
    "freshness",
    "duplicates",
    "checks",
    "reading",
    "starting",
    "search",
    "folding",
    "render",
    "signposting",
    "exchange",
    "site",
    "reports",
    "submissions",
    "cli",
    "__main__",
)
LONGEST = 320


def test_every_module_has_its_place() -> None:
    strangers = {module.layer for module in modules()} - {*ORDER, "__init__"}
    assert not strangers, f"{sorted(strangers)}: put each into ORDER, between those it builds on and those that use it"


def test_modules_import_only_from_below() -> None:
    problems = []
    for module in modules():
        for imported in module.imports():
            parts = imported.name.split(".")
            if parts[0] != "petunias" or parts[1:2] in ([], [module.layer], ["__version__"]):
                continue
            if module.layer == "__init__" or parts[1] not in ORDER:
                problems.append(f"{module.name}:{imported.line}: imports {imported.name}")
            elif ORDER.index(parts[1]) > ORDER.index(module.layer):
                problems.append(f"{module.name}:{imported.line}: {module.layer} is below {parts[1]}")
    assert_none(problems)


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    """Within a folder as well, where the order above says nothing."""
    uses = {".".join(module.parts): {imported.name for imported in module.imports()} for module in modules()}
    done: set[str] = set()

    def circle(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            return (*path[path.index(name) :], name)
        if name not in done:
            for used in sorted(uses[name] & uses.keys()):
                if found := circle(used, (*path, name)):
                    return found
            done.add(name)
        return ()

    assert_none([" -> ".join(found) for name in sorted(uses) if (found := circle(name, ()))])


def test_only_the_plugin_imports_mkdocs() -> None:
    _assert_imported_only_in({"mkdocs", "material"}, lambda module: module.parts == ("petunias", "site", "plugin"))


def test_only_the_commands_import_click() -> None:
    _assert_imported_only_in({"click"}, lambda module: module.layer == "cli")


def _assert_imported_only_in(packages: set[str], may: Callable[[Module], bool]) -> None:
    problems = [
        f"{module.name}:{imported.line}: imports {imported.name}"
        for module in modules()
        if not may(module)
        for imported in module.imports()
        if imported.name.split(".")[0] in packages
    ]
    assert_none(problems)


def test_only_the_commands_speak_and_end_the_program() -> None:
    problems = [
        f"{module.name}:{node.lineno}: {ast.unparse(node)[:60]}"
        for module in modules()
        if not module.is_command
        for node in ast.walk(module.tree)
        if _speaks_or_ends(node)
        # A second process ends itself when its work is done.
        and not (module.layer == "processes" and ast.unparse(node).startswith("os._exit("))
    ]
    assert_none(problems)


def _speaks_or_ends(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in {"print", "exit", "quit", "sys.exit", "os._exit", "os.abort"}
    return isinstance(node, ast.Name) and node.id == "SystemExit"


def test_modules_are_short() -> None:
    lengths = {module.name: module.text.count("\n") for module in modules()}
    problems = [f"{name}: {length} lines, {LONGEST} at most" for name, length in lengths.items() if length > LONGEST]
    assert_none(problems)


def test_modules_say_what_they_are_for() -> None:
    silent = [module.name for module in modules() if module.text.strip() and not ast.get_docstring(module.tree)]
    assert_none(silent, "no docstring says what these are for:")
