"""How findings are printed: as text for people, as JSON for programs, as marks in a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

import click

from petunias.problems import Problem, errors

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


def tell(problems: Iterable[Problem], format: Format = "text") -> None:
    """Prints the findings on stdout."""
    found = list(problems)
    if format == "json":
        data = {"problems": [problem.as_dict() for problem in found]}
        click.echo(json.dumps(data, indent=2))
    elif found:
        click.echo("\n".join(problem.as_annotation() if format == "github" else str(problem) for problem in found))


def summed_up(problems: Iterable[Problem], entries: int) -> str:
    """3 errors and 2 hints in 24 entries."""
    from petunias.checks.saying import counted

    found = list(problems)
    wrong = len(errors(found))
    parts = [counted(number, what) for number, what in ((wrong, "error"), (len(found) - wrong, "hint")) if number]
    where = counted(entries, "entry")
    return f"{' and '.join(parts)} in {where}." if parts else f"{where}, no problems."
