"""The e-mails of the inbox, as plain text: what they say, and to whom.

No subject holds a word of a stranger's. A stranger's name stands in a body as one short line that leads nowhere, as
anybody can type somebody else's address. `{reference}` is filled in by the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from petunias import schema
from petunias.checks.texts import UNSEEN
from petunias.language import language
from petunias.model import Area
from petunias.site.edition import brand_name
from petunias.submissions.message import Draft, Submission, literal
from petunias.submissions.offer import LIMITS, Kind, Offer

ANSWER_WITHIN = timedelta(days=7)
SIGN_IN_WITHIN = timedelta(minutes=15)
# In an hour: nobody can have us fill somebody's mailbox.
MOST_TO_SENDER, MOST_TO_EDITORS = 5, 20
LONGEST_NAME = 80
LONGEST_WORDS = 4000  # of what an editor writes
_HERE = "\x00"  # where the reference goes; no text has one
_BLANK = re.compile(r"\s+")
# A whole address, or a part of one that mail programs make a link of.
_LEADS = re.compile(r":\S|@|\w[.。．｡]\w|[0-9][0-9 ()-]{5,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lately:
    """How many submissions came in within the last hour: with the same e-mail, and in all."""

    from_sender: int = 0
    in_all: int = 0


_NEXT: Mapping[Kind, str] = {
    "new": "A person reads it, and asks you if something is not clear. Then it is published.",
    "change": "A person reads it, and asks you if something is not clear. Then it is published.",
    "close": "A person reads it, and changes the page.",
    "withdraw": "A person reads it as soon as possible, and takes the page off.",
    "report": "A person reads what you have told us, and puts it right.",
}
_NEWS: Mapping[Kind, str] = {
    "new": "A new group is waiting",
    "change": "A change is waiting",
    "close": "A group has stopped",
    "withdraw": "To take off at once",
    "report": "A report is waiting",
}
_DONE: Mapping[Kind, str] = {
    "new": "%s is in the directory now.",
    "change": "%s is changed now, as you asked.",
    "close": "%s is marked as stopped now.",
    "withdraw": "%s is taken off now. Search engines may show the old page for some more days.",
    "report": "We have looked at what you told us about %s. Thank you.",
}


def on_arrival(
    area: Area, offer: Offer, today: date, editors: Iterable[str], desk: str, lately: Lately
) -> tuple[Draft, ...]:
    """All that go out when something has come in. Not too many of them, whoever sends what: the queue has it all."""
    by = language("en").date(today + ANSWER_WITHIN)
    own = received(area, offer, by) if lately.from_sender < MOST_TO_SENDER else ()
    return (*own, *(to_editors(area, offer, editors, desk) if lately.in_all < MOST_TO_EDITORS else ()))


def received(area: Area, offer: Offer, by: str) -> tuple[Draft, ...]:
    """To whoever sent it, if they gave an e-mail: that it is there, and what happens by which day."""
    urgent = f"Is somebody in danger now? Ring 999. Can it not wait? {_ring(area)}." if offer.kind == "withdraw" else ""
    return _to_sender(
        area,
        offer,
        f"We have got it ({_HERE})",
        "Hello,",
        f"Thank you. We have got what you sent us about {_name(offer)}.",
        f"Your reference is {_HERE}.",
        f"{_NEXT[offer.kind]} We write to you when it is done, by {by} at the latest.",
        urgent,
        f"Have you heard nothing by then? {_ring(area)} and say your reference.",
        "Did you not send us anything? Then somebody typed your address by mistake. Tell us, and we remove it.",
    )


def to_editors(area: Area, offer: Offer, editors: Iterable[str], desk: str = "") -> tuple[Draft, ...]:
    """To each editor: that something is new, with the address of the desk if there is one. Nothing private."""
    where = f"Look at it at the desk:\n{desk.rstrip('/')}/{_HERE}/" if desk else f"petunias inbox show {_HERE}"
    lines = (
        f"{_NEWS[offer.kind]}: {_HERE}.",
        f"It is about {_name(offer)}. That is what its sender calls it; nobody has checked it.",
        where,
    )
    return tuple(_draft(area, editor, f"{_NEWS[offer.kind]} ({_HERE})", lines) for editor in editors)


def question(area: Area, submission: Submission, words: str) -> tuple[Draft, ...]:
    """To whoever sent it, if they gave an e-mail: an editor's question."""
    return _to_sender(
        area,
        submission.offer,
        f"We have a question ({_HERE})",
        "Hello,",
        f"You sent us something about {_name(submission.offer)}. Before we go on, we would like to ask you:",
        _said(words),
        f"Please answer this e-mail, and leave {_HERE} in its subject. {_or_ring(area)}",
    )


