"""A new area: the files of a folder of its own, from four answers."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from petunias import __version__, yamlfile
from petunias.resources import shown

TEMPLATE = Path(__file__).resolve().parent / "template"
# What a new clone holds before anything is in it.
_MAY_BE_THERE = frozenset({".git"})


class NotEmpty(Exception):
    """The folder cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The four answers. At least one of phone and e-mail is there: they stand on every page."""

    name: str
    nation: str
    phone: str | None
    email: str | None


def check_free(folder: Path) -> None:
    """NotEmpty if the folder is a file, or holds anything but a repository's own .git."""
    if folder.exists() and not folder.is_dir():
        raise NotEmpty(f"{shown(folder)} must be a folder, and it is a file. Choose another name.")
    if folder.is_dir() and (inside := sorted({path.name for path in folder.iterdir()} - _MAY_BE_THERE)):
        raise NotEmpty(
            f"{shown(folder)} must be empty, but it holds {inside[0]}{' and more' if len(inside) > 1 else ''}. "
            "Choose another name."
        )


def make(folder: Path, answers: Answers, today: date, *, wheel: Path | None = None) -> None:
    """Makes the area in the folder, all of it or nothing.

    `wheel` is the file that the program was installed from, if the area is to carry it.
    """
    check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yamlfile.write(staged / "directory" / "area.yaml", area_file(answers))
        for id, entry in examples(today).items():
            yamlfile.write(staged / "directory" / "entries" / f"{id}.yaml", yamlfile.dump(entry))
        requirement = f"petunias=={__version__}"
        if wheel:
            shutil.copyfile(wheel, staged / wheel.name)
            requirement = f"./{wheel.name}"
        for source in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
            text = source.read_text(encoding="utf-8")
            text = text.replace("[[name]]", answers.name).replace("[[requirement]]", requirement)
            yamlfile.write(staged / _real_name(source), text)
        folder.mkdir(exist_ok=True)
        for part in sorted(staged.iterdir()):
            part.rename(folder / part.name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _real_name(source: Path) -> Path:
    """dot-github/workflows/check.yml as .github/workflows/check.yml: git and others heed hidden files."""
    parts = source.relative_to(TEMPLATE).parts
    return Path(*(f".{part[4:]}" if part.startswith("dot-") else part for part in parts))


def installed_from() -> Path | None:
    """The wheel file that this program was installed from, if it is still there."""
    try:
        told = distribution("petunias").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    url = urlsplit(json.loads(told or "{}").get("url", ""))
    path = Path(url2pathname(url.path))
    return path if url.scheme == "file" and path.suffix == ".whl" and path.is_file() else None


def area_file(answers: Answers) -> str:
    """area.yaml, with a word on what to add."""
    reach = {name: value for name, value in (("phone", answers.phone), ("email", answers.email)) if value}
    data: dict[str, Any] = {
        "name": answers.name,
        "nation": answers.nation,
        "team": {"name": f"{answers.name} directory team", **reach},
        "urgent_help": [dict(line) for line in _URGENT[answers.nation == "northern-ireland"]],
    }
    if answers.email:
        data["register"] = {"email": answers.email}
    return _ABOUT_AREA + yamlfile.dump(data)


_ABOUT_AREA = """\
# The area, and the team that keeps the directory. The handbook page "File formats" lists every field.
# Once you know the address of your site, add it, so that printed pages can show it:
# url: https://health.example.org/
"""

_LIFE = {"name": "999", "phone": "999", "when": "any time", "for": "life in danger"}
_ADVICE = {"name": "NHS 111", "phone": "111", "when": "any time", "for": "medical help now"}
_TALK = {"name": "Samaritans", "phone": "116 123", "when": "any time, free", "for": "to talk to someone"}
# Northern Ireland has no 111.
_LIFELINE = {"name": "Lifeline", "phone": "0808 808 8000", "when": "any time, free", "for": "distress or despair"}
_URGENT = {False: (_LIFE, _ADVICE, _TALK), True: (_LIFE, _LIFELINE, _TALK)}


def examples(today: date) -> dict[str, dict[str, Any]]:
    """Two entries that nobody can take for real ones: they say so, and their numbers ring nowhere."""
    return {
        "example-walking-group": {
            "name": "Example walking group",
            "domains": ["physical-activity", "befriending"],
            "summary": "Example: change or delete me. A gentle walk every Tuesday, with tea after.",
            "contact": {"phone": "01632 960101", "phone_note": "this number rings nowhere"},
            "added": today.isoformat(),
            "places": [{"name": "The bandstand", "address": "Example Park"}],
            "sessions": [{"days": ["tuesday"], "start": "10:30", "end": "11:30"}],
            "cost": "free",
            "access": ["drop-in"],
            "first_visit": "Look for the person with the yellow flag.",
        },
        "example-money-advice": {
            "name": "Example money advice",
            "domains": ["welfare-rights"],
            "summary": "Example: change or delete me. Help with bills and forms.",
            "contact": {"phone": "01632 960102"},
            "added": today.isoformat(),
        },
    }
