"""What the files hold, once they have passed their checks.

Every class is frozen. An absent field is None, or an empty tuple where there may be several.
Text is as people wrote it; it is escaped where it is shown, never here.
"""

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


@dataclass(frozen=True, slots=True)
class Locality:
    """A part of the area."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    at: Point | None = None
    lead_provider: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadProvider:
    """An organisation that looks after a locality. One of them hosts the directory."""

    id: str
    name: str
    hosts: bool = False
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    address: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """A GP practice."""

    id: str
    name: str
    postcode: str | None = None
    locality: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class LinkWorker:
    """A link worker by role. The name is shown only with a date of consent."""

    role: str
    lead_provider: str | None = None
    phone: str | None = None
    email: str | None = None
    practices: tuple[str, ...] = ()
    name: str | None = None
    name_consent: date | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The people who keep the directory true."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Helpline:
    """A line to ring when it cannot wait."""

    name: str
    phone: str
    when: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class LifestyleAccess:
    """The single point of access to lifestyle services."""

    name: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A school term; both days included."""

    first: date
    until: date


@dataclass(frozen=True, slots=True)
class Review:
    """Ages in calendar months from which an entry is due, unconfirmed, unlisted."""

    due: int = 6
    unconfirmed: int = 12
    unlisted: int = 18


@dataclass(frozen=True, slots=True)
class Register:
    """How groups join; each way is optional."""

    endpoint: str | None = None
    email: str | None = None
    repository: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """The area that a directory serves."""

    name: str
    id: str
    url: str | None = None
    nation: str = "england"
    languages: tuple[str, ...] = ("en",)
    team: Team = Team()
    urgent_help: tuple[Helpline, ...] = ()
    lifestyle_access: LifestyleAccess | None = None
    assurance_owner: str | None = None
    lead_providers: tuple[LeadProvider, ...] = ()
    localities: tuple[Locality, ...] = ()
    practices: tuple[Practice, ...] = ()
    link_workers: tuple[LinkWorker, ...] = ()
    terms: tuple[Term, ...] = ()
    review: Review = Review()
    register: Register = Register()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def locality(self, id: str) -> Locality:
        """The locality of that id; KeyError if there is none."""
        for locality in self.localities:
            if locality.id == id:
                return locality
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Season:
    """When a message is due: two days of the year (month, day) that may wrap over new year, or an nth weekday of a month."""

    first: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
    nth: str | None = None
    day: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Signpost:
    """What to point somebody to: entries, whole domains, words to search for."""

    entries: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a partner."""

    text: str
    about: str | None = None
    say: str | None = None
    seasons: tuple[Season, ...] = ()
    signpost: Signpost = Signpost()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A group of staff: committed, or in principle."""

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A public body with messages. No theme or messages means: to be confirmed."""

    id: str
    name: str
    theme: str | None = None
    staff_groups: tuple[StaffGroup, ...] = ()
    messages: tuple[Message, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Benefit:
    """A fact about health; `source` counts from 1 in the topic's sources."""

    text: str
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source; `checked` only if a person read the page on that day."""

    title: str
    url: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One lifestyle topic."""

    id: str
    title: str
    ask: tuple[str, ...] = ()
    assess: tuple[str, ...] = ()
    advise: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    self_care: tuple[str, ...] = ()
    services: Signpost = Signpost()
    sources: tuple[Reference, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word in words.yaml means."""

    domains: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that people say, and what to look for."""

    say: tuple[str, ...]
    means: Meaning


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything in a directory folder. `entries`, `partners`, `topics` are in order of id."""

    area: Area
    entries: tuple[Entry, ...] = ()
    partners: tuple[Partner, ...] = ()
    topics: tuple[Topic, ...] = ()
    words: tuple[WordGroup, ...] = ()
