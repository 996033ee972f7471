"""The promise: a charity joins in five minutes, with a name, a kind of help, a sentence and a phone number."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from petunias import schema
from support.folders import petunias

SHELTER = """\
name: Anytown Cat and Dog Shelter
domains: [physical-activity]
summary: Walk our dogs any weekday morning. No booking, just turn up.
contact:
  phone: 01632 960101
"""


def page(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def test_the_cat_and_dog_shelter_can_register(tmp_path: Path) -> None:
    directory = tmp_path / "directory"
    (directory / "entries").mkdir(parents=True)
    (directory / "area.yaml").write_text("name: Anytown\n", encoding="utf-8")
    (directory / "entries" / "anytown-cat-and-dog-shelter.yaml").write_text(SHELTER, encoding="utf-8")

    checked = petunias(tmp_path, "check", "--directory", str(directory))
    assert (checked.exit_code, checked.stdout) == (0, "1 entry, no problems.\n")

    site = tmp_path / "site"
    built = petunias(tmp_path, "build", "--directory", str(directory), "--site-dir", str(site))
    assert built.exit_code == 0, built.output

    entry = page(site, "entries/anytown-cat-and-dog-shelter")
    article = entry.css_first('[data-entry="anytown-cat-and-dog-shelter"]')
    assert article is not None
    words = article.text()
    assert "Anytown Cat and Dog Shelter" in words
    assert "Walk our dogs any weekday morning. No booking, just turn up." in words
    assert "01632 960101" in words
    assert article.css_first('a[href="tel:+441632960101"]') is not None

    domain = page(site, "domains/physical-activity")
    links = [str(link.attributes.get("href")) for link in domain.css("a[href]")]
    assert [link for link in links if link.endswith("entries/anytown-cat-and-dog-shelter/")]


def test_nothing_else_is_asked() -> None:
    """Whoever adds a required field takes the promise back, and this test with it."""
    assert schema.schema("entry")["required"] == ["name", "domains", "summary", "contact"]
    contact = schema.schema("entry")["properties"]["contact"]
    assert "required" not in contact
    assert [way["required"] for way in contact["anyOf"]] == [["phone"], ["text"], ["email"], ["website"], ["visit"]]


def test_each_of_the_four_is_needed_and_any_way_to_reach_it_will_do(tmp_path: Path) -> None:
    directory = tmp_path / "directory"
    (directory / "entries").mkdir(parents=True)
    (directory / "area.yaml").write_text("name: Anytown\n", encoding="utf-8")
    file = directory / "entries" / "shelter.yaml"
    four = SHELTER.replace("contact:\n  phone", "contact: \n  phone").split("\n")
    for left_out in ("name", "domains", "summary"):
        file.write_text("\n".join(line for line in four if not line.startswith(left_out)), encoding="utf-8")
        told = petunias(tmp_path, "check").stdout
        assert f"shelter.yaml:1: {left_out}: must be there, and is missing." in told
        assert told.endswith("\n1 error in 1 entry.\n")
    for way in (
        "text: 07700 900101",
        "email: a@shelter.example.org",
        "website: https://shelter.example.org",
        "visit: The gate",
    ):
        file.write_text(SHELTER.replace("phone: 01632 960101", way), encoding="utf-8")
        assert petunias(tmp_path, "check").exit_code == 0
