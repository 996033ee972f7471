"""What somebody offers to the directory: a new entry, a change, an end, a report. Read, tidied, and judged."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from petunias import phones, schema, yamlfile
from petunias.checks.texts import MARKUP, UNSEEN
from petunias.model import Entry
from petunias.problems import Problem
from petunias.published import published
from petunias.questions import PRIVATE, rows
from petunias.submissions import answers, plain_form
from petunias.submissions.answers import NOTE, Pair
from petunias.submissions.plain_form import general

Kind = Literal["new", "change", "close", "withdraw", "report"]
Way = Literal["form", "e-mail", "file"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ABOUT, CHANGE, WHOLE = "about", "change", "whole"  # what it is, of which entry, and whether it is all of it
SINCE, SEE = "closed.on", "closed.see"
PRIVATE_ADDRESS = "private_address"
TRAP, SECONDS = "second_name", "seconds"  # a field that no person sees; how long the page was open
OTHERS, LANGUAGE = "others", "lang"  # they are somebody else; the language of the form
OWN = frozenset((OTHERS, LANGUAGE, ABOUT, CHANGE, WHOLE, SINCE, SEE, TRAP, SECONDS, *PRIVATE))
LIMITS: Mapping[str, int] = {
    "submitter.email": 254,
    "submitter.phone": 40,
    "submitter.name": 150,
    "submitter.note": 1000,
}
LINKS = 8  # more in one submission is advertising
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Offer:
    """One submission's content.

    `entry` is the id of the entry that it is about, empty for a new one. `data` are fields as in an entry's file, as
    they are to be; those in `taken_out` (dotted) are to go. `was` is what stood there when it was sent. `private` is
    for the team alone. `rest` is what was not understood.
    """

    kind: Kind
    entry: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    taken_out: tuple[str, ...] = ()
    was: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    way: Way = "form"

    def as_json(self) -> str:
        """The offer as text, the same for the same offer."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Offer:
        """What `as_json` made."""
        made = json.loads(text)
        return cls(**{**made, "taken_out": tuple(made["taken_out"])})

    @property
    def name(self) -> str:
        """What to call it in a list."""
        return str(self.data.get("name") or self.was.get("name") or self.entry)


def from_form(pairs: Sequence[Pair], today: date, entry: Entry | None, id: str = "") -> Offer:
    """The offer in what a form has sent. `id` is the entry that it is about, `entry` what is published of it."""
    said = dict(reversed(pairs))  # the first of several
    about = said.get(ABOUT, "")
    kind: Kind = next((kind for kind in KINDS if kind == about), "change" if said.get(CHANGE) else "new")
    private = {path: text for path in PRIVATE if (text := _private(path, said.get(path, "")))}
    known = answers.asked()
    strange = [pair for pair in pairs if general(pair[0]) not in known and pair[0] not in OWN and pair[1].strip()]
    rest = "\n".join(f"{path}: {' '.join(text.split())}" for path, text in strange)
    was: dict[str, Any] = {"name": entry.name} if entry else {}
    if kind in ("close", "withdraw"):
        return Offer(kind, id, _status(kind, said, today), was=was, private=private, rest=rest)
    if kind == "report":
        return Offer(kind, id, was=was, private=private, rest=rest)
    told = published(entry) if entry and kind == "change" else {}
    ids = [place.get("id", "") for place in told.get("places", ())]
    # Who changes a part of an entry does not say once more that its address is secret.
    still = [(PRIVATE_ADDRESS, "true")] if told.get(PRIVATE_ADDRESS) and not said.get(WHOLE) else []
    made = answers.data([*pairs, *still], today, ids)
    if made.get(PRIVATE_ADDRESS) is True:
        rest = ""  # nobody knows what is in it
    if kind == "new":
        return Offer("new", "", made, private=private, rest=rest)
    # Tidied in the same way, so that a blank at the end of a file's line is no change.
    now = answers.data(answers.as_sent(told), today, ids)
    data, gone = difference(now, made) if said.get(WHOLE) else (made, ())
    if still:
        del data[PRIVATE_ADDRESS]
    if data.get("availability", {}):
        data["availability"]["on"] = today.isoformat()
    touched = {*data, *(path.split(".")[0] for path in gone)}
    before = without_secrets({**told, PRIVATE_ADDRESS: True}) if made.get(PRIVATE_ADDRESS) is True else told
    was |= {name: before[name] for name in told if name in touched and name in before}
    return Offer("change", id, data, gone, was, private, rest)


