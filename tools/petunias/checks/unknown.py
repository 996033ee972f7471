"""Fields that are not known where they stand: which one was meant, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petunias import schema
from petunias.checks.saying import listed, nearest, plain
from petunias.schema import Kind
from petunias.yamlfile import Key

# What people call a field. Each stands for the last part of a field's path.
_ALSO_CALLED = {
    "telephone": "phone",
    "tel": "phone",
    "landline": "phone",
    "mobile": "phone",
    "number": "phone",
    "sms": "text",
    "mail": "email",
    "web": "website",
    "url": "website",
    "link": "website",
    "site": "website",
    "homepage": "website",
    "facebook": "website",
    "organisation": "provider",
    "organization": "provider",
    "run_by": "provider",
    "category": "domains",
    "categories": "domains",
    "type": "domains",
    "title": "name",
    "about": "description",
    "details": "description",
    "more": "description",
    "sentence": "summary",
    "where": "places",
    "location": "places",
    "venue": "places",
    "when": "sessions",
    "times": "sessions",
    "opening_hours": "sessions",
    "price": "cost",
    "fee": "cost",
    "area": "localities",
    "areas": "localities",
    "tags": "keywords",
    "day": "days",
    "begin": "start",
    "finish": "end",
    "to": "until",
    "street": "address",
    "zip": "postcode",
    "post_code": "postcode",
    "coordinates": "at",
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "frequency": "every",
    "referrals": "referral",
    "eligibility": "who_for",
    "audience": "who_for",
    "updated": "confirmed",
    "reviewed": "confirmed",
}


def meant(kind: Kind, key: Key, name: str) -> str | None:
    """The field at `key` that was most likely meant by `name`."""
    known = schema.field(kind, key).get("properties", {}) if key else schema.schema(kind).get("properties", {})
    return _meant(str(name), known)


def fix(kind: Kind, key: Key, name: str, around: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """How to mend the unknown field `name` of the group `around` at `key`."""
    name = str(name)
    elsewhere = _elsewhere(kind, key, name)
    near = _meant(name, known)
    if elsewhere and near is None:
        return elsewhere
    if near in around:
        return f"{near} is there already; delete one of the two lines."
    if near:
        return f"write {near} instead of {plain(name)[:40]}."
    if len(known) <= 8:
        return f"use {listed(known)}, or delete the line."
    return "delete the line, or write it into the description."


def _meant(name: str, known: Mapping[str, Any]) -> str | None:
    tidy = name.strip().lower().replace("-", "_").replace(" ", "_")
    for said in (tidy, _called(tidy), f"{tidy}s", tidy.removesuffix("s"), tidy.replace("_", "")):
        if said in known:
            return said
    return nearest(tidy, list(known), 70)


def _called(name: str) -> str | None:
    """The field that people call by that name, or almost."""
    near = nearest(name, list(_ALSO_CALLED), 80)
    return _ALSO_CALLED[near] if near else None


def _elsewhere(kind: Kind, key: Key, name: str) -> str | None:
    """Where a field belongs that is known, but not here: most often it is only indented wrongly."""
    wanted = {name, _ALSO_CALLED.get(name, name)}
    for path, _, _ in schema.all_fields(kind):
        parts = [part for part in path.split(".") if part != "0"]
        if parts[-1] not in wanted or "translations" in parts:
            continue
        if len(parts) == 1 and key:
            return f"{parts[0]} stands at the left edge, not below {key[0]}; take the blanks before it away."
        if len(parts) == 2 and parts[:1] != list(key[:1]):
            return f"{parts[1]} belongs below {parts[0]}; move it there, indented by two blanks."
    return None
