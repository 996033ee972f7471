"""Tiny directory folders, and what the commands say about them."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from petunias.cli import main

CASES = Path(__file__).resolve().parents[1] / "cases" / "checks"

SHELTER = """\
name: Anytown Cat and Dog Shelter
domains: [physical-activity]
summary: Walk our dogs any weekday morning. No booking, just turn up.
contact:
  phone: 01632 960101
"""


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """With the folder as the working directory."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def petunias(around: Path, *arguments: str) -> Result:
    """Runs the command in the folder `around`; what it did not expect is raised."""
    with inside(around):
        result = CliRunner().invoke(main, list(arguments))
    gc.unfreeze()  # a build takes it that the program ends
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def lay_out(around: Path, files: Mapping[str, str | bytes]) -> Path:
    """Makes `around`/directory with the files in it and empty prose beside it; gives the directory."""
    directory = around / "directory"
    (around / "docs").mkdir(exist_ok=True)
    for name, content in {"area.yaml": "name: Anytown\n", **files}.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return directory


def lay_out_case(around: Path, case: Path) -> Path:
    """The same with a case's own files, and the area that all cases share if it has none."""
    directory = around / "directory"
    shutil.copytree(case, directory, ignore=shutil.ignore_patterns("expected.txt"))
    if not (case / "area.yaml").exists():
        shutil.copy(CASES / "area.yaml", directory / "area.yaml")
    (around / "docs").mkdir()
    return directory
