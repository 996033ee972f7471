"""Publishing: compare, replace, sweep; and the last good site stands through every failure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from petunias.site import publish as module
from petunias.site.publish import MARKER, NotOurs, Outcome, check_ours, publish
from support.directories import contents, names, put, snapshot

SITE = {"index.html": b"home", "entries/dogs/index.html": b"dogs", "assets/petunias.css": b"p{}"}
LONG_AGO = 1_000_000_000


def files(**changed: bytes) -> Iterator[tuple[str, bytes]]:
    """The little site; names with _ for / and for the dot, as in entries_dogs, stand for their index.html."""
    yield from (SITE | {f"{name.replace('_', '/')}/index.html": content for name, content in changed.items()}).items()


def pages(out: Path) -> dict[str, bytes]:
    """What is published, without the marker."""
    return {name: content for name, content in contents(out).items() if name != MARKER}


def aged(out: Path) -> dict[str, tuple[bytes, int]]:
    """Makes every file old, so that a write would show, and gives what there is."""
    for path in out.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return snapshot(out)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A published site that has aged."""
    folder = tmp_path / "top" / "site"
    assert publish(folder, files()) == Outcome(written=4, same=0, removed=0)
    aged(folder)
    return folder


def alone(out: Path) -> bool:
    """Whether nothing lies beside the site."""
    return names(out.parent) == [out.name]


def test_a_first_site_is_whole(out: Path) -> None:
    assert pages(out) == SITE
    assert names(out) == [MARKER, "assets", "entries", "index.html"]
    assert "removed at the next build" in (out / MARKER).read_text(encoding="utf-8")
    assert alone(out)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert publish(tmp_path / "site", files()) == Outcome(4, 0, 0)
    assert pages(tmp_path / "site") == SITE


def test_the_same_site_again_writes_nothing(out: Path) -> None:
    before = snapshot(out)
    assert publish(out, files()) == Outcome(written=0, same=4, removed=0)
    assert snapshot(out) == before
    assert alone(out)


def test_only_what_changed_is_written(out: Path) -> None:
    before = snapshot(out)
    assert publish(out, files(entries_dogs=b"cats")) == Outcome(written=1, same=3, removed=0)
    after = snapshot(out)
    assert [name for name in after if after[name] != before[name]] == ["entries/dogs/index.html"]
    assert after["entries/dogs/index.html"][0] == b"cats"


def test_a_change_of_the_same_length_is_seen(out: Path) -> None:
    publish(out, files(entries_dogs=b"dogz"))
    assert pages(out)["entries/dogs/index.html"] == b"dogz"


def test_a_touched_site_is_mended(out: Path) -> None:
    (out / "index.html").unlink()
    put(out / "entries" / "dogs" / "index.html", "altered")
    assert publish(out, files()) == Outcome(written=2, same=2, removed=0)
    assert pages(out) == SITE


def test_a_lost_marker_comes_back_only_in_an_empty_folder(out: Path) -> None:
    (out / MARKER).unlink()
    before = snapshot(out)
    with pytest.raises(NotOurs):
        publish(out, files())
    assert snapshot(out) == before


def test_stale_files_and_the_folders_they_leave_empty_go(out: Path) -> None:
    put(out / "entries" / "cats" / "deep" / "index.html", "old")
    put(out / "old.html", "old")
    (out / "empty" / "inside").mkdir(parents=True)
    before = aged(out)
    assert publish(out, files()) == Outcome(written=0, same=4, removed=2)
    kept = {name: state for name, state in before.items() if name in {*SITE, MARKER, "assets", "entries"}}
    assert snapshot(out) == {**kept, "entries/dogs": (b"", 0)}


def test_hidden_things_at_the_top_stay(out: Path) -> None:
    put(out / ".git" / "objects" / "ab" / "cdef", "kept")
    (out / ".git" / "refs" / "tags").mkdir(parents=True)
    put(out / ".nojekyll", "")
    put(out / "entries" / ".DS_Store", "goes")
    assert publish(out, files()) == Outcome(written=0, same=4, removed=1)
    assert pages(out) == {**SITE, ".git/objects/ab/cdef": b"kept", ".nojekyll": b""}
    assert (out / ".git" / "refs" / "tags").is_dir()


def test_a_file_gives_way_to_a_folder(out: Path) -> None:
    publish(out, [*files(), ("localities", b"was a file")])
    assert publish(out, files(localities_north=b"north")).written == 1
    assert pages(out) == {**SITE, "localities/north/index.html": b"north"}


def test_a_folder_gives_way_to_a_file(out: Path) -> None:
    without = [(name, content) for name, content in files() if name != "entries/dogs/index.html"]
    assert publish(out, [*without, ("entries", b"is a file")]) == Outcome(written=1, same=3, removed=0)
    assert pages(out) == {"index.html": b"home", "assets/petunias.css": b"p{}", "entries": b"is a file"}


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_bytes(b"mine")
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(elsewhere)
    publish(out, files())
    assert elsewhere.read_bytes() == b"mine"
    assert not (out / "index.html").is_symlink()
    assert pages(out) == SITE