def from_plain(form: plain_form.PlainForm, today: date, entry: Entry | None, way: Way) -> Offer:
    """The offer in a filled-in text."""
    private = {path: text for path, said in form.private.items() if (text := _private(path, said))}
    pairs = [(path, tidied) for path, said in form.answers if (tidied := answers.meant_by(path, said))]
    given: dict[str, Any] = schema.typed("entry", plain_form.nested(pairs))
    if isinstance(given.get("availability"), dict):
        given["availability"].setdefault("on", today.isoformat())
    if not form.change:
        return Offer("new", "", without_secrets(given), private=private, rest=form.rest, way=way)
    now = published(entry) if entry else {}
    still = {PRIVATE_ADDRESS: True} if now.get(PRIVATE_ADDRESS) and PRIVATE_ADDRESS not in form.taken_out else {}
    made = {name: value for name, value in without_secrets({**still, **given}).items() if name in given}
    touched = {*made, *(path.split(".")[0] for path in form.taken_out)}
    before = without_secrets({**now, **still, **{name: made[name] for name in made if name == PRIVATE_ADDRESS}})
    was = {"name": now.get("name", form.change), **{name: before[name] for name in before if name in touched}}
    return Offer("change", form.change, made, form.taken_out, was, private, form.rest, way)


def from_file(data: Mapping[str, Any], way: Way = "file") -> Offer:
    """The offer in a whole entry's file."""
    typed: dict[str, Any] = schema.typed("entry", dict(data))
    return Offer("new", "", without_secrets(typed), way=way)


def _status(kind: Kind, said: Mapping[str, str], today: date) -> dict[str, Any]:
    if kind == "withdraw":
        return {"status": {"state": "withdrawn", "on": today.isoformat()}}
    see = [id for id in re.split(r"[\s,]+", said.get(SEE, "").lower()) if _ID.fullmatch(id)]
    since = said.get(SINCE, "").strip()
    return {"status": {"state": "closed", "on": since or today.isoformat(), **({"see": see} if see else {})}}


def _private(path: str, text: str) -> str:
    tidied = UNSEEN.sub("", text.replace("\x00", "")).strip()
    return tidied if path == NOTE else " ".join(tidied.split())


def is_hidden(made: Mapping[str, Any]) -> bool:
    """Whether the address is secret. Whoever wrote anything but no there may have meant it."""
    return str(made.get(PRIVATE_ADDRESS, "")).strip().lower() not in ("", "false", "no", "none")


def without_secrets(made: Mapping[str, Any]) -> dict[str, Any]:
    """The data without what would tell a secret address."""
    if not is_hidden(made):
        return dict(made)
    secret = {path for path, one in answers.asked().items() if one.secret}
    whole = {name for name in rows() if all(path in secret for path in answers.asked() if path.startswith(f"{name}."))}
    kept: dict[str, Any] = _pruned(made, "", secret | whole)
    return kept


def _pruned(value: Any, before: str, secret: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_pruned(one, f"{before}0.", secret) for one in value]
    if not isinstance(value, Mapping):
        return value
    kept = {
        name: _pruned(one, f"{before}{name}.", secret) for name, one in value.items() if f"{before}{name}" not in secret
    }
    return {name: one for name, one in kept.items() if one != {}}


