"""What every part of the service works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from petunias.language import Language
from petunias.model import Area
from petunias.site.clock import build_day
from petunias.site.joining.served import base_address
from petunias.submissions import letters, sending
from petunias.submissions.accept import Publisher
from petunias.submissions.doors import Doors
from petunias.submissions.letters import ANSWER_WITHIN
from petunias.submissions.message import Draft
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.offer import Offer
from petunias.submissions.settings import Settings
from petunias.submissions.store import Store
from petunias.submissions.web.limits import Limits
from petunias.submissions.web.look import Look


@dataclass(frozen=True)
class Service:
    """A running service. `clock` gives the moment, `ticks` seconds that only rise."""

    directory: Path
    site: Path
    store: Store
    look: Look
    neighbours: Neighbours
    publisher: Publisher
    doors: Doors
    settings: Settings = field(default_factory=Settings)
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ticks: Callable[[], float] = time.monotonic

    @property
    def area(self) -> Area:
        """The area, as its file says it now."""
        return self.look.area

    @property
    def today(self) -> date:
        """The day in the United Kingdom."""
        return today()

    def address(self) -> str:
        """Where the service is for the public, with a slash at its end; on this machine, if nobody has said."""
        return self.settings.address or base_address(self.area) or "http://127.0.0.1:8080/"

    def letters(self, offer: Offer, now: datetime) -> tuple[Draft, ...]:
        """The e-mails that go out when something has come in."""
        base = self.settings.address or base_address(self.area)
        seen = sending.lately(self.store.base, offer.private.get("submitter.email", ""), now)
        desk = f"{base}desk" if base else ""
        return letters.on_arrival(self.area, offer, self.today, self.doors.everyone(), desk, seen)

    def sign_in(self, email: str, link: str) -> Draft:
        """The e-mail that lets an editor in."""
        return letters.sign_in(self.area, email, link)

    def by(self, language: Language) -> str:
        """The day by which whoever sent something hears of it, in words."""
        return language.date(self.today + ANSWER_WITHIN)


def today() -> date:
    """The day in the United Kingdom, or that of SOURCE_DATE_EPOCH, as a build has it."""
    return build_day()
