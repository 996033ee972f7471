"""What the search of one language is made of: the index, with the cards that it shows, and what /find/ prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from petunias import phones, schema
from petunias.language import Language
from petunias.model import Area, Entry
from petunias.render import description_html
from petunias.search import alarms
from petunias.search.index import FULL, PAUSED, UNCONFIRMED
from petunias.site import wording
from petunias.site.view import Card
from petunias.yamlfile import Key

WHY_LENGTH = 1500  # characters of an entry's text that are looked through for the reason
_TAG = re.compile(r"<[^>]+>")


def state_of(card: Card) -> int:
    """The state of an entry as the index keeps it."""
    doubtful = UNCONFIRMED if card.phases[0].doubtful else 0
    return doubtful + (FULL if card.full else 0) + (PAUSED if card.pause else 0)


def why_text(entry: Entry) -> str:
    """The text in which /find/ looks for the words that somebody wrote: all but what the card shows already."""
    parts = [_TAG.sub(" ", Markup(description_html(entry.description)).unescape())] if entry.description else []  # noqa: S704
    parts += [entry.first_visit or "", (entry.who_for.text or "") if entry.who_for else ""]
    parts += [session.note for session in entry.sessions if session.note]
    parts += [", ".join(entry.keywords)]
    return " ".join(" ".join(parts).split())[:WHY_LENGTH]


def facets(area: Area, language: Language, tongues: Iterable[str]) -> list[dict[str, Any]]:
    """The filters of /find/: each facet with its title and its values, in words. `tongues` are languages spoken."""
    _ = language.gettext
    made: list[dict[str, Any]] = [
        {
            "key": "domain",
            "title": _("Kind"),
            "values": [(domain.value, _(domain.title)) for domain in schema.domains()],
        },
        {"key": "locality", "title": _("Place"), "values": [(place.id, place.name) for place in area.localities]},
        {
            "key": "day",
            "title": _("Day"),
            "values": [
                *((day, language.capital(language.weekday(number))) for number, day in enumerate(wording.WEEKDAYS)),
                ("weekend", _("At the weekend")),
            ],
        },
        {
            "key": "time",
            "title": _("Time of day"),
            "values": [("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening"))],
        },
        {"key": "cost", "title": _("Cost"), "values": [("free", _("Free")), ("low", _("Free or low cost"))]},
        {
            "key": "access",
            "title": _("How to get in"),
            "values": [
                ("drop-in", _("Just turn up")),
                ("no-referral", _("No referral needed")),
                ("professional-referral", _("By referral")),
            ],
        },
        {
            "key": "way",
            "title": _("How it is done"),
            "values": [
                ("online", _("Online")),
                ("phone", _("By phone")),
                ("home-visit", _("At your home")),
            ],
        },
        {"key": "accessible", "title": _("Access"), "values": _choices("accessible", language)},
        {"key": "group", "title": _("Who it is for"), "values": _choices("group", language)},
        {
            "key": "language",
            "title": _("Language"),
            "values": [(code, language.language_name(code)) for code in tongues],
        },
    ]
    return [facet for facet in made if facet["values"]]


_PATHS: dict[str, Key] = {
    "accessible": ("places", 0, "accessibility"),
    "group": ("who_for", "groups"),
}


def _choices(key: str, language: Language) -> list[tuple[str, str]]:
    return [(choice.value, language.gettext(choice.title)) for choice in schema.choices("entry", _PATHS[key])]


def dangers(area: Area, language: Language) -> list[dict[str, Any]]:
    """For each kind of danger: what to say first, and the lines that help."""
    _ = language.gettext
    titles = {
        alarms.SUICIDE: _("Please talk to someone now"),
        alarms.MEDICAL: _("This may be an emergency: ring 999 now"),
        alarms.ABUSE: _("You can talk to someone safely"),
        alarms.CHILD: _("If a child is in danger"),
    }
    names = {
        "116 123": _("Samaritans"),
        "111": _("NHS 111"),
        "0808 808 8000": _("Lifeline"),
        "0808 2000 247": _("National Domestic Abuse Helpline"),
        "0808 80 10 800": _("Live Fear Free"),
        "0800 027 1234": _("Domestic Abuse and Forced Marriage Helpline"),
        "0808 802 1414": _("Domestic and Sexual Abuse Helpline"),
        "0808 801 0327": _("Men’s Advice Line"),
        "0800 1111": _("Childline"),
        "0808 800 5000": _("NSPCC"),
    }
    notes = {
        "999": _("If you or somebody else is in danger, or badly hurt."),
        "116 123": _("To talk, free, day and night. You need not give a name."),
        "111": _("Medical help now. For a mental health crisis choose option 2."),
        "0800 1111": _("For anyone under 19, free, day and night."),
        "0808 800 5000": _("If you are worried about a child."),
        "0808 801 0327": _("For men who are hurt by a partner. Free, on weekdays."),
    }
    other = _("Free, day and night.")
    return [
        {
            "kind": kind,
            "title": title,
            "lines": [
                {
                    "name": names.get(line.phone, ""),
                    "phone": line.phone,
                    "tel": phones.tel_link(line.phone),
                    "note": notes.get(line.phone, other),
                }
                for line in alarms.lines(kind, area.nation)
            ],
        }
        for kind, title in titles.items()
    ]
