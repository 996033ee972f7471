"""Finds what the program needs: schemas, templates, prose, settings.

Each is taken from beside the directory folder if it is there, else from the installed package.
In a checkout the repository itself stands in for the package.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def shipped(name: str) -> Path:
    """The copy of `name` (schema, site_overrides, docs, mkdocs.yml, words.yaml) that came with the program."""
    package = Path(__file__).resolve().parent
    inside = package / "_shipped" / name
    if inside.exists():
        return inside
    # In a checkout the example's own words are those that are shipped.
    return package.parents[1] / ("directory/words.yaml" if name == "words.yaml" else name)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a directory folder's settings, prose and look are found.

    `overrides` is in order: the area's own folder first, so that it wins.
    """

    directory: Path
    settings: Path
    docs: Path
    overrides: tuple[Path, ...]

    @property
    def sources(self) -> tuple[Path, ...]:
        """All that a site is made from."""
        return (self.directory, self.settings, self.docs, *self.overrides)


def surroundings(directory: Path) -> Surroundings:
    """What belongs to the directory folder `directory`, its own first, else the shipped."""
    beside = directory.resolve().parent
    overrides = [shipped("site_overrides")]
    own = beside / "site_overrides"
    if own.is_dir() and own.resolve() != overrides[0].resolve():
        overrides.insert(0, own)
    return Surroundings(
        directory=directory.resolve(),
        settings=_own_or_shipped(beside, "mkdocs.yml"),
        docs=_own_or_shipped(beside, "docs"),
        overrides=tuple(overrides),
    )


def _own_or_shipped(beside: Path, name: str) -> Path:
    own = beside / name
    return own if own.exists() else shipped(name)


def shown(path: Path) -> str:
    """The path as reached from the working directory."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if relative.startswith(".." + os.sep + "..") else relative
