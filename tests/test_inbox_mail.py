"""What the inbox writes, and how it is sent: whole texts, strangers' names, and a real SMTP server that may fail."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from petunias import reading
from petunias.model import Area
from petunias.submissions import keeping, letters, sending, settings
from petunias.submissions.base import Base
from petunias.submissions.letters import Lately
from petunias.submissions.message import Draft, Submission, filled
from petunias.submissions.offer import Offer
from petunias.submissions.sending import Outbox, Round
from petunias.submissions.settings import Mail
from petunias.submissions.store import Store
from support.directories import run
from support.site import DIRECTORY, REPOSITORY
from test_reading_age import PUBLIC_GRADE, grade

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY = date(2026, 11, 22)
REFERENCE = "PT-BCDFGH"
SAM, KIM = "sam@shelter.example.org", "kim@example.org"
SIGNED = """
Anytown directory team
Petunias: Anytown health directory
Phone: 01632 960000
Weekdays, 9am to 5pm. A person answers.
"""


@pytest.fixture(scope="module")
def area() -> Area:
    return reading.read_area(DIRECTORY)


def offer(name: str = "Cat and Dog Shelter", kind: str = "new", email: str = SAM, **private: str) -> Offer:
    return Offer(kind, "", {"name": name}, private={"submitter.email": email, **private})  # type: ignore[arg-type]


def kept(given: Offer) -> Submission:
    return Submission(REFERENCE, "new", 1, given, NOW)


def told(drafts: tuple[Draft, ...]) -> tuple[str, str, str]:
    """The one letter, as it is after the store has filled it in."""
    (one,) = drafts
    return one.to, filled(one.subject, REFERENCE), filled(one.body, REFERENCE)


# --- what they say ---


def test_received(area: Area) -> None:
    assert told(letters.received(area, offer(), "29 November 2026")) == (
        SAM,
        "We have got it (PT-BCDFGH)",
        f"""Hello,

Thank you. We have got what you sent us about “Cat and Dog Shelter”.

Your reference is PT-BCDFGH.

A person reads it, and asks you if something is not clear. Then it is published. \
We write to you when it is done, by 29 November 2026 at the latest.

Have you heard nothing by then? Ring us on 01632 960000 and say your reference.

Did you not send us anything? Then somebody typed your address by mistake. Tell us, and we remove it.
{SIGNED}""",
    )


def test_received_when_it_cannot_wait(area: Area) -> None:
    body = told(letters.received(area, offer(kind="withdraw"), "29 November 2026"))[2]
    assert "A person reads it as soon as possible, and takes the page off." in body
    assert "Is somebody in danger now? Ring 999. Can it not wait? Ring us on 01632 960000." in body


def test_to_the_editors(area: Area) -> None:
    given = offer(**{"submitter.phone": "01632 960999", "submitter.note": "She lives in fear."})
    drafts = letters.to_editors(area, given, [KIM, "lee@example.org"], "https://inbox.example.org/desk")
    assert [one.to for one in drafts] == [KIM, "lee@example.org"]
    assert told(drafts[:1])[1:] == (
        "A new group is waiting (PT-BCDFGH)",
        f"""A new group is waiting: PT-BCDFGH.

It is about “Cat and Dog Shelter”. That is what its sender calls it; nobody has checked it.

Look at it at the desk:
https://inbox.example.org/desk/PT-BCDFGH/
{SIGNED}""",
    )
    assert "petunias inbox show PT-BCDFGH" in told(letters.to_editors(area, given, [KIM]))[2]
    urgent = told(letters.to_editors(area, offer(kind="withdraw"), [KIM]))[1]
    assert urgent == "To take off at once (PT-BCDFGH)"


def test_a_question(area: Area) -> None:
    assert told(letters.question(area, kept(offer()), "Which days?\r\n\r\n\r\n\r\nAnd {where}?\x00\u202e")) == (
        SAM,
        "We have a question (PT-BCDFGH)",
        f"""Hello,

You sent us something about “Cat and Dog Shelter”. Before we go on, we would like to ask you:

Which days?

And {{where}}?

Please answer this e-mail, and leave PT-BCDFGH in its subject. Or ring us on 01632 960000.
{SIGNED}""",
    )


def test_accepted(area: Area) -> None:
    page, poster = "https://anytown.example.org/entries/shelter/", "https://anytown.example.org/poster.pdf"
    assert told(letters.accepted(area, kept(offer()), page, poster)) == (
        SAM,
        "It is done (PT-BCDFGH)",
        f"""Hello,

