"""An issue made into the file of an entry, or into what is wrong with it. Nothing of it is published: a person merges.

The file's name is made from the entry's name by our own rule, or is that of a file that is there. Nothing that a
stranger wrote becomes part of a path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from petunias import duplicates, files, questions, reading, schema, yamlfile
from petunias.checks import slug
from petunias.model import Area, Directory
from petunias.problems import Problem, errors
from petunias.resources import shown
from petunias.starting import entry
from petunias.starting.answers import found
from petunias.submissions import answers, issue_body
from petunias.submissions.issue_body import IssueBody
from petunias.submissions.issue_form import FORMS, Form, fields
from petunias.submissions.offer import PRIVATE_ADDRESS, canonical, has_moved

_PAGE = re.compile(r"(?:https?://[^\s/]+/(?:\S*/)?)?(?:entries/)?(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)/?(?:[?#]\S*)?")
_LONGEST = 500  # characters of the address of a page
_COMMENT = re.compile(r"^\s*#|\s#\s", re.MULTILINE)


class NotForUs(Exception):
    """The event is not about an open issue made with one of our forms; the message says why."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue made with a form. `base` is the branch that its entry is to go to."""

    number: int
    form: Form
    body: str
    base: str


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an issue. `path` is None if no file was written: `problems` or `words` then say why.

    `words` are sentences of our own; `problems` quote what was written. `twins` are entries that it may be already.
    What is not `mendable` cannot be put right by who wrote the issue.
    """

    id: str
    path: Path | None
    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    rest: bool = False
    change: bool = False
    mendable: bool = True


def issue(event: bytes) -> Issue:
    """The issue in the event that GitHub tells of; NotForUs if there is nothing to do."""
    try:
        told = json.loads(event)
        one = told["issue"]
        number, state, base = one["number"], one["state"], told["repository"]["default_branch"]
        labels = [label["name"] for label in one["labels"]]
        body = one["body"] or ""
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise NotForUs("The file must be the event of an issue, as GitHub writes it.") from trouble
    if not (type(number) is int and number > 0 and isinstance(body, str) and isinstance(base, str)):
        raise NotForUs("The file must be the event of an issue, as GitHub writes it.")
    if state != "open":
        raise NotForUs("The issue is closed.")
    if "pull_request" in one:
        raise NotForUs("It is a pull request, and not an issue.")
    form = next((form for form in FORMS if form.label in labels), None)
    if form is None:
        raise NotForUs(f"The issue has none of the labels {', '.join(form.label for form in FORMS)}.")
    return Issue(number, form, body, base)


def make(directory: Path, issue: Issue, area: Area, today: date) -> Made:
    """Writes the entry's file if the whole check finds no error in it; else leaves all as it was."""
    if len(issue.body) > issue_body.LARGEST:
        return _refused("The text is too long. An entry has 5,000 characters, and no issue may have 65,536.")
    # Whatever any form asks is known, so that what tells of a secret place is seen and left out.
    body = issue_body.read(issue.body, fields(replace(issue.form, secret=False), area))
    if body.twice:
        labels = ", ".join(f"“{label}”" for label in body.twice)
        return _refused(f"These headings stand twice: {labels}. Keep one of each, with its answer.", body)
    return (_change if issue.form.change else _add)(directory, issue, body, today)


def _add(directory: Path, issue: Issue, body: IssueBody, today: date) -> Made:
    hidden = issue.form.secret
    data = answers.data([*body.said, *([(PRIVATE_ADDRESS, "true")] if hidden else ())], today)
    data["added"] = today.isoformat()
    domains = data.get("domains", ["entry"])
    places = tuple(id for id in data.get("localities", ()) if id == slug(id))
    known = entry.Answers(data.get("name", ""), [slug(domains[0]) or "entry"], "", {}, places)
    return _written(directory, entry.free_id(directory, known), data, body, _warned(body) if hidden else ())


