"""The program's own modules as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from support.site import REPOSITORY

PACKAGE = REPOSITORY / "tools" / "petunias"


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name, and the line it is on."""

    name: str
    line: int


@dataclass(frozen=True)
class Module:
    """One source file of the program."""

    path: Path

    @property
    def name(self) -> str:
        """The place in the repository, for messages."""
        return self.path.relative_to(REPOSITORY).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        """petunias.site.press as ("petunias", "site", "press")."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def layer(self) -> str:
        """The module or folder just under petunias/ that this file is or belongs to."""
        return self.parts[1] if len(self.parts) > 1 else "__init__"

    @property
    def is_command(self) -> bool:
        """Whether it may speak, read arguments and end the program."""
        return self.layer in {"cli", "__main__"}

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def imports(self) -> Iterator[Import]:
        """Every import, also those inside functions; `from petunias import model` is one of petunias.model."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                source = self._source(node)
                for alias in node.names:
                    whole = f"{source}.{alias.name}"
                    yield Import(whole if _is_module(whole) else source, node.lineno)

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        folder = self.parts if self.path.name == "__init__.py" else self.parts[:-1]
        return ".".join((*folder[: len(folder) - node.level + 1], *([node.module] if node.module else [])))


def _is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def modules() -> list[Module]:
    """Every source file of the program."""
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]
