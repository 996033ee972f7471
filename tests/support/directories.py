"""Small directory folders, made for one test; what is in a folder, to see whether anything in it changed."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from petunias import reading, records, resources
from petunias.language import Language, language
from petunias.model import Area, Directory, Entry
from petunias.render import Templates
from petunias.site import pages, plugin, publish
from petunias.site.edition import Edition
from petunias.site.maker import Maker, Page
from support.site import REPOSITORY, TODAY

Data = Mapping[str, Any]

# An entry of four fields, and one with every field.
FOUR: Data = {
    "name": "Anytown Cat and Dog Shelter",
    "domains": ["physical-activity"],
    "summary": "Walk our dogs any weekday morning.",
    "contact": {"phone": "01632 960101"},
}
AREA: Data = {"name": "Smallton"}
WHOLE_AREA: Data = {
    "id": "smallton",
    "name": "Smallton",
    "url": "https://smallton.example.org/",
    "team": {"name": "The team", "phone": "01632 960000", "email": "team@smallton.example.org", "hours": "Weekdays."},
    "urgent_help": [{"name": "Samaritans", "phone": "116 123", "when": "any time", "for": "to talk"}],
    "assurance_owner": "Better Services",
    "lead_providers": [{"id": "better-services", "name": "Better Services", "hosts": True, "phone": "01632 960002"}],
    "localities": [
        {"id": "north", "name": "North Smallton", "lead_provider": "better-services"},
        {"id": "south", "name": "South Smallton"},
    ],
    "practices": [{"id": "riverside", "name": "Riverside Surgery", "postcode": "AN1 1AA", "locality": "north"}],
    "terms": [{"from": "2026-11-02", "until": "2026-12-18"}],
}
WHOLE: Data = {
    "name": "Dog Walks",
    "domains": ["physical-activity", "volunteering"],
    "summary": "Walk our dogs.",
    "provider": "Smallton Animal Friends",
    "added": "2026-03-02",
    "formerly": ["hound-walks"],
    "description": "Forty dogs, **all** friendly.",
    "contact": {
        "phone": "01632 960101",
        "phone_note": "mornings are best",
        "text": "07700 900101",
        "email": "walks@shelter.example.org",
        "email_note": "we read it on Fridays",
        "website": "https://shelter.example.org/",
        "visit": "The green gate behind the station",
    },
    "localities": ["north", "south"],
    "ways": ["in-person", "phone"],
    "places": [
        {
            "id": "yard",
            "name": "The yard",
            "address": "2 Station Lane, Smallton",
            "postcode": "AN1 2AB",
            "directions": "Ring the bell twice.",
            "at": {"lat": 52.95, "lon": -1.15},
            "accessibility": ["step-free", "near-bus"],
        }
    ],
    "sessions": [
        {
            "days": ["tuesday"],
            "start": "09:30",
            "end": "11:00",
            "bank_holidays": "closed",
            "place": "yard",
            "note": "Bring a coat",
        }
    ],
    "cost": "free",
    "access": ["drop-in", "professional-referral"],
    "referral": {"who": "GP or nurse", "criteria": "Low mood", "how": "One form", "url": "https://refer.example.org/"},
    "who_for": {"text": "Anyone who likes dogs", "ages": {"from": 18, "to": 99}, "groups": ["carers", "men"]},
    "support": ["self-care"],
    "languages": ["en", "cy"],
    "first_visit": "Ask for Sam.",
    "availability": {"status": "open", "on": "2026-11-01", "note": "Two places on Mondays"},
    "lead_provider": "better-services",
    "relationship": "informal",
    "assurance": [
        {"what": "Insurance", "seen_by": "Better Services", "on": "2026-04-01", "until": "2027-04-01"},
        {"what": "First aid"},
    ],
    "confirmed": {"on": "2026-11-03", "by": "provider"},
    "keywords": ["hounds"],
    "source": {"scheme": "old-list", "id": "17", "licence": "OGL-UK-3.0", "url": "https://list.example.org/"},
}


# --- as data, without a file ---


def entry(id: str = "dogs", /, *without: str, **fields: Any) -> Entry:
    """The entry of four fields, with `fields` in place of its own and `without` some."""
    data = {**FOUR, **fields}
    return records.entry(id, {name: value for name, value in data.items() if name not in without})


def area(**fields: Any) -> Area:
    """An area with a name and these fields."""
    return records.area({**AREA, **fields}, id="smallton")


def directory(*entries: Entry, **fields: Any) -> Directory:
    """A directory of these entries, in order of id as a folder gives them; `fields` are the area's."""
    return Directory(area(**fields), tuple(sorted(entries, key=lambda one: one.id)))


