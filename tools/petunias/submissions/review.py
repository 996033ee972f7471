"""One submission as an editor needs to see it: what would be published, what differs, who may be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from petunias import reading, schema
from petunias.dates import local_today
from petunias.model import Entry
from petunias.problems import Problem, errors
from petunias.starting.entry import free_id_for
from petunias.submissions import answers, offer
from petunias.submissions.message import Submission
from petunias.submissions.neighbours import Neighbours, Twin
from petunias.submissions.plain_form import general

# Asked of every new entry and every change, before it is published. Short, so that it is read.
CHECKLIST: Mapping[str, str] = {
    "real": "I have rung, written or looked them up: the group is there, and this is how to reach it.",
    "safe": "Nothing here tells where somebody lives who must not be found.",
    "kind": "It names nobody who has not agreed, and promises no cure.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it is called, what stands there now, and what would. `clash`: somebody changed it meanwhile."""

    field: str
    title: str
    now: str
    then: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What would come of a submission. `id` is the entry's, `text` that of its file; `before` is what stands there.

    `entry` is None if there is an error among the `problems`, or nothing to publish.
    """

    submission: Submission
    id: str
    before: str
    text: str
    entry: Entry | None
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    twins: tuple[Twin, ...]

    @property
    def seen(self) -> str:
        """A mark of what an editor has looked at; another one means that the file has changed since."""
        return hashlib.sha256(f"{self.id}\n{self.before}".encode()).hexdigest()[:16]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way."""
        return tuple(errors(self.problems))

    @property
    def clashes(self) -> tuple[Change, ...]:
        """What was changed by somebody else since it was sent."""
        return tuple(one for one in self.changes if one.clash)


def review(directory: Path, neighbours: Neighbours, submission: Submission, *, confirm: bool | None = None) -> Review:
    """Looks at a submission beside the directory as it is now.

    `confirm` says whether it counts as a confirmation by the group; if not given, only of what is new.
    """
    sent = submission.offer
    if sent.kind == "report":
        return Review(submission, sent.entry, "", "", None, (), (), ())
    neighbours.renew()
    known = neighbours.get(sent.entry) if sent.entry else None
    now = offer.filed(directory, known.id) if known else {}
    then = _whole(now, submission, confirm=sent.kind == "new" if confirm is None else confirm)
    text = offer.canonical(then)
    id = known.id if known else submission.file
    before = _text(directory, id) if id else ""
    if not known and (not id or before not in ("", text)):
        # The id that was found last time, if nobody else has it by now.
        id, before = _new_id(directory, submission), ""
    if sent.entry and not known:
        missing = Problem("error", "", 0, "", f"must be about an entry that is there; {sent.entry} is not.")
        return Review(submission, sent.entry, "", "", None, (missing,), (), ())
    entry, problems = reading.read_one(directory, id, text.encode())
    twins = tuple(neighbours.twins(entry)) if entry and sent.kind == "new" else ()
    return Review(submission, id, before, text, entry, problems, tuple(_changes(now, then, submission)), twins)


def _text(directory: Path, id: str) -> str:
    path = directory / "entries" / f"{id}.yaml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _new_id(directory: Path, submission: Submission) -> str:
    data = submission.offer.data
    domains = [one for one in data.get("domains", ()) if one in {domain.value for domain in schema.domains()}]
    places = data.get("localities", ())
    return free_id_for(
        directory, submission.offer.name, domains or ["group"], places if isinstance(places, list) else ()
    )


def _whole(now: Mapping[str, Any], submission: Submission, *, confirm: bool) -> dict[str, Any]:
    sent = submission.offer
    day = local_today(submission.received)
    made = offer.applied(now, sent)
    if sent.kind == "withdraw":
        return made
    if sent.kind == "new":
        made.setdefault("added", day.isoformat())
    if confirm and sent.kind in ("new", "change") and _is_later(day, made):
        made["confirmed"] = {"on": day.isoformat(), "by": "provider"}
    return made


def _is_later(day: date, made: Mapping[str, Any]) -> bool:
    return str(made.get("confirmed", {}).get("on", "")) < day.isoformat()


def _changes(now: Mapping[str, Any], then: Mapping[str, Any], submission: Submission) -> list[Change]:
    old, new = answers.flat(now), answers.flat(then)
    was = answers.flat(submission.offer.was)
    touched = {path.split(".")[0] for path in (*submission.offer.data, *submission.offer.taken_out)}
    found = []
    for path in dict.fromkeys((*new, *old)):
        if old.get(path) == new.get(path):
            continue
        clash = bool(submission.offer.entry) and path.split(".")[0] in touched and was.get(path) != old.get(path)
        clash = clash and submission.offer.kind == "change" and old.get(path) != new.get(path)
        found.append(Change(path, title(path), _words(path, old), _words(path, new), clash))
    return found


def title(path: str) -> str:
    """What a field is called by people."""
    row = next((int(part) + 1 for part in path.split(".") if part.isdecimal()), 0)
    name = _titles().get(general(path)) or path.replace("_", " ").replace(".", ", ")
    return f"{name} ({row})" if row else name


@cache
def _titles() -> Mapping[str, str]:
    asked = {path: one.title for path, one in answers.asked().items()}
    return {path: asked.get(path, node["title"]) for path, node, _ in schema.all_fields("entry") if "title" in node}


def _words(path: str, said: Mapping[str, str]) -> str:
    """An answer in words: choices by their titles."""
    question, text = answers.asked().get(general(path)), said.get(path, "")
    titles = {choice.value: choice.title for choice in question.options} if question else {}
    return ", ".join(titles.get(part, part) for part in text.split(", ")) if titles else text
