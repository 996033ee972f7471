"""Pairs of path and text, as forms send them, as the data of an entry's file; and how they are tidied on the way.

The form's own script does the same on the reader's device (site_overrides/assets/form-text.js), but a browser can be
made to send anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from petunias import phones, schema
from petunias.checks.texts import UNSEEN
from petunias.questions import Question, questions, rows
from petunias.submissions.plain_form import general

Pair = tuple[str, str]
NOTE = "submitter.note"
_WEB = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)


@cache
def asked() -> Mapping[str, Question]:
    """Every question, by its path."""
    return {one.path: one for one in questions()}


def tidy(path: str, text: str) -> str:
    """The text as it is meant: no blanks around it, nothing unseen in it, and written as its field wants it."""
    said = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    question = asked().get(general(path))
    if path != NOTE and (question is None or question.kind != "text"):
        return meant(question, " ".join(said.split()))
    return "\n".join(line.rstrip() for line in said.split("\n")).strip()


def meant(question: Question | None, said: str) -> str:
    """What somebody plainly means: a postcode in small letters, a web address without https."""
    if question is None or not said:
        return said
    if question.rule == "uk-postcode":
        bare = re.sub(r"[^A-Z0-9]", "", said.upper())
        return f"{bare[:-3]} {bare[-3:]}" if 5 <= len(bare) <= 7 else said
    if question.rule == "web-address" and _WEB.fullmatch(said):
        return f"https://{said}"
    if question.rule == "email":
        return re.sub(r"^mailto:", "", said, flags=re.IGNORECASE)
    return phones.spaced(said) if question.rule == "phone" else said


def meant_by(path: str, text: str) -> str:
    """What somebody means who writes the answer by hand: yes for true, a choice by its words on the form."""
    tidied = tidy(path, text)
    question = asked().get(general(path))
    if question is None or question.kind not in ("yes", "choice", "choices"):
        return tidied
    if question.kind == "yes":
        return {"yes": "true", "y": "true", "no": "false", "n": "false"}.get(tidied.lower(), tidied.lower())
    known = {said.lower(): one.value for one in question.options for said in (one.title, one.value)}
    if question.kind == "choice" or tidied.lower() in known:
        return known.get(tidied.lower(), tidied)
    return ", ".join(known.get(part.strip().lower(), part.strip()) for part in tidied.split(",") if part.strip())


def data(pairs: Iterable[Pair], today: date, ids: Sequence[str] = ()) -> dict[str, Any]:
    """The answers as the data of an entry's file, in the order of the schema.

    `ids` are those that the entry's places have already, in order. Rows without anything in them are left out. What
    would tell a secret address is left out, so that it is never kept.
    """
    said: dict[str, list[str]] = defaultdict(list)
    for path, text in pairs:
        if general(path) in asked() and (tidied := tidy(path, text)):
            said[path].append(tidied)
    if "true" in said.get("private_address", ()):
        said = defaultdict(list, {path: text for path, text in said.items() if not asked()[general(path)].secret})
    made: dict[str, Any] = {}
    order = {path: number for number, path in enumerate(asked())}
    for path in sorted(said, key=lambda path: (order[general(path)], path)):
        put(made, path.split("."), _value(asked()[general(path)].kind, said[path]))
    _name_places(made, ids)
    for name in rows():
        made[name] = [row for _number, row in sorted(made.get(name, {}).items()) if row]
        if not made[name]:
            del made[name]
    if "availability" in made:
        made["availability"]["on"] = today.isoformat()
    typed: dict[str, Any] = schema.typed("entry", made)
    return typed


def put(into: dict[Any, Any], keys: Sequence[str], value: Any) -> None:
    """Puts a value at a path; a number in it is the number of a row, a key that is sorted later."""
    for key in keys[:-1]:
        into = into.setdefault(int(key) if key.isdecimal() else key, {})
    into[keys[-1]] = value


def _value(kind: str, given: list[str]) -> Any:
    if kind == "choices":
        return list(dict.fromkeys(given))
    if kind == "words":
        parts = [part.strip() for text in given for part in text.split(",")]
        return list(dict.fromkeys(part for part in parts if part))
    return given[0]


def _name_places(made: Mapping[str, Any], ids: Sequence[str]) -> None:
    """Gives a place the id by which it is known, or one if a time says that it is there."""
    places: dict[int, dict[str, Any]] = made.get("places", {})
    for number, place in list(places.items()):
        if number < len(ids) and ids[number]:
            places[number] = {"id": ids[number], **place}
    for session in made.get("sessions", {}).values():
        found = re.fullmatch(r"place-([0-9]{1,2})", session.get("place", ""))
        number = int(found[1]) - 1 if found else -1
        if not found:
            continue
        if number not in places:
            del session["place"]
            continue
        places[number] = {"id": session["place"], **places[number]}
        session["place"] = places[number]["id"]


def flat(made: Any, before: str = "") -> dict[str, str]:
    """Data as path and text, lists of choices with commas between them."""
    found: dict[str, str] = {}
    items = made.items() if isinstance(made, Mapping) else enumerate(made)
    for key, value in items:
        path = f"{before}{key}"
        if isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(one, Mapping) for one in value)):
            found |= flat(value, f"{path}.")
        elif isinstance(value, list):
            found[path] = ", ".join(map(str, value))
        else:
            found[path] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def asked_secretly(path: str) -> bool:
    """Whether an answer to it would tell where a secret address is."""
    question = asked().get(general(path))
    return bool(question and question.secret)


def as_sent(told: Mapping[str, Any]) -> list[Pair]:
    """What is published of an entry, as a form that shows all of it sends it back: places go by their numbers."""
    ids = [place.get("id", "") for place in told.get("places", ())]
    sent = []
    for path, text in pairs(told):
        if general(path) == "sessions.0.place":
            if text in ids:
                sent.append((path, f"place-{ids.index(text) + 1}"))
        elif general(path) in asked():
            sent.append((path, text))
    return sent


def pairs(made: Mapping[str, Any]) -> list[Pair]:
    """Data as what a form with it would send: a pair for each tick."""
    found = []
    for path, text in flat(made).items():
        question = asked().get(general(path))
        ticks = text.split(", ") if question and question.kind == "choices" else [text]
        found += [(path, tick) for tick in ticks]
    return found