ENGLISH: Language = language("en")


@functools.cache
def templates(code: str = "en") -> Templates:
    """Our templates, compiled once for all tests."""
    return Templates([resources.shipped("site_overrides")], language(code), "assets/icons.svg")


def edition(made: Directory, today: date = TODAY, code: str = "en", folder: str = "") -> Edition:
    """The directory in one language on one day."""
    return Edition(made, language(code), templates(code), today, folder)


def pages_of(made: Directory, today: date = TODAY, code: str = "en", folder: str = "") -> dict[str, Page]:
    """The directory's pages by their addresses below the language's home page, before they get their frame."""
    maker = Maker(edition(made, today, code, folder))
    both = zip(made.entries, maker.every, strict=True)
    every = [*pages.pages(maker), *(page for one, listing in both for page in pages.pages_of(maker, one, listing))]
    return {page.spot.address: pages.titled(page, maker.edition) for page in every}


# --- as a folder ---


def write(top: Path, entries: Mapping[str, Data] | None = None, area: Data = AREA, **files: str) -> Path:
    """Writes `top`/directory with these entries (or the one of four fields), and gives that folder."""
    folder = top / "directory"
    put(folder / "area.yaml", dump(area))
    for id, data in ({"dogs": FOUR} if entries is None else entries).items():
        put(folder / "entries" / f"{id}.yaml", dump(data))
    return folder


def write_prose(top: Path, **settings: Any) -> None:
    """Two short prose pages and a mkdocs.yml of their own, so that a test does not depend on the handbook."""
    put(top / "docs" / "about" / "index.md", "# About\n\nWho we are.\n")
    put(top / "docs" / "handbook" / "index.md", "# Handbook\n\nHow it is done.\n")
    nav = ["about/index.md", "handbook/index.md"]
    put(
        top / "mkdocs.yml",
        dump({"site_name": "X", "theme": "material", "plugins": ["petunias"], "nav": nav, **settings}),
    )


def put(path: Path, text: str) -> None:
    """Writes a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def dump(data: Data) -> str:
    """The data as YAML; what YAML would read as something else comes out in quotes."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False)


def build(folder: Path, site: Path, *, today: date | None = TODAY, strict: bool = False) -> publish.Outcome:
    """Builds the folder in this process. BuildFailed or ProblemsFound if it cannot be built."""
    made = reading.read_or_raise(folder)
    return plugin.build(resources.surroundings(folder), made, site, today=today, strict=strict)


def run(*arguments: str | Path, cwd: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m` with these arguments, as a person would run it in `cwd`. No more of the environment than needed."""
    needed = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    quiet = {**needed, "NO_MKDOCS_2_WARNING": "1", "HOME": tempfile.gettempdir()}
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env=quiet | environment, timeout=60
    )


# --- what came of it ---


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file in the folder with its bytes and the moment of its last change, and every folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = (path.read_bytes(), path.stat().st_mtime_ns) if path.is_file() else (b"", 0)
        found[path.relative_to(folder).as_posix()] = state
    return found


def names(folder: Path) -> list[str]:
    """What is in the folder itself."""
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(site: Path, address: str) -> LexborHTMLParser:
    """The page at an address such as entries/dogs/."""
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def seen(html: str) -> LexborHTMLParser:
    """The page without what is hidden."""
    tree = LexborHTMLParser(html)
    for node in tree.css("[hidden]"):
        node.decompose()
    return tree


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    """The text on one line."""
    assert node is not None, "there is no such element"
    text = node.text() if isinstance(node, LexborNode) else (node.body.text() if node.body else "")
    return re.sub(r"\s+", " ", text).strip()


def all_words(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    """The text of each element that the selector finds."""
    return [words(node) for node in tree.css(selector)]
