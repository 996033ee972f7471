"""What the checks find, said to somebody who sees a form and not a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from petunias.language import Language
from petunias.problems import Problem
from petunias.questions import questions
from petunias.site.joining.form import Fault
from petunias.submissions import answers
from petunias.submissions import offer as offers
from petunias.submissions.plain_form import general

# What only those can do who have the file before them.
_FOR_FILES = re.compile(r"\b(?:line|file|history|directory team|area\.yaml|rename)\b")
_GROUPS = {"contact": "contact-phone", "submitter": "submitter-email"}
# Where a form asks in another way than the file says it.
_ASKED_AS = {"status.on": offers.SINCE, "status.see": offers.SEE}


def told(problems: Iterable[Problem], language: Language) -> tuple[Fault, ...]:
    """Each fault once, in the order of the form."""
    found: dict[str, Fault] = {}
    for problem in problems:
        name = _field(problem.field)
        found.setdefault(name or problem.message, Fault(name, _id(name), _text(name, problem, language)))
    order = {path: number for number, path in enumerate(answers.asked())}
    first = {"contact": order.get("contact.phone", 0)}
    return tuple(
        sorted(
            found.values(),
            key=lambda fault: (order.get(general(fault.field), first.get(fault.field, 999)), fault.field),
        )
    )


def _field(path: str) -> str:
    """The field that a form has: of one choice in a list, the list."""
    known = answers.asked()
    path = next((asked for said, asked in _ASKED_AS.items() if path == said or path.startswith(f"{said}.")), path)
    if path in _OWN_TITLES:
        return path
    while path and general(path) not in known and path not in _GROUPS:
        if "." not in path:
            return path if any(one.path.startswith(f"{path}.") for one in questions()) else ""
        path = path.rpartition(".")[0]
    return path


def _id(name: str) -> str:
    if not name:
        return ""
    if name in _GROUPS:
        return _GROUPS[name]
    if name in ("sessions", "places"):
        name = next(one.path for one in questions() if one.path.startswith(f"{name}.0."))
    return re.sub(r"[._]", "-", name)


def _text(name: str, problem: Problem, language: Language) -> str:
    _ = language.gettext
    if name == "contact":
        return _(
            "Give at least one way to get in touch: a phone number, a number for text messages, an e-mail, a web page, "
            "or a place to turn up."
        )
    question = answers.asked().get(general(name))
    title = _(question.title) if question else _(_OWN_TITLES[name]) if name in _OWN_TITLES else ""
    if row := re.match(r"(sessions|places)\.([0-9]+)\.", name):
        number = int(row[2]) + 1
        which = (
            _("Place %(number)s", number=number) if row[1] == "places" else _("Day and time %(number)s", number=number)
        )
        title = _("%(row)s, %(field)s", row=which, field=title)
    if name == answers.NOTE and problem.fix:  # a report without words
        return _("Say what is wrong, and what is right.")
    if problem.message in ("must be there, and is missing.", "must not be empty."):
        if question and question.kind == "choices":
            return _("%(field)s: tick at least one.", field=title)
        said = _("%(field)s: this must not be empty.", field=title)
        example = _("For example: %(example)s", example=_(question.example)) if question and question.example else ""
        return f"{said} {example}".strip()
    fix = "" if _FOR_FILES.search(problem.fix) else problem.fix
    this = f"{title}: this" if title else _("All of it together")
    return f"{this} {problem.message} {_sentence(fix)}".strip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_OWN_TITLES = {
    offers.SINCE: "Since when",
    offers.SEE: "Where people can go instead",
    "submitter.email": "Your e-mail",
    "submitter.phone": "Your phone",
    "submitter.name": "Your name",
    "submitter.note": "What we should know",
}
