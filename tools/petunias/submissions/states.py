"""The way of a submission, from its arrival to its end: one table of states and actions.

Nothing is published but by an editor's `accept`. `published` and `sent_back` are what comes of it, and only the program
does them; so it does `answered`, when an e-mail comes that names the reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

State = Literal["new", "asked", "held", "accepting", "accepted", "rejected"]
Action = Literal[
    "edit", "ask", "hold", "release", "accept", "answered", "published", "sent_back", "reject", "reopen", "purge"
]

STATES: tuple[State, ...] = get_args(State)
ACTIONS: tuple[Action, ...] = get_args(Action)
OPEN: tuple[State, ...] = ("new", "asked", "held", "accepting")  # somebody still has to do something
ENDED: tuple[State, ...] = ("accepted", "rejected")
BY_EDITORS: tuple[Action, ...] = ("edit", "ask", "hold", "release", "accept", "reject", "reopen")
BY_THE_PROGRAM: tuple[Action, ...] = ("answered", "published", "sent_back", "purge")
GONE = "gone"  # purged: nothing is left but the line in the log

# What each action makes of each state; where there is nothing, the action is refused.
TABLE: Mapping[State, Mapping[Action, State | Literal["gone"]]] = {
    "new": {
        "edit": "new",
        "ask": "asked",
        "hold": "held",
        "accept": "accepting",
        "answered": "new",
        "reject": "rejected",
    },
    "asked": {
        "edit": "asked",
        "ask": "asked",
        "hold": "held",
        "release": "new",
        "accept": "accepting",
        "answered": "new",
        "reject": "rejected",
    },
    "held": {
        "edit": "held",
        "ask": "asked",
        "release": "new",
        "accept": "accepting",
        "answered": "held",
        "reject": "rejected",
    },
    "accepting": {"published": "accepted", "sent_back": "new"},
    "accepted": {"purge": "gone"},
    "rejected": {"reopen": "new", "purge": "gone"},
}

# In the words of the desk and the handbook.
NAMES: Mapping[State, str] = {
    "new": "To be looked at",
    "asked": "Waiting for an answer",
    "held": "On hold",
    "accepting": "Being published",
    "accepted": "Published",
    "rejected": "Turned down",
}
SAID: Mapping[str, str] = {
    "received": "it came in",
    "edit": "changed it",
    "ask": "asked a question",
    "hold": "put it on hold",
    "release": "took it up again",
    "accept": "accepted it",
    "answered": "they answered",
    "published": "it was published",
    "sent_back": "it could not be published",
    "reject": "turned it down",
    "reopen": "took it up again",
    "purge": "its text was removed",
}


class NotNow(Exception):
    """The action does not go with the state; the message says so in a sentence."""


def after(state: State, action: Action) -> State | Literal["gone"]:
    """The state that the action leads to. NotNow if it does not go."""
    found = TABLE[state].get(action)
    if found is None:
        raise NotNow(f"This does not go now: the submission is in the state “{NAMES[state]}”.")
    return found


def possible(state: State) -> tuple[Action, ...]:
    """What an editor can do in that state."""
    return tuple(action for action in BY_EDITORS if action in TABLE[state])
