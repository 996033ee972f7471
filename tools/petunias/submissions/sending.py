"""Sends the e-mails that wait in the database, by SMTP, as often as it takes within two days.

A letter is claimed in a transaction before it is sent, so that two programs can send side by side. One that ends before
noting it sends it again: twice is better than never, and its Message-ID is the same. What is sent is
forgotten at once but for its number, its reference and the moment.
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from threading import Event, Thread

from petunias.submissions import keeping
from petunias.submissions.base import Base, written
from petunias.submissions.letters import Lately, plain
from petunias.submissions.settings import Mail

WAITS = (1, 5, 15, 60, 120, 240, 480, 960, 960)  # minutes after each try; two days in all
TRIES = len(WAITS) + 1
TRIES_AT_THE_DOOR = 3  # a link to sign in lasts a quarter of an hour
PATIENCE = 30.0  # seconds for each step of the talk with the server, of which there are ten
CLAIM = timedelta(minutes=10)  # longer than all steps
EVERY = 5.0  # seconds
# What is wrong with one letter, and not with the server.
_OF_ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError, LookupError, MessageError)
log = logging.getLogger("petunias.inbox")


@dataclass(frozen=True, slots=True)
class Letter:
    """One that is to be sent now."""

    number: int
    reference: str
    to: str
    subject: str
    body: str
    tries: int


@dataclass(frozen=True, slots=True)
class Failed:
    """One that was given up. `to` can be rung or written to in another way."""

    number: int
    reference: str
    to: str
    subject: str


@dataclass(frozen=True, slots=True)
class Round:
    """What came of going through what waits."""

    sent: int = 0
    failed: int = 0


class Outbox:
    """Sends what waits in a database. `name` stands before the sender's address."""

    def __init__(self, base: Base, mail: Mail, name: str, clock: Callable[[], datetime] | None = None) -> None:
        self.base, self.mail, self.name = base, mail, plain(name)
        self.clock = clock or (lambda: datetime.now(UTC))

    def send(self, stop: Event | None = None) -> Round:
        """Sends what is due. Ends where the server cannot be used at all: the turn of the others comes."""
        sent = failed = 0
        while not (stop and stop.is_set()) and (letter := self._claim()):
            try:
                self._hand_over(letter)
            except (OSError, ValueError, LookupError, MessageError) as trouble:
                self._put_off(letter, trouble)
                failed += 1
                if not isinstance(trouble, _OF_ONE):
                    break
            else:
                self._forget(letter)
                sent += 1
        if sent:
            keeping.shrink(self.base)
        return Round(sent, failed)

    def _claim(self) -> Letter | None:
        now = self.clock()
        due = "FROM letter WHERE sent IS NULL AND due <= ? AND tries < ? ORDER BY due, number LIMIT 1"
        with self.base.reading() as base:
            if not base.execute(f"SELECT 1 {due}", (written(now), TRIES)).fetchone():
                return None
        with self.base.writing() as base:
            row = base.execute(
                f"SELECT number, reference, recipient, subject, body, tries + 1 {due}",
                (written(now), TRIES),
            ).fetchone()
            if row:
                base.execute(
                    "UPDATE letter SET tries = tries + 1, due = ? WHERE number = ?", (written(now + CLAIM), row[0])
                )
        return Letter(*row) if row else None

    def _hand_over(self, letter: Letter) -> None:
        message = composed(letter, self.mail, self.name, self.clock())
        domain = self.mail.sender.partition("@")[2]
        at = (self.mail.host, self.mail.port, domain)  # we say the domain, not the name of this machine
        safe = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(*at, timeout=PATIENCE, context=safe)
            if self.mail.security == "tls"
            else smtplib.SMTP(*at, timeout=PATIENCE)
        )
        try:
            if self.mail.security == "starttls":
                server.starttls(context=safe)
            if self.mail.user:
                server.login(self.mail.user, self.mail.password)
            server.send_message(message, self.mail.sender, [letter.to])
            with suppress(OSError):  # it has taken the letter, whatever it says to a goodbye
                server.quit()
        finally:
            server.close()

    def _forget(self, letter: Letter) -> None:
        with self.base.writing() as base:
            base.execute(
                "UPDATE letter SET sent = ?, recipient = '', subject = '', body = '' WHERE number = ?",
                (written(self.clock()), letter.number),
            )

    def _put_off(self, letter: Letter, trouble: Exception) -> None:
        at_the_door = not letter.reference
        is_last = letter.tries >= (TRIES_AT_THE_DOOR if at_the_door else TRIES)
        with self.base.writing() as base:
            if is_last and at_the_door:
                base.execute("DELETE FROM letter WHERE number = ?", (letter.number,))
            else:
                wait = timedelta(minutes=WAITS[min(letter.tries, len(WAITS)) - 1])
                base.execute(
                    "UPDATE letter SET due = ? WHERE number = ?", (written(self.clock() + wait), letter.number)
                )
        # Neither the address nor the text goes into the log.
        what = f"E-mail {letter.number} ({letter.reference or 'to sign in'})"
        then = "It is given up." if is_last else "It is tried again."
        log.error("%s was not sent: %s. Try %d. %s", what, _why(trouble), letter.tries, then)


