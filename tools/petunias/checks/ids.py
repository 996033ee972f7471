"""Rules about ids: tidy, used once, and leading to something that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from petunias.checks.collection import Collection, FileView, Record
from petunias.checks.saying import listed, nearest, quoted, slug
from petunias.model import Entry, Signpost
from petunias.problems import Problem
from petunias.yamlfile import Key

_TIDY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# /entries/page/2/ is the second page of the list, and Windows cannot hold a file called con.
_TAKEN = re.compile(r"index|page|con|nul|aux|prn|com[0-9]|lpt[0-9]")
_TAKEN_LINE = re.compile(rf"^(?:{_TAKEN.pattern})$", re.MULTILINE)


def is_taken(id: str) -> bool:
    """Whether the site or a computer keeps the word for itself."""
    return _TAKEN.fullmatch(id) is not None


def tidy_file_names(view: FileView) -> Iterator[Problem]:
    """The name of an entry's, partner's or topic's file must be small letters, digits and single dashes, 80 at most."""
    if view.kind in ("entry", "partner", "topic") and (not _TIDY.fullmatch(view.id) or len(view.id) > 80):
        tidy = slug(view.id) or "a-name-in-small-letters"
        message = (
            f"must have a file name of small letters, digits and single dashes, 80 at most, got {quoted(view.id)}."
        )
        yield Problem("error", view.file.path, 0, "", message, f"rename the file to {tidy}.yaml")


def free_ids(view: FileView) -> Iterator[Problem]:
    """An id must not be a word that the site or a computer keeps for itself, such as index, page or con."""
    if view.kind in ("entry", "partner", "topic") and is_taken(view.id):
        fix = f"rename the file, for example to {view.id}-group.yaml"
        yield Problem("error", view.file.path, 0, "", f"must not be called {view.id}; that name is taken.", fix)
    if view.kind in ("area", "entry") and _TAKEN_LINE.search(view.everything):
        for key, text in view.texts:
            names = (key[0], key[-1]) if key else ()
            is_id = names in (("localities", "id"), ("practices", "id")) or (
                names[:1] == ("formerly",) and len(key) == 2
            )
            if is_id and is_taken(text):
                fix = "delete it." if view.kind == "entry" else f"choose another, such as {text}-1."
                yield view.error(key, f"must not be {text}; that id is taken.", fix)


def old_ids_are_free(collection: Collection) -> Iterator[Problem]:
    """An old id under formerly must not be the id of an entry that is there, nor be claimed by two entries."""
    claimed: dict[str, Record[object]] = {}
    for record in collection.entries:
        for index, old in enumerate(record.item.formerly):
            key = ("formerly", index)
            if old == record.id:
                yield record.error(key, "must be an old id, but it is this entry's own.", "delete it.")
            elif old in collection.known("entry"):
                fix = "delete it here, or give the other entry another file name."
                yield record.error(key, f"must be free, but {old} is an entry of its own.", fix)
            elif old in claimed:
                other = claimed[old].file.path
                yield record.error(
                    key, f"must be claimed once, but {other} claims {old} too.", "delete one of the two."
                )
            else:
                claimed[old] = record


def area_ids_differ(collection: Collection) -> Iterator[Problem]:
    """Each locality, lead provider and practice in area.yaml must have an id of its own."""
    if not collection.area:
        return
    area = collection.area.item
    for name, ids in (
        ("localities", [item.id for item in area.localities]),
        ("lead_providers", [item.id for item in area.lead_providers]),
        ("practices", [item.id for item in area.practices]),
    ):
        yield from _repeated(collection.area, [((name, index, "id"), id) for index, id in enumerate(ids)])


def place_ids_differ(collection: Collection) -> Iterator[Problem]:
    """Each place of an entry must have an id of its own, if it has one."""
    for record in collection.entries:
        if len(record.item.places) > 1:
            places = enumerate(record.item.places)
            yield from _repeated(record, [(("places", index, "id"), item.id) for index, item in places if item.id])


def known_localities(collection: Collection) -> Iterator[Problem]:
    """A locality must be the id of one in area.yaml."""
    known = collection.locality_ids
    if known is None or collection.area is None:
        return
    for record in collection.entries:
        for index, id in enumerate(record.item.localities):
            if id not in known:
                yield _unknown(record, ("localities", index), id, known, "a locality in area.yaml")
    for index, practice in enumerate(collection.area.item.practices):
        if practice.locality and practice.locality not in known:
            key = ("practices", index, "locality")
            yield _unknown(collection.area, key, practice.locality, known, "a locality in area.yaml")


