"""Attributes in disguise: free, on Saturdays, for men, step-free. What people say for them, and what an entry says.

An attribute is a facet with a value, as in the fragment of /find/ (`cost=free`). An entry says yes, says no, or says
nothing. What somebody wrote drops only those that say no; a filter that somebody ticks keeps only those that say yes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from petunias.model import Entry
from petunias.search.text import words
from petunias.search.thesaurus import Concept, trigger

Says = Callable[[Entry], bool]
NOON, EVENING = 12, 17  # hours at which the afternoon and the evening begin

_DAYS = {
    "monday": "monday mondays mon",
    "tuesday": "tuesday tuesdays tues",
    "wednesday": "wednesday wednesdays weds",
    "thursday": "thursday thursdays thurs",
    "friday": "friday fridays fri",
    "saturday": "saturday saturdays",
    "sunday": "sunday sundays",
}
# For each group: what sets the chip off, and what bears it out in a text.
_GROUPS = {
    "men": (
        "men only|men|mens|man|male|blokes|for a man|gents|lads|men s group|male only",
        "men|mens|man|male|gents|blokes|lads|dads|fathers|widowers|husbands|gentlemen|brothers",
    ),
    "women": (
        "women only|women|womens|woman|female|ladies|lady|female only|ladies only|girls",
        "women|womens|woman|female|ladies|lady|mums|mothers|widows|wives|sisters|girls",
    ),
    "carers": ("carers|carer|for carers", "carers|carer|caring|respite|looking after someone"),
    "older-people": (
        "older people|elderly|pensioners|pensioner|seniors|senior citizens|over 50s|over 55s|over 60s|over 65s|"
        "over 70s|over 75s|over 80s|oap|oaps|older adults|old people|in later life",
        "older|elderly|pensioners|retired|retirement|over 50s|over 55s|over 60s|over 65s|over 70s|later life|elders",
    ),
    "young-people": (
        "young people|young person|teenagers|teenager|teens|teen|youth|young adults|under 18s|under 25s|adolescents",
        "young people|teenagers|teens|youth|under 25s|under 18s|13 19s|young adults|young person",
    ),
    "families": (
        "families|family|children|child|kids|toddlers|with a baby|with children|with kids|parents and children",
        "families|family|children|kids|parents|toddlers|babies|baby|mums and dads",
    ),
    "disabled-people": (
        "disabled people|disabled|disability|disabilities|disabled person",
        "disabled|disability|disabilities|wheelchair|impairment|inclusive",
    ),
    "lgbt": (
        "lgbt|lgbtq|lgbtqia|gay|lesbian|queer|bisexual|trans|transgender|non binary",
        "lgbt|lgbtq|gay|lesbian|queer|trans|non binary|pride|bisexual",
    ),
    "veterans": (
        "veterans|veteran|ex army|ex forces|ex military|ex services|forces|armed forces|ex service",
        "veterans|veteran|forces|army|navy|served|regiment|ex service|ex forces",
    ),
    "bereaved": (
        "bereaved|bereaved people|grieving|widow|widower|widowed",
        "bereaved|bereavement|grief|grieving|widow|widower|widowers|lost their partner|lost someone",
    ),
    "refugees": ("refugees|refugee|asylum seekers|asylum seeker", "refugees|refugee|asylum|sanctuary|newcomers"),
    "faith": ("", "church|mosque|gurdwara|temple|chapel|synagogue|faith|prayer"),
}
_STEP_FREE = (
    "step free|wheelchair access|wheelchair accessible|wheelchair friendly|no steps|no stairs|level access|ramp"
)
_ACCESSIBLE = {
    "step-free": (_STEP_FREE, "step free|wheelchair|wheelchairs|no steps|level access|ramp|lift"),
    "accessible-toilet": ("accessible toilet|disabled toilet|changing places", "accessible toilet|disabled toilet"),
    "hearing-loop": ("hearing loop|loop system|induction loop", "hearing loop|loop system|loop"),
    "parking": ("parking|car park|disabled parking|blue badge parking", "parking|car park"),
    "near-bus": ("near a bus|bus stop|on a bus route|by bus|near bus", "bus"),
    "quiet-space": ("quiet space|quiet room|quiet place", "quiet space|quiet room|quiet"),
}
_WAYS = {
    "online": (
        "online|on line|zoom|video call|virtual|internet|over the internet|on zoom",
        "online|zoom|video call|virtual",
    ),
    "phone": (
        "by phone|by telephone|over the phone|on the phone|telephone|phone call|phone calls",
        "phone|telephone|phone call|ring|helpline",
    ),
    "home-visit": (
        "home visit|home visits|at home|come to my house|come to me|visit me at home|in my own home|house call",
        "home visit|home visits|at home|your home|visit you|visits",
    ),
}
_ACCESS = {
    "drop-in": (
        "drop in|just turn up|turn up|walk in|no booking|no appointment|without an appointment|without booking|dropin|"
        "no need to book",
        "drop in|turn up|walk in|no booking|no appointment|open door|just come",
    ),
    "contact-first": ("", ""),
    "professional-referral": (
        "referral needed|referral only|gp referral|gp referral needed|by referral|referral required|needs a referral|"
        "doctor referral|i can refer|to refer|refer a patient|refer patient|professional referral|referral",
        "referral|by referral|refer|ask your doctor|referred",
    ),
}
_NO_REFERRAL = (
    "no referral|without a referral|without referral|self referral|self refer|refer myself|no gp referral|"
    "no doctors letter|without a doctors letter|dont need a referral|no referral needed"
)
_TIMES = {
    "morning": ("morning|mornings|before lunch", "morning|mornings|breakfast"),
    "afternoon": ("afternoon|afternoons|after lunch", "afternoon|afternoons|lunchtime"),
    "evening": ("evening|evenings|after work|at night|nights|tonight", "evening|evenings|night|nightly"),
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One value of a facet. `chip` says whether words set it off as a chip; `keeps` whether they are looked for too."""

    key: str
    value: str
    yes: Says
    no: Says
    phrases: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[tuple[str, ...], ...] = ()
    keeps: bool = False

    @property
    def name(self) -> str:
        """The attribute as the index and the fragment of an address know it."""
        return f"{self.key}={self.value}"

    def concept(self, number: int) -> Concept:
        """What bears the attribute out in a text."""
        weight = 0.8
        return Concept(number, (), tuple((phrase, weight) for phrase in self.evidence), key=self.name)


