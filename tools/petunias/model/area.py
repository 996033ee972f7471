"""The area: its places, practices, people and settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from petunias.model.entry import Point


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
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Practice:
    """A GP practice."""

    id: str
    name: str
    postcode: str | None = None
    locality: str | None = None
    phone: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


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
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Team:
    """The people who keep the directory true."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Helpline:
    """A line to ring when it cannot wait."""

    name: str
    phone: str
    when: str | None = None
    purpose: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LifestyleAccess:
    """The single point of access to lifestyle services."""

    name: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    hours: str | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


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
