"""What a team needs beside cards and leaflets: forms that count, and a list of what to do before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from petunias import schema
from petunias.site import addresses
from petunias.site.maker import Maker
from petunias.site.paper.handouts import Handout, common
from petunias.site.topic_pages import in_order

WEEKS = 5  # columns of a month


def of_team(maker: Maker) -> Iterator[Handout]:
    """The forms and the checklist."""
    yield forms(maker)
    yield checklist(maker)


def forms(maker: Maker) -> Handout:
    """Counts only: a week of one member of staff, a month of a team, what was missing, and a story if there is one."""
    _ = maker.edition.language.gettext
    return Handout(
        "forms",
        addresses.FORMS,
        _("Forms for counting"),
        _("Counts only. None of these forms has room for a name, and none should be put in."),
        "a4",
        "paper/forms.html",
        {
            "topics": tuple(topic.title for topic in in_order(maker)),
            "kinds": tuple(_(domain.title) for domain in schema.domains()),
            "weeks": tuple(range(1, WEEKS + 1)),
            **common(maker, addresses.FORMS),
        },
        section="",
    )


def checklist(maker: Maker) -> Handout:
    """What to settle before a team begins, and what to look at after that."""
    _ = maker.edition.language.gettext
    return Handout(
        "checklist",
        addresses.CHECKLIST,
        _("Checklist for a team that begins"),
        _("What to settle before you begin, and what to look at each month after that."),
        "a4",
        "paper/checklist.html",
        {"topics": len(maker.edition.directory.topics), **common(maker, addresses.CHECKLIST)},
        section="",
    )
