"""What the files hold, once they have passed their checks.

Every class is frozen. An absent field is None, or an empty tuple where there may be several.
Text is as people wrote it; it is escaped where it is shown, never here.
"""

from __future__ import annotations

from dataclasses import dataclass

from petunias.model.area import (
    Area,
    Helpline,
    LeadProvider,
    LifestyleAccess,
    LinkWorker,
    Locality,
    Practice,
    Register,
    Review,
    Team,
    Term,
)
from petunias.model.entry import (
    Assurance,
    Availability,
    Confirmed,
    Contact,
    Entry,
    Place,
    Point,
    Referral,
    Session,
    Source,
    Status,
    WhoFor,
)
from petunias.model.handing import (
    Benefit,
    Meaning,
    Message,
    Paper,
    Partner,
    Reference,
    Season,
    Signpost,
    StaffGroup,
    Topic,
    WordGroup,
)

__all__ = [
    "Area",
    "Assurance",
    "Availability",
    "Benefit",
    "Confirmed",
    "Contact",
    "Directory",
    "Entry",
    "Helpline",
    "LeadProvider",
    "LifestyleAccess",
    "LinkWorker",
    "Locality",
    "Meaning",
    "Message",
    "Paper",
    "Partner",
    "Place",
    "Point",
    "Practice",
    "Reference",
    "Referral",
    "Register",
    "Review",
    "Season",
    "Session",
    "Signpost",
    "Source",
    "StaffGroup",
    "Status",
    "Team",
    "Term",
    "Topic",
    "WhoFor",
    "WordGroup",
]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything in a directory folder. `entries`, `partners`, `topics` are in order of id."""

    area: Area
    entries: tuple[Entry, ...] = ()
    partners: tuple[Partner, ...] = ()
    topics: tuple[Topic, ...] = ()
    words: tuple[WordGroup, ...] = ()
