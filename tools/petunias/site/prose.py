"""Links from the prose pages to directory pages. MkDocs does not know those, and is quiet about wrong ones."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from petunias import schema
from petunias.model import Area, Directory, Entry, Topic
from petunias.problems import Problem
from petunias.resources import shipped, shown
from petunias.site import addresses

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s+<?([^\s>]+)|href=\"([^\"]+)\"")
_CODE = re.compile(r"`[^`]*`")


def every_address(directory: Directory, more: Iterable[str] = ()) -> set[str]:
    """The address of every directory page in every language, later pages of long lists left out.

    `more` are the addresses of entries that are not in `directory`.
    """
    area = directory.area
    found = {addresses.HOME, addresses.FIND, addresses.A_TO_Z, addresses.LOCALITIES, addresses.REGISTER}
    found |= {addresses.PROVIDERS, addresses.URGENT, addresses.NOT_VETTED, addresses.KEPT_TRUE, addresses.OUT_OF_HOURS}
    found |= {addresses.SLIP, addresses.FORMS, addresses.CHECKLIST, addresses.PAPER_FORM}
    found |= {addresses.out_of_hours(id) for id in ("evenings", "saturdays", "sundays")}
    for domain in schema.domains():
        found.add(addresses.domain(domain.value))
        found |= {addresses.domain(domain.value, locality.id) for locality in area.localities}
    found |= {addresses.locality(locality.id) for locality in area.localities}
    places = [locality.id for locality in area.localities] or [""]
    found |= {addresses.whats_on(id, week) for id in places for week in (0, 1)}
    found |= {addresses.PROFESSIONALS, addresses.ASSURANCE}
    found |= {addresses.support(level.value) for level in schema.choices("entry", ("support",))}
    for table in (addresses.REFERRALS, addresses.CONTACTS):
        found |= {table, *(addresses.table(table, locality.id) for locality in area.localities)}
    if area.practices:
        found |= {addresses.PRACTICES, *(addresses.practice(practice.id) for practice in area.practices)}
    if directory.topics:
        found |= {addresses.TOPICS, *(address for topic in directory.topics for address in _of_topic(topic, area))}
    if directory.partners:
        found |= {addresses.MESSAGES, addresses.STEERING}
        for partner in directory.partners:
            if not partner.supporter:
                found.add(addresses.partner(partner.id))
                memo = partner.staff_groups and any(one.messages for one in directory.partners)
                found |= {addresses.aide_memoire(partner.id)} if memo else set()
    found |= {*entry_addresses(directory.entries), *more}
    return found | {f"{code}/{address}" for code in area.languages[1:] for address in found}


def _of_topic(topic: Topic, area: Area) -> Iterator[str]:
    yield addresses.topic(topic.id)
    if topic.ask or topic.assess or topic.advise or topic.assist:
        yield addresses.prompt_card(topic.id)
    if topic.benefits:
        yield addresses.benefit_card(topic.id)
    yield from (addresses.leaflet(topic.id, id) for id in [place.id for place in area.localities] or [""])


def entry_addresses(entries: Iterable[Entry]) -> set[str]:
    """The addresses of entries and their providers in the first language."""
    found = set()
    for entry in entries:
        found |= {addresses.entry(id) for id in (entry.id, *entry.formerly)}
        if entry.provider and entry.status.state != "withdrawn":
            found.add(addresses.provider(addresses.provider_id(entry.provider)))
    return found


def shipped_docs(own: Path) -> list[tuple[Path, str]]:
    """The prose that came with the program as (folder, name in it), for an area that has a docs folder of its own."""
    theirs = shipped("docs")
    if own.resolve() == theirs.resolve():
        return []
    names = (path.relative_to(theirs) for path in sorted(theirs.rglob("*")) if path.is_file())
    return [(theirs, name.as_posix()) for name in names if not name.name.startswith(".")]


def wrong_links(docs: Path, known: Iterable[str], *, with_shipped: bool = False) -> Iterator[Problem]:
    """Links in Markdown files that lead to no page of the site. Links to .md files are left to MkDocs.

    `with_shipped`: the prose that came with the program is on the site as well.
    """
    pages = sorted(docs.rglob("*.md"))
    there = {*known, *(_address(page.relative_to(docs)) for page in pages)}
    there |= {_address(Path(name)) for _, name in shipped_docs(docs) if with_shipped and name.endswith(".md")}
    there |= {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    for page in pages:
        here = _address(page.relative_to(docs))
        fenced = False
        for number, line in enumerate(page.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced:
                yield from _wrong(page, number, line, here, there)


def _wrong(page: Path, number: int, line: str, here: str, there: set[str]) -> Iterator[Problem]:
    for match in _LINK.finditer(_CODE.sub("", line)):
        link = next(filter(None, match.groups()))
        target = link.split("#")[0].split("?")[0]
        if not target or target.endswith(".md") or re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        if (page.parent / target).is_file():
            continue  # a picture, say: MkDocs looks for files from the Markdown file, not from its page
        meant = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(here, target))
        meant = "" if meant == "." else meant
        if target.endswith("/") and meant:
            meant = meant.rstrip("/") + "/"
        if meant not in there:
            from rapidfuzz import process  # noqa: PLC0415 - slow to import, and mostly not needed

            near = process.extractOne(meant, sorted(there))
            yield Problem(
                "error",
                shown(page),
                number,
                "",
                f'must lead to a page of this site; "{link}" leads nowhere.',
                f"did you mean {near[0]}? Count the folders back from this page with ../" if near else "mend the link.",
            )


def _address(page: Path) -> str:
    """The address at which MkDocs publishes a Markdown file."""
    folder = page.parent if page.stem in ("index", "README") else page.with_suffix("")
    return "" if folder == Path() else f"{folder.as_posix()}/"
