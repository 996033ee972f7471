"""Words of danger, and the lines that help at once, by nation.

The numbers are those that the lines give themselves. They are checked against each other by a test; a person checks
them against the lines' own pages once a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from petunias.search.text import words

SUICIDE, MEDICAL, ABUSE, CHILD = "suicide", "medical", "abuse", "child"

ALARMS: dict[str, tuple[str, ...]] = {
    SUICIDE: (
        "suicide", "suicidal", "kill myself", "killing myself", "end my life", "ending my life", "end it all",
        "want to die", "wants to die", "wanna die", "take my own life", "taking my own life", "better off dead",
        "ending it all",
        "dont want to be here anymore", "dont want to be here any more",
        "dont want to live", "no reason to live", "cant go on", "cannot go on",
        "self harm", "self harming", "selfharm", "hurt myself", "hurting myself", "harm myself", "cutting myself",
    ),
    MEDICAL: (
        "overdose", "overdosed", "too many tablets", "too many pills", "chest pain", "chest pains", "pain in my chest",
        "pains in my chest", "having a heart attack", "having a stroke", "stopped breathing", "not breathing",
        "unconscious", "anaphylaxis",
    ),
    ABUSE: (
        "domestic abuse", "domestic violence", "abuse", "abused", "abusive", "abuser", "he hits me", "she hits me",
        "hits me", "beats me", "hurts me", "hit me", "scared of my husband", "scared of my partner",
        "scared of my boyfriend", "scared of my wife", "scared of my girlfriend", "scared of him", "frightened of him",
        "boyfriend scares me", "husband scares me", "partner scares me", "coercive control", "controlling partner",
        "violent partner", "violent husband", "forced marriage", "rape", "raped", "sexual assault",
        "sexually assaulted", "stalking", "stalker", "honour based", "fgm", "afraid to go home",
        "frightened to go home", "scared to go home",
    ),
    CHILD: (
        "child abuse", "hurting a child", "child is being hurt", "child being hit", "grooming", "worried about a child",
        "childline", "neglected child",
    ),
}  # fmt: skip

# These sound like an alarm and are none.
CALM = (
    "alcohol abuse", "drug abuse", "drugs abuse", "substance abuse", "solvent abuse", "abuse of alcohol",
    "abuse alcohol", "abuse drugs", "abused alcohol", "abusing alcohol",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line to ring. `nations` are those where it answers; none means all of the United Kingdom."""

    name: str
    phone: str
    kinds: tuple[str, ...]
    nations: tuple[str, ...] = ()
    always: bool = True  # day and night


LINES = (
    Line("999", "999", (MEDICAL, SUICIDE, ABUSE, CHILD)),
    Line("Samaritans", "116 123", (SUICIDE,)),
    Line("NHS 111", "111", (SUICIDE, MEDICAL), ("england", "wales", "scotland")),
    Line("Lifeline", "0808 808 8000", (SUICIDE,), ("northern-ireland",)),
    Line("National Domestic Abuse Helpline", "0808 2000 247", (ABUSE,), ("england",)),
    Line("Live Fear Free", "0808 80 10 800", (ABUSE,), ("wales",)),
    Line("Domestic Abuse and Forced Marriage Helpline", "0800 027 1234", (ABUSE,), ("scotland",)),
    Line("Domestic and Sexual Abuse Helpline", "0808 802 1414", (ABUSE,), ("northern-ireland",)),
    Line("Men’s Advice Line", "0808 801 0327", (ABUSE,), (), always=False),
    Line("Childline", "0800 1111", (CHILD,)),
    Line("NSPCC", "0808 800 5000", (CHILD,), (), always=False),
)


def lines(kind: str, nation: str) -> tuple[Line, ...]:
    """The lines for a kind of danger in a nation, the most urgent first."""
    return tuple(line for line in LINES if kind in line.kinds and (not line.nations or nation in line.nations))


# For each kind the first words of its phrases. Hardly any entry has one of them, and all entries are asked.
_FIRST = {kind: frozenset(phrase.split()[0] for phrase in phrases) for kind, phrases in ALARMS.items()}


def rings(text: str, kind: str) -> bool:
    """Whether a text has words of that kind of danger."""
    found = words(text)
    if _FIRST[kind].isdisjoint(found):
        return False
    said = f" {' '.join(found)} "
    for phrase in CALM:
        said = said.replace(f" {phrase} ", " ")
    return any(f" {phrase} " in said for phrase in ALARMS[kind])
