"""The forms that GitHub shows to who opens an issue, made from the schema, and what each of their fields is.

GitHub's rules: every label and every option is said once in a form, ids are letters, digits, - and _, and no option
is called none. Whoever needs a secret address kept gets a form of their own, which does not ask where anything is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from petunias import questions, schema
from petunias.language import language
from petunias.model import Area
from petunias.questions import Question
from petunias.schema import Choice
from petunias.site import addresses
from petunias.site.joining.form import spoken
from petunias.submissions.offer import PRIVATE_ADDRESS

FOLDER = ".github/ISSUE_TEMPLATE"
ENTRY, REST = "entry", "rest"  # fields that are not the schema's: which entry is changed; a word to the editor
TAKE_OUT = "-"  # the answer that empties a field
_NOT_ASKED = (PRIVATE_ADDRESS, "sessions.0.place")  # a form of its own says the one; one place needs not the other
Kind = Literal["input", "textarea", "dropdown", "checkboxes"]


@dataclass(frozen=True, slots=True)
class Form:
    """One of the forms. Its label is how the workflow knows its issues."""

    label: str
    title: str
    about: str
    change: bool = False
    secret: bool = False  # whether where it is must not be asked


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: the path of the schema's field that it fills, and how it looks on GitHub."""

    path: str
    theme: str
    kind: Kind
    label: str
    hint: str
    example: str
    needed: bool
    options: tuple[Choice, ...]

    @property
    def id(self) -> str:
        """sessions.0.start as sessions-start, which GitHub takes."""
        return self.path.replace(".0", "").replace(".", "-")

    def shown(self, choice: Choice) -> str:
        """The choice as it stands on the form."""
        return f"{choice.title}: {choice.description}" if choice.description else choice.title


FORMS: tuple[Form, ...] = (
    Form("join", "Add your group", "Four things are enough. Everybody can read what you write here."),
    Form(
        "join-no-address",
        "Add a group whose address is secret",
        "For a refuge, say. It does not ask where you are. Everybody can read what you write here.",
        secret=True,
    ),
    Form(
        "change",
        "Something has changed",
        "For a group that is in the directory. Everybody can read what you write here.",
        change=True,
    ),
)
_THEMES: Mapping[str, str] = {
    "reach": "More ways to reach you",
    "when": "When: days and times",
    "where": "Where: address, door, getting around",
    "in": "How to get in, and what it costs",
    "who": "Who it is for",
    "visit": "The first visit",
    "about": "More about it",
    REST: "Anything else",
}


def fields(form: Form, area: Area) -> tuple[Field, ...]:
    """The fields of a form, in its order."""
    return tuple(_fields(form, area))


def _fields(form: Form, area: Area) -> Iterator[Field]:
    if form.change:
        hint = "The address of its page, or the last part of that address."
        example = "anytown-cat-and-dog-shelter"
        yield Field(ENTRY, questions.FIRST, "input", "Which entry", hint, example, True, ())
    for theme in questions.THEMES:
        for one in questions.of_theme(theme):
            options = _options(one, area)
            no_choice = one.kind in ("choice", "choices") and not options
            if one.path in _NOT_ASKED or no_choice or (form.secret and one.secret):
                continue
            needed = one.needed and not form.change
            yield Field(one.path, theme, _kind(one), one.title, one.hint, _example(one), needed, options)
    hint = "A word to the editor. More days, times or places go here, too."
    yield Field(REST, REST, "textarea", "Anything else", hint, "", False, ())


def _kind(one: Question) -> Kind:
    if one.kind in ("choices", "yes"):
        # GitHub can ask for one of several boxes to be ticked only in a list that opens.
        return "dropdown" if one.needed or one.path == "languages" else "checkboxes"
    return "dropdown" if one.kind == "choice" else "textarea" if one.kind == "text" else "input"


def _options(one: Question, area: Area) -> tuple[Choice, ...]:
    if one.path == "localities":
        return tuple(Choice(place.id, place.name) for place in area.localities)
    if one.path == "languages":
        return spoken(language("en"))
    # A box and its field may not have one label.
    return (Choice("true", one.hint.removesuffix(".")),) if one.kind == "yes" else one.options


def _example(one: Question) -> str:
    key = tuple(0 if part == "0" else part for part in one.path.split("."))
    example = schema.field("entry", key)["examples"][0]
    if one.kind in ("choice", "choices", "yes"):
        return ""
    return ", ".join(example) if one.kind == "words" else str(example)


# --- as GitHub reads them --------------------------------------------------------------------


