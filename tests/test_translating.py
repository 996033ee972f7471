"""A directory in another language: nothing that people read is forgotten."""

from __future__ import annotations

import dataclasses
import typing
from types import UnionType
from typing import Any

from petunias import model
from petunias.spoken import Foreign
from petunias.translating import PARTS, TEXTS, translated
from support.directories import directory, entry

# Text that is in no language: ids, choices, numbers, addresses on the web, postcodes, names of persons, words to find.
NO_TEXTS = {
    "Area": "id url nation languages",
    "Availability": "status",
    "Confirmed": "by",
    "Contact": "phone text email website",
    "Entry": "id domains formerly localities ways access support languages lead_provider relationship keywords",
    "Helpline": "phone",
    "LeadProvider": "id phone email website",
    "LifestyleAccess": "phone email website",
    "LinkWorker": "lead_provider phone email practices name",
    "Locality": "id postcodes lead_provider",
    "Meaning": "domains topics words",
    "Message": "key",
    "Paper": "url",
    "Partner": "id phone",
    "Place": "id postcode accessibility",
    "Practice": "id postcode locality phone",
    "Reference": "url",
    "Referral": "url",
    "Register": "endpoint email repository",
    "Season": "nth day",
    "Session": "days every which bank_holidays place",
    "Signpost": "entries domains words topics",
    "Source": "scheme id licence url",
    "StaffGroup": "status",
    "Status": "state see",
    "Team": "phone email",
    "Topic": "id",
    "WhoFor": "groups",
    "WordGroup": "say",
}


def kinds() -> list[type[Any]]:
    found = [getattr(model, name) for name in model.__all__]
    return [cls for cls in found if dataclasses.is_dataclass(cls)]


def inside(hint: Any) -> list[Any]:
    """The types that a field may hold: str for tuple[str, ...] | None."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is tuple:
        return [one for part in typing.get_args(hint) for one in inside(part)]
    return [hint]


def test_every_text_of_the_model_is_known_as_one_or_as_none() -> None:
    """A new field has to be put into TEXTS, or above."""
    for cls in kinds():
        hints = typing.get_type_hints(cls)
        texts = {name for name, hint in hints.items() if str in inside(hint)}
        assert texts == {*TEXTS.get(cls, ()), *NO_TEXTS.get(cls.__name__, "").split()}, cls.__name__


def test_every_part_with_a_text_in_it_is_looked_at() -> None:
    for cls in kinds():
        hints = typing.get_type_hints(cls)
        parts = {name for name, hint in hints.items() if any(one in TEXTS for one in inside(hint))}
        assert parts == set(PARTS.get(cls, ())), cls.__name__


def test_a_translation_takes_the_place_of_the_text_and_the_rest_is_foreign() -> None:
    made = directory(
        entry(name="Dogs", provider="Friends", translations={"cy": {"name": "Ŵ", "description": "Ŷ"}}),
        languages=["en", "cy"],
        localities=[{"id": "north", "name": "North", "also": ["Top", "9"], "translations": {"cy": {"name": "Ĝ"}}}],
        urgent_help=[{"name": "999", "phone": "999", "for": "danger", "translations": {"cy": {"for": "Ĥ"}}}],
    )
    welsh = translated(made, "cy")
    (dogs,) = welsh.entries
    assert (dogs.name, type(dogs.name), dogs.description) == ("Ŵ", str, "Ŷ")
    assert isinstance(dogs.provider, Foreign)
    assert dogs.provider.lang == "en"
    assert dogs.contact.phone == made.entries[0].contact.phone
    assert not isinstance(dogs.contact.phone, Foreign)
    (north,) = welsh.area.localities
    assert (north.name, [type(name) for name in north.also]) == ("Ĝ", [Foreign, str])
    (line,) = welsh.area.urgent_help
    assert (line.purpose, type(line.name)) == ("Ĥ", str)  # a number has no language


def test_nothing_is_changed_but_texts() -> None:
    made = directory(entry(sessions=[{"days": ["tuesday"], "note": "coats"}]), languages=["en", "cy"])
    assert translated(made, "cy") == made  # a foreign text equals its words
    assert translated(made, "en") is made
