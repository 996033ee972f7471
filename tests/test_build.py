"""Building a site: from any folder, on any day, the same each time; and the last good site outlives every failure."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from petunias.problems import ProblemsFound
from petunias.site.clock import build_day
from petunias.site.pressroom import BuildFailed
from petunias.site.publish import MARKER
from support.directories import (
    FOUR,
    WHOLE,
    WHOLE_AREA,
    all_words,
    build,
    contents,
    dump,
    names,
    page,
    put,
    run,
    snapshot,
    words,
    write,
    write_prose,
)
from support.site import DIRECTORY, REPOSITORY, TODAY, read_pages

LONG_AGO = 1_000_000_000
ENTRY = "entries/dogs/index.html"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a directory and a site, with a temporary folder of its own in which nothing may be left."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "top").mkdir()
    return tmp_path / "top"


def nothing_left(top: Path) -> bool:
    """Whether no temporary folder is left, neither beside the site nor among the machine's."""
    return names(top.parent / "tmp") == [] and [name for name in names(top) if name.startswith(".")] == []


def wrong_links(site: Path, origin: str) -> list[tuple[str, str]]:
    """Links within the site that lead to no file, with the pages on which they are."""
    wrong = []
    for address, made in read_pages(site).items():
        if address == "/404.html":
            continue  # its links are whole addresses, as it may be shown anywhere
        for node in made.tree.css("[href], [src]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            target = urljoin(f"{origin}{address}", link).split("#")[0]
            path = target.removeprefix(f"{origin}/")
            if (
                target.startswith(f"{origin}/")
                and not (site / path / ("index.html" if path[-1:] in "/" else "")).is_file()
            ):
                wrong.append((address, link))
    return wrong


# --- from nothing ---


def test_a_name_and_an_entry_are_enough(top: Path) -> None:
    """No mkdocs.yml, no docs, no look: all of that comes with the program."""
    outcome = build(write(top), top / "site")
    made = contents(top / "site")
    assert (outcome.written, outcome.same, outcome.removed) == (len(made), 0, 0)
    assert {name.split("/")[0] for name in made} == {
        MARKER,
        ".htaccess",
        "404.html",
        "_headers",
        "a-z",
        "about",
        "assets",
        "domains",
        "entries",
        "find",
        "handbook",
        "index.html",
        "localities",
        "out-of-hours",
        "professionals",
        "providers",
        "register",
        "robots.txt",
        "search",
        "slip",
        "urgent",
        "whats-on",
    }
    assert words(page(top / "site", "entries/dogs/").css_first("h1")) == FOUR["name"]
    assert nothing_left(top)


def test_the_program_builds_from_any_folder(tmp_path: Path) -> None:
    write(tmp_path / "far" / "away")
    (tmp_path / "here").mkdir()
    done = run(
        "petunias",
        "build",
        "--directory",
        "../far/away/directory",
        "--site-dir",
        "out/site",
        "--today",
        "2026-11-22",
        cwd=tmp_path / "here",
    )
    assert (done.returncode, done.stderr) == (0, "")
    count = len(contents(tmp_path / "here" / "out" / "site"))
    said = r"1 entr(y|ies)\. (\d+) files written, 0 as they were, 0 removed\. The site is in out/site\.\n"
    told = re.fullmatch(said, done.stdout)
    assert told, done.stdout
    assert int(told[2]) == count
    assert names(tmp_path) == ["far", "here"]
    assert names(tmp_path / "here") == ["out"]
    assert [name for name in names(tmp_path / "here" / "out") if name != "site.cache"] == ["site"]


def test_an_empty_directory_builds(top: Path) -> None:
    build(write(top, {}), top / "site")
    assert not (top / "site" / "entries").exists()
    assert "Nothing here yet." in words(page(top / "site", "a-z/"))


def test_a_place_in_the_address_of_the_site(top: Path) -> None:
    """All links are from page to page, so a site may stand in a folder of another."""
    build(write(top, area={"name": "X", "url": "https://example.org/health"}), top / "site")
    made = page(top / "site", "entries/dogs/")
    assert made.css_first("link[rel=canonical]").attributes["href"] == "https://example.org/health/entries/dogs/"  # type: ignore[union-attr]
    links = [node.attributes["href"] or "" for node in made.css("header a, footer a")]
    assert not [link for link in links if link.startswith("/")]


# --- which day ---


def as_it_stood(site: Path) -> str:
    """The day that a printed page gives for itself."""
    found = re.search(r"As it stood on (.+?)\. Paper", words(page(site, "entries/dogs/").css_first("p.only-print")))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("given", "epoch", "day"),
    [
        ("2031-11-22", None, date(2031, 11, 22)),
        ("2031-11-22", "0", date(2031, 11, 22)),
        (None, "0", date(1970, 1, 1)),
        (None, "1795305599", date(2026, 11, 21)),  # a second before midnight, in winter
        (None, "1795305600", date(2026, 11, 22)),
        (None, "1782601200", date(2026, 6, 28)),  # 23:00 in UTC is midnight in a British summer
        (None, "1782601199", date(2026, 6, 27)),
    ],
)
def test_the_day_of_a_build(monkeypatch: pytest.MonkeyPatch, given: str | None, epoch: str | None, day: date) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day(given) == day


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_a_day_it_is_todays(monkeypatch: pytest.MonkeyPatch, epoch: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setattr("petunias.site.clock.local_today", lambda: date(2029, 2, 3))
    assert build_day() == date(2029, 2, 3)


@pytest.mark.parametrize("given", ["tomorrow", "2026-13-01", "2026-02-29", "22/11/2026"])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(ValueError) as trouble:
        build_day(given)
    assert str(trouble.value) == f"--today must be a day such as 2026-11-22, got {given!r}."


@pytest.mark.parametrize("epoch", ["now", "1e9", "9" * 30])
def test_what_is_no_number_of_seconds_is_refused(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError) as trouble:
        build_day()
    assert str(trouble.value) == f"SOURCE_DATE_EPOCH must be a number of seconds, got {epoch!r}."


def test_the_source_date_fixes_the_day(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    write_prose(top)
    build(write(top), top / "site", today=None)
    assert as_it_stood(top / "site") == "22 November 2026"
    build(write(top), top / "site", today=date(2027, 1, 2))
    assert as_it_stood(top / "site") == "2 January 2027"


def test_a_slip_in_the_day_is_misuse(tmp_path: Path) -> None:
    done = run("petunias", "build", "--directory", write(tmp_path), "--today", "tomorrow", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--today must be a day such as 2026-11-22, got 'tomorrow'." in done.stderr
    assert names(tmp_path) == ["directory"]


@pytest.mark.parametrize("today", [date(2031, 11, 22), date(2006, 11, 22)], ids=str)
def test_anytown_builds_years_on_and_years_back(top: Path, today: date) -> None:
    build(DIRECTORY, top / "site", today=today)
    pages = read_pages(top / "site")
    assert {path.stem for path in (DIRECTORY / "entries").glob("*.yaml")} <= {
        address.split("/")[2] for address in pages if address.startswith("/entries/")
    }
    dates = [node.attributes["datetime"] or "" for made in pages.values() for node in made.tree.css("time")]
    assert min(dates, default="9999") >= today.isoformat()
    states = {
        node.attributes["data-freshness"]
        for made in pages.values()
        for node in made.tree.css("article [data-freshness]")
    }
    # Years on, nobody has confirmed anything for long; years back, the dates lie ahead and count as that day's.
    assert states == ({"unlisted", "unconfirmed"} if today.year == 2031 else {"confirmed", "unconfirmed"})


# --- the same each time ---


def test_anytown_comes_out_the_same_wherever_and_however_it_is_built(anytown_site: Path, tmp_path: Path) -> None:
    """Another folder, another working directory, another order of sets."""
    done = run(
        "petunias",
        "build",
        "--directory",
        DIRECTORY,
        "--site-dir",
        tmp_path / "other" / "place",
        "--today",
        TODAY.isoformat(),
        cwd=tmp_path,
        PYTHONHASHSEED="4711",
        TZ="America/New_York",
        LC_ALL="C",
    )
    assert (done.returncode, done.stderr) == (0, "")
    one, two = contents(anytown_site), contents(tmp_path / "other" / "place")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_a_build_with_nothing_new_writes_nothing(good: Path) -> None:
    before = snapshot(good / "site")
    again = build(good / "directory", good / "site")
    assert (again.written, again.same, again.removed) == (0, len(contents(good / "site")), 0)
    assert snapshot(good / "site") == before


def test_only_what_a_change_touches_is_written(top: Path) -> None:
    write_prose(top)
    folder = write(top, {"dogs": FOUR, "cats": {**FOUR, "name": "Cat Cafe", "domains": ["befriending"]}})
    build(folder, top / "site")
    before = snapshot(top / "site")
    put(folder / "entries" / "dogs.yaml", dump({**FOUR, "first_visit": "Ask for Sam."}))
    build(folder, top / "site")
    after = snapshot(top / "site")
    touched = [name for name in after if after[name] != before.get(name)]
    # The index of the search is named by its content, and /find/ by the index.
    assert [name for name in touched if not name.startswith("search/")] == [ENTRY, "find/index.html"]


def test_an_entry_that_goes_takes_its_page_with_it(top: Path) -> None:
    write_prose(top)
    folder = write(top, {"dogs": FOUR, "cats": {**FOUR, "name": "Cat Cafe"}})
    build(folder, top / "site")
    (folder / "entries" / "cats.yaml").unlink()
    before = contents(top / "site").keys()
    build(folder, top / "site")
    gone = before - contents(top / "site").keys()
    assert [name for name in gone if not name.startswith("search/")] == ["entries/cats/index.html"]
    assert names(top / "site" / "entries") == ["dogs"]
    assert not [name for name, content in contents(top / "site").items() if b"Cat Cafe" in content]


def test_two_directories_one_after_the_other_do_not_mix(top: Path) -> None:
    for name in ("one", "two"):
        write_prose(top / name)
        put(top / name / "docs" / "about" / "index.md", f"# About {name}\n")
        build(
            write(top / name, {name: {**FOUR, "name": f"Group {name}"}}, {"name": name.title()}), top / f"site-{name}"
        )
    assert names(top / "site-two" / "entries") == ["two"]
    two = contents(top / "site-two")
    assert not [path for path, content in two.items() if b"Group one" in content or b"About one" in content]
    assert b"About two" in two["about/index.html"]


# --- failures ---

Break = Callable[[Path], None]


def overrides(name: str, text: str) -> Break:
    """A file of the area's own look."""
    return lambda top: put(top / "site_overrides" / name, text)


def prose(text: str) -> Break:
    return lambda top: put(top / "docs" / "about" / "index.md", text)


def settings(text: str) -> Break:
    return lambda top: put(top / "mkdocs.yml", text)


OWN = "site_overrides/petunias/entry.html"
FAILURES: dict[str, tuple[Break, str]] = {
    "a template with a slip": (
        overrides("petunias/entry.html", "<p>\n{% if %}\n"),
        rf"{OWN}:2: must be a template that Jinja reads: Expected an expression, got 'end of statement block'",
    ),
    "a template that asks for nothing known": (
        overrides("petunias/entry.html", "<p>\n\n{{ nosuch.thing }}"),
        rf"{OWN}:3: 'nosuch' is undefined",
    ),
    "a template that counts wrongly": (
        overrides("petunias/entry.html", "{{ 1 / 0 }}"),
        rf"{OWN}:1: ZeroDivisionError: division by zero",
    ),
    "a template that mixes kinds": (
        overrides("petunias/entry.html", "<p>\n{{ entry.name + 1 }}"),
        rf'{OWN}:2: TypeError: can only concatenate str \(not "int"\) to str',
    ),
    "a template that includes what is not there": (
        overrides("petunias/entry.html", "<p>\n{% include 'nosuch.html' %}"),
        rf"{OWN}:2: .*nosuch\.html.*",
    ),
    "a frame with a slip": (
        overrides("base.html", "{% block %}"),
        r"site_overrides/base\.html:1: must be a template that Jinja reads: .+",
    ),
    "a frame that counts wrongly": (
        overrides("base.html", "\n{{ 1 / 0 }}"),
        r"site_overrides/base\.html:2: ZeroDivisionError: division by zero",
    ),
    "a frame without slots": (
        overrides("base.html", "<title>{{ page.title }}</title>"),
        r"base\.html must print the page's body, description\.",
    ),
    "an icon that is none": (
        overrides("assets/icons/mine.svg", "<svg>no box</svg>"),
        r"assets/icons/mine\.svg must be one <svg> with a viewBox\.",
    ),
    "prose in the place of the home page": (
        lambda top: put(top / "docs" / "index.md", "# Mine\n"),
        r"Two pages want the address /\.",
    ),
    "prose in the place of an entry": (
        lambda top: put(top / "docs" / "entries" / "dogs.md", "# Mine\n"),
        r"Two pages want the address /entries/dogs/\.",
    ),
    "prose with a link to nothing": (
        prose("# About\n\n[x](nowhere.md)\n"),
        r".*'nowhere\.md'.*'about/nowhere\.md' is not found.*",
    ),
    "prose with a link to no entry": (
        prose("# About\n\n[x](../entries/cats/)\n"),
        r".*about/index\.md:3: .*entries/cats/.*",
    ),
    "settings that are no YAML": (
        settings("site_name: [x\n"),
        r"MkDocs encountered an error parsing the configuration.*",
    ),
    "settings without the plugin": (
        settings("site_name: X\ntheme: material\n"),
        r".*mkdocs\.yml: must name our plugin\. Fix: add the two lines",
    ),
    "settings with an unknown look": (
        settings("site_name: X\ntheme: nosuch\nplugins: [petunias]\n"),
        r".*Unrecognised theme name: 'nosuch'.*",
    ),
    "settings that change addresses": (
        settings("site_name: X\ntheme: material\nplugins: [petunias]\nuse_directory_urls: false\n"),
        r"mkdocs\.yml: use_directory_urls must be true\. Fix: delete the line\.",
    ),
}


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a directory, its prose, and a good site that has aged."""
    top = tmp_path_factory.mktemp("good")
    write_prose(top)
    build(write(top), top / "site")
    for path in (top / "site").rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return top


@pytest.fixture
def good(top: Path, built_once: Path) -> Path:
    """A copy of that folder, for one test to spoil."""
    shutil.copytree(built_once, top, dirs_exist_ok=True)
    return top


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_leaves_the_last_good_site(
    good: Path, failure: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong is told in a sentence, in the error or before it on stderr."""
    spoil, told = FAILURES[failure]
    spoil(good)
    # The entry has changed as well, so that there would be something to write.
    put(good / "directory" / "entries" / "dogs.yaml", dump({**FOUR, "first_visit": "Ask for Sam."}))
    before = snapshot(good / "site")
    monkeypatch.chdir(good)
    with pytest.raises(BuildFailed) as trouble:
        build(good / "directory", good / "site", strict=True)
    said = [*capfd.readouterr().err.splitlines(), *str(trouble.value).splitlines()]
    assert [line for line in said if re.fullmatch(rf"((ERROR|WARNING): )?{told}", line)], said
    assert not [line for line in said if "Traceback" in line]
    assert snapshot(good / "site") == before
    assert nothing_left(good)


def test_after_a_failure_a_mended_build_works(good: Path) -> None:
    spoil, _told = FAILURES["a template that counts wrongly"]
    spoil(good)
    with pytest.raises(BuildFailed):
        build(good / "directory", good / "site")
    (good / OWN).unlink()
    outcome = build(good / "directory", good / "site", strict=True)
    assert (outcome.written, outcome.removed) == (0, 0)


def test_a_warning_stops_a_build_only_if_asked(good: Path, capfd: pytest.CaptureFixture[str]) -> None:
    prose("# About\n\n[x](nowhere.md)\n")(good)
    with pytest.raises(BuildFailed) as trouble:
        build(good / "directory", good / "site", strict=True)
    assert str(trouble.value) == "The site was not built. Aborted with 1 warnings in strict mode!"
    capfd.readouterr()
    assert build(good / "directory", good / "site").written == 1
    assert "nowhere.md" in capfd.readouterr().err
    # One build's warnings do not count for the next.
    prose("# About\n")(good)
    assert build(good / "directory", good / "site", strict=True).written == 1


def test_a_slip_of_our_own_is_not_hidden(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is not blamed for what is wrong in the program; the traceback is wanted then."""

    def broken(*_values: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("petunias.site.making.assets", broken)
    before = snapshot(good / "site")
    with pytest.raises(ZeroDivisionError, match="ours"):
        build(good / "directory", good / "site")
    assert snapshot(good / "site") == before
    assert nothing_left(good)


def test_bad_data_never_gets_as_far(good: Path) -> None:
    put(good / "directory" / "entries" / "dogs.yaml", dump({**FOUR, "contact": {"phone": "0163"}}))
    before = snapshot(good)
    with pytest.raises(ProblemsFound):
        build(good / "directory", good / "site")
    assert snapshot(good) == before


@pytest.mark.parametrize("failure", ["bad data", "a template that counts wrongly", "a frame with a slip"])
def test_the_program_ends_with_a_sentence(good: Path, failure: str) -> None:
    if failure == "bad data":
        put(good / "directory" / "entries" / "dogs.yaml", dump({**FOUR, "contact": {"phone": "0163"}}))
        told = r"directory/entries/dogs\.yaml:\d+: contact\.phone: must be .+ Fix: .+"
    else:
        spoil, told = FAILURES[failure]
        spoil(good)
    before = snapshot(good / "site")
    done = run("petunias", "build", "--today", "2026-11-22", cwd=good, TMPDIR=str(good.parent / "tmp"))
    assert done.returncode == 1
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    assert [line for line in lines if re.fullmatch(rf"((ERROR|Error): )?{told}", line)], lines
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(good / "site") == before
    assert nothing_left(good)


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_that_is_not_ours_is_refused(top: Path, kind: str) -> None:
    write_prose(top)
    put(top / "site" / "letter.txt" if kind == "folder" else top / "site", "dear")
    folder = write(top)
    before = snapshot(top)
    with pytest.raises(BuildFailed, match="The site was not built"):
        build(folder, top / "site")
    assert snapshot(top) == before
    assert nothing_left(top)


def test_a_site_on_top_of_its_own_directory_is_refused(top: Path) -> None:
    write_prose(top / "elsewhere")
    build(write(top / "elsewhere"), top / "site")
    folder = write(top / "site")
    before = snapshot(top)
    with pytest.raises(BuildFailed, match="The site was not built"):
        build(folder, top / "site")
    assert snapshot(top) == before
    assert nothing_left(top)


# --- through MkDocs itself ---


def mkdocs(top: Path, *more: str) -> tuple[int, str]:
    """Runs `mkdocs build` for the folder's own mkdocs.yml, from elsewhere."""
    done = run(
        *("mkdocs", "build", "-q", "-f", top / "mkdocs.yml", "-d", top / "site", *more),
        cwd=top.parent,
        SOURCE_DATE_EPOCH="1795305600",
        TMPDIR=str(top.parent / "tmp"),
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("more", [(), ("--strict",)])
def test_mkdocs_builds_the_same_site(good: Path, more: tuple[str, ...]) -> None:
    before = snapshot(good / "site")
    assert mkdocs(good, *more) == (0, "")
    assert snapshot(good / "site") == before
    assert nothing_left(good)


def test_mkdocs_ends_with_a_sentence_at_a_bad_entry(good: Path) -> None:
    put(good / "directory" / "entries" / "dogs.yaml", dump({**FOUR, "contact": {"phone": "0163"}}))
    put(good / "directory" / "entries" / "cats.yaml", dump({"name": "Cats"}))
    before = snapshot(good / "site")
    code, said = mkdocs(good)
    assert code == 1
    assert re.search(r"entries/dogs\.yaml:\d+: contact\.phone: must be .+ Fix: ", said), said
    assert re.search(r"entries/cats\.yaml:\d+: .+ Fix: ", said), said
    assert "Traceback" not in said
    assert snapshot(good / "site") == before
    assert nothing_left(good)


def test_mkdocs_ends_with_a_sentence_at_a_bad_frame(good: Path) -> None:
    spoil, told = FAILURES["a frame that counts wrongly"]
    spoil(good)
    before = snapshot(good / "site")
    code, said = mkdocs(good)
    assert code == 1
    assert re.search(told, said), said
    assert "Traceback" not in said
    assert snapshot(good / "site") == before
    assert nothing_left(good)


# --- an area's own ---


def test_own_settings_and_prose_are_used(top: Path) -> None:
    write_prose(top, markdown_extensions=["def_list"])
    put(top / "docs" / "about" / "index.md", "# Who we are\n\nDogs\n:   Good dogs.\n")
    build(write(top), top / "site")
    about = page(top / "site", "about/")
    assert (words(about.css_first("h1")), all_words(about, "dt, dd")) == ("Who we are", ["Dogs", "Good dogs."])
    assert names(top / "site" / "handbook") == ["index.html"]


def test_own_templates_and_styles_win(top: Path) -> None:
    write_prose(top)
    put(top / "site_overrides" / "petunias" / "home.html", "<h1>{{ area.name }} is ours & {{ '&' }}</h1>")
    put(top / "site_overrides" / "partials" / "footer.html", "<footer>Ours</footer>")
    put(top / "site_overrides" / "assets" / "look.css", "body { color: rebeccapurple }")
    put(top / "site_overrides" / "assets" / "icons" / "clock.svg", '<svg viewBox="0 0 1 1"><path d="M9 9"/></svg>')
    build(write(top), top / "site")
    home = (top / "site" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Smallton is ours & &amp;</h1>" in home
    assert "<footer>Ours</footer>" in home
    assert words(page(top / "site", "entries/dogs/").css_first("h1")) == FOUR["name"]
    files = contents(top / "site" / "assets")
    styles = [content for name, content in files.items() if name.endswith(".css")]
    assert [content for content in styles if b"body{color: rebeccapurple}" in content]
    (icons,) = (content for name, content in files.items() if name.startswith("icons."))
    assert b'<symbol id="clock" viewBox="0 0 1 1"><path d="M9 9"/></symbol>' in icons


def test_pictures_of_the_prose_are_published_and_materials_files_are_not(top: Path) -> None:
    write_prose(top)
    put(top / "docs" / "about" / "index.md", "# About\n\n![The team](../assets/team.svg)\n")
    put(top / "docs" / "assets" / "team.svg", "<svg/>")
    build(write(top), top / "site", strict=True)
    published = names(top / "site" / "assets")
    assert "team.svg" in published
    # All others are ours, named by what is in them; Material's are in folders of their own.
    ours = re.compile(r"[a-z-]+\.[0-9a-f]{10}\.(css|js|svg|png)")
    assert [name for name in published if not ours.fullmatch(name)] == ["team.svg"]
    picture = page(top / "site", "about/").css_first("img")
    assert picture
    assert picture.attributes == {"alt": "The team", "src": "../assets/team.svg"}


def test_a_style_sheet_is_named_by_what_is_in_it(top: Path) -> None:
    """Else a browser keeps the old one."""
    write_prose(top)
    found = []
    for color in ("red", "green"):
        put(top / "site_overrides" / "assets" / "look.css", f"p {{ color: {color} }}")
        build(write(top), top / "site")
        links = [node.attributes["href"] for node in page(top / "site", "entries/dogs/").css("link[rel=stylesheet]")]
        (style,) = (
            path.name for path in (top / "site" / "assets").glob("*.css") if f"p{{color: {color}}}" in path.read_text()
        )
        assert f"../../assets/{style}" in links
        found.append(style)
    assert found[0] != found[1]
    assert found[0] not in names(top / "site" / "assets")


@pytest.mark.parametrize("prose", [(), ("about/index.md",), ("about/privacy.md", "handbook/adding-an-entry.md")])
def test_an_area_may_have_little_prose(top: Path, prose: tuple[str, ...]) -> None:
    """No page then links to what is not there."""
    (top / "docs").mkdir()
    for name in prose:
        put(top / "docs" / name, "# Words\n")
    put(top / "mkdocs.yml", dump({"site_name": "X", "theme": "material", "plugins": ["petunias"]}))
    build(write(top), top / "site")
    assert wrong_links(top / "site", "") == []
    for name in prose:
        address = name.removesuffix(".md").removesuffix("index").rstrip("/")
        links = [node.attributes["href"] for made in ("", "register/") for node in page(top / "site", made).css("a")]
        assert [link for link in links if link and link.rstrip("/").endswith(address)], name


# --- languages ---


@pytest.fixture(scope="module")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site in English and Welsh."""
    top = tmp_path_factory.mktemp("languages")
    write_prose(top)
    put(top / "docs" / "about" / "privacy.md", "# Privacy\n")
    put(top / "docs" / "cy" / "about" / "index.md", "# Amdanom ni\n")
    put(top / "mkdocs.yml", dump({"site_name": "X", "theme": "material", "plugins": ["petunias"]}))
    area = {**WHOLE_AREA, "languages": ["en", "cy"]}
    build(write(top, {"dogs": WHOLE}, area), top / "site", strict=True)
    return top / "site"


def test_every_directory_page_is_there_in_both_languages(two_languages: Path) -> None:
    pages = read_pages(two_languages)
    welsh = {address.removeprefix("/cy") for address in pages if address.startswith("/cy/")}
    english = {address for address in pages if not address.startswith("/cy/")}
    assert english - welsh == {
        "/404.html",
        "/about/privacy/",
        "/handbook/",
    }
    assert welsh - english == set()
    assert {pages[f"/cy{address}"].tree.root.attributes["lang"] for address in welsh} == {"cy"}  # type: ignore[union-attr]
    assert {pages[address].tree.root.attributes["lang"] for address in english} == {"en"}  # type: ignore[union-attr]


def test_a_page_in_another_language_has_its_own_address_and_dates(two_languages: Path) -> None:
    welsh = page(two_languages, "cy/entries/dogs/")
    canonical = welsh.css_first("link[rel=canonical]")
    assert canonical
    assert canonical.attributes["href"] == "https://smallton.example.org/cy/entries/dogs/"
    assert all_words(welsh, "time .m")[:2] == ["Tach", "Rhag"]


def test_links_lead_somewhere_in_both_languages(two_languages: Path) -> None:
    assert wrong_links(two_languages, "https://smallton.example.org") == []


def test_a_language_of_which_little_is_known_builds(top: Path) -> None:
    """Babel has heard of Romany, and has no dates in it."""
    write_prose(top)
    build(write(top, area={"name": "X", "languages": ["en", "rom"]}), top / "site")
    assert words(page(top / "site", "rom/entries/dogs/").css_first("h1")) == FOUR["name"]


# --- what is where ---


PAPER = (
    "professionals/forms/",
    "professionals/checklist/",
    "register/paper/",
    "whats-on/",
    "whats-on/next-week/",
)


def test_the_sitemap_holds_the_pages_that_people_should_find(top: Path) -> None:
    write_prose(top)
    entries = {
        "dogs": {**FOUR, "formerly": ["hounds"]},
        "gone": {**FOUR, "name": "Gone", "status": {"state": "closed", "on": "2026-10-01"}},
        "hidden": {**FOUR, "name": "Hidden", "status": {"state": "withdrawn", "on": "2026-10-01"}},
    }
    build(write(top, entries, {"name": "X", "url": "https://x.example.org"}), top / "site")
    text = (top / "site" / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>https://x\.example\.org/(.*?)</loc>", text)
    assert found == sorted(found)
    assert [address for address in found if address.startswith("entries/")] == ["entries/dogs/", "entries/gone/"]
    pages = {address.removeprefix("/") for address in read_pages(top / "site")}
    assert pages - set(found) == {"404.html", "slip/", "entries/hounds/", "entries/hidden/", *PAPER}
    assert set(found) - pages == set()
    assert not (top / "site" / "sitemap.xml.gz").exists()


def test_without_an_address_there_is_no_sitemap_and_no_canonical_link(top: Path) -> None:
    write_prose(top)
    build(write(top), top / "site")
    assert not [name for name in contents(top / "site") if "sitemap" in name]
    assert not [name for name, text in contents(top / "site").items() if b"canonical" in text and name.endswith("html")]


def test_a_withdrawn_entry_is_nowhere_in_the_site(top: Path) -> None:
    """Neither its name nor a word of it, in no file of any kind."""
    write_prose(top)
    secret = {
        **{name: value for name, value in WHOLE.items() if name not in ("contact", "places", "sessions")},
        "name": "Xyzzy House",
        "summary": "Plugh every day.",
        "provider": "Xyzzy Friends",
        "description": "Plugh.",
        "keywords": ["plugh"],
        "first_visit": "Plugh.",
        "contact": {"phone": "01632 960999", "email": "xyzzy@plugh.example.org"},
        "status": {"state": "withdrawn", "on": "2026-11-20"},
        "formerly": ["old-house"],
    }
    folder = write(top, {"dogs": FOUR, "house": {**secret, "status": {"state": "active"}}}, WHOLE_AREA)
    build(folder, top / "site")
    assert b"Xyzzy House" in contents(top / "site")["entries/house/index.html"]
    put(folder / "entries" / "house.yaml", dump(secret))
    build(folder, top / "site")
    made = contents(top / "site")
    for word in (b"xyzzy", b"plugh", b"960999", b"960 999"):
        assert [name for name, content in made.items() if word in content.lower()] == [], word
    # The pages say that something was there, at the old addresses too.
    for address in ("entries/house/", "entries/old-house/"):
        assert words(page(top / "site", address).css_first("h1")) == "This entry is no longer here"
    linked = [name for name, content in made.items() if b"entries/house/" in content or b"old-house" in content]
    assert sorted(linked) == ["entries/house/index.html", "entries/old-house/index.html"]


def test_the_policy_lets_a_form_out_to_its_endpoint_only(top: Path) -> None:
    write_prose(top)
    plain = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )
    area = {"name": "X", "register": {"endpoint": "https://inbox.example.org/submit?x=1"}}
    for settings, policy in (({"name": "X"}, plain), (area, f"{plain} https://inbox.example.org")):
        build(write(top, area=settings), top / "site")
        for address in ("entries/dogs/", "about/", ""):
            node = page(top / "site", address).css_first("meta[http-equiv=Content-Security-Policy]")
            assert node
            assert node.attributes["content"] == policy


def test_no_page_shows_how_it_was_made(top: Path) -> None:
    """No slot is left, and no template's own signs."""
    write_prose(top)
    build(write(top, {"dogs": WHOLE}, WHOLE_AREA), top / "site")
    for name, content in contents(top / "site").items():
        if name.endswith(".html"):
            text = content.decode("utf-8")
            assert not re.search(r"\[\[petunias|\{\{|\{%|\bNone\b|\bUndefined\b|\bMarkup\(", text), name
            assert text.lstrip().startswith("<!doctype html>\n<html lang="), name
            assert text.endswith("</html>\n"), name


def test_the_repositorys_own_site_passes_strictly(tmp_path: Path) -> None:
    done = run(
        *("petunias", "build", "--strict", "--site-dir", tmp_path / "site", "--today", TODAY.isoformat()),
        cwd=REPOSITORY,
    )
    assert (done.returncode, done.stderr) == (0, "")