“Cat and Dog Shelter” is in the directory now.

This is its page:
{page}

Has something changed, or is something wrong? Follow “Tell us what has changed” on that page.

There is a poster for your wall. It has a code that leads to the page:
{poster}
{SIGNED}""",
    )
    assert "Would you like a poster for your wall" in told(letters.accepted(area, kept(offer()), page))[2]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("change", "“Cat and Dog Shelter” is changed now, as you asked."),
        ("close", "“Cat and Dog Shelter” is marked as stopped now."),
        (
            "withdraw",
            "“Cat and Dog Shelter” is taken off now. Search engines may show the old page for some more days.",
        ),
        ("report", "We have looked at what you told us about “Cat and Dog Shelter”. Thank you."),
    ],
)
def test_accepted_says_what_was_done(area: Area, kind: str, first: str) -> None:
    page = "https://anytown.example.org/entries/shelter/"
    body = told(letters.accepted(area, kept(offer(kind=kind)), page))[2]
    assert body.split("\n\n")[1] == first
    # A page that was taken off for somebody's safety is not linked to.
    assert (page in body) == (kind != "withdraw")
    assert ("poster" in body) == (kind == "change")


def test_rejected(area: Area) -> None:
    assert told(letters.rejected(area, kept(offer()), "It is outside our area.")) == (
        SAM,
        "We could not take it (PT-BCDFGH)",
        f"""Hello,

Thank you for what you sent us about “Cat and Dog Shelter”. We could not publish it. This is why:

It is outside our area.

Do you see it differently, or can you mend it? Answer this e-mail. Or ring us on 01632 960000.

We remove what you sent us after 90 days.
{SIGNED}""",
    )


def test_a_link_to_sign_in(area: Area) -> None:
    link = "https://inbox.example.org/desk/enter/abc/"
    assert told((letters.sign_in(area, KIM, link),)) == (
        KIM,
        "Your link to the editors' desk",
        f"""Hello,

Open this link within 15 minutes. Press the button on the page to come in:
{link}

