"""A directory that makes the site say all that it can say, and in which no text is in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.directories import FOUR, WHOLE, WHOLE_AREA, Data, dump, put, write, write_prose
from support.pseudo import LATIN

# The fields that people read. Everything else is an id, a choice, a number, or an address of some kind.
TEXTS = frozenset(
    {"name", "summary", "description", "provider", "phone_note", "email_note", "visit", "address", "directions"}
    | {"note", "cost", "who", "criteria", "how", "text", "what", "seen_by", "first_visit", "role", "hours", "when"}
    | {"for", "theme", "about", "say", "title", "ask", "assess", "advise", "assist", "self_care", "also"}
    | {"assurance_owner", "keywords", "danger", "not_now", "services_note"}
)
GREEK = str.maketrans(dict(zip(LATIN + LATIN.upper(), "αβψδεφγηιξκλμνοπσρςτθωχζυζ" * 2, strict=True)))

AREA: Data = {
    **WHOLE_AREA,
    "localities": [
        {"id": "north", "name": "North", "also": ["Hill", "Top"], "lead_provider": "better-services"},
        {"id": "south", "name": "South"},
    ],
    "lead_providers": [
        {
            "id": "better-services",
            "name": "Better",
            "hosts": True,
            "phone": "01632 960002",
            "email": "a@example.org",
            "website": "https://b.example.org/",
            "address": "Old Library",
            "hours": "Daily",
        }
    ],
    "urgent_help": [
        {"name": "999", "phone": "999", "when": "always", "for": "life in danger"},
        {"name": "Samaritans", "phone": "116 123", "when": "any time", "for": "to talk"},
        {"name": "Childline", "phone": "0800 1111", "when": "any time"},
    ],
    "lifestyle_access": {"name": "Healthy Living", "phone": "01632 960001", "hours": "Weekdays"},
    "practices": [
        {"id": "riverside", "name": "Riverside", "postcode": "AN1 1AA", "locality": "north", "phone": "01632 960010"},
        {"id": "mill", "name": "Mill"},
        *({"id": f"practice-{number}", "name": f"Surgery {number}"} for number in range(5)),
    ],
    "link_workers": [
        {
            "role": "Link worker",
            "lead_provider": "better-services",
            "phone": "01632 960003",
            "email": "c@example.org",
            "practices": ["riverside"],
        }
    ],
    "register": {"email": "join@example.org", "repository": "https://git.example.org/x"},
    "team": {"name": "Team", "phone": "01632 960000", "email": "team@example.org", "hours": "Weekdays"},
}
PARTNER: Data = {
    "name": "Fire Service",
    "theme": "Fire safety",
    "phone": "01632 960140",
    "source": {"title": "Pilot", "year": 2017, "note": "Days are ours.", "url": "https://p.example.org/"},
    "staff_groups": [{"name": "Safety teams", "status": "committed"}, {"name": "Wardens", "status": "in-principle"}],
    "messages": [
        {"text": "Put it up", "about": "Alarms", "say": "Have you one?", "signpost": {"entries": ["whole"]}},
        {"text": "Sweep it", "seasons": [{"from": "10-20", "until": "11-30"}], "signpost": {"topics": ["move"]}},
        {"text": "Try it", "seasons": [{"nth": "second", "day": "wednesday", "month": 3}]},
        {"text": "Stop it", "seasons": [{"name": "Stop Day", "nth": "second", "day": "wednesday", "month": 11}]},
        {"text": "Mind it", "seasons": [{"name": "Mind Day", "nth": "last", "day": "monday", "month": 8}]},
        {"text": "Lock it", "seasons": [{"name": "Winter", "from": "11-01", "until": "02-28"}]},
        {"text": "Keep it", "seasons": [{"name": "Summer", "from": "06-01", "until": "08-31"}]},
        {"text": "Shut it", "signpost": {"domains": ["physical-activity"], "entries": ["gone", "taken-out"]}},
    ],
}
# Partners that have agreed to some of it, or to nothing yet; one without a number to ring; one that only supports them.
PARTNERS: Mapping[str, Data] = {
    "fire": PARTNER,
    "rest": {"name": "111"},
    "themed": {"name": "Police", "theme": "Crime", "source": {"title": "Pilot"}},
    "spoken": {"name": "Ambulance", "messages": [{"text": "Talk about it", "say": "Have you?"}]},
    "helper": {"name": "Shelter", "supporter": True, "source": {"title": "Pilot", "year": 2017}},
}
TOPIC: Data = {
    "title": "Be active",
    "about": "Moving",
    "danger": ["Ring 999."],
    "not_now": ["It hurts."],
    "services_note": "No doctors.",
    "ask": ["How are you?"],
    "assess": ["How much?"],
    "advise": ["A little helps."],
    "assist": ["Ring them."],
    "benefits": [{"text": "Sleep", "source": 1}],
    "self_care": ["Walk."],
    "services": {"entries": ["whole"], "domains": ["physical-activity"], "words": ["hounds"]},
    "sources": [{"title": "Guidance", "url": "https://g.example.org/", "checked": "2026-11-01"}, {"title": "Book"}],
}


def session(day: str, **more: Any) -> dict[str, Any]:
    """A session on that day."""
    return {"days": [day], "start": "18:00", "end": "20:00", **more}


# What each of these makes the pages say is in none of the others.
KINDS: Mapping[str, Data] = {
    "whole": WHOLE,
    "gone": {"status": {"state": "closed", "on": "2026-10-01", "see": ["whole"]}},
    "gone-for-good": {"status": {"state": "closed", "on": "2026-10-01"}},
    "rests": {"status": {"state": "paused", "until": "2027-02-01", "see": ["whole"]}, "sessions": [session("monday")]},
    "sleeps": {"status": {"state": "paused"}},
    "taken-out": {"status": {"state": "withdrawn", "on": "2026-11-01"}},
    "lately-old": {"confirmed": {"on": "2025-05-10", "by": "team"}},
    "back": {"status": {"state": "paused", "until": "2026-11-10"}},
    "gone-some-day": {"status": {"state": "closed"}},
    "new": {"added": "2026-11-01", "lead_provider": "better-services", "support": ["moderate"]},
    "by-referral": {"access": ["professional-referral"], "availability": {"status": "open", "on": "2026-11-20"}},
    "old": {"added": "2020-01-01"},
    "older": {"confirmed": {"on": "2020-01-01", "by": "team"}},
    "due": {"confirmed": {"on": "2026-03-01", "by": "link-worker"}},
    "doubtful": {"confirmed": {"on": "2025-10-01", "by": "lead-provider"}},
    "imported": {"confirmed": {"on": "2026-11-01", "by": "import"}, "access": ["contact-first"]},
    "waits": {"availability": {"status": "waiting", "on": "2026-11-20", "note": "ask"}, "private_address": True},
    "full": {
        "availability": {"status": "full", "on": "2026-11-20"},
        "relationship": "funded",
        "lead_provider": "better-services",
    },
    "monthly": {
        "sessions": [
            session("tuesday", every="month", which=["first", "third", "last"], note="coats"),
            session("saturday", every="fortnight", **{"from": "2026-09-05"}),
            {"days": ["monday", "wednesday"], "start": "12:00", "until": "2027-07-16", "term_time": True},
            {"days": ["sunday", "monday"], "every": "fortnight", "from": "2026-09-06", "until": "2027-01-01"},
            {"days": ["friday"], "start": "10:00", "bank_holidays": "runs"},
            {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]},
        ],
        "cost": "three pounds",
        "support": ["self-care", "minimal", "high"],
        "access": ["professional-referral"],
        "referral": {"who": "nurses", "how": "by letter"},
    },
    "once": {"sessions": [{"days": ["sunday"], "from": "2026-12-06", "until": "2026-12-06", "start": "10:00"}]},
    "by-text": {
        "contact": {"text": "07700 900101"},
        "ways": ["online", "phone", "home-visit"],
        "who_for": {"ages": {"from": 18}},
    },
    "by-mail": {
        "contact": {"email": "d@example.org"},
        "access": ["contact-first"],
        "ways": ["online"],
        "who_for": {"ages": {"to": 25}, "groups": ["carers", "men", "women"]},
        "assurance": [{"what": "paper", "on": "2025-01-01", "until": "2025-12-31"}, {"what": "form", "seen_by": "us"}],
    },
}


def greek(data: Any, name: str = "") -> Any:
    """The data with other letters in all that people read."""
    if isinstance(data, Mapping):
        return {key: greek(value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [greek(value, name) for value in data]
    return data.translate(GREEK) if isinstance(data, str) and name in TEXTS and data != "free" else data


def entries() -> dict[str, Data]:
    """The kinds above, and enough others for a second page of every long list."""
    found = {id: {**FOUR, "name": f"Group {number}", **data} for number, (id, data) in enumerate(KINDS.items())}
    for number in range(60):
        joined = {"added": "2026-11-02"} if number < 30 else {}
        found[f"more-{number}"] = {**FOUR, "name": f"Another {number}", "provider": f"Provider {number}", **joined}
    return {id: greek(data) for id, data in found.items()}


def write_everything(top: Path, languages: list[str], **settings: Any) -> Path:
    """Writes the directory and two short prose pages under `top`, and gives the directory's folder."""
    folder = write(top, entries(), {**greek(AREA), "languages": languages})
    for id, partner in PARTNERS.items():
        put(folder / "partners" / f"{id}.yaml", dump(greek(partner)))
    put(folder / "topics" / "move.yaml", dump(greek(TOPIC)))
    put(folder / "words.yaml", "- say: [lonely]\n  means: {domains: [befriending], topics: [move]}\n")
    write_prose(top, **settings)
    return folder
