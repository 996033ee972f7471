"""An entry and its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees (WGS 84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Contact:
    """How people reach an entry. At least one of phone, text, email, website, visit is set."""

    phone: str | None = None
    phone_note: str | None = None
    text: str | None = None
    email: str | None = None
    email_note: str | None = None
    website: str | None = None
    visit: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens."""

    id: str | None = None
    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    directions: str | None = None
    at: Point | None = None
    accessibility: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A regular time. `days` and `which` keep the schema's words ("monday", "last")."""

    days: tuple[str, ...]
    start: time | None = None
    end: time | None = None
    every: str = "week"
    which: tuple[str, ...] = ()
    first: date | None = None
    until: date | None = None
    term_time: bool = False
    bank_holidays: str | None = None
    place: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """Who refers, for whom, how."""

    who: str | None = None
    criteria: str | None = None
    how: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class WhoFor:
    """Whom an entry is for; ages in years, both ends included."""

    text: str | None = None
    youngest: int | None = None
    oldest: int | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether there is room: open, waiting or full, and the day on which that was true."""

    status: str
    on: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Assurance:
    """A paper that somebody has seen."""

    what: str
    seen_by: str | None = None
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When, and by whom, an entry was last said to be right."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Status:
    """active, paused, closed or withdrawn."""

    state: str = "active"
    on: date | None = None
    until: date | None = None
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The list from which an entry was imported."""

    scheme: str
    id: str
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One provider or service."""

    id: str
    name: str
    domains: tuple[str, ...]
    summary: str
    contact: Contact
    provider: str | None = None
    added: date | None = None
    formerly: tuple[str, ...] = ()
    description: str | None = None
    localities: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    private_address: bool = False
    places: tuple[Place, ...] = ()
    sessions: tuple[Session, ...] = ()
    cost: str | None = None
    access: tuple[str, ...] = ()
    referral: Referral | None = None
    who_for: WhoFor | None = None
    support: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first_visit: str | None = None
    availability: Availability | None = None
    lead_provider: str | None = None
    relationship: str | None = None
    assurance: tuple[Assurance, ...] = ()
    confirmed: Confirmed | None = None
    status: Status = Status()
    keywords: tuple[str, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    source: Source | None = None
