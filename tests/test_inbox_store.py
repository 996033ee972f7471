"""Submissions in their database: none is lost, none is there twice, and what is to be gone is gone."""

from __future__ import annotations

import multiprocessing
import re
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from petunias.submissions import keeping
from petunias.submissions.base import NAME, Base, Full, Trouble, moment, written
from petunias.submissions.message import REFERENCE, Draft, Person, Submission, digest, new_reference
from petunias.submissions.offer import Offer
from petunias.submissions.store import SAME_FOR, Changed, Store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
SAM = "sam@example.org"


def offer(name: str = "Dogs") -> Offer:
    """An offer with somebody's private e-mail in it."""
    return Offer("new", data={"name": name, "contact": {"phone": "01632 960101"}}, private={"submitter.email": SAM})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty inbox."""
    return Store(Base(tmp_path / "inbox"))


def put(store: Store, name: str = "Dogs") -> Submission:
    """A submission of that name."""
    found = store.get(store.receive(offer(name), NOW)[0])
    assert found
    return found


def everything_on_disk(folder: Path) -> bytes:
    """The bytes of every file of an inbox."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


# --- taking in ---


def test_what_is_received_is_kept_whole(store: Store) -> None:
    letter = Draft(SAM, "Got it: {reference}", "Your reference is {reference}.")
    reference, new = store.receive(offer(), NOW, [letter])
    assert new
    kept = store.get(reference)
    assert kept
    assert (kept.offer, kept.state, kept.version, kept.received) == (offer(), "new", 1, NOW)
    assert [(step.at, step.who, step.action) for step in store.history(reference)] == [(NOW, "", "received")]
    with store.base.reading() as base:
        rows = list(base.execute("SELECT recipient, subject, body FROM letter"))
    assert rows == [(SAM, f"Got it: {reference}", f"Your reference is {reference}.")]
    assert store.get("PT-NOBODY") is None


def test_an_offer_comes_back_from_its_text_as_it_was() -> None:
    made = Offer(
        "change", "dogs", {"contact": {"phone": "1"}}, ("cost", "contact.text"), {"name": "D"}, {"a": "b"}, "r"
    )
    assert Offer.from_json(made.as_json()) == made


def test_the_same_post_twice_is_one(store: Store) -> None:
    reference, _ = store.receive(offer(), NOW)
    assert store.receive(offer(), LATER) == (reference, False)
    assert len(store.queue()) == 1
    # While it waits, however long; after its end for a day.
    assert store.receive(offer(), NOW + timedelta(days=30)) == (reference, False)
    kept = store.get(reference)
    assert kept
    store.act(kept, "reject", SAM, LATER)
    assert store.receive(offer(), NOW + SAME_FOR - timedelta(seconds=1)) == (reference, False)
    again, new = store.receive(offer(), NOW + SAME_FOR)
    assert new
    assert again != reference


def test_what_is_published_meanwhile_makes_no_new_offer() -> None:
    first = Offer("change", "dogs", {"cost": "free"}, was={"cost": "£2"})
    assert digest(first) == digest(Offer("change", "dogs", {"cost": "free"}, was={}))
    assert digest(first) != digest(Offer("change", "cats", {"cost": "free"}, was={"cost": "£2"}))


def test_references_are_letters_that_make_no_words() -> None:

    found = {new_reference() for _ in range(500)}
    assert len(found) == 500
    assert all(re.fullmatch(REFERENCE, one) for one in found)


def test_there_is_an_end_to_what_is_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("petunias.submissions.store.MOST_OPEN", 2)
    first = put(store, "One")
    put(store, "Two")
    with pytest.raises(Full, match="There are more submissions than the team can read"):
        store.receive(offer("Three"), NOW)
    assert store.receive(offer("One"), NOW) == (first.reference, False)
    store.act(first, "reject", SAM, NOW)
    assert store.receive(offer("Three"), NOW)[1]


# --- acting ---


