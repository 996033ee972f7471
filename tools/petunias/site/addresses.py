"""Where everything is. An address once published stays, so they are all made here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from petunias.checks import slug

PAGE_LENGTH = 50  # entries on one page of a list

HOME = ""
FIND = "find/"
A_TO_Z = "a-z/"
LOCALITIES = "localities/"
REGISTER = "register/"
PAPER_FORM = "register/paper/"
PROVIDERS = "providers/"
PRACTICES = "practices/"
TOPICS = "topics/"
MESSAGES = "messages/"
STEERING = "messages/steering/"
CALENDAR = "messages/campaigns.ics"
URGENT = "urgent/"
SLIP = "slip/"
PROFESSIONALS = "professionals/"
FORMS = "professionals/forms/"
CHECKLIST = "professionals/checklist/"
REFERRALS = "professionals/referrals/"
ASSURANCE = "professionals/assurance/"
CONTACTS = "professionals/contacts/"
PRINT = "print/"
OUT_OF_HOURS = "out-of-hours/"
ABOUT = "about/"
HANDBOOK = "handbook/"
NOT_VETTED = "about/listed-not-vetted/"
KEPT_TRUE = "about/keeping-it-true/"

# The links of the header, by the names of the sections that they lead to.
SECTIONS = {"find": FIND, "slip": SLIP, "a-z": A_TO_Z, "places": LOCALITIES, "register": REGISTER}


def entry(id: str) -> str:
    """The address of an entry."""
    return f"entries/{id}/"


def domain(id: str, locality: str | None = None) -> str:
    """The address of a domain, or of a domain in one locality."""
    return f"domains/{id}/{locality}/" if locality else f"domains/{id}/"


def locality(id: str) -> str:
    """The address of a locality."""
    return f"localities/{id}/"


def provider(id: str) -> str:
    """The address of a provider, by its `provider_id`."""
    return f"{PROVIDERS}{id}/"


def provider_id(name: str) -> str:
    """The slug of a provider's name, or a few letters of its digest where the name has no Latin letter."""
    return slug(name) or hashlib.sha256(name.encode()).hexdigest()[:10]


def practice(id: str) -> str:
    """The address of a GP practice."""
    return f"{PRACTICES}{id}/"


def topic(id: str) -> str:
    """The address of a lifestyle topic."""
    return f"{TOPICS}{id}/"


def prompt_card(topic_id: str) -> str:
    """The address of a topic's prompt card."""
    return f"{topic(topic_id)}prompt-card/"


def benefit_card(topic_id: str) -> str:
    """The address of a topic's health benefit card."""
    return f"{topic(topic_id)}benefit-card/"


def leaflet(topic_id: str, locality_id: str) -> str:
    """The address of a topic's leaflet for a locality; without one, for an area that has none."""
    return f"{topic(topic_id)}leaflet/{locality_id}/" if locality_id else f"{topic(topic_id)}leaflet/"


def whats_on(locality_id: str, week: int) -> str:
    """The address of a locality's sheet of dates: 0 for this week, 1 for the next. Without one, of the whole area's."""
    return f"{locality(locality_id) if locality_id else ''}whats-on/{'next-week/' if week else ''}"


def booklet(locality_id: str) -> str:
    """The name of a locality's printed directory, which is a PDF alone. Without one, of the whole area's."""
    return f"booklet-{locality_id}" if locality_id else "booklet"


def pdf(name: str, *, large: bool = False) -> str:
    """The address of a PDF."""
    return f"{PRINT}{name}{'-large-print' if large else ''}.pdf"


def partner(id: str) -> str:
    """The address of a partner with its messages."""
    return f"{MESSAGES}partners/{id}/"


def aide_memoire(id: str) -> str:
    """The address of what a partner's staff take with them on paper."""
    return f"{partner(id)}aide-memoire/"


def message_id(key: str) -> str:
    """What a message is called on its partner's page; `key` is its text in the file."""
    return f"message-{provider_id(key)}"


def out_of_hours(id: str) -> str:
    """The address of a list by time: evenings, saturdays, sundays."""
    return f"{OUT_OF_HOURS}{id}/"


def support(id: str) -> str:
    """The address of what gives so much support: self-care, minimal, moderate, high."""
    return f"{PROFESSIONALS}support/{id}/"


def table(address: str, locality: str | None = None) -> str:
    """The address of a table for professionals, or of its part for one locality."""
    return f"{address}{locality}/" if locality else address


def page(address: str, number: int) -> str:
    """The address of page `number`, from 1, of a long list."""
    return address if number == 1 else f"{address}page/{number}/"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page stands: its address below its language's home page, and the language's own folder.

    The default language has no folder. `root` leads to the language's home page, `site` to the whole site's.
    """

    address: str
    folder: str = ""

    @property
    def path(self) -> str:
        """The address from the top of the site."""
        return self.folder + self.address

    @property
    def depth(self) -> int:
        """How many folders below the top of the site."""
        return self.path.count("/")

    @property
    def root(self) -> str:
        """From this page to its language's home page: `../../`, or `./` on it."""
        return "../" * self.address.count("/") or "./"

    @property
    def site(self) -> str:
        """From this page to the top of the site."""
        return "../" * self.depth or "./"
