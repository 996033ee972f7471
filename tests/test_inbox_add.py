"""What comes by e-mail, on paper or by phone: understood as far as it can be, and kept whole, whatever it is.

Each case is an e-mail beside what comes of it.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petunias.questions import questions
from petunias.submissions import arriving, envelope, keeping
from petunias.submissions import offer as offers
from petunias.submissions.adding import add
from petunias.submissions.base import NAME, Base
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.settings import Mail, Settings
from petunias.submissions.store import Store
from support.directories import FOUR, WHOLE, WHOLE_AREA, put, run, write

CASES = Path(__file__).parent / "cases" / "mail"
TOP = sorted(CASES.glob("*.eml"))
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
EDITOR = "kim@example.org"
OURS = Settings((EDITOR,), "https://inbox.example.org/", Mail("localhost", "inbox@anytown.example.org", 25))
HIDDEN = {**FOUR, "private_address": True}


def folder(top: Path) -> Path:
    return write(top, {"dogs": {**FOUR, "cost": "free"}, "hidden": HIDDEN}, WHOLE_AREA)


def added(top: Path, content: bytes, name: str) -> tuple[Store, str, tuple[str, ...]]:
    store = Store(Base(top / "inbox"))
    made = add(content, name, folder(top), store, OURS, TODAY, NOW)
    return store, made.reference, made.told


def letters(store: Store) -> list[str]:
    with store.base.reading() as base:
        return [row[0] for row in base.execute("SELECT recipient FROM letter ORDER BY number")]


def came(top: Path, file: Path) -> str:
    """All that came of an e-mail, as text."""
    store, reference, told = added(top, file.read_bytes(), file.name)
    submission = store.get(reference)
    assert submission
    whole = {"offer": json.loads(submission.offer.as_json()), "told": told, "letters to": letters(store)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("file", TOP, ids=lambda file: file.stem)
def test_an_email_becomes_a_submission(file: Path, tmp_path: Path) -> None:
    assert came(tmp_path, file) == file.with_suffix(".json").read_text(encoding="utf-8")


def read(content: bytes | str, name: str = "", top: Path | None = None) -> arriving.Arrival:
    known = Neighbours(folder(top)) if top else Neighbours(Path("nowhere"))
    return arriving.read(content.encode() if isinstance(content, str) else content, name, TODAY, known)


HEAD = b"From: sam@shelter.example.org\r\nTo: join@anytown.example.org\r\nSubject: Group\r\n"
PLAIN = "name: Dog Walks\ndomains: volunteering\nsummary: Walk.\ncontact.phone: 01632 960999\n"


# --- files ---


def test_a_whole_file_is_understood_whole(tmp_path: Path) -> None:
    put(tmp_path / "whole.yaml", (folder(tmp_path) / "area.yaml").read_text())
    whole = write(tmp_path / "other", {"walks": WHOLE}) / "entries" / "walks.yaml"
    found = read(whole.read_bytes(), "walks.yaml", tmp_path)
    assert found == arriving.Arrival(offers.Offer("new", "", WHOLE, way="file"))
    assert read(whole.read_bytes(), "", tmp_path) == found, "by its content alone"


def test_a_plain_form_is_no_yaml(tmp_path: Path) -> None:
    """Its lists have commas, and its names have dots; a file of YAML may look much like it."""
    told = {
        "name": "Dog Walks",
        "domains": ["volunteering"],
        "summary": "Walk.",
        "contact": {"phone": "01632 960999"},
    }
    for name in ("", "form.txt", "form.md"):
        assert read(PLAIN, name).offer.data == told
    flat = "name: Dog Walks\ndomains: volunteering, physical-activity\n"
    assert read(flat).offer.data == read(flat, "x.yaml").offer.data
    assert read(flat).offer.data["domains"] == ["volunteering", "physical-activity"]


def test_answers_are_understood_as_people_write_them() -> None:
    form = (
        "Kind [domains]: Physical activity, VOLUNTEERING, dancing\n"
        "Phone [contact.phone]: 01632960999\nWeb [contact.website]: www.shelter.example.org\n"
        "Postcode [places.0.postcode]: an11aa\nDays [sessions.0.days]: Monday, friday\n"
        "Hidden [private_address]: No\nRoom [availability.status]: open\n"
    )
    assert read(form).offer.data == {
        "domains": ["physical-activity", "volunteering", "dancing"],
        "contact": {"phone": "01632 960999", "website": "https://www.shelter.example.org"},
        "places": [{"postcode": "AN1 1AA"}],
        "sessions": [{"days": ["monday", "friday"]}],
        "private_address": False,
        "availability": {"status": "open", "on": "2026-11-22"},
    }


def test_every_choice_is_understood_by_its_words() -> None:
    for one in questions():
        for choice in one.options:
            if one.kind in ("choice", "choices") and ".0." not in one.path:
                data = read(f"{one.path}: {choice.title}\n").offer.data
                for key in one.path.split("."):
                    data = data[key]
                assert data in (choice.value, [choice.value]), one.path


def test_a_file_that_is_no_yaml_is_kept_whole(tmp_path: Path) -> None:
    _store, reference, told = added(tmp_path, b"name: [Dog\n  walks: 1\n", "walks.yaml")
    found = _store.get(reference)
    assert found and found.offer.kind == "report"
    assert found.offer.rest == "File walks.yaml:\nname: [Dog\n  walks: 1"
    assert told[-1] == "No field was understood. It is kept as a report, with its whole text."
    assert len(told) == 2


# --- secret addresses ---

SECRETS = ("12 Mill Street", "AN1 2AB", "an12ab", "3 The Old Mill Road", "the blue door", "Behind the station")


@pytest.mark.parametrize("said", ["yes", "Yes", "true", "y", "x", "our address must not be published"])
@pytest.mark.parametrize("way", ["form", "file", "both"])
def test_where_a_secret_address_is_is_never_kept(said: str, way: str, tmp_path: Path) -> None:
    form = (
        f"name: Refuge\nprivate_address: {said}\nplaces.0.address: 12 Mill Street\nplaces.0.postcode: an12ab\n"
        "contact.visit: the blue door\nplaces.0.directions: Behind the station\n"
    )
    file = (
        f"name: Refuge\nprivate_address: {said}\ncontact: {{visit: the blue door, phone: 01632 960999}}\n"
        "places:\n  - address: 12 Mill Street\n    postcode: AN1 2AB\n    directions: Behind the station\n"
    )
    free = "\n\nWe are at 3 The Old Mill Road.\nAN1 2AB\nCome soon.\n"
    if way == "form":
        content, name = (form + free).encode(), "form.txt"
    elif way == "file":
        content, name = file.encode(), "form.yaml"
    else:
        text = f"name: Refuge\nplaces.0.address: 12 Mill Street\nplaces.0.postcode: an12ab\n{free}"
        content, name = with_file(text, file), "form.eml"
    store, reference, _told = added(tmp_path, content, name)
    found = store.get(reference)
    assert found and found.offer.name == "Refuge"
    store.base.close()
    kept = b"".join(one.read_bytes() for one in (tmp_path / "inbox").iterdir()).decode("utf-8", "replace")
    assert [secret for secret in SECRETS if secret in kept] == []
    if way != "file":
        assert "Come soon." in found.offer.rest


def with_file(text: str, file: str) -> bytes:
    return (
        HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + text.encode() + b"\r\n--b\r\nContent-Type: text/yaml\r\n\r\n" + file.encode() + b"\r\n--b--\r\n"
    )  # fmt: skip


def test_a_change_of_a_hidden_entry_tells_nothing_either(tmp_path: Path) -> None:
    text = "change: hidden\nplaces.0.address: 12 Mill Street\ncost: free\n\nAN1 2AB\nThank you.\n"
    offer = read(text, "x.txt", tmp_path).offer
    assert (offer.kind, offer.entry, offer.data, offer.rest) == ("change", "hidden", {"cost": "free"}, "Thank you.")
    # But they may say that it is no secret any more.
    offer = read(f"private_address:\n{text}", "x.txt", tmp_path).offer
    assert offer.data["places"] == [{"address": "12 Mill Street"}]
    assert offer.taken_out == ("private_address",)


# --- whatever comes ---


def test_a_message_in_a_message_in_a_message() -> None:
    content = PLAIN.encode()
    for number in range(40):
        content = HEAD + b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n" % (
            number, number, content if number else b"\r\n" + content, number,
        )  # fmt: skip
    assert "Attached, and not kept: a message in a message" in read(content).offer.rest
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    assert read(HEAD + deep, "x.eml").offer.kind == "report"


def test_many_parts_and_long_texts_have_an_end() -> None:
    parts = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 5000 + b"--b--\r\n"
    found = envelope.opened(parts)
    assert found.text == "\n\n".join(["x"] * 100)
    assert "4900 more parts" in found.left_out
    offer = read(HEAD + b"\r\n" + b"woof " * 1_000_000).offer
    assert len(offer.rest) < arriving.LONGEST + 200
    assert offer.rest.endswith("characters.")


A = b"From: a@example.org\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"From: \r\n",
        b"From: @\r\n",
        b"From: <>\r\n",
        b"From: a@b\r\n",
        b"From: =?utf-8?q?=00?=\r\n",
        b"From:" + b" " * 9999,
        b"From: a@example.org, b@example.org\r\n",
        b"From: " + b"(" * 3000 + b"\r\n",
        b'From: "' + b"a" * 3000 + b"\r\n",
        A + b"Content-Type: ;;;=\r\n",
        A + b"Content-Type: text/plain; charset*0*=x\r\n",
        A + b"Content-Type: text/plain; charset=unicode_escape\r\n",
        A + b"Content-Type: text/plain; charset=zlib_codec\r\n",
        A + b"Content-Transfer-Encoding: x-uuencode\r\n",
        A + b'Content-Disposition: attachment; filename="\xff\x00.txt"\r\n',
    ],
)
def test_broken_heads_are_read_as_well(head: bytes) -> None:
    found = read(head + b"Subject: x\r\n\r\nname: Dogs\r\n", "x.eml")
    assert "submitter.email" not in found.offer.private or found.offer.private["submitter.email"] == "a@example.org"
    found.offer.as_json().encode()


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["", "x.eml", "x.yaml", "x.txt", "x"]))
def test_any_bytes_become_an_offer(content: bytes, name: str) -> None:
    offer = read(content, name).offer
    assert offers.Offer.from_json(offer.as_json().encode().decode()) == offer


LINES = st.sampled_from(
    [
        "name: x",
        "places.0.address: y",
        "places: z",
        "sessions:",
        "sessions.1.days: monday",
        "change: dogs",
        "| more",
        "",
        "private_address: yes",
        "availability: x",
        "availability.on: y",
        "who_for.ages.from: 7",
        "--",
        "-- ",
        "contact: x",
        "submitter.email: a@b",
        "sessions.0: x",
        "reference: PT-BCDFGH",
        "\u2028name: y",
        "domains: ,,",
        "places.0.id: z",
        "places.0.at.lat: 1",
        "translations.cy.name: x",
        "From: x@example.org",
        "X [name]: y",
    ]
)


@settings(max_examples=150)
@given(st.lists(LINES | st.text(max_size=20), max_size=12), st.booleans())
def test_any_lines_become_an_offer(lines: list[str], as_email: bool) -> None:
    text = "\n".join(lines).encode("utf-8", "replace")
    offer = read(HEAD + b"\r\n" + text if as_email else text, "x.eml" if as_email else "x.txt").offer
    assert offers.Offer.from_json(offer.as_json().encode().decode()) == offer
    offers.faults(offer)
    offers.canonical(offers.applied({}, offer))


# --- by a command ---


def command(top: Path, *words: str, stdin: bytes | None = None, data: str = "inbox") -> tuple[int, str, str]:
    import subprocess
    import sys

    line = [sys.executable, "-m", "petunias", "inbox", "add", *words, "--directory", str(folder(top))]
    done = subprocess.run([*line, "--data", str(top / data)], input=stdin, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_mail_server_can_hand_over_an_email(tmp_path: Path) -> None:
    content = (CASES / "form-in-plain-text.eml").read_bytes()
    code, out, err = command(tmp_path, "-", stdin=content)
    store = Store(Base(tmp_path / "inbox"))
    (one,) = store.queue()
    assert (code, out) == (0, f"{one.reference}\n")
    assert err == (
        f"A new inbox was made in {tmp_path / 'inbox'}.\nNot all of it was understood. The rest is kept with it.\n"
    )
    assert one.offer.name == "Smallton Cat and Dog Shelter"
    assert [step.note for step in store.history(one.reference)] == [
        "Not all of it was understood. The rest is kept with it."
    ]
    # The same once more is the same, and nobody is written to again.
    assert command(tmp_path, "-", stdin=content) == (0, f"{one.reference}\n", "It is in the inbox already.\n")
    assert len(store.queue()) == 1 and len(letters(store)) == 1


def test_a_file_is_added_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    put(tmp_path / "form.txt", "name: Dogs\ncontact.phone: 0163\n")
    code, out, err = command(tmp_path, str(tmp_path / "form.txt"))
    (one,) = Store(Base(tmp_path / "inbox")).queue()
    assert (code, out, one.offer.kind) == (0, f"{one.reference}\n", "new")
    assert err.splitlines()[1:] == [
        "domains: must be there, and is missing. Fix: add a line: domains: [physical-activity, volunteering]",
        "summary: must be there, and is missing. "
        "Fix: add a line: summary: Walk our dogs any weekday morning. No booking, just turn up.",
        'contact.phone: must be one UK phone number, got "0163". '
        "Fix: write all its digits, 10 or 11 that start with 0, such as 01632 960101.",
    ]


def test_a_mail_server_is_told_to_try_again(tmp_path: Path) -> None:
    put(tmp_path / "inbox" / "inbox.toml", "editors = 1\n")
    code, out, err = command(tmp_path, "-", stdin=b"name: Dogs\n")
    assert (code, out) == (75, "")
    assert err.startswith("Error: It was not added. ") and "editors: must be a list" in err
    (tmp_path / "inbox" / "inbox.toml").unlink()
    put(tmp_path / "inbox" / NAME, "this is no database, but a text that is long enough to be seen as none " * 20)
    assert command(tmp_path, "-", stdin=b"name: Dogs\n")[:2] == (75, "")


def test_what_is_too_large_goes_back(tmp_path: Path) -> None:
    code, out, err = command(tmp_path, "-", stdin=HEAD + b"\r\n" + b"x" * arriving.LARGEST)
    assert (code, out, err) == (65, "", "Error: It must be at most 10 MB. It was not added.\n")
    assert not (tmp_path / "inbox").exists()
    code, out, _err = command(tmp_path, "-", stdin=HEAD + b"\r\n" + b"x" * (arriving.LARGEST - 1000))
    assert (code, len(out)) == (0, len("PT-BCDFGH\n"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, out, err = command(tmp_path, str(tmp_path / "none.eml"))
    assert (code, out, err) == (1, "", f"Error: {tmp_path / 'none.eml'} cannot be read: No such file or directory.\n")


def test_what_was_added_can_be_forgotten(tmp_path: Path) -> None:
    store, reference, _told = added(tmp_path, (CASES / "in-free-words.eml").read_bytes(), "x.eml")
    assert keeping.forget(store.base, "sam@shelter.example.org", NOW) >= 1
    found = store.get(reference)
    assert found and found.offer.private == {} and found.offer.rest == ""


def test_the_help_says_how(tmp_path: Path) -> None:
    said = run("petunias", "inbox", "add", "--help")
    assert "petunias inbox add letter.eml --data inbox" in said.stdout


# --- answers ---


def _asked(top: Path, sender: str = "sam@shelter.example.org", **data: object) -> tuple[Store, str]:
    store = Store(Base(top / "inbox"))
    offer = offers.Offer("new", "", {**FOUR, **data}, private={"submitter.email": sender})
    reference, _ = store.receive(offer, NOW)
    one = store.get(reference)
    assert one
    store.act(one, "ask", EDITOR, NOW, note="On which days?")
    return store, reference


def _answer(top: Path, store: Store, reference: str, text: bytes = b"On Mondays.\r\n") -> tuple[str, tuple[str, ...]]:
    content = HEAD.replace(b"Group", f"Re: We have a question ({reference})".encode()) + b"\r\n" + text
    made = add(content, "a.eml", folder(top), store, OURS, TODAY, NOW)
    return made.reference, made.told


def test_an_answer_joins_what_it_answers(tmp_path: Path) -> None:
    store, reference = _asked(tmp_path)
    told = ("It is an answer, and is kept with what it answers.",)
    assert _answer(tmp_path, store, reference) == (reference, told)
    one = store.get(reference)
    assert one
    assert one.state == "new"
    assert one.offer.rest.endswith("On Mondays.")
    assert store.history(reference)[-1].action == "answered"
    assert _answer(tmp_path, store, reference)[1] == ("It is in the inbox already.",)
    assert len(store.queue()) == 1


def test_somebody_elses_answer_does_not(tmp_path: Path) -> None:
    store, reference = _asked(tmp_path, "other@example.org")
    assert _answer(tmp_path, store, reference)[0] != reference
    one = store.get(reference)
    assert one
    assert (one.state, one.offer.rest) == ("asked", "")


def test_an_answer_tells_no_secret_address(tmp_path: Path) -> None:
    store, reference = _asked(tmp_path, private_address=True)
    _answer(tmp_path, store, reference, b"On Mondays.\r\nWe are at 4 Hidden Lane, AN1 9ZZ.\r\n")
    one = store.get(reference)
    assert one
    assert "On Mondays." in one.offer.rest
    store.base.close()
    assert b"Hidden Lane" not in b"".join(file.read_bytes() for file in (tmp_path / "inbox").iterdir())
