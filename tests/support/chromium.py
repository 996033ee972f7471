"""Find the browser that the tests drive. Run as a program, prints where it is, or exits 1."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "google-chrome-stable", "google-chrome")


class NoBrowserError(Exception):
    """There is no browser here that the tests can drive."""


def find_chromium() -> str:
    """PETUNIAS_CHROMIUM, else Debian's chromium or Chrome, else the build that playwright installed."""
    named = os.environ.get("PETUNIAS_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoBrowserError(f"PETUNIAS_CHROMIUM names {named}, which is not there.")
        return named
    for name in NAMES:
        path = shutil.which(name)
        # A snap keeps to its own folders, and playwright's temporary ones are not among them.
        if path and "/snap/" not in str(Path(path).resolve()):
            return path
    # What `playwright install chromium` brings, where Debian's is not to be had.
    brought = sorted(_cache().glob("chromium-*/chrome-linux*/chrome"))
    if brought:
        return str(brought[-1])
    raise NoBrowserError("The browser tests need Chromium, and it is not here. `make test` installs it.")


def _cache() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    return Path(named) if named else Path.home() / ".cache" / "ms-playwright"


if __name__ == "__main__":
    try:
        print(find_chromium())
    except NoBrowserError as problem:
        sys.exit(str(problem))