def difference(now: Mapping[str, Any], made: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What of `made` is not so now, and what is no longer in it: rows that repeat as a whole, else field by field."""
    data: dict[str, Any] = {}
    gone: list[str] = []
    for name in dict.fromkeys((*now, *made)):
        old, new = now.get(name), made.get(name)
        if old == new:
            continue
        if new is None:
            gone.append(name)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            inside, less = difference(old, new)
            gone += [f"{name}.{path}" for path in less]
            if inside:
                data[name] = inside
        else:
            data[name] = new
    return data, tuple(gone)


def applied(now: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
    """The data of an entry's file with the offer in it. What nobody asks for, such as a point on the map, is kept."""
    made = _merged(now, offer.data)
    for path in offer.taken_out:
        _take_out(made, path.split("."))
    if "places" in offer.data:
        known = {place["id"]: place for place in now.get("places", ()) if "id" in place}
        made["places"] = [_place(known.get(place.get("id", ""), {}), place) for place in made["places"]]
    return without_secrets(made)


def has_moved(known: Mapping[str, Any], place: Mapping[str, Any]) -> bool:
    """Whether the address of a place has changed. Its point on the map is right only while the address is."""
    return any(known.get(name) != place.get(name) for name in ("address", "postcode"))


def _place(known: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    return {**place, **({"at": known["at"]} if "at" in known and not has_moved(known, place) else {})}


def _merged(now: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(now)
    for name, value in data.items():
        old = made.get(name)
        made[name] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return made


def _take_out(made: dict[str, Any], keys: Sequence[str]) -> None:
    first, *rest = keys
    if not rest:
        made.pop(first, None)
    elif isinstance(made.get(first), dict):
        made[first] = dict(made[first])
        _take_out(made[first], rest)
        if not made[first]:
            del made[first]


def faults(offer: Offer) -> list[Problem]:
    """What stands in the way of taking it, beside what is wrong with the entry that it makes."""
    problems: list[Problem] = []
    problems += _private_faults(offer)
    links = len(_LINK.findall(offer.as_json()))
    if links > LINKS:
        fix = "keep those that people need most."
        problems.append(
            Problem("error", "", 0, "", f"must hold at most {LINKS} web addresses, and it has {links}.", fix)
        )
    return problems


def _private_faults(offer: Offer) -> Iterable[Problem]:
    def wrong(path: str, message: str, fix: str = "") -> Problem:
        return Problem("error", "", 0, path, message, fix)

    for path, text in offer.private.items():
        if len(text) > LIMITS[path]:
            yield wrong(path, f"must be at most {LIMITS[path]} characters long, and it has {len(text)}.")
        if MARKUP.search(text) and path != NOTE:
            yield wrong(path, "must be plain text.", "take the signs out.")
    email, phone = offer.private.get("submitter.email"), offer.private.get("submitter.phone")
    if email and not schema.is_email(email):
        yield wrong("submitter.email", "must be an e-mail address, such as hello@example.org.")
    if phone and phones.judge(phone) == "impossible":
        yield wrong("submitter.phone", "must be one UK phone number, such as 01632 960101.")
    if offer.kind == "report" and not offer.private.get(NOTE):
        yield wrong(NOTE, "must not be empty.", "say what is wrong.")


def filed(folder: Path, id: str) -> dict[str, Any]:
    """The data of an entry's file as it stands; nothing if there is none, or if it cannot be read."""
    path = folder / "entries" / f"{id}.yaml"
    data = yamlfile.read(path).data if path.is_file() else None
    typed: dict[str, Any] = schema.typed("entry", data) if isinstance(data, dict) else {}
    return typed


def canonical(whole: Mapping[str, Any]) -> str:
    """The text of the entry's file, its fields in the order of the schema."""
    order = {path: number for number, (path, _node, _needed) in enumerate(schema.all_fields("entry"))}
    return yamlfile.dump(_ordered(whole, "", order))


def _ordered(value: Any, path: str, order: Mapping[str, int]) -> Any:
    if isinstance(value, list):
        return [_ordered(one, f"{path}0.", order) for one in value]
    if not isinstance(value, Mapping):
        return value
    names = sorted(value, key=lambda name: order.get(f"{path}{name}", len(order)))
    return {name: _ordered(value[name], f"{path}{name}.", order) for name in names}
