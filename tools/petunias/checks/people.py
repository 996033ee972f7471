"""Rules about who may come, and who works with whom."""

from __future__ import annotations

from collections.abc import Iterator

from petunias.checks.collection import Collection
from petunias.problems import Problem


def referrals_have_their_way_in(collection: Collection) -> Iterator[Problem]:
    """An entry with a referral must have professional-referral under access."""
    for record in collection.entries:
        if record.item.referral and "professional-referral" not in record.item.access:
            message = "must stand only where access has professional-referral."
            access = ", ".join([*record.item.access, "professional-referral"])
            yield record.error(("referral",), message, f"write access: [{access}], or delete referral.")


def ties_have_two_ends(collection: Collection) -> Iterator[Problem]:
    """An entry with a relationship should have a lead_provider, to which the relationship is."""
    for record in collection.entries:
        if record.item.relationship and not record.item.lead_provider:
            message = "should stand only beside a lead_provider."
            yield record.hint(("relationship",), message, "add the lead provider's id, or delete relationship.")
