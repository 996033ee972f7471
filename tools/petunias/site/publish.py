"""Publishing: compare, park what changed, replace file by file, sweep. The last good site stands through every failure.

Site files can be made again at any moment, so they are not forced to the disk one by one as the data files are;
each is replaced by a rename, so that no reader ever gets half a page.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MARKER = ".petunias"
_MARKER_TEXT = "Petunias made this folder and sweeps it: a file that it did not make is removed at the next build.\n"


class NotOurs(ValueError):
    """The folder holds something that Petunias did not make."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were written, left as they were, removed."""

    written: int
    same: int
    removed: int


def check_ours(out: Path, sources: Iterable[Path] = ()) -> None:
    """NotOurs if `out` is a file, a folder with something in it but without our marker, or holds one of `sources`."""
    whole = out.resolve()
    for source in sources:
        if source.resolve().is_relative_to(whole):
            raise NotOurs(
                f"{out} must not hold {source}, which would be removed. Fix: choose another folder for the site."
            )
    if out.exists() and not out.is_dir():
        raise NotOurs(f"{out} must be a folder, and it is a file. Fix: choose another folder for the site.")
    if out.is_dir() and not (out / MARKER).is_file() and any(out.iterdir()):
        raise NotOurs(
            f"{out} must be empty, or a site that Petunias made; it holds other files, which would be removed. "
            "Fix: choose another folder for the site."
        )


@dataclass(frozen=True, slots=True)
class Parking:
    """Where new files wait until all are made: `folder` is on the disk of `out`. Two processes may use one."""

    out: Path
    folder: Path

    def put(self, path: str, content: bytes) -> bool:
        """Parks the file, unless the site holds the same; whether it did."""
        if _holds(self.out, path, content):
            return False
        _put(self.folder, path, content)
        return True


# Files as (path, content); instead of the content, whether the file was parked, if it has been seen to already.
Files = Iterable[tuple[str, bytes | bool]]


def publish(out: Path, files: Files | Callable[[Parking], Files]) -> Outcome:
    """Makes `out` hold exactly these files (path, content).

    All of `files` is drawn before the first file of `out` is touched; if it raises, `out` stays as it was.
    Two files at one path are a ValueError. Hidden files at the top (.git, .nojekyll) are kept.
    """
    check_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    parked = _parking(out)
    parking = Parking(out, parked)
    try:
        wanted: set[str] = set()
        folders: set[str] = set()
        changed: list[str] = []
        for path, content in files(parking) if callable(files) else files:
            if path in wanted:
                raise ValueError(f"Two pages want the address /{path.removesuffix('index.html')}.")
            above = _folders_above(path)
            if path in folders or not wanted.isdisjoint(above):
                raise ValueError(f"Two pages want the address /{path}: one as a file, one as a folder.")
            wanted.add(path)
            folders.update(above)
            if content if isinstance(content, bool) else parking.put(path, content):
                changed.append(path)
        if not (out / MARKER).is_file():
            _put(parked, MARKER, _MARKER_TEXT.encode())
            changed.append(MARKER)
        if not out.exists() and parked.parent == out.parent:
            parked.chmod(0o755)
            parked.rename(out)  # a new site is there all at once
            return Outcome(len(changed), 0, 0)
        _move(parked, out, changed)
        return Outcome(len(changed), len(wanted) + 1 - len(changed), _sweep(out, wanted))
    finally:
        shutil.rmtree(parked, ignore_errors=True)


def amend(out: Path, files: Mapping[str, bytes], count: int, gone: Collection[str] = ()) -> Outcome:
    """Puts these files in place, takes those of `gone` away, and leaves all others. Then the site has `count` files."""
    check_ours(out)
    parked = _parking(out)
    try:
        changed = [path for path, content in files.items() if not _holds(out, path, content)]
        for path in changed:
            _put(parked, path, files[path])
        _move(parked, out, changed)
        for path in gone:
            (out / path).unlink(missing_ok=True)
        return Outcome(len(changed), count - len(changed), len(gone))
    finally:
        shutil.rmtree(parked, ignore_errors=True)


def _move(parked: Path, out: Path, changed: Iterable[str]) -> None:
    """Style sheets and scripts first: a page must never be newer than what it needs."""
    for path in sorted(changed, key=lambda path: (not path.startswith("assets/"), path)):
        _make_way(out, path)
        (parked / path).replace(out / path)


def _parking(out: Path) -> Path:
    """A new folder on the disk of `out`: beside it, or hidden in it if only that can be, as in a mounted volume."""
    beside = out.parent
    if out.is_dir() and (out.stat().st_dev != beside.stat().st_dev or not os.access(beside, os.W_OK)):
        beside = out
    return Path(tempfile.mkdtemp(dir=beside, prefix=f".{out.name}."))


def _folders_above(path: str) -> list[str]:
    """a, a/b for a/b/c."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


# These two see every file. A Path costs more than what is done with it, so they put the text of one together.
def _holds(folder: Path, path: str, content: bytes) -> bool:
    try:
        if os.stat(f"{folder}/{path}").st_size != len(content):  # noqa: PTH116
            return False
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123
            return file.read() == content
    except OSError:
        return False


def _put(folder: Path, path: str, content: bytes) -> None:
    try:
        file = open(f"{folder}/{path}", "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(f"{folder}/{path}".rpartition("/")[0], exist_ok=True)  # noqa: PTH103
        file = open(f"{folder}/{path}", "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(content)


def _make_way(out: Path, path: str) -> None:
    """The folders above a file, in place of a file that stands there; no folder in place of the file."""
    target = out / path
    for folder in reversed(target.relative_to(out).parents):
        if (out / folder).is_file():
            (out / folder).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _sweep(out: Path, wanted: set[str]) -> int:
    removed = 0
    for folder, folders, names in os.walk(out, topdown=False):
        here = Path(folder).relative_to(out)
        if here.parts and here.parts[0].startswith("."):
            continue
        for name in names:
            path = (here / name).as_posix()
            if path not in wanted and not (not here.parts and name.startswith(".")):
                (out / path).unlink()
                removed += 1
        for name in folders:
            if not (not here.parts and name.startswith(".")) and not any((out / here / name).iterdir()):
                (out / here / name).rmdir()
    return removed