def known_lead_providers(collection: Collection) -> Iterator[Problem]:
    """A lead provider must be the id of one in area.yaml."""
    known = collection.lead_provider_ids
    if known is None or collection.area is None:
        return
    what = "a lead provider in area.yaml"
    for record in collection.entries:
        if record.item.lead_provider and record.item.lead_provider not in known:
            yield _unknown(record, ("lead_provider",), record.item.lead_provider, known, what)
    area = collection.area.item
    used: list[tuple[Key, str | None]] = [
        *((("localities", index, "lead_provider"), item.lead_provider) for index, item in enumerate(area.localities)),
        *(
            (("link_workers", index, "lead_provider"), item.lead_provider)
            for index, item in enumerate(area.link_workers)
        ),
    ]
    for key, id in used:
        if id and id not in known:
            yield _unknown(collection.area, key, id, known, what)


def known_practices(collection: Collection) -> Iterator[Problem]:
    """A practice that a link worker serves must be the id of one in area.yaml."""
    known = collection.practice_ids
    if known is None or collection.area is None:
        return
    for index, worker in enumerate(collection.area.item.link_workers):
        for place, id in enumerate(worker.practices):
            if id not in known:
                key = ("link_workers", index, "practices", place)
                yield _unknown(collection.area, key, id, known, "a practice in area.yaml")


def known_places(collection: Collection) -> Iterator[Problem]:
    """A session's place must be the id of one of the entry's places."""
    for record in collection.entries:
        known = {place.id for place in record.item.places if place.id}
        for index, session in enumerate(record.item.sessions):
            if session.place and session.place not in known:
                what = "one of the places in this file"
                yield _unknown(record, ("sessions", index, "place"), session.place, known, what)


def known_entries(collection: Collection) -> Iterator[Problem]:
    """An entry that another entry, a partner or a topic leads to must be there."""
    known = collection.known("entry")
    renamed = {old: record.id for record in collection.entries for old in record.item.formerly}
    for record, key, id in _targets(collection):
        if id == record.id and key[0] == "status":
            yield record.error(key, "must lead to another entry, but it is this one.", "delete it.")
        elif id not in known and id in renamed:
            yield record.error(key, f"must be the id of an entry, got {quoted(id)}.", f"write it as {renamed[id]}.")
        elif id not in known:
            yield _unknown(record, key, id, known - {record.id}, "an entry")


def living_targets(collection: Collection) -> Iterator[Problem]:
    """An entry that others lead to should not be closed or withdrawn; it is left out where it is."""
    for record, key, id in _targets(collection):
        target = collection.entry_by_id.get(id)
        if target and target.id != record.id and _is_gone(target.item):
            others = map(collection.entry_by_id.get, target.item.status.see)
            instead = listed(
                other.id for other in others if other and not _is_gone(other.item) and other.id != record.id
            )
            fix = f"lead to {instead} instead." if instead else "lead to another entry, or delete it."
            yield record.hint(key, f"should lead to an entry that runs, but {id} is {target.item.status.state}.", fix)


def known_topics(collection: Collection) -> Iterator[Problem]:
    """A topic that words.yaml names should be there; until it is, it is left out. Each is told once."""
    if not collection.words:
        return
    missing: dict[str, list[Key]] = {}
    for index, group in enumerate(collection.words.item):
        for place, id in enumerate(group.means.topics):
            if id not in collection.known("topic"):
                missing.setdefault(id, []).append((index, "means", "topics", place))
    for id, (first, *others) in missing.items():
        near = nearest(id, collection.known("topic"))
        fix = f"write it as {near}." if near else f"add the file topics/{id}.yaml, or delete the word."
        more = f" {len(others)} more groups name it." if others else ""
        yield collection.words.hint(first, f"should be the id of a topic, got {quoted(id)}.{more}", fix)


