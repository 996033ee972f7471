"""What an editor does, with the e-mails that go with it: the same from the desk and from a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from petunias import reading
from petunias.model import Area
from petunias.submissions import letters
from petunias.submissions.accept import NotAccepted, Publisher
from petunias.submissions.message import Draft, Submission
from petunias.submissions.offer import Offer
from petunias.submissions.states import Action, NotNow


@dataclass(frozen=True, slots=True)
class Actions:
    """What `who` does now. All raise NotNow and Changed as `Store.act` says."""

    publisher: Publisher
    now: datetime
    who: str

    def accept(
        self, submission: Submission, *, seen: str | None = None, confirm: bool | None = None, note: str = ""
    ) -> Submission:
        """Publishes it, and writes to whoever sent it. NotAccepted if it cannot be."""
        return self.publisher.accept(submission, self.who, self.now, seen=seen, confirm=confirm, note=note)

    def edit(self, submission: Submission, offer: Offer) -> Submission:
        """Puts another content in its place."""
        return self._act(submission, "edit", offer=offer)

    def ask(self, submission: Submission, question: str) -> Submission:
        """Asks whoever sent it; by e-mail, if they gave theirs."""
        if not question:
            raise NotAccepted("Write your question first.")
        return self._act(submission, "ask", question, letters.question(self._area, submission, question))

    def reject(self, submission: Submission, reason: str) -> Submission:
        """Turns it down, and says why to whoever sent it."""
        if not reason:
            raise NotAccepted("Write the reason first: it is sent to them.")
        return self._act(submission, "reject", reason, letters.rejected(self._area, submission, reason))

    def move(self, submission: Submission, action: str, note: str = "") -> Submission:
        """Holds it, takes it up again, or brings back one that was turned down."""
        if action not in get_args(Action):
            raise NotNow("There is no such step.")
        return self._act(submission, action, note)  # type: ignore[arg-type]  # it is one of them

    def _act(
        self,
        submission: Submission,
        action: Action,
        note: str = "",
        drafts: Sequence[Draft] = (),
        offer: Offer | None = None,
    ) -> Submission:
        store = self.publisher.store
        return store.act(submission, action, self.who, self.now, note=note, letters=drafts, offer=offer)

    @property
    def _area(self) -> Area:
        """The area, as its file says it now."""
        return reading.read_area(self.publisher.directory)
