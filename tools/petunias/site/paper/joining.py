"""The form by which groups join, to fill in with a pen."""

from __future__ import annotations

from petunias import questions
from petunias.site import addresses
from petunias.site.joining.form import lists
from petunias.site.maker import Maker
from petunias.site.paper.handouts import Handout, common

# So many lines to write on, by what is written.
LINES = {"text": 2}
# A page of A4 has room for as much of what repeats.
ROWS = {"sessions": 2, "places": 1}


def joining_form(maker: Maker) -> Handout:
    """All the questions, the needed ones first and alone on their side; and whom to hand it to."""
    _ = maker.edition.language.gettext
    area = maker.area
    host = next((lead for lead in area.lead_providers if lead.hosts), None)
    return Handout(
        "register",
        addresses.PAPER_FORM,
        _("Add your group: a form on paper"),
        _("Print it, fill it in with a pen, and hand it to the team. The first side is enough."),
        "a4",
        "paper/register.html",
        {
            "themes": tuple((theme, questions.of_theme(theme)) for theme in questions.THEMES),
            "lists": {name: found for name, found in lists(maker).items() if name == "localities"},
            "lines": LINES,
            "rows": ROWS,
            "address": host.address if host else None,
            **common(maker, addresses.REGISTER),
        },
        (addresses.REGISTER, _("Add your group")),
        "register",
    )
