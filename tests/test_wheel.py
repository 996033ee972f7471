"""The package as a stranger gets it: built, installed into an empty environment, and used far from this repository."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from petunias import __version__
from support.browser import Watch
from support.report import assert_none
from support.site import REPOSITORY, TODAY, read_pages, serving

WHEEL = f"petunias-{__version__}-py3-none-any.whl"
SHIPPED = ("schema", "site_overrides", "docs", "mkdocs.yml")


def run(*command: str | Path, where: Path) -> str:
    """Runs a command in a folder, with nothing of this environment in its way; gives what it said."""
    ended = subprocess.run(command, cwd=where, env=_stranger(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{' '.join(map(str, command))}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def _stranger() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}


def build(source: Path, out: Path, *kinds: str) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-d", out, *(f"-t{kind}" for kind in kinds), where=source)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source package."""
    out = tmp_path_factory.mktemp("dist")
    build(REPOSITORY, out, "wheel", "sdist")
    return out


@pytest.fixture(scope="session")
def program(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The petunias command of an environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("stranger") / "venv"
    wheel = dist / WHEEL
    pins = REPOSITORY / "constraints.txt"
    uv = Path(sys.executable).parent / "uv"
    python = home / "bin" / "python"
    if uv.exists():
        run(uv, "venv", "-q", "--python", sys.executable, home, where=dist)
        run(uv, "pip", "install", "-q", "--python", python, "-c", pins, wheel, where=dist)
    else:
        run(sys.executable, "-m", "venv", home, where=dist)
        run(python, "-m", "pip", "install", "-q", "-c", pins, wheel, where=dist)
    return home / "bin" / "petunias"


@pytest.fixture(scope="session")
def area(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new area, made by the installed program."""
    around = tmp_path_factory.mktemp("outside")
    answers = ["--name", "Marl", "--nation", "scotland", "--phone", "01632 960100", "--email", "team@marl.example.org"]
    run(program, "init", "marl", *answers, "--today", TODAY.isoformat(), where=around)
    return around / "marl"


@pytest.fixture(scope="session")
def site(program: Path, area: Path) -> Path:
    """The new area's site, built by the installed program."""
    assert run(program, "check", where=area) == "2 entries, no problems.\n"
    said = run(program, "build", "--strict", "--today", TODAY.isoformat(), where=area)
    assert said.startswith("2 entries. ")
    return area / "site"


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as package:
        return set(package.namelist())


def test_all_that_is_needed_travels(dist: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    inside = names(dist / WHEEL)
    wanted = []
    for name in filter(None, tracked.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            if name.startswith("tools/petunias/"):
                wanted.append(name.removeprefix("tools/"))
            elif name.split("/")[0] in SHIPPED:
                wanted.append(f"petunias/_shipped/{name}")
    assert len(wanted) > 100
    assert_none([f"{name} is not in the wheel" for name in wanted if name not in inside])


def test_nothing_else_travels(dist: Path) -> None:
    strays = [name for name in names(dist / WHEEL) if not name.startswith(("petunias/", f"petunias-{__version__}."))]
    strays += [name for name in names(dist / WHEEL) if "__pycache__" in name]
    assert_none(strays)


def test_the_source_package_makes_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    with tarfile.open(dist / f"petunias-{__version__}.tar.gz") as package:
        package.extractall(tmp_path, filter="data")
    build(tmp_path / f"petunias-{__version__}", tmp_path / "again", "wheel")
    assert names(tmp_path / "again" / WHEEL) == names(dist / WHEEL)


def test_the_new_area_is_whole(site: Path) -> None:
    pages = read_pages(site)
    assert {"/", "/find/", "/a-z/", "/register/", "/handbook/adding-an-entry/", "/about/privacy/"} <= pages.keys()
    page = pages["/entries/example-walking-group/"].tree
    text = page.text()
    assert "Example walking group" in text
    assert "01632 960101" in text
    assert "01632 960100" in text, "the team's number is on every page"
    style = page.css_first('link[rel="stylesheet"]')
    assert style
    assert (site / "entries" / "example-walking-group" / (style.attributes["href"] or "")).resolve().is_file()
    assert (site / "_headers").is_file()


def test_nothing_of_this_repository_is_on_the_site(site: Path) -> None:
    problems = []
    for path in site.rglob("*"):
        if path.suffix in {".html", ".txt", ".xml", ""} and path.is_file() and str(REPOSITORY) in path.read_text():
            problems.append(str(path))
    assert_none(problems)


def test_a_new_area_carries_the_wheel_it_was_made_with(program: Path, area: Path) -> None:
    """So that its workflows install the very same, whether or not a registry has it."""
    assert (area / "requirements.txt").read_text().splitlines()[-1] == f"./{WHEEL}"
    assert (area / WHEEL).is_file()


def test_anytown_builds_with_it_too(program: Path, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "directory", tmp_path / "directory")
    said = run(program, "build", "--today", TODAY.isoformat(), "--site-dir", "out", where=tmp_path)
    count = len(list((tmp_path / "directory" / "entries").glob("*.yaml")))
    assert said.startswith(f"{count} entries. ")
    assert (tmp_path / "out" / "index.html").is_file()


def test_serve_answers(program: Path, area: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve", "--port", str(port)], cwd=area, env=_stranger(), stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        assert server.stdout.readline() == f"Open http://127.0.0.1:{port}/ in a browser. Press Ctrl+C to stop.\n"
        assert "Marl" in _fetched(f"http://127.0.0.1:{port}/")
        assert "Example money advice" in _fetched(f"http://127.0.0.1:{port}/entries/example-money-advice/")
    finally:
        server.terminate()
        server.wait(timeout=10)
        if server.stdout:
            server.stdout.close()


def _fetched(url: str) -> str:
    for _ in range(50):
        try:
            with urllib.request.urlopen(url, timeout=10) as page:
                return str(page.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")


def test_its_pages_open_in_a_browser(site: Path, browser: Browser) -> None:
    with serving(site) as url:
        watch = Watch(browser, url)
        page = watch.new_page()
        page.goto("/")
        page.goto("/entries/example-walking-group/")
        assert page.locator("h1").inner_text() == "Example walking group"
        assert page.locator("body").evaluate("one => getComputedStyle(one).margin") == "0px", "the style sheet is there"
        watch.close()
    assert (watch.outside, watch.console) == ([], [])
