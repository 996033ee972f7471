"""What every part of the service works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from petunias.language import Language
from petunias.model import Area
from petunias.site.clock import build_day
from petunias.submissions.letters import ANSWER_WITHIN
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.rebuild import Builder
from petunias.submissions.store import Store
from petunias.submissions.web.limits import Limits
from petunias.submissions.web.look import Look

ENDPOINT = "submit"


@dataclass(frozen=True)
class Service:
    """A running service. `clock` gives the moment, `ticks` seconds that only rise."""

    directory: Path
    site: Path
    store: Store
    look: Look
    neighbours: Neighbours
    builder: Builder
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

    def by(self, language: Language) -> str:
        """The day by which whoever sent something hears of it, in words."""
        return language.date(self.today + ANSWER_WITHIN)


def today() -> date:
    """The day in the United Kingdom, or that of SOURCE_DATE_EPOCH, as a build has it."""
    return build_day()


def base_address(area: Area) -> str | None:
    """Where the service is for the public, from the endpoint in area.yaml; None if that is another program's."""
    parts = urlsplit(area.register.endpoint or "")
    if not parts.netloc or not parts.path.endswith(f"/{ENDPOINT}") or parts.query:
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix(ENDPOINT)}"