@pytest.mark.parametrize("trouble", [ValueError, OSError, KeyboardInterrupt, ZeroDivisionError])
def test_a_source_that_fails_half_way_changes_nothing(out: Path, trouble: type[BaseException]) -> None:
    put(out / "stale.html", "stale")
    before = aged(out)

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        yield "entries/new/index.html", b"new"
        raise trouble("half-way")

    with pytest.raises(trouble, match="half-way"):
        publish(out, failing())
    assert snapshot(out) == before
    assert alone(out)


def test_a_source_that_fails_makes_no_site(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        publish(tmp_path / "top" / "site", failing())
    assert names(tmp_path / "top") == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("index.html", "Two pages want the address /."),
        ("entries/dogs/index.html", "Two pages want the address /entries/dogs/."),
        ("assets/petunias.css", "Two pages want the address /assets/petunias.css."),
        ("entries", "Two pages want the address /entries: one as a file, one as a folder."),
        ("entries/dogs", "Two pages want the address /entries/dogs: one as a file, one as a folder."),
        ("index.html/x", "Two pages want the address /index.html/x: one as a file, one as a folder."),
        ("index.html/x/y", "Two pages want the address /index.html/x/y: one as a file, one as a folder."),
    ],
)
@pytest.mark.parametrize("content", [b"home", b"other"])
def test_two_pages_at_one_address_are_refused(out: Path, path: str, told: str, content: bytes) -> None:
    before = snapshot(out)
    with pytest.raises(ValueError) as trouble:
        publish(out, [*files(), (path, content)])
    assert str(trouble.value) == told
    assert snapshot(out) == before
    assert alone(out)


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "home" / "letter.txt", "dear")
    with pytest.raises(NotOurs) as trouble:
        publish(tmp_path / "home", files())
    assert str(trouble.value) == (
        f"{tmp_path / 'home'} must be empty, or a site that Petunias made; it holds other files, which would be "
        "removed. Fix: choose another folder for the site."
    )
    assert contents(tmp_path) == {"home/letter.txt": b"dear"}


def test_a_hidden_file_makes_a_folder_somebody_elses(tmp_path: Path) -> None:
    put(tmp_path / "home" / ".bashrc", "")
    with pytest.raises(NotOurs):
        check_ours(tmp_path / "home")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "site", "a file")
    with pytest.raises(NotOurs) as trouble:
        publish(tmp_path / "site", files())
    assert str(trouble.value) == (
        f"{tmp_path / 'site'} must be a folder, and it is a file. Fix: choose another folder for the site."
    )
    assert contents(tmp_path) == {"site": b"a file"}


@pytest.mark.parametrize("source", [".", "directory", "site_overrides/assets"])
def test_a_folder_that_holds_what_the_site_is_made_from_is_refused(out: Path, source: str) -> None:
    """Even with our marker: somebody built into a folder first, and wrote a directory there afterwards."""
    check_ours(out, [out.parent, out.parent / "directory", out.parent / f"{out.name}-of-mine"])
    with pytest.raises(NotOurs) as trouble:
        check_ours(out, [out.parent, out / source])
    assert str(trouble.value) == (
        f"{out} must not hold {out / source}, which would be removed. Fix: choose another folder for the site."
    )


def test_a_marker_that_is_a_folder_is_none(tmp_path: Path) -> None:
    put(tmp_path / "site" / MARKER / "x", "")
    with pytest.raises(NotOurs):
        check_ours(tmp_path / "site")


def test_what_pages_need_is_replaced_before_the_pages(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a reader gets a page whose style sheet is not there yet."""
    order: list[str] = []
    make_way = module._make_way
    monkeypatch.setattr(module, "_make_way", lambda out, path: (order.append(path), make_way(out, path)))
    publish(out, [("a.html", b"1"), ("z/index.html", b"2"), ("assets/petunias.2.css", b"3"), ("assets/a.js", b"4")])
    assert order == ["assets/a.js", "assets/petunias.2.css", "a.html", "z/index.html"]


def test_a_volume_parks_in_itself(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file cannot be renamed from one disk to another, nor be put where nobody may write."""
    places: list[Path] = []
    made = module.tempfile.mkdtemp

    def note(dir: Path, prefix: str) -> str:
        places.append(dir)
        return made(dir=dir, prefix=prefix)

    monkeypatch.setattr(module.tempfile, "mkdtemp", note)
    publish(out, files(entries_dogs=b"1"))
    monkeypatch.setattr(module.os, "access", lambda path, mode: path != out.parent)
    publish(out, files(entries_dogs=b"2"))
    assert places == [out.parent, out]
    assert pages(out) == {**SITE, "entries/dogs/index.html": b"2"}
    assert names(out) == [MARKER, "assets", "entries", "index.html"]


def test_a_site_may_have_a_name_in_any_letters(tmp_path: Path) -> None:
    out = tmp_path / "Gwefan iechyd & lles"
    publish(out, [("entries/caffi/index.html", "Llŷn".encode())])
    assert pages(out) == {"entries/caffi/index.html": "Llŷn".encode()}


def test_a_new_site_is_there_all_at_once_and_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    out = tmp_path / "site"
    outcome = publish(out, [("index.html", b"home"), ("a/index.html", b"a")])
    assert outcome == Outcome(3, 0, 0)
    assert out.stat().st_mode & 0o777 == 0o755
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