def attributes() -> list[Attribute]:
    """Every attribute that a search knows, but for the languages that are spoken."""
    made = [
        Attribute(
            "cost",
            "free",
            _is_free,
            lambda e: bool(e.cost) and "free" not in words(e.cost or ""),
            *_said(
                "free|for free|free of charge|no cost|costs nothing|no charge|without paying|no money",
                "free|no charge|free of charge",
            ),
        )
    ]
    made.append(
        Attribute(
            "cost",
            "low",
            lambda e: _is_free(e) or "what you can" in (e.cost or ""),
            _never,
            *_said("cheap|low cost|inexpensive|not expensive", "low cost|affordable|cheap|donation|free"),
        )
    )
    made += [_access(value, *_said(*pair)) for value, pair in _ACCESS.items()]
    made.append(
        Attribute(
            "access",
            "no-referral",
            lambda e: bool(set(e.access) & {"drop-in", "contact-first"}),
            lambda e: e.access == ("professional-referral",),
            *_said(_NO_REFERRAL, "self refer|no referral"),
        )
    )
    for day, names in _DAYS.items():
        said = _phrases("|".join(names.split()))
        made.append(Attribute("day", day, _has_day(day), _lacks(_has_day(day)), said, said))
    made.append(
        Attribute(
            "day",
            "weekend",
            _weekend,
            _lacks(_weekend),
            *_said("weekend|weekends|at the weekend", "weekend|weekends|saturday|saturdays|sunday|sundays"),
        )
    )
    made += [
        Attribute("time", value, _has_time(value), _lacks_time(value), *_said(*pair)) for value, pair in _TIMES.items()
    ]
    made += [_group(value, *_said(*pair)) for value, pair in _GROUPS.items()]
    made += [
        Attribute("accessible", value, _is_accessible(value), _never, *_said(*pair))
        for value, pair in _ACCESSIBLE.items()
    ]
    made += [_way(value, *_said(*pair)) for value, pair in _WAYS.items()]
    return made


def spoken(code: str, names: Iterable[str]) -> Attribute:
    """The attribute of a language, which has these names."""
    said = _phrases("|".join(names))
    return Attribute("language", code, _speaks(code), _never, said, said, keeps=True)


def _said(phrases: str, evidence: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    return _phrases(phrases), tuple(phrase for phrase in _phrases(evidence) if phrase[-1][0] not in "<>")


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(stems for part in text.split("|") if (stems := trigger(part))))


def _never(entry: Entry) -> bool:
    return False


def _speaks(code: str) -> Says:
    return lambda entry: code in entry.languages


def _is_free(entry: Entry) -> bool:
    return re.match(r"free\b(?! (on|for|to|if|at)\b)", (entry.cost or "").strip().casefold()) is not None


def _access(value: str, phrases: tuple[tuple[str, ...], ...], evidence: tuple[tuple[str, ...], ...]) -> Attribute:
    def yes(entry: Entry) -> bool:
        return value in entry.access

    def no(entry: Entry) -> bool:
        # An entry that takes referrals and others is no stranger to a referral, nor one that does not need it.
        return bool(entry.access) and not yes(entry) and value == "drop-in"

    return Attribute("access", value, yes, no, phrases, evidence)


def _has_day(day: str) -> Says:
    return lambda entry: any(day in session.days for session in entry.sessions)


def _weekend(entry: Entry) -> bool:
    return _has_day("saturday")(entry) or _has_day("sunday")(entry)


def _lacks(says: Says) -> Says:
    return lambda entry: bool(entry.sessions) and not says(entry)


def _part(hour: int) -> str:
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"


def _has_time(value: str) -> Says:
    return lambda entry: any(s.start is not None and _part(s.start.hour) == value for s in entry.sessions)


def _lacks_time(value: str) -> Says:
    has = _has_time(value)
    return lambda entry: bool(entry.sessions) and all(s.start for s in entry.sessions) and not has(entry)


def _group(value: str, phrases: tuple[tuple[str, ...], ...], evidence: tuple[tuple[str, ...], ...]) -> Attribute:
    other = {"men": "women", "women": "men"}.get(value)

    def groups(entry: Entry) -> tuple[str, ...]:
        return entry.who_for.groups if entry.who_for else ()

    def no(entry: Entry) -> bool:
        return other is not None and other in groups(entry) and value not in groups(entry)

    return Attribute("group", value, lambda e: value in groups(e), no, phrases, evidence, keeps=other is None)


def _is_accessible(value: str) -> Says:
    return lambda entry: any(value in place.accessibility for place in entry.places)


def _way(value: str, phrases: tuple[tuple[str, ...], ...], evidence: tuple[tuple[str, ...], ...]) -> Attribute:
    return Attribute(
        "way",
        value,
        lambda e: value in e.ways,
        lambda e: bool(e.ways) and value not in e.ways,
        phrases,
        evidence,
        keeps=True,
    )