Did you not ask for it? Then do nothing. Nobody comes in without this e-mail. Never pass it on.
{SIGNED}""",
    )


def test_a_tiny_area_has_letters_too() -> None:
    tiny = Area(name="Smallton", id="smallton")
    for drafts in (
        letters.received(tiny, offer(), "29 November 2026"),
        letters.question(tiny, kept(offer()), "Which days?"),
        letters.accepted(tiny, kept(offer())),
        letters.rejected(tiny, kept(offer()), "No."),
    ):
        body = told(drafts)[2]
        assert body.endswith("\n\nPetunias: Smallton health directory\n")
        assert "None" not in body and "Phone" not in body and "Ring us on" not in body
        assert "\n\n\n" not in body and "  " not in body
    assert (
        "Have you heard nothing by then? Answer this e-mail and say your reference."
        in told(letters.received(tiny, offer(), "29 November 2026"))[2]
    )


@pytest.mark.parametrize(
    "email", ["", "sam", "sam@example", "a@example.org, b@example.org", f"{'a' * 250}@example.org"]
)
def test_nobody_is_written_to_without_an_address(area: Area, email: str) -> None:
    given = offer(email=email)
    assert letters.received(area, given, "") == ()
    assert letters.question(area, kept(given), "Which days?") == ()
    assert letters.accepted(area, kept(given)) == ()
    assert letters.rejected(area, kept(given), "No.") == ()


def all_letters(area: Area, given: Offer) -> list[Draft]:
    return [
        *letters.on_arrival(area, given, TODAY, [KIM], "https://inbox.example.org/desk", Lately()),
        *letters.question(area, kept(given), "Which days?"),
        *letters.accepted(area, kept(given), "https://anytown.example.org/entries/x/"),
        *letters.rejected(area, kept(given), "It is outside our area."),
    ]


def test_they_can_be_read(area: Area) -> None:
    hard = []
    for kind in ("new", "change", "close", "withdraw", "report"):
        for one in all_letters(area, offer(kind=kind)):
            lines = [line for line in filled(one.body, REFERENCE).split("\n\n")[:-1] if "://" not in line]
            found = [part.strip() for line in lines for part in line.replace("?", ".").split(".") if len(part) > 8]
            if (at := grade([f"{part}." for part in found])) > PUBLIC_GRADE:
                hard.append((at, one.body))
    assert not hard


# Names that would like to be more than a name. None of them may stand in a letter but as one short line.
HOSTILE = {
    "a header": "Shelter\r\nBcc: everybody@example.org",
    "lines": "Shelter\u2028Subject: You have won\u2029\x85\x0b\x0cmore",
    "turned round": "\u202egnp.exe\u2066 x\u2069\u200e\u200f",
    "unseen": "She\u200blt\u00ader\x00 \ufeff",
    "too long": "x" * 5000,
    "an address": "Shelter. Sign in at https://evil.example.org/login",
    "half an address": "evil.example.org",
    "full-width dots": "evil．example。org",
    "a mailbox": "write to me@example.org",
    "a number": "ring 01632 960 999 now",
    "braces": "{reference} {0} {reference.__class__} {{x}} %s %(a)s",
    "quotes": "”, and you have won. “",
    "nothing": " \u200b ",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_name_is_one_short_line_that_leads_nowhere(area: Area, name: str, tmp_path: Path) -> None:
    ordinary = [told((one,)) for one in all_letters(area, offer("Name"))]
    for one, plain in zip(all_letters(area, offer(name)), ordinary, strict=True):
        to, subject, body = told((one,))
        assert (to, subject) == plain[:2], "no subject holds a word of a stranger's"
        assert body.count("\n") == plain[2].count("\n")
        assert len(body) <= len(plain[2]) + letters.LONGEST_NAME
        assert all(letter.isprintable() or letter == "\n" for letter in body)
        for trap in ("evil", "960 999", "me@example.org"):
            assert trap not in body
        message = sending.composed(sending.Letter(1, REFERENCE, to, subject, body, 1), MAIL, "Team", NOW)
        again = message_from_bytes(message.as_bytes(), policy=default)
        assert again.keys() == HEADERS
        assert again["To"] == to


def test_braces_stay_as_they_are(area: Area, tmp_path: Path) -> None:
    store = Store(Base(tmp_path))
    given = offer("{reference} and {{more}} of {it}")
    reference, _ = store.receive(given, NOW, letters.received(area, given, "29 November 2026"))
    (body,) = rows(store.base, "body")
    assert "“{reference} and {{more}} of {it}”" in body
    assert f"Your reference is {reference}." in body


@pytest.mark.parametrize("trick", ["a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "a", ""])
def test_no_letter_goes_to_what_is_no_address(trick: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        sending.composed(sending.Letter(1, REFERENCE, trick, "s", "b", 1), MAIL, "Team", NOW)


def test_a_teams_name_is_no_header() -> None:
    letter = sending.Letter(1, REFERENCE, SAM, "A\r\nBcc: b@example.org", "b", 1)
    message = sending.composed(letter, MAIL, sending.plain('Team\r\nBcc: c@example.org "x" <y@example.org>'), NOW)
    assert message_from_bytes(message.as_bytes(), policy=default).keys() == HEADERS
    assert [one.addr_spec for one in message["From"].addresses] == [MAIL.sender]


def test_nobodys_mailbox_is_filled(area: Area) -> None:
    def who(lately: Lately) -> list[str]:
        return [one.to for one in letters.on_arrival(area, offer(), TODAY, [KIM], "", lately)]

    assert who(Lately(4, 19)) == [SAM, KIM]
    assert who(Lately(5, 19)) == [KIM]
    assert who(Lately(4, 20)) == [SAM]
    assert who(Lately(5, 20)) == []


def test_what_came_lately_is_counted(tmp_path: Path) -> None:
    store = Store(Base(tmp_path))
    assert sending.lately(store.base, SAM, NOW) == Lately(0, 0)
    for number, (email, ago) in enumerate([(SAM, 61), (SAM, 59), (SAM.upper(), 1), (KIM, 2), ("", 3)]):
        store.receive(offer(f"Group {number}", email=email), NOW - timedelta(minutes=ago))
    assert sending.lately(store.base, SAM, NOW) == Lately(2, 4)
    assert sending.lately(store.base, "", NOW) == Lately(0, 4)


# --- how they are sent ---

HEADERS = [
    "From", "To", "Subject", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
]  # fmt: skip
MAIL = Mail("localhost", "inbox@anytown.example.org", 25, "none", reply_to="team@anytown.example.org")


@dataclass
class Sink:
    """An SMTP server. `says` answers a letter, `refuses` some recipients, and `during` runs when one has come."""

    says: str = "250 OK"
    refuses: dict[str, str] = field(default_factory=dict)
    got: list[Envelope] = field(default_factory=list)
    during: Callable[[], object] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.says.startswith("250"):
            self.got.append(envelope)
            self.during()
        return self.says

    @property
    def messages(self) -> list[EmailMessage]:
        """What has come."""
        return [message_from_bytes(bytes(one.content or b""), policy=default) for one in self.got]


def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def serve() -> Iterator[Callable[..., Mail]]:
    """Starts a sink; gives the settings that lead to it."""
    running: list[Controller] = []

    def start(sink: Sink, **options: Any) -> Mail:
        controller = Controller(sink, hostname="127.0.0.1", port=port(), **options)
        controller.start()
        running.append(controller)
        return Mail("127.0.0.1", MAIL.sender, controller.port, "none", reply_to=MAIL.reply_to)

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Base(tmp_path / "inbox"))


def post(store: Store, *drafts: Draft, name: str = "Shelter") -> str:
    reference, _ = store.receive(offer(name), NOW, drafts or (Draft(SAM, "Subject ({reference})", "Body\n"),))
    return reference


def rows(base: Base, what: str) -> list[Any]:
    with base.reading() as found:
        return [
            row[0] if "," not in what else row for row in found.execute(f"SELECT {what} FROM letter ORDER BY number")
        ]


def at(base: Base, mail: Mail, moment: datetime) -> Round:
    return Outbox(base, mail, "The team", lambda: moment).send()


def test_a_letter_arrives_as_it_was_written(area: Area, store: Store, serve: Callable[..., Mail]) -> None:
    sink = Sink()
    given = offer("Siop y Tŷ Gwyn 🐕 " + "ẁ" * 30)
    (draft,) = letters.received(area, given, "29 November 2026")
    reference, _ = store.receive(given, NOW, [draft])
    assert at(store.base, serve(sink), NOW) == Round(1, 0)
    (message,) = sink.messages
    assert message.keys()[:10] == [
        "From", "To", "Subject", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ]  # fmt: skip
    assert str(message["From"]) == "The team <inbox@anytown.example.org>"
    assert str(message["To"]) == SAM
    assert str(message["Reply-To"]) == "team@anytown.example.org"
    assert str(message["Subject"]) == f"We have got it ({reference})"
    assert message["Date"].datetime == NOW
    assert str(message["Message-ID"]).endswith("@anytown.example.org>")
    assert str(message["Auto-Submitted"]) == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == filled(draft.body, reference)
    (envelope,) = sink.got
    assert (envelope.mail_from, envelope.rcpt_tos) == (MAIL.sender, [SAM])


def test_what_is_sent_is_forgotten(store: Store, serve: Callable[..., Mail]) -> None:
    reference = post(store, Draft(SAM, "Secret subject", "Secret body\n"))
    assert at(store.base, serve(Sink()), NOW) == Round(1, 0)
    assert rows(store.base, "reference, recipient, subject, body, tries") == [(reference, "", "", "", 1)]
    assert rows(store.base, "sent") == ["2026-11-22T10:00:00.000000Z"]
    left = b"".join(file.read_bytes() for file in store.base.folder.iterdir())
    assert b"Secret" not in left
    assert at(store.base, serve(Sink()), NOW + timedelta(days=3)) == Round(0, 0)


def test_all_that_wait_are_sent_in_order(store: Store, serve: Callable[..., Mail]) -> None:
    sink = Sink()
    for number in range(5):
        post(store, Draft(SAM, f"Letter {number}", "b\n"), name=f"Group {number}")
    assert sending.waiting(store.base) == 5
    assert at(store.base, serve(sink), NOW) == Round(5, 0)
    assert [str(one["Subject"]) for one in sink.messages] == [f"Letter {number}" for number in range(5)]
    assert sending.waiting(store.base) == 0


def test_it_is_tried_for_two_days(store: Store, serve: Callable[..., Mail], caplog: pytest.LogCaptureFixture) -> None:
    reference = post(store)
    mail = serve(Sink(says="451 Not now, sam@shelter.example.org"))
    moment, waits = NOW, []
    for _ in range(40):
        due = datetime.fromisoformat(rows(store.base, "due")[0])
        if sending.failed(store.base):
            break
        assert at(store.base, mail, due - timedelta(seconds=1)) == Round(0, 0)
        assert at(store.base, mail, due) == Round(0, 1)
        waits.append(round((due - moment).total_seconds() / 60))
        moment = due
    assert waits == [0, 1, 5, 15, 60, 120, 240, 480, 960, 960]
    assert timedelta(hours=47) < moment - NOW <= timedelta(days=2)
    assert sending.failed(store.base) == [sending.Failed(1, reference, SAM, f"Subject ({reference})")]
    assert sending.waiting(store.base) == 0
    assert at(store.base, mail, NOW + timedelta(days=30)) == Round(0, 0)
    lines = [record.getMessage() for record in caplog.records if record.name == "petunias.inbox"]
    again = f"E-mail 1 ({reference}) was not sent: the server said 451 (SMTPDataError). Try 1. It is tried again."
    assert lines[0] == again
    assert lines[-1] == again.replace("Try 1. It is tried again.", "Try 10. It is given up.")
    assert SAM not in caplog.text and "Subject (" not in caplog.text
    # It goes when its submission does.
    submission = store.get(reference)
    assert submission
    store.act(submission, "reject", "me", NOW)
    keeping.purge(store.base, NOW + timedelta(days=91), {})
    assert sending.failed(store.base) == []


def test_one_that_is_refused_does_not_hold_up_the_others(
    store: Store, serve: Callable[..., Mail], caplog: pytest.LogCaptureFixture
) -> None:
    sink = Sink(refuses={"gone@example.org": "550 No gone@example.org here"})
    post(store, Draft("gone@example.org", "One", "b\n"), Draft(SAM, "Two", "b\n"))
    post(store, Draft("no address", "Three", "b\n"), Draft(KIM, "Four", "b\n"), name="Other")
    assert at(store.base, serve(sink), NOW) == Round(2, 2)
    assert [str(one["Subject"]) for one in sink.messages] == ["Two", "Four"]
    assert "the server refused the address (550)" in caplog.text
    assert "gone@example.org" not in caplog.text and "no address" not in caplog.text


def test_where_no_server_answers_it_waits(store: Store, serve: Callable[..., Mail]) -> None:
    post(store, Draft(SAM, "One", "b\n"), Draft(KIM, "Two", "b\n"))
    nowhere = Mail("127.0.0.1", MAIL.sender, port(), "none")
    assert at(store.base, nowhere, NOW) == Round(0, 1)
    assert rows(store.base, "tries") == [1, 0]
    sink = Sink()
    assert at(store.base, serve(sink), NOW + timedelta(minutes=1)) == Round(2, 0)


def test_a_server_that_hangs_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    post(store)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = Mail("127.0.0.1", MAIL.sender, silent.getsockname()[1], "none")
        assert at(store.base, mail, NOW) == Round(0, 1)
    assert sending.waiting(store.base) == 1


def test_one_that_ends_between_sending_and_noting_sends_twice(store: Store, serve: Callable[..., Mail]) -> None:
    """Twice is better than never; and whoever gets it sees that it is one, by its Message-ID."""
    sink = Sink()
    mail = serve(sink)
    post(store)

    class Dies(Outbox):
        def _forget(self, letter: sending.Letter) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Dies(store.base, mail, "The team", lambda: NOW).send()
    assert at(store.base, mail, NOW + timedelta(minutes=9)) == Round(0, 0), "it may still be on its way"
    assert at(store.base, mail, NOW + timedelta(minutes=10)) == Round(1, 0)
    first, second = (str(one["Message-ID"]) for one in sink.messages)
    assert first == second


def test_two_send_side_by_side_and_nothing_twice(store: Store, serve: Callable[..., Mail]) -> None:
    sink = Sink()
    mail = serve(sink)
    for number in range(30):
        post(store, Draft(SAM, f"Letter {number}", "b\n"), name=f"Group {number}")
    done: list[int] = []

    def send() -> None:
        base = Base(store.base.folder)
        done.append(at(base, mail, NOW).sent)
        base.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert sum(done) == 30 and len(done) == 3
    assert sorted(str(one["Subject"]) for one in sink.messages) == sorted(f"Letter {number}" for number in range(30))


def test_one_that_is_purged_on_its_way_is_gone(store: Store, serve: Callable[..., Mail]) -> None:
    sink = Sink(during=lambda: keeping.forget(Base(store.base.folder), SAM, NOW))
    post(store)
    assert at(store.base, serve(sink), NOW) == Round(1, 0)
    assert rows(store.base, "number") == []


def test_a_link_to_sign_in_is_not_sent_late(store: Store, area: Area) -> None:
    store.post(letters.sign_in(area, KIM, "https://inbox.example.org/desk/enter/abc/"), NOW)
    nowhere = Mail("127.0.0.1", MAIL.sender, port(), "none")
    for minutes in (0, 1, 6):
        assert rows(store.base, "number")
        assert at(store.base, nowhere, NOW + timedelta(minutes=minutes)) == Round(0, 1)
    assert rows(store.base, "number") == []
    assert sending.failed(store.base) == []
    # And where no e-mail is set up, none is left lying about.
    store.post(letters.sign_in(area, KIM, "https://inbox.example.org/desk/enter/abc/"), NOW)
    keeping.purge(store.base, NOW + timedelta(days=2), {})
    assert rows(store.base, "number") == []


# Our own server warns of a password without TLS, which on one machine is no danger.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_user_and_a_password(store: Store, serve: Callable[..., Mail]) -> None:
    asked: list[tuple[bytes, bytes]] = []

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        asked.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)

    sink = Sink()
    mail = serve(sink, authenticator=check, auth_required=True, auth_require_tls=False)
    post(store)
    wrong = Mail(mail.host, mail.sender, mail.port, "none", "inbox", "wrong")
    assert at(store.base, wrong, NOW) == Round(0, 1)
    right = Mail(mail.host, mail.sender, mail.port, "none", "inbox", "right")
    assert at(store.base, right, NOW + timedelta(minutes=1)) == Round(1, 0)
    assert (b"inbox", b"wrong") in asked and (b"inbox", b"right") in asked


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "3650"]
    words += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(words, check=True, capture_output=True)
    return key, cert


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_over_tls(
    security: str,
    store: Store,
    serve: Callable[..., Mail],
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, cert = certificate
    safe = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    safe.load_cert_chain(cert, key)
    sink = Sink()
    options = {"tls_context": safe, "require_starttls": True} if security == "starttls" else {"ssl_context": safe}
    plain = serve(sink, **options)
    mail = Mail("localhost", plain.sender, plain.port, security)  # type: ignore[arg-type]
    post(store)
    # Nobody vouches for that certificate, so nothing is sent, and no password is given away.
    assert at(store.base, mail, NOW) == Round(0, 1)
    assert sink.got == []
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    assert at(store.base, mail, NOW + timedelta(minutes=1)) == Round(1, 0)
    assert len(sink.got) == 1


def test_a_server_without_starttls_gets_nothing(store: Store, serve: Callable[..., Mail]) -> None:
    sink = Sink()
    mail = serve(sink)
    post(store)
    assert at(store.base, Mail(mail.host, mail.sender, mail.port, "starttls"), NOW) == Round(0, 1)
    assert sink.got == []


def test_the_service_sends_by_itself(store: Store, serve: Callable[..., Mail], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "EVERY", 0.05)
    came = threading.Event()
    sink = Sink(during=came.set)
    with sending.running(store.base, serve(sink), "The team"):
        post(store)
        assert came.wait(10)
    assert not [one for one in threading.enumerate() if one.name == "post"]


def test_whatever_goes_wrong_the_service_goes_on(
    store: Store, serve: Callable[..., Mail], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sending, "EVERY", 0.05)
    came = threading.Event()
    real = sending.composed
    failures = [RuntimeError("sam@shelter.example.org")]

    def composed(*args: Any) -> EmailMessage:
        if failures:
            raise failures.pop()
        return real(*args)

    monkeypatch.setattr(sending, "composed", composed)
    with sending.running(store.base, serve(Sink(during=came.set)), "The team"):
        post(store, name="One")
        post(store, name="Two")
        assert came.wait(10)
    assert "E-mails could not be sent just now: RuntimeError" in caplog.text
    assert SAM not in caplog.text


def test_without_settings_they_wait_and_the_log_says_so(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with sending.running(store.base, None, "The team"):
        post(store)
    assert caplog.messages == ["No e-mail is sent, as no settings say how. What is to be sent waits."]
    assert sending.waiting(store.base) == 1


# --- by a command ---


def test_send_once(store: Store, serve: Callable[..., Mail], tmp_path: Path) -> None:
    data = store.base.folder
    words = ("petunias", "inbox", "send", "--data", data, "--directory", DIRECTORY)
    bare = run(*words)
    assert (bare.returncode, bare.stdout) == (1, "")
    assert bare.stderr == (
        "Error: No settings say how e-mail is sent. "
        f"Fix: write host and sender below [mail] in {data / 'inbox.toml'}.\n"
    )
    sink = Sink(refuses={KIM: "550 no"})
    mail = serve(sink)
    (data / "inbox.toml").write_text(
        f'[mail]\nhost = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\nsender = "{mail.sender}"\n'
    )
    quiet = run(*words)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    reference = post(store, Draft(SAM, "One", "b\n"), Draft(KIM, "Two", "b\n"))
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "1 sent.\n1 still to be sent; tried again later.\n")
    assert KIM not in done.stderr
    assert str(sink.messages[0]["From"]) == f"Anytown directory team <{mail.sender}>"
    with store.base.writing() as base:
        base.execute("UPDATE letter SET tries = 10 WHERE sent IS NULL")
    given_up = run(*words)
    assert (given_up.returncode, given_up.stdout) == (
        0,
        f"{reference}: given up after two days. Ring them, or write in another way.\n",
    )
    listed = run("petunias", "inbox", "list", "--data", data)
    assert listed.stdout.splitlines()[1:] == [
        f"{reference}: an e-mail about it could not be sent. Ring them, or write in another way."
    ]


def test_wrong_settings_are_told(store: Store) -> None:
    (store.base.folder / "inbox.toml").write_text("editors = 1\n")
    said = run("petunias", "inbox", "send", "--data", store.base.folder, "--directory", DIRECTORY)
    assert said.returncode == 1
    assert said.stderr == (
        f"Error: {store.base.folder / 'inbox.toml'}: editors: must be a list of e-mail addresses, got 1. "
        'Fix: ["sam@example.org"]\n'
    )


def test_nothing_of_a_letter_is_in_the_offer(store: Store) -> None:
    """What is private in a submission stays where `purge` finds it."""
    post(store)
    with store.base.reading() as base:
        (found,) = base.execute("SELECT offer FROM submission").fetchone()
    assert json.loads(found)["private"] == {"submitter.email": SAM}


# --- in the handbook ---


def test_the_handbook_has_the_letters_as_they_are(area: Area) -> None:
    page = (REPOSITORY / "docs" / "handbook" / "inbox-mail.md").read_text(encoding="utf-8")
    address = "https://anytown.example.org/entries/cat-and-dog-shelter/"
    desk = "https://inbox.anytown.example.org/desk"
    whole = letters.received(area, offer(), "29 November 2026")
    parts = (
        *letters.to_editors(area, offer(), [KIM], desk),
        *letters.question(area, kept(offer()), "On which days?"),
        *letters.accepted(area, kept(offer()), address),
        *letters.rejected(area, kept(offer()), "It is outside our area."),
        letters.sign_in(area, KIM, f"{desk}/enter/..."),
    )
    shown = [told((one,)) for one in whole] + [
        (to, subject, body.removesuffix(SIGNED)) for to, subject, body in (told((one,)) for one in parts)
    ]
    for _to, subject, body in shown:
        assert f"```text\n{subject}\n\n{body.rstrip()}\n```\n" in page


def test_the_handbook_has_every_setting() -> None:
    page = (REPOSITORY / "docs" / "handbook" / "inbox-mail.md").read_text(encoding="utf-8")
    for key in settings.KEYS:
        assert f"\n| `{key}` | " in page


def test_the_handbook_says_how_long_it_is_tried(area: Area) -> None:
    page = " ".join((REPOSITORY / "docs" / "handbook" / "inbox-mail.md").read_text(encoding="utf-8").split())
    assert sending.WAITS[:4] == (1, 5, 15, 60) and "after 1, 5, 15 and 60 minutes" in page
    said = f"at most {letters.MOST_TO_SENDER} of these go to one sender, and at most {letters.MOST_TO_EDITORS} to the"
    assert said in page
