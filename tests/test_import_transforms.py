"""What each transform makes of a cell; opening times, names in capitals, things picked out of a mixed cell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from petunias import schema
from petunias.exchange import casing, finding, mapping, opening, text, transforms, words
from petunias.exchange.cells import Cells

REPOSITORY = Path(__file__).resolve().parents[1]
HANDBOOK = (REPOSITORY / "docs" / "handbook" / "importing.md").read_text(encoding="utf-8")

# name, what stands behind the colon, the cell, what comes out
EXAMPLES: list[tuple[str, Any, str, Any]] = [
    ("sentence-case", None, "WALKS FOR NHS STAFF. ALL WELCOME.", "Walks for NHS staff. All welcome."),
    ("sentence-case", None, "Walks. BAME welcome.", "Walks. BAME welcome."),
    ("title-case", None, "FRIENDS OF ST PETER'S (UK)", "Friends of St Peter's (UK)"),
    ("lower-case", None, "Monday", "monday"),
    ("capital-first", None, "bring a coat", "Bring a coat"),
    ("full-stop", None, "Bring a coat", "Bring a coat."),
    ("full-stop", None, "Who? You!", "Who? You!"),
    ("full-stop", None, "See https://example.org/a", "See https://example.org/a"),
    ("one-line", None, "a\nb\n\nc", "a b c"),
    ("paragraphs", None, "a\nb\n.\nc", "a\n\nb\n\nc"),
    ("separate-sentences", None, "We walk.We talkTo friends.", "We walk. We talk. To friends."),
    ("slug", None, "North & Hill Top", "north-and-hill-top"),
    ("first-sentence", None, "We sing. We dance.", "We sing."),
    ("first-sentence", 30, "We sing in the hall, and we dance in the park.", "We sing in the hall …"),
    ("after-first-sentence", None, "We sing. We dance.", "We dance."),
    ("after-first-sentence", 30, "We sing in the hall, and we dance in the park.", "… and we dance in the park."),
    ("shorten", 20, "We sing in the hall on Mondays", "We sing in the …"),
    ("shorten", 20, "We sing", "We sing"),
    ("mend-cut", 20, "We sing in the hall o", "We sing in the hall …"),
    ("mend-cut", 20, "We sing in the hall.", "We sing in the hall."),
    ("mend-cut", 400, "We sing in the", "We sing in the"),
    ("before", "(", "Hall (side door)", "Hall"),
    ("after", ":", "Price: £3", "£3"),
    ("after", ":", "£3", ""),
    ("split", ";", "carers; men;", ["carers", "men"]),
    ("part", 1, "The Hall, Mill Lane, Anytown", "The Hall"),
    ("part", -1, "The Hall, Mill Lane, Anytown", "Anytown"),
    ("part", 9, "The Hall", ""),
    ("part-with", ["church", "hall"], "12 Mill Lane, St Mary's Church, Anytown", "St Mary's Church"),
    ("without-column", "Name", "Hale Library, Hale Library Gardens", "Hale Library Gardens"),
    ("replace", {"Rd.": "Road"}, "Mill Rd.", "Mill Road"),
    ("keep-if", ["£"], "£3 a week", "£3 a week"),
    ("keep-if", ["£"], "Free", ""),
    ("drop-if", ["please note"], "Please note the pin is wrong", ""),
    ("drop-if-just", ["referral only"], "Referral only.", ""),
    ("drop-if-just", ["referral"], "Referral by a GP", "Referral by a GP"),
    ("choose", [{"words": ["voucher*"], "give": "x"}, {"words": ["open"], "give": "y"}], "Open, no vouchers", "x"),
    ("choose", [{"words": ["voucher*"], "give": "x"}], "Open", ""),
    (
        "choose-all",
        [{"words": ["walk*"], "give": "a"}, {"words": ["sing*"], "give": ["b", "a"]}],
        "Walks, singing",
        ["a", "b"],
    ),
    ("phone", None, "a@b.org 01632960101 or 01632 960102", "01632 960101"),
    ("phone", 2, "a@b.org 01632960101 or 01632 960102", "01632 960102"),
    ("email", None, "Sam: Sam@Example.ORG, 01632 960101", "Sam@example.org"),
    ("web-address", None, "WWW.Example.org/Page", "https://www.example.org/Page"),
    ("web-address", None, "http://example.org", "http://example.org"),
    ("web-address", 30, "http://example.org/a/long/addre", "http://example.org/"),
    ("web-address-in-text", None, "see www.example.org.", "https://www.example.org"),
    ("web-address-in-text", None, "no address", ""),
    ("postcode", None, "2 Station Lane an12ab", "AN1 2AB"),
    ("postcode", None, "AN1", ""),
    ("leftover", None, "01632 960101 (ask for Sam) or a@b.org", "(ask for Sam)"),
    ("date", None, "3/11/2026", "2026-11-03"),
    ("date", "day-first", "3 Nov 2026 00:00:00", "2026-11-03"),
    ("date", "month-first", "11/3/2026", "2026-11-03"),
    ("date", None, "next week", ""),
    ("opening-times", None, "Mon 10-12", [{"days": ["monday"], "start": "10:00", "end": "12:00"}]),
    ("opening-times", None, "Most mornings", []),
    ("opening-words", None, "Mon 10-12", ""),
    ("opening-words", None, "Most mornings", "Most mornings"),
    ("round", 6, "-2.352156600534233", "-2.352157"),
    ("round", 6, "west", ""),
]


def cells(**raw: str) -> Cells:
    made = Cells(raw, frozenset({"", "na"}))
    made.column = "Cell"
    return made


@pytest.mark.parametrize(("name", "argument", "cell", "expected"), EXAMPLES)
def test_a_transform(name: str, argument: Any, cell: str, expected: Any) -> None:
    assert transforms.run(name, argument, cell, cells(name="Hale Library")) == expected


def test_every_transform_has_an_example_here() -> None:
    assert {name for name, *_ in EXAMPLES} == set(transforms.REGISTRY)


def test_every_transform_is_in_the_handbook() -> None:
    section = HANDBOOK.partition("### Transforms")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `([a-z-]+)`", section, re.MULTILINE)
    assert sorted(table) == sorted(transforms.REGISTRY)


def test_the_schema_has_every_transform_with_what_it_takes() -> None:
    bare, taking = schema.schema("mapping")["$defs"]["step"]["anyOf"]  # type: ignore[arg-type]
    may_be_bare = {
        name for name, one in transforms.REGISTRY.items() if one.takes == "nothing" or "nothing" in one.takes
    }
    assert set(bare["enum"]) == may_be_bare
    assert set(taking["properties"]) == {name for name, one in transforms.REGISTRY.items() if one.takes != "nothing"}


def test_a_list_is_changed_item_by_item() -> None:
    assert transforms.run("lower-case", None, ["A", "B", "a"], cells()) == ["a", "b"]


def test_the_shipped_mappings_are_in_order_and_follow_the_schema() -> None:
    names = mapping.shipped()
    assert names == ["gm-food-banks", "gm-libraries", "trafford-charities"]
    for name in names:
        found, problems = mapping.read(mapping.find(name), name)
        assert problems == []
        assert found is not None
        typed = schema.typed(mapping.KIND, found.file.data)
        assert list(schema.validator(mapping.KIND).iter_errors(typed)) == []


def test_the_schema_explains_every_field() -> None:
    raw = json.loads((REPOSITORY / "schema" / "mapping.schema.json").read_text(encoding="utf-8"))

    def silent(node: Any, path: str) -> list[str]:
        found = []
        for name, child in node.get("properties", {}).items():
            if not {"title", "description", "examples"} <= set(child):
                found.append(f"{path}{name}")
            found += silent(child, f"{path}{name}.")
        for part in (node.get("items"), *node.get("anyOf", []), *node.get("$defs", {}).values()):
            found += silent(part, path) if part else []
        return found

    assert silent(raw, "") == []


# --- names and sentences in capitals ---------------------------------------------------------


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("THE CHESHIRE WILDLIFE TRUST LIMITED", "The Cheshire Wildlife Trust Limited"),
        ("3RD AND 4TH LANCASHIRE GROUP", "3rd and 4th Lancashire Group"),
        ("ST.ANNE'S PTA", "St Anne's PTA"),
        ("AGUDA KEREN L'DOVID", "Aguda Keren L'Dovid"),
        ("CHAIM V'TIKVAH (LIFE AND HOPE)", "Chaim V'Tikvah (Life and Hope)"),
        ("AFRO-CARIBBEAN AND FRIENDS", "Afro-Caribbean and Friends"),
        ("ASHTON-UNDER-LYNE CIO", "Ashton-under-Lyne CIO"),
        ("MANCHESTER CITY F.C. FANS", "Manchester City F.C. Fans"),
        ("T.H.O.M.A.S (THOSE ON THE MARGINS)", "T.H.O.M.A.S (Those on the Margins)"),
        ("BSSM BOSNIAN SCHOOL", "BSSM Bosnian School"),
        ("HENRY VIII'S SHIP II", "Henry VIII's Ship II"),
        ("THE D C TRUST", "The D C Trust"),
        ("ART WITH A HEART LTD", "Art with a Heart Ltd"),
        ("4CT LIMITED", "4CT Limited"),
        ("O'NEILL AND MR JONES", "O'Neill and Mr Jones"),
        ("Bury Tandem Club", "Bury Tandem Club"),
        ("CAN", "CAN"),
    ],
)
def test_a_name_in_capitals(capitals: str, name: str) -> None:
    assert casing.title_case(capitals) == name


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        ("TO HELP BAME AND SEND FAMILIES IN HALE BARNS.", "To help BAME and SEND families in Hale Barns."),
        ("SPORT, E.G. DANCE, ON MONDAYS. I LIKE IT.", "Sport, e.g. dance, on mondays. I like it."),
        ("synagogueHOUSE OF PRAYER & STUDY", "Synagogue. House of prayer & study"),
        ("FUTURE VISIONS is a Charity.", "Future Visions is a Charity."),
        ("GEM is a Charity.", "GEM is a Charity."),
    ],
)
def test_a_sentence_in_capitals(capitals: str, sentence: str) -> None:
    assert casing.sentence_case(capitals, ("Hale Barns",)) == sentence


# --- sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        ("Run by St. Mary's. Come in.", "Run by St. Mary's."),
        ("Games, e.g. Chess. And tea.", "Games, e.g. Chess."),
        ("Open from 10 a.m. Come early.", "Open from 10 a.m. Come early."),
        ("No stop here", "No stop here"),
        ("One line\nand another.", "One line"),
        ("J. Smith sings! Come.", "J. Smith sings!"),
        ('"Come in." He did.', '"Come in."'),
        ("It costs £3.50 a time. Cheap.", "It costs £3.50 a time."),
    ],
)
def test_the_first_sentence(whole: str, first: str) -> None:
    assert text.first_sentence(whole) == first


@pytest.mark.parametrize("most", [40, 60, 100, 300])
def test_first_sentence_and_what_follows_are_the_whole_text(most: int) -> None:
    whole = (
        "We sing, dance and act in the old hall behind the market; everybody is welcome (bring a friend). We also eat."
    )
    joined = f"{text.first_sentence(whole, most)} {text.after_first_sentence(whole, most)}"
    assert joined.replace(" … … ", " ").replace(" ", "") in (
        whole.replace(" ", ""),
        whole.replace(", ", "").replace(" ", ""),
        whole.replace("; ", "").replace(" ", ""),
    )
    assert len(text.first_sentence(whole, most)) <= most


@pytest.mark.parametrize(
    ("run_together", "apart"),
    [
        ("Help dependentsTo make grants", "Help dependents. To make grants"),
        ("CharitiesTo make", "Charities. To make"),
        ("GreaterSport and SrebrenicaMacFest", "GreaterSport and SrebrenicaMacFest"),
        ("IAMRoadSmart test.The service", "IAMRoadSmart test. The service"),
        ("sung in the EU.The choir", "sung in the EU. The choir"),
        ("social skills.provide space", "social skills. Provide space"),
        ("see www.example.org.uk or a.b@example.org", "see www.example.org.uk or a.b@example.org"),
        ("wind,walking;and more", "wind, walking; and more"),
        ("- Weekly rehearsals- Concerts", "Weekly rehearsals; Concerts"),
        ("heritage.(1) Education", "heritage. (1) Education"),
        ("People with disabilities .", "People with disabilities."),
        ("a) To help", "To help"),
        ("1.5 miles, e.g. ours", "1.5 miles, e.g. ours"),
    ],
)
def test_sentences_run_together(run_together: str, apart: str) -> None:
    assert text.separate_sentences(run_together) == apart


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("a *star* and _under_ snake_case 2 * 3 * 4", "a \\*star\\* and \\_under\\_ snake_case 2 * 3 * 4"),
        ("# no heading\n> no quote\n- a list\n1. a list", "\\# no heading\n\\> no quote\n- a list\n1. a list"),
        ("under\n===\nline\n---", "under\n\\===\nline\n\\---"),
        ("[link](http://x.org) [note]", "[link\\](http://x.org) [note]"),
        ("`code` AT&T &lt; &#60;", "\\`code\\` AT&T \\&lt; \\&#60;"),
    ],
)
def test_a_description_is_shown_as_it_stands(plain: str, markdown: str) -> None:
    assert text.plain_markdown(plain) == markdown


def test_unseen_signs_go_and_blanks_are_plain() -> None:
    assert text.tidy("\ufeff a\u00a0\u200bb\u202e \t c\r\nd\x0be\u2028\n\n\nf ") == "a b c\nd\ne\n\nf"


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("sing*", True),
        ("sing", False),
        ("men's shed", True),
        ("shed", True),
        ("£", True),
        ("he", False),
        ("SHED", True),
    ],
)
def test_words_are_whole_words(word: str, found: bool) -> None:
    assert words.any_in([word], "Singing at the Men’s  Shed, £3") is found


# --- things in a mixed cell ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("0161 834 3140 07700 900123", ["0161 834 3140", "07700 900123"]),
        ("7700900123", ["07700 900123"]),
        ("+44 (0)1632 960101", ["01632 960101"]),
        ("01632 960101 ext 12", ["01632 960101 ext 12"]),
        ("999", ["999"]),
        ("116 123", ["116 123"]),
        ("opened in 2018, £1000, 12 Mill Lane, 2018-01-02 10:00", []),
        ("079508003795", [""]),
        ("O1632 960101", [""]),
        ("0163 96", [""]),
        ("n/a", []),
    ],
)
def test_phone_numbers(cell: str, values: list[str]) -> None:
    assert [one.value for one in finding.phones(cell)] == values


def test_a_letter_for_a_zero_is_explained() -> None:
    (one,) = finding.phones("O1632 960101")
    assert one.trouble == 'must be a phone number, but "O1632 960101" has the letter O where a zero is meant.'
    assert one.fix == "write 01632 960101 in the spreadsheet."


@pytest.mark.parametrize("cell", ["a..b@example.org", "sam@example", "me@@example.org"])
def test_bad_email_addresses_are_told(cell: str) -> None:
    (one,) = finding.emails(cell)
    assert (one.value, one.trouble) == ("", f'must be an e-mail address, but "{cell}" is not one.')


@pytest.mark.parametrize(
    "cell",
    ["www,example.org", "chapel.m336wx", "14millstreet.manchester", "two words.org", "javascript:alert(1)", "none yet",
     "http://a:b@example.org"],
)  # fmt: skip
def test_bad_web_addresses_are_told(cell: str) -> None:
    (one,) = finding.webs(cell, places=["Manchester"])
    assert (one.value, one.trouble) == ("", f'must be a web address, but "{cell}" is not one.')


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("01632 960101", ""),
        ("01632 960101 or a@b.org", ""),
        ("Tel: 01632 960101, ask for Sam", "ask for Sam"),
        ("a@b.org / c@d.org / 01632 960101 (days) and 01632 960102 (nights)", "(days) / (nights)"),
        ("Sam or Jo", "Sam or Jo"),
    ],
)
def test_what_is_left_of_a_mixed_cell(cell: str, left: str) -> None:
    raws = [one.raw for one in (*finding.emails(cell), *finding.phones(cell))]
    assert finding.without(cell, raws) == left


# --- opening times ---------------------------------------------------------------------------


def times(said: str) -> list[str]:
    """Short for comparing: mo,tu 10:00-12:00."""
    shown = []
    for session in opening.sessions(said):
        days = ",".join(day[:2] for day in session["days"])
        end = f"-{session['end']}" if "end" in session else ""
        extra = {key: value for key, value in session.items() if key not in ("days", "start", "end")}
        shown.append(f"{days} {session.get('start', '')}{end}{extra or ''}")
    return shown


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Monday 12noon - 2pm", ["mo 12:00-14:00"]),
        ("Tuesday - Friday 12noon - 2pm", ["tu,we,th,fr 12:00-14:00"]),
        ("Thursday 1.30 - 3.30pm", ["th 13:30-15:30"]),
        ("Weds 12-2pm", ["we 12:00-14:00"]),
        ("Friday 10 - 11.30am", ["fr 10:00-11:30"]),
        ("Wednesday 10 - 12", ["we 10:00-12:00"]),
        ("Fri 4.30 - 5.30pm Sat 10 - 11am", ["fr 16:30-17:30", "sa 10:00-11:00"]),
        ("Tues/Weds 10am - 12pm. Thurs 10am - 2pm", ["tu,we 10:00-12:00", "th 10:00-14:00"]),
        ("Mon & Thur 1-3pm (except bank holidays)", ["mo,th 13:00-15:00{'bank_holidays': 'closed'}"]),
        ("Monday 1-3pm\nNot open on Bank Holidays", ["mo 13:00-15:00{'bank_holidays': 'closed'}"]),
        ("Mon 10 - 12noon (term-time only)", ["mo 10:00-12:00{'term_time': 'true'}"]),
        ("Mon - Fri by appointment", ["mo,tu,we,th,fr {'note': 'By appointment'}"]),
        ("Tue 10am-1pm (NHS shop)", ["tu 10:00-13:00{'note': 'NHS shop'}"]),
        ("9 - 4 weekdays", ["mo,tu,we,th,fr 09:00-16:00"]),
        ("Daily 14:00 to 16:30", ["mo,tu,we,th,fr,sa,su 14:00-16:30"]),
        ("Monday & Friday 12noon", ["mo,fr 12:00"]),
        ("Mon 10-12 & 1-3pm", ["mo 10:00-12:00", "mo 13:00-15:00"]),
        ("Wednesdays 1:30 – 3:30pm", ["we 13:30-15:30"]),
    ],
)
def test_opening_times_that_are_certain(said: str, expected: list[str]) -> None:
    assert times(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "", "One morning per week", "Monday", "Monday 9 - 4 except Thursdays 9 - 2", "Monday 7 - 9", "Monday 10",
        "1st Monday 10am - 12noon", "Mon 10-12 fortnightly", "Mon 1pm - 11am", "Sunday - Tuesday 10-12pm",
        "Closed Monday",
        "Mon 10-12 2-4 Tue", "Thursday 4 - 6pm Job Club Monday 1 - 2pm", "Wednesday 2=3pm", "Mon, Mon 10-12", "24/7",
        "Mon 25:00 - 26:00", "Mon 13pm - 14pm", "By appointment", "10-12", "- Mon 10-12",
        "Mon 10am-12noon or by appointment",
    ],
)  # fmt: skip
def test_opening_times_that_are_not_certain_stay_words(said: str) -> None:
    assert opening.sessions(said) == []


def test_the_worked_example_in_the_handbook_is_what_happens() -> None:
    case = REPOSITORY / "tests" / "cases" / "import" / "worked-example"
    said, *entries = (case / "expected.txt").read_text(encoding="utf-8").split("--- ")
    knitters = next(entry.partition("\n")[2] for entry in entries if entry.startswith("hill-top-knitters"))
    files = [(case / name).read_text(encoding="utf-8") for name in ("groups.csv", "groups-map.yaml")]
    for block in (*files, said, knitters):
        assert block.rstrip() in HANDBOOK


def test_the_handbook_names_every_part_of_a_mapping() -> None:
    for name in schema.schema("mapping")["properties"]:
        assert f"`{name}`" in HANDBOOK


def test_the_handbook_names_every_shipped_mapping() -> None:
    for name in mapping.shipped():
        assert f"| `{name}` |" in HANDBOOK
