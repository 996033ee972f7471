"""Rules about partners and their messages."""

from __future__ import annotations

from collections.abc import Iterator

from petunias.checks.collection import Collection
from petunias.checks.saying import quoted, slug
from petunias.problems import Problem


def messages_differ(collection: Collection) -> Iterator[Problem]:
    """Each message of a partner must differ from its others, as it is known by its words."""
    for record in collection.partners:
        seen: set[str] = set()
        for number, message in enumerate(record.item.messages):
            known = slug(message.key) or message.key
            if known in seen:
                fix = "delete one of the two, or say what is different."
                yield record.error(
                    ("messages", number, "text"), f"must stand once, got {quoted(message.key)} again.", fix
                )
            seen.add(known)


def supporters_have_no_messages(collection: Collection) -> Iterator[Problem]:
    """A partner that only supports the others should have no messages; with messages it is a partner like them."""
    for record in collection.partners:
        if record.item.supporter and record.item.messages:
            message = "should be absent where there are messages."
            yield record.hint(("supporter",), message, "delete the line, or the messages.")
