"""What search.py asks: words, sentences, slips of the finger, words begun."""

from __future__ import annotations

import random

COLD = ("walking", "debt", "choir", "lonely", "arthritis")
WORDS = (
    *COLD,
    *("swimming", "cooking", "knitting", "benefits", "gardening", "pottery", "volunteering", "dementia", "netball"),
    "wheelchair",
)
SENTENCES = (
    "someone to talk to",
    "I cannot pay my gas bill",
    "my mum is on her own all day since dad died",
    "free things to do on a wednesday morning",
    "somewhere warm to sit and have a cup of tea",
    "help to fill in a form for my benefits",
    "gentle exercise for bad knees",
    "I want to learn to cook for one",
    "singing group near a bus stop in the evening",
    "the landlord wants us out and we have nowhere to go",
    "something for my husband who has trouble remembering",
    "can I bring my dog",
    "I have some free time and would like to help in a school",
    "a lift to the hospital",
    "painting or drawing for beginners, not too dear",
)
SLIPPED = (
    *("walking", "gardening", "painting", "knitting", "swimming", "theatre", "cycling", "reading", "advocacy"),
    "friendship",
)
BEGUN = (*("walk", "swim", "gardeni", "paint", "kni", "cook", "volunt", "read", "hous", "netb"),)  # as somebody types


def questions() -> list[str]:
    """Fifty: words, sentences, slips of the finger, words begun; mixed, each time alike."""
    chance = random.Random(50)
    asked = [*WORDS, *SENTENCES, *(slip(word, number) for number, word in enumerate(SLIPPED)), *BEGUN]
    chance.shuffle(asked)
    assert len(set(asked)) == 50
    return asked


def slip(word: str, number: int) -> str:
    """The word with a letter left out, two swapped, one doubled or one wrong, in its middle."""
    at = len(word) // 2
    slips = (
        word[:at] + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + ("o" if word[at] != "o" else "e") + word[at + 1 :],
    )
    return next(made for made in (slips[number % 4], *slips) if made != word)