def test_acting_on_what_has_changed_says_who_was_there(store: Store) -> None:
    seen = put(store)
    store.act(seen, "hold", "kim@example.org", LATER, note="wait")
    with pytest.raises(Changed) as told:
        store.act(seen, "accept", SAM, LATER)
    assert str(told.value) == (
        "kim@example.org was there before you (hold, 22 November 2026, 12:05 UTC). "
        "Nothing was done now. Look at it again."
    )
    kept = store.get(seen.reference)
    assert kept
    assert (kept.state, kept.reason, kept.version) == ("held", "wait", 2)
    assert [step.action for step in store.history(seen.reference)] == ["received", "hold"]


def test_a_reason_stays_until_another_is_given(store: Store) -> None:
    kept = store.act(put(store), "ask", SAM, NOW, note="Which day?")
    kept = store.act(kept, "edit", SAM, NOW, note="a slip", offer=offer("Better"))
    assert (kept.reason, kept.offer.name) == ("Which day?", "Better")
    assert store.act(kept, "reject", SAM, NOW, note="spam").reason == "spam"


def test_the_queue_is_in_order_and_counts_are_right(store: Store) -> None:
    for number, name in enumerate("cab"):
        store.receive(offer(name), NOW + timedelta(seconds=-number))
    assert [one.offer.name for one in store.queue()] == ["b", "a", "c"]
    store.act(store.queue()[0], "reject", SAM, NOW)
    assert store.counts() == {"new": 2, "asked": 0, "held": 0, "accepting": 0, "accepted": 0, "rejected": 1}
    assert [one.offer.name for one in store.queue(("rejected",))] == ["b"]


def test_the_log_is_only_added_to(store: Store) -> None:
    put(store)
    for statement in ("UPDATE log SET who = 'x'", "DELETE FROM log"):
        with pytest.raises(Trouble, match="The log is only added to"), store.base.writing() as base:
            base.execute(statement)
    store.noted(SAM, "signed in", LATER)
    assert [(who, what) for _, who, what, _ in store.log()] == [("", "received"), (SAM, "signed in")]


# --- gone ---


def test_a_purge_takes_all_but_the_line_in_the_log(store: Store) -> None:
    ended = store.act(put(store, "Zymurgy"), "reject", "editor@example.org", NOW, note="Zeugma")
    waits = put(store, "Waits")
    with store.base.writing() as base:
        row = ("gone", "Zoe", "zoe@example.org", "", written(NOW), ended.reference)
        base.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)", row)
        base.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)", ("dogs", *row[1:]))
    assert keeping.purge(store.base, NOW + timedelta(days=90), {"dogs": True, "gone": True}) == (0, 0)
    assert keeping.purge(store.base, NOW + timedelta(days=90, seconds=1), {"dogs": True, "gone": False}) == (1, 1)
    assert store.get(ended.reference) is None
    assert store.get(waits.reference) == waits
    assert store.history(ended.reference) == []
    assert [one.entry for one in keeping.people(store.base)] == ["dogs"]
    assert store.log()[-1][2:] == ("purge", ended.reference)
    on_disk = everything_on_disk(store.base.folder)
    assert b"Waits" in on_disk
    assert b"Zymurgy" not in on_disk
    assert b"Zeugma" not in on_disk