def accepted(area: Area, submission: Submission, page: str = "", poster: str = "") -> tuple[Draft, ...]:
    """To whoever sent it, if they gave an e-mail: that it is published.

    `page` and `poster` are whole addresses, empty if there are none.
    """
    offer = submission.offer
    listed = offer.kind in ("new", "change")
    done = _DONE[offer.kind] % _name(offer)
    shown = f"This is its page:\n{page}" if page and offer.kind != "withdraw" else ""
    mend = "Has something changed, or is something wrong? Follow “Tell us what has changed” on that page."
    return _to_sender(
        area,
        offer,
        f"It is done ({_HERE})",
        "Hello,",
        done[0].upper() + done[1:],
        shown,
        mend if shown and listed else "",
        _poster(poster) if listed else "",
    )


def rejected(area: Area, submission: Submission, reason: str) -> tuple[Draft, ...]:
    """To whoever sent it, if they gave an e-mail: that it is not published, and why."""
    refused = "We could not publish it." if submission.offer.kind in ("new", "change") else "We could not do it."
    return _to_sender(
        area,
        submission.offer,
        f"We could not take it ({_HERE})",
        "Hello,",
        f"Thank you for what you sent us about {_name(submission.offer)}. {refused} This is why:",
        _said(reason),
        f"Do you see it differently, or can you mend it? Answer this e-mail. {_or_ring(area)}",
        "We remove what you sent us after 90 days.",
    )


def sign_in(area: Area, address: str, link: str) -> Draft:
    """To an editor: the link by which they come in."""
    minutes = int(SIGN_IN_WITHIN.total_seconds()) // 60
    lines = (
        "Hello,",
        f"Open this link within {minutes} minutes. Press the button on the page to come in:\n{link}",
        "Did you not ask for it? Then do nothing. Nobody comes in without this e-mail. Never pass it on.",
    )
    return _draft(area, address, "Your link to the editors' desk", lines)


def plain(text: str) -> str:
    """The text on one line, with nothing unseen in it."""
    return _BLANK.sub(" ", UNSEEN.sub("", _BLANK.sub(" ", text))).strip()


def _name(offer: Offer) -> str:
    """What it is about, in quotes; not what leads somewhere else, or is no name."""
    name = plain(offer.name)
    if not name or _LEADS.search(name):
        return {"new": "a group", "report": "the directory"}.get(offer.kind, "an entry")
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    return f"“{short}”"


def _said(words: str) -> str:
    """An editor's own words, line by line."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_WORDS].split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(plain, lines))).strip()


def _poster(address: str) -> str:
    if address:
        return f"There is a poster for your wall. It has a code that leads to the page:\n{address}"
    return "Would you like a poster for your wall, with a code that leads to the page? Ask us for it."


def _ring(area: Area) -> str:
    return f"Ring us on {area.team.phone}" if area.team.phone else "Answer this e-mail"


def _or_ring(area: Area) -> str:
    return f"Or ring us on {area.team.phone}." if area.team.phone else ""


def _to_sender(area: Area, offer: Offer, subject: str, *lines: str) -> tuple[Draft, ...]:
    to = offer.private.get("submitter.email", "")
    if not to or len(to) > LIMITS["submitter.email"] or not schema.is_email(to):
        return ()
    return (_draft(area, to, subject, lines),)


def _draft(area: Area, to: str, subject: str, lines: Iterable[str]) -> Draft:
    team = area.team
    brand = plain(brand_name(area, language("en")))
    signed = [team.name or brand, team.name and brand, team.phone and f"Phone: {team.phone}", team.hours]
    body = "\n\n".join([*(line.strip() for line in lines if line), "\n".join(plain(one) for one in signed if one)])
    return Draft(to, *(literal(text).replace(_HERE, "{reference}") for text in (subject, f"{body}\n")))
