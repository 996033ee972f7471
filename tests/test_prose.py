"""Links from prose to directory pages."""

from pathlib import Path

from petunias import reading
from petunias.site.prose import every_address, wrong_links

REPOSITORY = Path(__file__).resolve().parents[1]


def test_every_address_is_a_page_and_every_page_an_address(anytown_site: Path) -> None:
    made = {path.parent.relative_to(anytown_site).as_posix() + "/" for path in anytown_site.rglob("index.html")}
    made = {"" if address == "./" else address for address in made if "/page/" not in address}
    prose = {"about/", "about/privacy/", "about/accessibility/", "about/sources/"}
    directory = reading.read_or_raise(REPOSITORY / "directory")
    assert every_address(directory) == {a for a in made if not a.startswith("handbook/")} - prose


def test_the_prose_of_this_repository_leads_somewhere() -> None:
    directory = reading.read_or_raise(REPOSITORY / "directory")
    assert list(wrong_links(REPOSITORY / "docs", every_address(directory))) == []


def test_a_link_that_leads_nowhere_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "page.md").write_text(
        "# Page\n\n[fine](../../find/) [up](../) [outside](https://example.org/x) [here](#part) [mail](mailto:a@b.c)\n"
        "[wrong](../../fnid/)\n![picture](picture.png)\n\n```\n[code](nowhere/)\n```\n\n`[code](nowhere/)`\n",
        encoding="utf-8",
    )
    (tmp_path / "help" / "index.md").write_text("[picture](picture.png) [absolute](/find/)\n", encoding="utf-8")
    (tmp_path / "help" / "picture.png").write_bytes(b"")
    (problem,) = wrong_links(tmp_path, {"", "find/"})
    assert (problem.level, problem.line) == ("error", 4)
    assert problem.message == 'must lead to a page of this site; "../../fnid/" leads nowhere.'
    assert problem.fix == "did you mean find/? Count the folders back from this page with ../"
