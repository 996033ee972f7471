"""The way of a submission: every state with every action, and no way to be published but by an editor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from petunias.submissions import states
from petunias.submissions.base import Base
from petunias.submissions.offer import Offer
from petunias.submissions.states import ACTIONS, GONE, STATES, Action, NotNow, State
from petunias.submissions.store import Store
from support.site import REPOSITORY

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = REPOSITORY / "docs" / "handbook" / "inbox-service.md"
# The shortest way to each state.
WAYS: dict[State, tuple[Action, ...]] = {
    "new": (),
    "asked": ("ask",),
    "held": ("hold",),
    "accepting": ("accept",),
    "accepted": ("accept", "published"),
    "rejected": ("reject",),
}
# As it was agreed, written down once more: a slip in the program's own table must not agree with itself.
AGREED = """
           edit  ask    hold  release  accept     answered  published  sent_back  reject    reopen  purge
new        new   asked  held  -        accepting  new       -          -          rejected  -       -
asked      asked asked  held  new      accepting  new       -          -          rejected  -       -
held       held  asked  -     new      accepting  held      -          -          rejected  -       -
accepting  -     -      -     -        -          -         accepted   new        -         -       -
accepted   -     -      -     -        -          -         -          -          -         -       gone
rejected   -     -      -     -        -          -         -          -          -         new     gone
"""


def agreed() -> dict[tuple[str, str], str]:
    """Where each action leads from each state."""
    head, *rows = [line.split() for line in AGREED.strip().splitlines()]
    return {(row[0], action): to for row in rows for action, to in zip(head, row[1:], strict=True)}


def test_the_table_has_every_cell_once() -> None:
    assert set(agreed()) == {(state, action) for state in STATES for action in ACTIONS}
    assert set(states.BY_EDITORS) | set(states.BY_THE_PROGRAM) == set(ACTIONS)
    assert set(states.BY_EDITORS) & set(states.BY_THE_PROGRAM) == set()
    assert set(states.OPEN) | set(states.ENDED) == set(STATES)
    assert set(states.SAID) == {"received", *ACTIONS}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_cell(tmp_path: Path, state: State, action: Action) -> None:
    to = agreed()[state, action]
    store = Store(Base(tmp_path))
    reference, _ = store.receive(Offer("new", data={"name": "Dogs"}), NOW)
    kept = store.get(reference)
    assert kept
    for number, step in enumerate(WAYS[state]):
        kept = store.act(kept, step, "sam@example.org", NOW + timedelta(minutes=number))
    assert kept.state == state
    if to == "-":
        with pytest.raises(NotNow) as refused:
            store.act(kept, action, "sam@example.org", NOW)
        assert str(refused.value) == (f"This does not go now: the submission is in the state “{states.NAMES[state]}”.")
        assert store.get(reference) == kept
        assert [step.action for step in store.history(reference)] == ["received", *WAYS[state]]
        assert action not in states.possible(state)
    elif to == GONE:
        assert states.after(state, action) == GONE  # done by `keeping.purge`, which has tests of its own
        with pytest.raises(NotNow, match="Only a purge removes its text"):
            store.act(kept, action, "sam@example.org", NOW)
    else:
        after = store.act(kept, action, "sam@example.org", NOW, note="why")
        assert after.state == to
        assert after.version == kept.version + 1
        assert (after.ended is not None) == (to in states.ENDED)
        assert after == store.get(reference)
        assert store.history(reference)[-1].action == action
        assert (action in states.possible(state)) == (action in states.BY_EDITORS)


def test_nothing_is_published_but_by_an_editors_accept() -> None:
    """Every way from "new" to "accepted", without steps on the spot, goes through `accept`."""
    assert "accept" in states.BY_EDITORS
    before = {state for state in STATES for to in states.TABLE[state].values() if to == "accepted"}
    assert before == {"accepting"}
    leading = {(state, action) for state in STATES for action, to in states.TABLE[state].items() if to == "accepting"}
    assert {action for _state, action in leading} == {"accept"}
    reached, waiting = {"new"}, ["new"]
    while waiting:
        steps = states.TABLE[waiting.pop()]  # type: ignore[index]
        for action, to in steps.items():
            if action != "accept" and to not in {*reached, GONE}:
                reached.add(to)
                waiting.append(to)
    assert reached == {"new", "asked", "held", "rejected"}


def drawn() -> str:
    """The table as the handbook shows it."""
    names = {**states.NAMES, GONE: "its text is removed"}
    lines = ["| State | What can be done, and where it leads |", "|---|---|"]
    for state in STATES:
        steps = [f"`{action}`: {names[to]}" for action, to in states.TABLE[state].items()]
        lines.append(f"| **{names[state]}** | {'<br>'.join(steps)} |")
    return "\n".join(lines)


def test_the_table_is_drawn_in_the_handbook() -> None:
    assert drawn() in PAGE.read_text(encoding="utf-8"), f"Put this into {PAGE.name}:\n{drawn()}"
