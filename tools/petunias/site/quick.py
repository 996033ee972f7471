"""What need not run: a build whose inputs, day and site are as the last build left them.

Beside a site lies OUT.cache, a small file with two digests. One is of all that goes in: data, prose, look, settings,
program, versions, day. The other is of the site's own files, so that a site that somebody has touched is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from petunias.resources import Surroundings, shipped
from petunias.site.watch import stamp

PACKAGES = ("petunias", "mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "babel", "holidays")


@dataclass(frozen=True, slots=True)
class Trace:
    """What the last build left: the digests, and what it counted."""

    inputs: str
    site: str
    entries: int
    files: int


def inputs(around: Surroundings, day: date, *, strict: bool) -> str:
    """The digest of everything that a build for `day` reads. Take it before reading, or an edit may be missed."""
    program = Path(__file__).resolve().parents[1]
    places = [around.directory, around.docs, around.settings, *around.overrides, program]
    places += [shipped(name) for name in ("docs", "schema", "site_overrides", "mkdocs.yml")]
    digest = hashlib.sha256(f"{stamp(places)}\n{day}\n{strict}\n".encode())
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()


def seal(out: Path) -> str:
    """The digest of name, time and size of every file of a site, hidden ones as well."""
    digest = hashlib.sha256()
    waiting = [str(out)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            inside = sorted(found, key=lambda item: item.name)
        for item in inside:
            if item.is_dir(follow_symlinks=False):
                if item.name != ".git":
                    waiting.append(item.path)
            else:
                known = item.stat(follow_symlinks=False)
                digest.update(f"{item.path}\0{known.st_mtime_ns}\0{known.st_size}\n".encode())
    return digest.hexdigest()


def cache_of(out: Path) -> Path:
    """The file beside a site that says what the last build left."""
    return out.with_name(f"{out.name}.cache")


def unchanged(out: Path, wanted: str) -> Trace | None:
    """What the last build left in `out`, if its inputs were `wanted` and nobody has touched the site since."""
    try:
        trace = Trace(**json.loads(cache_of(out).read_text(encoding="utf-8")))
        return trace if trace.inputs == wanted and trace.site == seal(out) else None
    except (OSError, ValueError, TypeError):
        return None


def remember(out: Path, wanted: str, entries: int, files: int) -> None:
    """Notes what a build has left. Without the note the next build does its whole work: nothing is lost."""
    trace = Trace(wanted, seal(out), entries, files)
    with suppress(OSError):
        cache_of(out).write_text(json.dumps(asdict(trace)) + "\n", encoding="utf-8")