def topics_of_messages(collection: Collection) -> Iterator[Problem]:
    """A topic that a partner's message leads to must be there."""
    known = collection.known("topic")
    for record in collection.partners:
        for number, message in enumerate(record.item.messages):
            for place, id in enumerate(message.signpost.topics):
                if id not in known:
                    yield _unknown(record, ("messages", number, "signpost", "topics", place), id, known, "a topic")


def said_once(collection: Collection) -> Iterator[Problem]:
    """What people say should stand in one group of words.yaml, or nobody can tell which of its meanings counts."""
    if not collection.words:
        return
    first: dict[str, Key] = {}
    for index, group in enumerate(collection.words.item):
        for place, phrase in enumerate(group.say):
            key = (index, "say", place)
            before = first.setdefault(" ".join(phrase.casefold().split()), key)
            if before is not key:
                line = collection.words.file.line(before)
                message = f"should stand in one group, but {quoted(phrase)} stands in line {line} as well."
                yield collection.words.hint(key, message, "delete it in one of the two.")


def known_sources(collection: Collection) -> Iterator[Problem]:
    """A benefit's source must be the number of one of the topic's sources, counted from 1."""
    for record in collection.topics:
        has = len(record.item.sources)
        for index, benefit in enumerate(record.item.benefits):
            if benefit.source and benefit.source > has:
                message = (
                    f"must be the number of a source in this file, which has {has or 'none'}, got {benefit.source}."
                )
                numbers = "1" if has == 1 else f"a number from 1 to {has}"
                fix = f"{f'write {numbers}, or ' if has else ''}add the source under sources."
                yield record.error(("benefits", index, "source"), message, fix)


def sources_are_read(collection: Collection) -> Iterator[Problem]:
    """A topic's source should say on which day a person read it; until one has, the page says that nobody has."""
    for record in collection.topics:
        unread = [index for index, source in enumerate(record.item.sources) if source.checked is None]
        if unread:
            more = f" {len(unread) - 1} more lack it." if len(unread) > 1 else ""
            message = f"should say on which day a person read it.{more}"
            fix = "read the page; if it says so, write the day under checked."
            yield record.hint(("sources", unread[0]), message, fix)


def one_host(collection: Collection) -> Iterator[Problem]:
    """One lead provider, and only one, should host the directory (hosts: true)."""
    if not collection.area or not collection.area.item.lead_providers:
        return
    hosts = [index for index, item in enumerate(collection.area.item.lead_providers) if item.hosts]
    if not hosts:
        message = "should have one lead provider that hosts the directory, and has none."
        yield collection.area.hint(("lead_providers",), message, "add the line hosts: true to the one that does.")
    for index in hosts[1:]:
        message = "should be true for one lead provider only; another has it too."
        yield collection.area.hint(("lead_providers", index, "hosts"), message, "delete the line from all but one.")


def _is_gone(entry: Entry) -> bool:
    return entry.status.state in ("closed", "withdrawn")


def _repeated(record: Record[object], ids: Iterable[tuple[Key, str | None]]) -> Iterator[Problem]:
    seen: set[str | None] = set()
    for key, id in ids:
        if id in seen:
            yield record.error(key, f"must differ from the others, but {id} stands twice.", f"write it as {id}-2.")
        seen.add(id)


def _unknown(record: Record[object], key: Key, id: str, known: Iterable[str], what: str) -> Problem:
    near = nearest(id, sorted(known))
    if near:
        fix = f"write it as {near}."
    elif 0 < len(several := sorted(known)) <= 12:
        fix = f"use {listed(several)}."
    else:
        fix = "delete it, or add what it names."
    return record.error(key, f"must be the id of {what}, got {quoted(id)}.", fix)


def _targets(collection: Collection) -> Iterator[tuple[Record[object], Key, str]]:
    """Every id of an entry that is named in another file, with where it is named."""
    for entry in collection.entries:
        for index, id in enumerate(entry.item.status.see):
            yield entry, ("status", "see", index), id
    for partner in collection.partners:
        for number, message in enumerate(partner.item.messages):
            yield from _signposted(partner, ("messages", number, "signpost"), message.signpost)
    for topic in collection.topics:
        yield from _signposted(topic, ("services",), topic.item.services)


def _signposted(record: Record[object], key: Key, signpost: Signpost) -> Iterator[tuple[Record[object], Key, str]]:
    for index, id in enumerate(signpost.entries):
        yield record, (*key, "entries", index), id
