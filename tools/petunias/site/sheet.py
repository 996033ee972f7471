"""Everything that an entry's own page says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from petunias import schema
from petunias.model import Entry
from petunias.published import published
from petunias.search import alarms
from petunias.site import addresses, links, slips, view, wording
from petunias.site.edition import Edition
from petunias.site.joining import served
from petunias.site.listing import Listing


def sheet(
    entry: Entry, edition: Edition, see: Sequence[Listing], near: Sequence[Listing], slip: str | None = None
) -> dict[str, Any]:
    """The values of entry.html. `see` are the listed that it leads to, `near` others of its kind.

    `slip` is its slip, packed, if it is ready.
    """
    area, language, today = edition.directory.area, edition.language, edition.today
    states = view.phases(entry, area, language, today)
    leads = {lead.id: lead.name for lead in area.lead_providers}
    return {
        "entry": entry,
        "domains": [domain for id in entry.domains for domain in schema.domains() if domain.value == id],
        "ways": wording.ways_in(entry, language),
        "phases": states,
        "states": " ".join(part for phase in states for part in (phase.span.first, phase.state) if part),
        "pause": view.pause(entry, today),
        "room": view.availability(entry, language, today),
        "sessions": [wording.session_words(entry, session, language) for session in entry.sessions],
        "leaves": view.leaves(entry, area, language, today, view.LEAVES, 3),
        # A place may hold nothing but a point for the map.
        "places": [
            place
            for place in entry.places
            if place.name or place.address or place.postcode or place.directions or place.accessibility
        ],
        "accessibility": lambda place: wording.titles(("places", 0, "accessibility"), place.accessibility, language),
        "take_part": wording.ways_to_take_part(entry, language),
        "serves": language.list([place.name for place in area.localities if place.id in entry.localities]),
        "cost": wording.cost(entry, language),
        "ages": wording.ages(entry.who_for, language) if entry.who_for else None,
        "groups": wording.titles(("who_for", "groups"), entry.who_for.groups, language) if entry.who_for else (),
        "support": wording.titles(("support",), entry.support, language),
        "languages": [language.language_name(code) for code in entry.languages],
        "lead": leads.get(entry.lead_provider or ""),
        "run_by": addresses.provider(addresses.provider_id(entry.provider)) if entry.provider else None,
        "papers": [view.seen(item, language, today) for item in entry.assurance],
        "see": see,
        **_ways_to_tell(entry, edition),
        # Whoever tells us what has changed begins with what there is. It is the same in every language.
        "fields": "" if edition.folder else json.dumps(published(entry), ensure_ascii=False, separators=(",", ":")),
        "near": near,
        "leave": _is_about_abuse(entry),
        "slip": slip or _slip(entry, edition, see),
    }


def _slip(entry: Entry, edition: Edition, see: Sequence[Listing]) -> str:
    names = [other.name for other in see]
    facts = slips.slip(entry, edition.directory.area, edition.language, edition.today, names)
    return slips.packed(slips.unmarked(facts))


def _is_about_abuse(entry: Entry) -> bool:
    """Whether somebody may have to leave the page quickly, before another sees it."""
    text = " ".join((entry.name, entry.summary, entry.description or "", *entry.keywords))
    return entry.private_address or alarms.rings(text, alarms.ABUSE)


def _ways_to_tell(entry: Entry, edition: Edition) -> dict[str, str | None]:
    """Forms of the inbox service; without one, e-mails with the page's address in them, ready to be filled in.

    None where the area has no address for them.
    """
    _, area = edition.language.gettext, edition.directory.area
    base = served.base_address(area)
    if base:
        ways = {"changed": "change", "report": "report", "stopped": "close", "unsafe": "withdraw"}
        return {name: f"{base}{what}/{entry.id}/" for name, what in ways.items()}
    page = f"{area.url or ''}{edition.folder}{addresses.entry(entry.id)}"
    name, team, joining = entry.name, area.team.email, area.register.email or area.team.email

    def mail(to: str | None, subject: str, text: str) -> str | None:
        return links.mail(to, subject, text) if to else None

    where = _("The page: %(page)s", page=page)
    wrong, since = _("What is wrong, and what is right:"), _("Since when, and where people can go instead:")
    safety = _("It is for somebody’s safety. You can reach me here:")
    return {
        "changed": None,  # the form itself
        "report": mail(
            team,
            _("Something is wrong: %(name)s", name=name),
            f"{where}\n\n{wrong}\n",
        ),
        "stopped": mail(
            joining,
            _("This has stopped: %(name)s", name=name),
            f"{where}\n\n{since}\n",
        ),
        "unsafe": mail(
            team or joining,
            _("Take this off at once: %(name)s", name=name),
            f"{where}\n\n{safety}\n",
        ),
    }
