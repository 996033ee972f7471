"""A directory as the readers of one of its languages see it.

Each text is replaced by its translation. What has none keeps its own words, and knows that they are foreign,
so that every page marks them; nothing else has to think of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from petunias import model
from petunias.spoken import Foreign

# What is written in somebody's language. Not here: numbers, addresses on the web, postcodes, ids, names of persons.
TEXTS: Mapping[type[Any], tuple[str, ...]] = {
    model.Entry: ("name", "summary", "description", "provider", "cost", "first_visit"),
    model.Contact: ("phone_note", "email_note", "visit"),
    model.Place: ("name", "address", "directions"),
    model.Session: ("note",),
    model.Referral: ("who", "criteria", "how"),
    model.WhoFor: ("text",),
    model.Availability: ("note",),
    model.Assurance: ("what", "seen_by"),
    model.Area: ("name", "assurance_owner"),
    model.Locality: ("name", "also"),
    model.LeadProvider: ("name", "address", "hours"),
    model.Practice: ("name",),
    model.LinkWorker: ("role",),
    model.Team: ("name", "hours"),
    model.Helpline: ("name", "when", "purpose"),
    model.LifestyleAccess: ("name", "hours"),
    model.Partner: ("name", "theme"),
    model.StaffGroup: ("name",),
    model.Message: ("text", "about", "say"),
    model.Season: ("name",),
    model.Paper: ("title", "note"),
    model.Topic: (
        "title",
        "about",
        "danger",
        "not_now",
        "ask",
        "assess",
        "advise",
        "assist",
        "self_care",
        "services_note",
    ),
    model.Benefit: ("text",),
    model.Reference: ("title",),
}


# What holds other things with texts in them. Ten thousand entries are too many to look for it in each.
PARTS: Mapping[type[Any], tuple[str, ...]] = {
    model.Directory: ("area", "entries", "partners", "topics"),
    model.Entry: ("contact", "places", "sessions", "referral", "who_for", "availability", "assurance"),
    model.Area: (
        "team",
        "urgent_help",
        "lifestyle_access",
        "lead_providers",
        "localities",
        "practices",
        "link_workers",
    ),
    model.Partner: ("source", "staff_groups", "messages"),
    model.Message: ("seasons",),
    model.Topic: ("benefits", "sources"),
}


def translated(directory: model.Directory, code: str) -> model.Directory:
    """The directory in the language `code`. Its own language is the area's first."""
    own = directory.area.languages[0]
    return directory if code == own else cast(model.Directory, _translated(directory, code, own))


def _translated(item: Any, code: str, own: str) -> Any:
    given = getattr(item, "translations", {}).get(code, {})
    found: dict[str, object] = {}
    for name in TEXTS.get(type(item), ()):
        if name in given:
            found[name] = tuple(given[name]) if isinstance(given[name], list) else given[name]
        elif value := getattr(item, name):
            found[name] = _foreign(value, own)
    for name in PARTS.get(type(item), ()):
        value = getattr(item, name)
        if isinstance(value, tuple):
            found[name] = tuple(_translated(part, code, own) for part in value)
        elif value is not None:
            found[name] = _translated(value, code, own)
    return replace(item, **found) if found else item


def _foreign(value: Any, own: str) -> Any:
    """A text, or several, in the language `own`; a number, or what is no text, stays as it is."""
    if isinstance(value, str):
        return Foreign(value, own) if any(map(str.isalpha, value)) else value
    return tuple(_foreign(text, own) for text in value) if isinstance(value, tuple) else value