def files(area: Area) -> dict[str, str]:
    """Every file of the folder ISSUE_TEMPLATE, by name."""
    made = {f"{form.label}.yml": _written(_form(form, area)) for form in FORMS}
    return {**made, "config.yml": _written(_config(area))}


def _form(form: Form, area: Area) -> dict[str, Any]:
    body: list[dict[str, Any]] = [_markdown(_before(form, area))]
    theme = questions.FIRST
    for field in fields(form, area):
        if field.theme != theme:
            theme = field.theme
            body.append(_markdown(f"## {_THEMES[theme]}" + _LEAVE.get(theme, "")))
        elif field.path == "contact.phone":
            body.append(_markdown(_REACH_CHANGE if form.change else _REACH))
        body.append(_field(field, form))
    return {"name": form.title, "description": form.about, "labels": [form.label], "body": body}


_REACH = "**How do people reach it?** One way is enough. Give a number or an address that everybody may see."
_REACH_CHANGE = "**How do people reach it?**"
_LEAVE = {"reach": "\n\nYou can leave out all that follows."}


def _before(form: Form, area: Area) -> str:
    """What is said before the first field."""
    lines = [
        "**Everything that you write here is public at once, and stays so.** Anybody can read it, together with the "
        "name of your account. Write nothing that must stay private."
    ]
    page = f"[our form]({area.url}{addresses.REGISTER})" if area.url else ""
    other = " or ".join(filter(None, (page and f"use {page}", area.team.phone and f"ring {area.team.phone}")))
    if form.secret:
        lines.append(
            "**Do not write where you are**: no address, no postcode, no way to the door, and no name of a place."
            + (f" Would you rather not be seen here at all? Then {other}." if other else "")
        )
    else:
        without = next(one.title for one in FORMS if one.secret)
        instead = f", or {other}" if other else ""
        lines.append(f"**Is your address a secret?** Do not use this form. Use “{without}”{instead}.")
    if form.change:
        lines.append(
            "Fill in only what has changed, and leave the rest empty. What you write takes the place of what is there: "
            f"for boxes, tick all that is true now. To empty a field, write `{TAKE_OUT}` into it."
        )
    else:
        lines.append("Four things are enough: a name, what kind of help it is, one sentence, and one way to reach it.")
    lines.append(
        "A program reads it within minutes. It answers below, and says what to mend if something is not right. "
        "Then a person reads it, and nothing is published before that."
    )
    return "\n\n".join(lines)


def _markdown(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _field(field: Field, form: Form) -> dict[str, Any]:
    said: dict[str, Any] = {"label": field.label}
    if field.hint.removesuffix(".") not in (option.title for option in field.options):
        said["description"] = field.hint
    if field.kind in ("dropdown", "checkboxes"):
        shown = [field.shown(option) for option in field.options]
        said["options"] = [{"label": text} for text in shown] if field.kind == "checkboxes" else shown
    elif field.example and not form.change:
        said["placeholder"] = field.example
    if field.kind == "dropdown" and is_several(field.path):
        said["multiple"] = True
    asked: dict[str, Any] = {"type": field.kind, "id": field.id, "attributes": said}
    return {**asked, "validations": {"required": True}} if field.needed else asked


def is_several(path: str) -> bool:
    """Whether a field of the schema holds a list."""
    return any(one.path == path and one.kind in ("choices", "words") for one in questions.questions())


def _config(area: Area) -> dict[str, Any]:
    links = []
    if area.url:
        page = f"{area.url}{addresses.REGISTER}"
        about = "No account needed. Your own details stay private."
        links.append({"name": "Add your group with our form", "url": page, "about": about})
        mail = area.register.email or area.team.email
        by = " or ".join(filter(None, (mail and f"Write to {mail}", area.team.phone and f"ring {area.team.phone}")))
        if by:
            by = f"{by[0].upper()}{by[1:]}. Do so if something must stay private, or is about somebody's safety."
            links.append({"name": "E-mail or ring the team", "url": f"{page}", "about": by})
    if area.register.repository:
        page = f"{area.register.repository.rstrip('/')}/security/advisories/new"
        about = "For a hole in the program, or a secret address that can be found. Only the team sees it."
        links.append({"name": "Report a danger in private", "url": page, "about": about})
    return {"blank_issues_enabled": True, **({"contact_links": links} if links else {})}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks. All that other programs may take for a date or a number is quoted."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def _written(data: Mapping[str, Any]) -> str:
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return f"# Made by `petunias github form` from the schema and area.yaml. Do not change it by hand.\n{text}"
