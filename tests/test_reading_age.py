"""People can read it: the public pages at about the age of eleven, the handbook at about fourteen.

The measure is the Flesch-Kincaid grade by textstat. Names, code, tables and what groups wrote themselves are left out.
"""

from __future__ import annotations

import re
import warnings

from selectolax.lexbor import LexborHTMLParser, LexborNode

from support.report import assert_none
from support.site import DIRECTORY, SitePage

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat still imports pkg_resources
    import textstat

Pages = dict[str, SitePage]

PUBLIC = (
    "/",
    "/find/",
    "/register/",
    "/urgent/",
    "/out-of-hours/",
    "/about/",
    "/about/privacy/",
    "/about/accessibility/",
    "/about/listed-not-vetted/",
    "/about/keeping-it-true/",
    "/localities/",
    "/practices/",
    "/practices/eastfield/",
    "/professionals/",
    "/professionals/referrals/",
    "/professionals/assurance/",
    "/professionals/contacts/",
    "/professionals/support/high/",
    "/providers/",
    "/topics/",
    "/messages/",
    "/messages/partners/welsh-ambulance-services-trust/",
    "/messages/partners/anytown-libraries/",
    "/messages/partners/anytown-libraries/aide-memoire/",
    *(f"/topics/{path.stem}/" for path in sorted((DIRECTORY / "topics").glob("*.yaml"))),
)
PUBLIC_GRADE = 6.0
HANDBOOK_GRADE = 9.0
# Made from schemas and rules, whose words have tests of their own.
GENERATED = ("/handbook/file-formats/", "/handbook/rules/")
FEWEST_WORDS = 2  # a sentence has more; textstat does not count shorter ones either
FEWEST_SENTENCES = 5  # fewer have no grade that means anything

# Code, tables, lists of names and whatever a group wrote itself.
LEFT_OUT = "pre, table, svg, script, form, nav, time, [hidden], .results, .names, .crumbs, .reach, .card"
BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "figcaption"}


def sentences(html: str) -> list[str]:
    """Every sentence of a page's main part. A heading or an item of a list is one, with or without a full stop."""
    main = LexborHTMLParser(html).css_first("main")
    assert main, "a page without a main part"
    for node in main.css(LEFT_OUT):
        node.decompose()
    found: list[str] = []
    for block in main.css(", ".join(sorted(BLOCKS))):
        parts = re.split(r"(?<=[.!?])[\"”’)]*\s+", _plain(_own_text(block)))
        found += [part for part in parts if len(re.findall(r"\w+", part)) > FEWEST_WORDS]
    return found


def _own_text(block: LexborNode) -> str:
    """The text of a block without that of the blocks within it; code is one word, as nobody reads it aloud."""
    parts = []
    for node in block.iter(include_text=True):
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag == "code":
            parts.append("it")
        elif node.tag not in BLOCKS | {"ul", "ol", "dl"}:
            parts.append(_own_text(node))
    return " ".join(parts)


def _plain(text: str) -> str:
    """On one line; an address is one word, and the point inside a number ends no sentence."""
    text = re.sub(r"\S+@\S+|https?://\S+|\b\w[\w-]*(?:\.\w[\w-]*)*\.(?:org|md|yaml|uk)\b", "it", " ".join(text.split()))
    text = re.sub(r"(\d)[.:](\d)", r"\1\2", text)
    return re.sub(r" ([.,;:!?)])", r"\1", text)


def grade(found: list[str]) -> float:
    """The Flesch-Kincaid grade of all sentences or, if that is higher, of the whole ones: headings are short."""
    whole = [part for part in found if part[-1] in ".!?"]
    return max(_grade(part) for part in (found, whole) if part is found or len(part) >= FEWEST_SENTENCES)


def _grade(found: list[str]) -> float:
    return float(textstat.flesch_kincaid_grade(" ".join(f"{part.rstrip(' .!?:;,')}." for part in found)))


def hardest(found: list[str]) -> str:
    """The three hardest sentences, for who has to mend the page."""
    return " | ".join(sorted(found, key=lambda part: -grade([part]))[:3])


def too_hard(pages: list[SitePage], most: float) -> list[str]:
    """The pages above a grade, with their hardest sentences."""
    graded = [
        (page, found, grade(found))
        for page in pages
        if len(found := sentences(page.tree.html or "")) >= FEWEST_SENTENCES
    ]
    return [f"{page.address}: grade {at}: {hardest(found)}" for page, found, at in graded if at > most]


def test_public_pages_can_be_read(anytown_pages: Pages) -> None:
    assert_none(too_hard([anytown_pages[address] for address in PUBLIC], PUBLIC_GRADE))


def test_the_handbook_can_be_read(anytown_pages: Pages) -> None:
    handbook = [
        page for address, page in anytown_pages.items() if address.startswith("/handbook/") and address not in GENERATED
    ]
    assert len(handbook) > 5
    assert_none(too_hard(handbook, HANDBOOK_GRADE))


def test_hard_words_are_found() -> None:
    easy = "<main><h1>Join us for a walk</h1><p>We walk by the river. You can <b>just</b> turn up.</p></main>"
    hard = (
        "<main><p>Individuals experiencing deteriorating musculoskeletal conditions necessitate assessment.</p></main>"
    )
    assert grade(sentences(easy)) < 2
    assert grade(sentences(hard)) > 15


def test_what_counts_as_a_sentence() -> None:
    page = (
        "<main><h2>Three words here</h2><h2>Two words</h2><pre>code is not read</pre>"
        "<table><tr><td>nor are tables</table>"
        "<ul><li>An item with <a href='#'>a link</a>. And <code>petunias check</code> in it"
        "<ul><li>one more within it</ul></ul><p>Ring 01632 960000 at 10.30, or see www.example.org now</p></main>"
    )
    assert sentences(page) == [
        "Three words here",
        "An item with a link.",
        "And it in it",
        "one more within it",
        "Ring 01632 960000 at 1030, or see it now",
    ]