@pytest.mark.parametrize("who", ["Zoe@Example.org", "+44 1632 960777", "Zoe Z", "the reference"])
def test_somebody_is_forgotten(store: Store, who: str) -> None:
    private = {"submitter.email": "zoe@example.org", "submitter.phone": "01632 960777", "submitter.name": "Zoe Z"}
    made = Offer("new", data={"name": "Dogs"}, private=private, rest="Zoe wrote this")
    letter = Draft("zoe@example.org", "Thank you", "Dear Zoe")
    reference, _ = store.receive(made, NOW, [letter])
    kept = store.get(reference)
    assert kept
    person = Person("dogs", "Zoe Z", "zoe@example.org", "01632 960777", NOW, reference)
    store.act(kept, "accept", SAM, NOW, note="Zoe rang", person=person)
    other = put(store, "Other")
    assert keeping.people(store.base) == [person]
    assert keeping.forget(store.base, reference if who == "the reference" else who, LATER) == 2
    kept = store.get(reference)
    assert kept
    assert (kept.offer.private, kept.offer.rest, kept.offer.name) == ({}, "", "Dogs")
    assert keeping.people(store.base) == []
    assert store.get(other.reference) == other
    on_disk = everything_on_disk(store.base.folder)
    assert b"Zoe" not in on_disk
    assert b"zoe@" not in on_disk
    assert b"960777" not in on_disk
    assert keeping.forget(store.base, "nobody@example.org", LATER) == 0
    assert keeping.forget(store.base, " ", LATER) == 0


# --- the file ---


def test_nobody_else_on_the_machine_reads_it(store: Store) -> None:
    put(store)
    for path in store.base.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE(store.base.folder.stat().st_mode) == 0o700


def test_it_is_written_through_and_overwritten(store: Store) -> None:
    with store.base.reading() as base:
        asked = ("journal_mode", "synchronous", "secure_delete")
        assert [base.execute(f"PRAGMA {one}").fetchone()[0] for one in asked] == ["wal", 2, 1]


def test_a_file_of_a_newer_program_is_left_alone(store: Store) -> None:
    with store.base.writing() as base:
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(Trouble, match=r"was written by a newer Petunias. Fix: install that one\.$"):
        Base(store.base.folder)


def test_a_full_disk_loses_nothing_and_takes_nothing(tmp_path: Path) -> None:
    store = Store(Base(tmp_path, most_pages=40))
    taken = []
    with pytest.raises(Full, match=r"^There is no room on the disk\.$"):
        for number in range(1000):
            taken.append(store.receive(offer(f"{number} {'x' * 2000}"), NOW)[0])
    assert len(taken) > 10
    assert [one.reference for one in store.queue()] == taken
    # With room again it goes on, and the one that was refused is new.
    store.base.close()
    store = Store(Base(tmp_path))
    assert store.receive(offer(f"{len(taken)} {'x' * 2000}"), NOW)[1]
    assert len(store.queue()) == len(taken) + 1


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"not a database, but quite long enough to be looked at" * 100)
    with pytest.raises(Trouble, match="file is not a database"):
        Base(tmp_path)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.base.writing() as base:
        base.execute("DELETE FROM submission")
        raise ZeroDivisionError
    kept = put(store)
    assert [one.reference for one in store.queue()] == [kept.reference]


def _many(folder: Path, own: str, count: int) -> None:
    store = Store(Base(folder))
    for number in range(count):
        store.receive(offer(f"{own} {number}"), NOW)
        store.receive(offer(f"Everybody {number}"), NOW)
    store.base.close()