def _change(directory: Path, issue: Issue, body: IssueBody, today: date) -> Made:
    match = _PAGE.fullmatch(body.entry.strip()) if len(body.entry) < _LONGEST else None
    directory_read = reading.read_some(directory)
    id = _present(directory, match["id"], directory_read) if match else None
    if id is None:
        return _refused(
            "We do not know which entry you mean. Under “Which entry”, write the address of its page in the directory.",
            body,
        )
    file = yamlfile.read(directory / "entries" / f"{id}.yaml")
    if not isinstance(file.data, dict):
        return _refused("The entry’s file cannot be read just now. An editor has to look at it first.", body, False)
    old = schema.typed("entry", file.data)
    if isinstance(old.get("status"), dict) and old["status"].get("state") == "withdrawn":
        return _refused("This entry was taken off. Ring or write to the team of the directory about it.", body, False)
    hidden = [(PRIVATE_ADDRESS, "true")] if old.get(PRIVATE_ADDRESS) is True else []
    new = answers.data([*body.said, *hidden], today)
    words = _warned(body) if hidden else ()
    for rows in questions.rows():
        if rows in new and len(old.get(rows, ())) > 1:
            del new[rows]
            words = (*words, f"The entry has several {_SEVERAL[rows]}. An editor has to change those by hand.")
    data = _without(_merged(old, new), body.taken_out)
    if data == old:
        return _refused(" ".join((*words, "Nothing in it differs from what is in the directory now.")), body)
    if _COMMENT.search((directory / "entries" / f"{id}.yaml").read_text(encoding="utf-8", errors="replace")):
        words = (*words, "For the editor: the file had comments, and they are not in the new one.")
    # It may be like another and was so before: that is no news.
    return replace(_written(directory, id, data, body, words), change=True, twins=())


_SEVERAL = {"sessions": "days and times", "places": "places"}


def _refused(words: str, body: IssueBody | None = None, mendable: bool = True) -> Made:
    return Made("", None, words=(words,), rest=bool(body and body.rest), mendable=mendable)


def _present(directory: Path, id: str, read: Directory | None) -> str | None:
    """The id of an entry that is there, under that id or with it as an old one."""
    if (directory / "entries" / f"{id}.yaml").is_file():
        return id
    return next((one.id for one in (read.entries if read else ()) if id in one.formerly), None)


def _warned(body: IssueBody) -> tuple[str, ...]:
    """A warning if the address of a secret place was told."""
    if not any(answers.asked_secretly(path) for path, _ in body.said):
        return ()
    return (
        "**The address is secret, and you wrote where you are.** It is not in the file, but everybody can read it in "
        "this issue and in its history. Ring the team at once: only they can delete the issue.",
    )


def _merged(old: Any, new: Any) -> Any:
    """The old data with what is new in its place; the one row of what repeats likewise."""
    if isinstance(old, dict) and isinstance(new, dict):
        moved = has_moved(old, {**old, **new})
        kept = {name: one for name, one in old.items() if not (moved and name == "at")}
        return {**kept, **{name: _merged(old.get(name), value) for name, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(one, dict) for one in (*old, *new)):
        return [_merged(old[0], new[0])] if len(old) == len(new) == 1 else new
    return new


def _without(data: Any, paths: Iterable[str]) -> Any:
    """The data without what stands at the paths, and without what is empty then."""
    for path in paths:
        data = _cut(data, path.split("."))
    return data


def _cut(data: Any, keys: list[str]) -> Any:
    if isinstance(data, list):
        rest = [_cut(one, keys[1:]) for one in data] if len(data) == 1 else data
        return [one for one in rest if one]
    if not isinstance(data, dict) or keys[0] not in data:
        return data
    left = _cut(data[keys[0]], keys[1:]) if keys[1:] else None
    return {**data, keys[0]: left} if left else {name: one for name, one in data.items() if name != keys[0]}


def _written(directory: Path, id: str, data: Any, body: IssueBody, words: tuple[str, ...]) -> Made:
    path = directory / "entries" / f"{id}.yaml"
    problems = tuple(found("entry", data, shown(path)))
    made = Made(id, None, problems, words, rest=bool(body.rest))
    if errors(problems):
        return made
    before = path.read_bytes() if path.exists() else None
    yamlfile.write(path, canonical(data))
    sound = False
    try:
        # With all others: only then can be seen whether it fits among them.
        whole = reading.read(directory)
        problems = tuple(one for one in whole.problems if one.file == shown(path))
        sound = not errors(problems)
    finally:
        if not sound:
            _put_back(path, before)
    return replace(made, path=path if sound else None, problems=problems, twins=_twins(whole.directory, id))


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        files.write(path, before)


def _twins(directory: Directory | None, id: str) -> tuple[str, ...]:
    """The ids of entries that it may be already."""
    pairs = duplicates.likely_duplicates(directory.entries) if directory else []
    return tuple(one.id if other.id == id else other.id for one, other, _ in pairs if id in (one.id, other.id))
