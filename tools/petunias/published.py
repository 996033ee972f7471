"""An entry as the data of its file again, as far as groups are asked about it: what a change is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from petunias.model import Entry
from petunias.questions import MADE, questions

# Where the model says it in another way than the file.
_NAMES: Mapping[str, str] = {"first": "from"}
_USUAL: Mapping[str, Any] = {"every": "week"}


def published(entry: Entry) -> dict[str, Any]:
    """The asked fields of an entry, as plain data in the order of the schema."""
    found = _data(entry)
    if entry.who_for:
        ages = {"from": entry.who_for.youngest, "to": entry.who_for.oldest}
        found["who_for"] = _some(
            {"text": entry.who_for.text, "ages": _some(ages), "groups": list(entry.who_for.groups)}
        )
    # Where the address is secret, nothing that tells it is said anywhere.
    told = [one.path for one in questions() if not (one.secret and entry.private_address)]
    asked = dict.fromkeys([*told, *(path for path in MADE if f"{path.split('.')[0]}." in " ".join(told))])
    return {name: _only(found[name], name, asked) for name in _firsts(asked) if found.get(name)}


def _firsts(asked: Mapping[str, Any]) -> Mapping[str, None]:
    return dict.fromkeys(path.split(".")[0] for path in asked)


def _data(thing: Any) -> Any:
    if is_dataclass(thing):
        named = {_NAMES.get(field.name, field.name): getattr(thing, field.name) for field in fields(thing)}
        return _some({name: _data(value) for name, value in named.items() if value != _USUAL.get(name, ())})
    if isinstance(thing, tuple):
        return [_data(one) for one in thing]
    if isinstance(thing, time):
        return thing.strftime("%H:%M")
    return thing.isoformat() if isinstance(thing, date) else thing


def _some(found: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something. A nought is an age."""
    return {name: value for name, value in found.items() if (value == 0 and value is not False) or value}


def _only(value: Any, path: str, asked: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        inside = {name: (f"{path}.{name}", one) for name, one in value.items()}
        return {
            name: _only(one, below, asked)
            for name, (below, one) in inside.items()
            if any(known == below or known.startswith(f"{below}.") for known in asked)
        }
    return [_only(one, f"{path}.0", asked) for one in value] if isinstance(value, list) else value