def composed(letter: Letter, mail: Mail, name: str, now: datetime) -> EmailMessage:
    """The letter as a message. Nothing in it can become a header of its own: ValueError if anything tries."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=mail.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = plain(letter.subject)
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message["Date"] = format_datetime(now)
    told = "\0".join((str(letter.number), letter.to, letter.subject, letter.body))
    mark = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    message["Message-ID"] = f"<{mark}@{mail.sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    # Every server passes it on as it is, with long lines and letters of any language.
    message.set_content(letter.body, cte="quoted-printable")
    return message


def _why(trouble: Exception) -> str:
    """What kind of trouble it was, without what the server said, which may name the address."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return f"the server refused the address ({', '.join(str(code) for code, _ in trouble.recipients.values())})"
    if isinstance(trouble, smtplib.SMTPResponseException):
        return f"the server said {trouble.smtp_code} ({type(trouble).__name__})"
    return type(trouble).__name__


def failed(base: Base) -> list[Failed]:
    """Those that were given up, the oldest first. They go when their submission does."""
    question = (
        "SELECT number, reference, recipient, subject FROM letter WHERE sent IS NULL AND tries >= ? ORDER BY number"
    )
    with base.reading() as found:
        return [Failed(*row) for row in found.execute(question, (TRIES,))]


def waiting(base: Base) -> int:
    """How many are still to be sent."""
    with base.reading() as found:
        return int(
            found.execute("SELECT count(*) FROM letter WHERE sent IS NULL AND tries < ?", (TRIES,)).fetchone()[0]
        )


def lately(base: Base, email: str, now: datetime) -> Lately:
    """How many submissions came within the last hour, with that e-mail and in all."""
    question = "SELECT json_extract(offer, '$.private.\"submitter.email\"') FROM submission WHERE received > ?"
    with base.reading() as found:
        given = [row[0] for row in found.execute(question, (written(now - timedelta(hours=1)),))]
    wanted = email.lower()
    return Lately(sum(bool(wanted) and (one or "").lower() == wanted for one in given), len(given))


@contextmanager
def running(base: Base, mail: Mail | None, name: str) -> Iterator[None]:
    """Sends what is due, every few seconds, in a thread of its own."""
    if mail is None:
        log.warning("No e-mail is sent, as no settings say how. What is to be sent waits.")
        yield
        return
    stop = Event()
    thread = Thread(target=_keep_sending, args=(Outbox(base, mail, name), stop), name="post", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(EVERY)


def _keep_sending(outbox: Outbox, stop: Event) -> None:
    while not stop.wait(EVERY):
        try:
            outbox.send(stop)
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the next letter is tried
            log.error("E-mails could not be sent just now: %s", type(trouble).__name__)
    outbox.base.close()
