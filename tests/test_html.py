"""Every page is valid HTML, by the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support.report import assert_none
from support.site import REPOSITORY

CHECKER = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors_in(folder: Path) -> list[str]:
    """The checker's errors in all pages of a folder, a line each."""
    if not shutil.which("java"):
        pytest.fail("The HTML checker needs Java, and it is not here. `make test` installs it.", pytrace=False)
    if not CHECKER.is_file():
        pytest.fail("The HTML checker is not here. `make test` installs it into node_modules.", pytrace=False)
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(run.stderr)["messages"]
    assert bool(messages) == (run.returncode != 0), run.stderr[-2000:]
    return [_line(message, folder) for message in messages]


def _line(message: dict[str, object], folder: Path) -> str:
    place = str(message.get("url", "")).removeprefix(f"file:{folder}/")
    return f"{place}:{message.get('lastLine', 0)}: {message['message']} In: {message.get('extract', '')!r}"


def test_every_page_is_valid(anytown_site: Path) -> None:
    assert_none(errors_in(anytown_site))


def test_the_checker_finds_errors(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p id="a">1<p id="a">2</html>'
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    assert errors_in(tmp_path)[0].startswith("bad.html:1: Duplicate ID")
