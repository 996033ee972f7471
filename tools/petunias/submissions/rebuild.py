"""Builds the site in a process of its own, so that a failure there touches nobody here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Lock

PATIENCE = 900  # seconds


class NotBuilt(Exception):
    """The site was not built; the message says why. The last good one stands."""


class Builder:
    """Builds one site from one folder, one build at a time; with `pdf`, all that is to be printed as well."""

    def __init__(self, directory: Path, site: Path, *, pdf: bool = False) -> None:
        self.site = site
        self._command = [sys.executable, "-m", "petunias", "build"]
        self._command += ["--directory", str(directory), "--site-dir", str(site)]
        self._command += ["--pdf"] if pdf else []
        self._lock = Lock()

    def build(self) -> None:
        """Builds it; NotBuilt if it cannot be."""
        with self._lock:
            try:
                done = subprocess.run(  # noqa: S603 - our own program, and no text of anybody's
                    self._command, capture_output=True, text=True, timeout=PATIENCE, check=False
                )
            except (OSError, subprocess.TimeoutExpired) as trouble:
                raise NotBuilt(str(trouble)) from trouble
        if done.returncode:
            raise NotBuilt((done.stderr.strip() or done.stdout.strip())[-2000:])