def test_threads_and_processes_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [
        *(threading.Thread(target=_many, args=(tmp_path, f"thread {number}", 15)) for number in range(6)),
        *(spawn.Process(target=_many, args=(tmp_path, f"process {number}", 15)) for number in range(2)),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    store = Store(Base(tmp_path))
    names = sorted(one.offer.name for one in store.queue())
    assert names == sorted(
        [
            f"{own} {number}"
            for own in [*(f"thread {n}" for n in range(6)), "process 0", "process 1"]
            for number in range(15)
        ]
        + [f"Everybody {number}" for number in range(15)]
    )
    assert len({one.reference for one in store.queue()}) == len(names)


def test_two_editors_at_once_one_is_first(store: Store) -> None:
    seen = put(store)
    told: list[str] = []
    start = threading.Barrier(4)

    def accept(name: str) -> None:
        start.wait()
        try:
            store.act(seen, "accept", name, NOW)
            told.append("done")
        except Changed:
            told.append("changed")
        store.base.close()

    editors = [threading.Thread(target=accept, args=(f"editor-{number}",)) for number in range(4)]
    for one in editors:
        one.start()
    for one in editors:
        one.join()
    assert sorted(told) == ["changed", "changed", "changed", "done"]
    assert len(store.history(seen.reference)) == 2


# --- backup and restore ---


def test_a_backup_is_whole_and_comes_back(store: Store, tmp_path: Path) -> None:
    first = put(store, "One")
    copy = tmp_path / "backups" / "inbox.sqlite3"
    assert keeping.backup(store.base, copy) == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    put(store, "Two")
    store.base.close()
    assert keeping.restore(store.base.folder, copy) == 1
    again = Store(Base(store.base.folder))
    assert again.queue() == [first]
    assert stat.S_IMODE((store.base.folder / NAME).stat().st_mode) == 0o600
    # What was there before is kept beside it.
    with sqlite3.connect(store.base.folder / "inbox.before-restore") as before:
        assert before.execute("SELECT count(*) FROM submission").fetchone() == (2,)
    before.close()


def test_what_is_no_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    kept = put(store)
    bad = tmp_path / "bad"
    for content in (b"", b"no database" * 1000, (store.base.folder / NAME).read_bytes()[:5000]):
        bad.write_bytes(content)
        with pytest.raises(Trouble, match="must be a whole backup of an inbox"):
            keeping.restore(store.base.folder, bad)
    with pytest.raises(Trouble, match="must be a whole backup"):
        keeping.restore(store.base.folder, tmp_path / "missing")
    assert store.queue() == [kept]


def test_a_backup_that_fails_leaves_the_last_one(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store)
    copy = tmp_path / "copy"
    copy.write_bytes(b"the last one")
    monkeypatch.setattr(keeping.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("No space left")))
    with pytest.raises(OSError, match="No space left"):
        keeping.backup(store.base, copy)
    assert copy.read_bytes() == b"the last one"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy"]


def test_nothing_is_restored_under_a_running_service(store: Store, tmp_path: Path) -> None:
    put(store)
    copy = tmp_path / "copy"
    keeping.backup(store.base, copy)
    with keeping.held(store.base.folder), pytest.raises(Trouble) as told:
        keeping.restore(store.base.folder, copy)
    assert str(told.value) == f"{store.base.folder}: the inbox service is running here. Fix: stop it first."
    # Another command that has it open is told of, too.
    with pytest.raises(Trouble, match="another program uses it"):
        keeping.restore(store.base.folder, copy)
    store.base.close()
    assert keeping.restore(store.base.folder, copy) == 1


def test_a_backup_takes_the_place_of_what_is_broken(store: Store, tmp_path: Path) -> None:
    kept = put(store)
    copy = tmp_path / "copy"
    keeping.backup(store.base, copy)
    put(store, "Later")
    file = store.base.file
    journal = file.with_name(f"{NAME}-wal").read_bytes()
    store.base.close()
    # As after a crash that left a torn file, and a journal of what came after the backup.
    file.write_bytes(b"torn" * 5000)
    file.with_name(f"{NAME}-wal").write_bytes(journal)
    assert keeping.restore(store.base.folder, copy) == 1
    assert Store(Base(store.base.folder)).queue() == [kept]


def test_moments_are_in_the_order_of_their_texts() -> None:
    moments = [NOW + timedelta(microseconds=number * 333_333) for number in range(20)]
    assert [moment(written(one)) for one in moments] == moments
    assert sorted(map(written, reversed(moments))) == [written(one) for one in moments]


def test_people_stay_while_a_pull_request_waits(store: Store) -> None:
    with store.base.writing() as base:
        row = ("soon", "Zoe", "zoe@example.org", "", written(NOW), "PT-BCDFGH")
        base.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)", row)
    assert keeping.purge(store.base, NOW + timedelta(days=90), {}) == (0, 0)
    assert keeping.purge(store.base, NOW + timedelta(days=91), None) == (0, 0)
    assert keeping.purge(store.base, NOW + timedelta(days=91), {}) == (0, 1)
