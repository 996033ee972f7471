"""/register/: the form, made from the schema. Without a server, the reader's own device makes an e-mail of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from petunias import phones, questions, schema, yamlfile
from petunias.checks import ids, privacy, texts
from petunias.language import Language
from petunias.schema import Choice
from petunias.site import addresses, links, slips
from petunias.site.addresses import Spot
from petunias.site.edition import brand_name
from petunias.site.joining import served
from petunias.site.maker import Maker, Page

# Spoken by many in the United Kingdom; what else there is can be said in words.
SPOKEN = "cy pl ro pa ur pt es ar bn gu it fr so tr fa uk zh ta hi lt ru ku sq bg ti"
LONGEST_MAIL = 1800  # characters of a mailto: link that every mail program takes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer. `at` is the id of the field on the page, empty if it is about none."""

    field: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entry by its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with answers in it, as a server gives it back. `said` are the answers by field.

    `twins` are entries that may be the same, `changing` is the one that is changed; `partly` if what is not said of it
    stays. `action` is where it goes, with the `hidden` fields. `heading` stands there where it is an editor who fills
    it in.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    twins: tuple[Named, ...] = ()
    changing: Named | None = None
    partly: bool = False
    action: str | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    heading: str = ""

    @property
    def wrong(self) -> Mapping[str, str]:
        """What is wrong, by field."""
        return {one.field: one.text for one in self.faults}

    @property
    def opened(self) -> frozenset[str]:
        """The themes with something to see in them; and of what repeats, where the seldom asked is filled in."""
        fields = {*self.said, *self.wrong}
        seen = [(path, one) for path in fields for one in questions.questions() if one.path == row_of(path, "0")]
        folded = {path.split(".")[0] for path, one in seen if one.folded}
        you = {"you"} if {"submitter.name", "submitter.note"} & fields else set()
        return frozenset({one.theme for _, one in seen} | folded | you)

    def rows(self, name: str) -> int:
        """How many rows it takes to show what repeats."""
        numbers = [int(path.split(".")[1]) + 1 for path in self.said if re.match(rf"{name}\.[0-9]{{1,2}}\.", path)]
        return min(max([questions.ROWS[name], *numbers]), most(name))


def row_of(path: str, number: str) -> str:
    """A field's path with that number as its row, if it is in one."""
    return re.sub(r"\.[0-9]{1,2}\.", f".{number}.", path)


def register(maker: Maker, filled: Filled | None = None, spot: Spot | None = None) -> Page:
    """The page of the form: empty, or as `filled` says, at `spot`."""
    area, edition = maker.area, maker.edition
    filled = filled or Filled(action=served.endpoint(area, edition.folder))
    _ = edition.language.gettext
    spot = maker.spot(addresses.REGISTER) if spot is None else spot
    to = area.register.email or area.team.email
    style = Markup('\n<link rel="stylesheet" href="{}{}">').format(spot.site, edition.form_style)
    script = Markup('\n<script src="{}{}" defer></script>').format(spot.site, edition.form_script)
    body = maker.fill(
        "register.html",
        spot,
        themes=tuple((theme, questions.of_theme(theme)) for theme in questions.THEMES),
        counts={name: (filled.rows(name), most(name)) for name in questions.ROWS},
        endpoint=filled.action,
        said=filled.said,
        wrong=filled.wrong,
        opened=tuple(sorted(filled.opened)),
        faults=filled.faults,
        twins=filled.twins,
        changing=filled.changing,
        partly=filled.partly,
        lists=lists(maker, filled.rows("places")),
        hidden=filled.hidden,
        heading=filled.heading,
        required=required(),
        to=to,
        ready=_ready(maker, to),
        shapes=shapes(),
        order=" ".join(one.path for one in questions.questions()),
        dates=dict(slips.dates_in_words(edition.language)),
        today=edition.today.isoformat(),
        brand=brand_name(area, edition.language),
        example=example_entry(),
        longest=LONGEST_MAIL,
    )
    text = _("Four things are enough to join. It is free, and takes five minutes.")
    title = _("Add your group")
    # Whoever hears the page hears first that something is to be mended.
    said = f"{_('Wrong:')} {title}" if filled.faults else title
    return Page(spot, said, text, body, "register", head=style + script)


def required() -> tuple[dict[str, str], ...]:
    """What an entry cannot do without: the title and what to write."""
    return tuple(
        {"title": node["title"], "description": node["description"]}
        for path, node, needed in schema.all_fields("entry")
        if needed and "." not in path
    )


def most(rows: str) -> int:
    """How many of what repeats a file may hold."""
    return int(schema.field("entry", (rows,))["maxItems"])


def lists(maker: Maker, places: int = questions.ROWS["places"]) -> Mapping[str, tuple[Choice, ...]]:
    """The choices that are not the schema's: they depend on the area. What has none is not asked."""
    language = maker.edition.language
    return {
        "localities": tuple(Choice(place.id, place.name) for place in maker.area.localities),
        "languages": spoken(language),
        "sessions.0.place": tuple(
            Choice(f"place-{number}", language.gettext("Place %(number)s", number=number))
            for number in range(1, places + 1)
        ),
    }


def spoken(language: Language) -> tuple[Choice, ...]:
    """Languages to pick from, by their names in the reader's own."""
    named = sorted((language.language_name(code), code) for code in SPOKEN.split())
    return tuple(Choice(code, language.capital(name)) for name, code in [(language.language_name("en"), "en"), *named])


def shapes() -> Mapping[str, str]:
    """What the checks look for in a text, for the reader's own device to look for."""
    return {
        **schema.SHAPES,
        "phone": phones.SHAPE,
        "text": phones.TEXT_SHAPE,
        "unseen": unseen(),
        # A page that holds {% looks like a template that nobody filled.
        "markup": texts.MARKUP.pattern.replace("(?P<", "(?<").replace(r"\{%", "[{]%"),
        "postcode": privacy.POSTCODE.pattern,
        "taken": ids.TAKEN.pattern,
    }


def unseen() -> str:
    """The letters that nobody sees, written out so that they can be seen here and read by a script."""
    return re.sub(r"[^\[\]-]", lambda letter: f"\\u{{{ord(letter[0]):x}}}", texts.UNSEEN.pattern)


def example_entry() -> str:
    """The smallest whole entry, from the schema's own examples."""
    needed = {path: node for path, node, needed in schema.all_fields("entry") if needed and "." not in path}
    return yamlfile.dump({name: node["examples"][0] for name, node in needed.items()})


def _ready(maker: Maker, to: str | None) -> str | None:
    """An e-mail with the four questions in it, for those who do without the form."""
    if to is None:
        return None
    _ = maker.edition.language.gettext
    # Translators: what somebody is to fill in, as in "Name:".
    lines = "\n\n".join(_("%(question)s:", question=_(item["title"])) + " " for item in required())
    return links.mail(to, _("We would like to join"), lines)
