"""What the frame of every page says: header, footer, the links of both. Plain data for base.html."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from petunias import phones
from petunias.model import Area
from petunias.site import addresses, links, wording
from petunias.site.assets import Assets
from petunias.site.edition import Edition, brand_name
from petunias.site.tongues import Tongues


def frame(edition: Edition, tongues: Tongues, assets: Assets, *, policy: str) -> dict[str, Any]:
    """The values that base.html, header and footer print under the name `petunias`.

    `policy` is the Content-Security-Policy, empty for none.
    """
    language, area, folder = edition.language, edition.directory.area, edition.folder
    _ = language.gettext
    return {
        "code": language.code,
        "direction": language.direction,
        "others": tongues.others(language),
        "prose_code": "",
        "alternates": "",
        "brand": brand_name(area, language),
        "description": str(_("Groups and services in %(area)s that help you to stay well.", area=area.name)),
        "home": folder or ".",
        "assets": {"style": assets.style, "script": assets.script, "icon": assets.icon},
        "policy": policy,
        "picture": f"{area.url}{assets.picture}" if area.url else None,
        "not_found": str(_("We cannot find that page")),
        "find": folder + addresses.FIND,
        "search": assets.search,
        "slip": assets.slip,
        "a_to_z": folder + addresses.A_TO_Z,
        "links": [
            {"id": id, "address": folder + addresses.SECTIONS[id], "title": title}
            for id, title in (
                # Translators: a link in the header, where there is little room: find something.
                ("find", _("Find")),
                # Translators: what a reader has picked, to be handed over. A number follows.
                ("slip", _("My list")),
                # Translators: all groups by their names.
                ("a-z", _("A to Z")),
                # Translators: the parts of the area, such as North Anytown.
                ("places", _("Places")),
                # Translators: a link in the header: put your group into the directory.
                ("register", _("Join")),
            )
        ],
        "foot_links": _foot_links(edition, tongues),
        "urgent": [
            {
                "phone": line.phone,
                "tel": phones.tel_link(line.phone),
                "words": wording.helpline(line, language),
            }
            for line in wording.urgent_lines(area, language)
        ],
        "hours": area.team.hours if area.team.phone else None,
        "words": _words(edition),
    }


def _foot_links(edition: Edition, tongues: Tongues) -> list[dict[str, str]]:
    """Links at the foot of every page. One to prose says in which language that is, if it is another."""
    _, folder = edition.language.gettext, edition.folder
    own = [
        *([(addresses.TOPICS, _("Look after yourself"))] if edition.directory.topics else []),
        *([(addresses.MESSAGES, _("Messages to pass on"))] if edition.directory.partners else []),
        (addresses.OUT_OF_HOURS, _("Evenings and weekends")),
        (addresses.PROFESSIONALS, _("For professionals")),
        (addresses.PROVIDERS, _("Who runs what")),
        *([(addresses.PRACTICES, _("GP practices"))] if edition.directory.area.practices else []),
        (addresses.KEPT_TRUE, _("How we keep it true")),
        (addresses.NOT_VETTED, _("Listed, not vetted")),
    ]
    prose = [
        ("about/privacy/", _("Privacy")),
        ("about/accessibility/", _("Accessibility")),
        ("about/sources/", _("Sources")),
        (addresses.ABOUT, _("About")),
        (addresses.HANDBOOK, _("Handbook")),
    ]
    links = [{"address": folder + address, "code": "", "title": title} for address, title in own]
    for address, title in prose:
        place, code = tongues.prose_link(edition.language, address)
        if place in tongues.prose:  # an area with prose of its own may have fewer pages
            links.append({"address": place, "code": code, "title": title})
    return links


def _words(edition: Edition) -> dict[str, Any]:
    language, area = edition.language, edition.directory.area
    _, team = language.gettext, area.team
    host, day = urlsplit(area.url or "").netloc, language.date(edition.today)
    stuck = ""
    if team.phone:
        # Translators: %(phone)s is a phone number.
        stuck = _("Stuck? Ring the directory team on %(phone)s.", phone=links.phone(team.phone))
    elif team.email:
        # Translators: %(email)s is an e-mail address.
        stuck = _("Stuck? Write to the directory team: %(email)s.", email=links.email(team.email))
    named = language.commas([wording.short_name(line) for line in wording.urgent_lines(area, language)[:3]])
    return {
        "skip": _("Skip to the main part"),
        # Translators: the name of the directory. It can stay as it is.
        "brand": _("Petunias"),
        "tagline": _("%(area)s health directory", area=area.name),
        "urgent": _("Urgent help"),
        # Translators: this follows upon "Urgent help": the names of the lines to ring.
        "urgent_names": language.pgettext("after Urgent help", ": %(names)s", names=named) if named else "",
        # Translators: what screen readers call the main list of links.
        "main": str(_("Main")),
        "pages": str(_("Pages")),
        # Translators: said by screen readers, when somebody puts a group on their list or takes it off.
        "picked": str(_("On your list now: %(name)s", name="{name}")),
        "put_back": str(_("No longer on your list: %(name)s", name="{name}")),
        "languages": str(_("Languages")),
        # Translators: the page before this one, and the page after it, in a row of pages.
        "before": lambda title: _("Before: %(title)s", title=title),
        "after": lambda title: _("Next: %(title)s", title=title),
        "not_found": _("We cannot find that page"),
        "find": _("Find something"),
        # Translators: what stands in the search box, and what screen readers call it.
        "what": str(_("What would help?")),
        # Translators: the button of the search box.
        "go": _("Find"),
        "a_to_z": _("A to Z"),
        "not_found_text": _("It may have moved, or the address may have a slip in it."),
        "cannot_wait": _("If it cannot wait"),
        "stuck": stuck,
        "not_vetted": _(
            "Being listed here does not mean that we have checked or approve of a group. "
            "Ask them what you need to know."
        ),
        "paper": _(
            "Printed from %(host)s as it stood on %(day)s. Paper goes out of date: ring before you set out.",
            host=host,
            day=day,
        )
        if host
        else _("As it stood on %(day)s. Paper goes out of date: ring before you set out.", day=day),
    }


def policy(area: Area) -> str:
    """The Content-Security-Policy of every page. Only a form's endpoint from area.yaml is let out."""
    endpoint = urlsplit(area.register.endpoint or "")
    form = f" {endpoint.scheme}://{endpoint.netloc}" if endpoint.netloc else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'{form}"
    )
