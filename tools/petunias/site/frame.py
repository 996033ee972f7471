"""What the frame of every page says: header, footer, the links of both. Plain data for base.html."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from petunias import phones
from petunias.language import Language
from petunias.model import Area
from petunias.site import addresses, wording
from petunias.site.assets import Assets
from petunias.site.edition import brand_name

PROSE_TOP = "handbook/"


def frame(area: Area, language: Language, assets: Assets, today: date, *, folder: str, policy: str) -> dict[str, Any]:
    """The values that base.html, header and footer print under the name `petunias`.

    `folder` is the language's own folder; `policy` the Content-Security-Policy, empty for none.
    """
    _ = language.gettext
    host = urlsplit(area.url or "").netloc
    day = language.date(today)
    printed = (
        _("Printed from %(host)s as it stood on %(day)s. Paper goes out of date: ring before you set out.")
        if host
        else _("As it stood on %(day)s. Paper goes out of date: ring before you set out.")
    )
    return {
        "brand": brand_name(area, language),
        "description": _("Groups and services in %(area)s that help you to stay well.") % {"area": area.name},
        "home": folder or ".",
        "prose_top": PROSE_TOP,
        "direction": language.direction,
        "assets": {"style": assets.style, "script": assets.script, "icon": assets.icon},
        "policy": policy,
        "picture": f"{area.url}{assets.picture}" if area.url else None,
        "not_found": _("We cannot find that page"),
        "links": [
            {"id": id, "address": folder + address, "title": title}
            for id, address, title in (
                ("find", addresses.FIND, _("Find")),
                ("a-z", addresses.A_TO_Z, _("A to Z")),
                ("places", addresses.LOCALITIES, _("Places")),
                ("register", addresses.REGISTER, _("Join")),
            )
        ],
        "foot_links": [
            {"address": address, "title": title}
            for address, title in (
                (folder + addresses.OUT_OF_HOURS, _("Evenings and weekends")),
                (folder + addresses.PROVIDERS, _("Who runs what")),
                *([(folder + addresses.PRACTICES, _("GP practices"))] if area.practices else []),
                (folder + addresses.KEPT_TRUE, _("How we keep it true")),
                (folder + addresses.NOT_VETTED, _("Listed, not vetted")),
                ("about/privacy/", _("Privacy")),
                ("about/accessibility/", _("Accessibility")),
                (addresses.ABOUT, _("About")),
                (PROSE_TOP, _("Handbook")),
            )
        ],
        "urgent": [
            {
                "phone": line.phone,
                "tel": phones.tel_link(line.phone),
                "words": wording.helpline(line),
            }
            for line in area.urgent_help
            if line.phone
        ],
        "urgent_short": ", ".join(line.name.removeprefix("NHS ") for line in area.urgent_help[:3]),
        "team": {
            "phone": area.team.phone,
            "tel": phones.tel_link(area.team.phone) if area.team.phone else None,
            "email": area.team.email,
            "hours": area.team.hours,
        },
        "words": {
            "skip": _("Skip to the main part"),
            "brand": _("Petunias"),
            "tagline": _("%(area)s health directory") % {"area": area.name},
            "urgent": _("Urgent help"),
            "main": _("Main"),
            "pages": _("Pages"),
            "before": _("Before:"),
            "after": _("Next:"),
            "find": _("Find something"),
            "a_to_z": _("A to Z"),
            "not_found_text": _("It may have moved, or the address may have a slip in it."),
            "cannot_wait": _("If it cannot wait"),
            "stuck": _("Stuck? Ring the directory team on"),
            "stuck_email": _("Stuck? Write to the directory team:"),
            "not_vetted": _(
                "Being listed here does not mean that we have checked or approve of a group. "
                "Ask them what you need to know."
            ),
            "paper": printed % {"host": host, "day": day},
        },
    }


def policy(area: Area) -> str:
    """The Content-Security-Policy of every page. Only a form's endpoint from area.yaml is let out."""
    endpoint = urlsplit(area.register.endpoint or "")
    form = f" {endpoint.scheme}://{endpoint.netloc}" if endpoint.netloc else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'{form}"
    )
