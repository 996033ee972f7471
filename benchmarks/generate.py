"""A made-up area of any size, always the same for the same number: `python benchmarks/generate.py 1000 FOLDER`."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 22)
DOMAINS = ("physical-activity", "healthy-eating", "arts-for-health", "befriending", "welfare-rights", "volunteering")
LOCALITIES = ("north", "south", "east", "west")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WHAT = {
    "physical-activity": (
        "walking",
        "swimming",
        "chair exercise",
        "gardening",
        "tai chi",
        "cycling",
        "bowls",
        "netball",
    ),
    "healthy-eating": ("cooking", "shared lunch", "food growing", "bread making", "family meals", "food parcels"),
    "arts-for-health": ("singing", "painting", "pottery", "knitting", "reading aloud", "theatre", "dance", "weaving"),
    "befriending": ("tea and talk", "phone calls", "home visits", "a memory cafe", "a lunch table", "pen friends"),
    "welfare-rights": ("debt advice", "benefit forms", "housing help", "energy bills", "legal advice", "advocacy"),
    "volunteering": (
        "litter picking",
        "driving",
        "reading in schools",
        "shop work",
        "tree planting",
        "hospital guides",
    ),
}
PLACES = (
    "Mill",
    "Station",
    "Church",
    "Orchard",
    "Wharf",
    "Hill",
    "Market",
    "Abbey",
    "Chapel",
    "Quarry",
    "Viaduct",
    "Park",
)
KINDS = ("Hall", "Centre", "Rooms", "Club", "Institute", "House", "Library", "Barn")
GROUPS = ("Friends", "Circle", "Society", "Project", "Team", "Company", "Collective", "Union")
SENTENCES = (
    "We meet in the back room, where the heating works and the chairs are soft.",
    "Nobody is asked why they have come, and plenty of people just listen the first time.",
    "There is a kettle on from the moment the door opens until the last person goes home.",
    "If the bus is late, so are we, and nobody minds at all.",
    "Most of us had never tried {what} before we joined, and some of us are still not very good at it.",
    "You can bring a friend, a neighbour or somebody who looks after you.",
    "In summer we go outside if the weather lets us, and in winter we stay in by the stove.",
    "The person who runs it has done so for {number} years and knows everyone by name.",
    "About {number} people come in a normal week, of all ages and from all over {place}.",
    "Ring the day before if you need a lift, and somebody will call for you.",
    "All the things that you need are here, so wear what you like and bring nothing.",
    "We stop halfway for a rest and a biscuit, which some say is the best part of {what}.",
    "Twice a year we go on a trip, and everyone helps to choose where.",
    "Somebody who knows first aid is always in the building.",
    "If money is short, tell us quietly and you will not be asked to pay.",
)


def entry(number: int, chance: random.Random) -> tuple[str, str]:
    """The id and the text of one entry."""
    domain = DOMAINS[number % len(DOMAINS)]
    what = chance.choice(WHAT[domain])
    place, kind = chance.choice(PLACES), chance.choice(KINDS)
    name = f"{place} {what.title()} {chance.choice(GROUPS)} {number}"
    id = "-".join(name.lower().split())
    locality = chance.choice(LOCALITIES)
    lines = [
        f"name: {name}",
        f"domains: [{domain}]"
        if chance.random() < 0.8
        else f"domains: [{domain}, {chance.choice([d for d in DOMAINS if d != domain])}]",
        f"summary: Come for {what} at {place} {kind}. {chance.choice(('Beginners are fine.', 'Just turn up.', 'Ring us first.'))}",
        "contact:",
        f"  phone: 01632 960{number % 1000:03}",
    ]
    if chance.random() < 0.5:
        lines.append(f"  email: group{number}@example.org")
    if chance.random() < 0.3:
        lines.append(f"  website: https://group{number}.example.org")
    if chance.random() < 0.3:
        return id, "\n".join(lines) + "\n"
    if chance.random() < 0.4:
        lines.append(f"provider: {place} {chance.choice(GROUPS)} Trust")
    told = " ".join(chance.sample(SENTENCES, 6)).format(
        what=what, number=chance.randint(3, 40), place=f"{place} Street"
    )
    lines += ["description: |", f"  {told}"]
    if chance.random() < 0.9:
        lines.append(f"localities: [{locality}]")
    lines += [
        "places:",
        f"  - name: {place} {kind}",
        f"    address: {chance.randint(1, 200)} {place} Street, Anytown",
        f"    postcode: AN{LOCALITIES.index(locality) + 1} {chance.randint(1, 9)}{chance.choice('ABDEFGH')}{chance.choice('ABDEFGH')}",
        f"    accessibility: [{', '.join(chance.sample(('step-free', 'accessible-toilet', 'near-bus', 'parking'), 2))}]",
        "sessions:",
        f"  - days: [{chance.choice(DAYS)}]",
        f'    start: "{chance.randint(9, 19):02}:{chance.choice(("00", "30"))}"',
    ]
    if chance.random() < 0.2:
        lines += ["    every: month", f"    which: [{chance.choice(('first', 'third', 'last'))}]"]
    lines.append(f"cost: {chance.choice(('free', '£2', '£3.50, tea included', 'free'))}")
    lines.append(f"access: [{chance.choice(('drop-in', 'contact-first', 'contact-first', 'professional-referral'))}]")
    if chance.random() < 0.5:
        lines.append("first_visit: Ask for the person in the blue apron. You may sit and watch.")
    if chance.random() < 0.2:
        on = TODAY - timedelta(days=chance.randint(1, 20))
        lines.append(f"availability: {{status: {chance.choice(('open', 'waiting', 'full'))}, on: {on}}}")
    if chance.random() < 0.9:
        lines.append(f"confirmed: {{on: {TODAY - timedelta(days=chance.randint(1, 500))}, by: provider}}")
    return id, "\n".join(lines) + "\n"


def generate(count: int, folder: Path) -> None:
    """Writes area.yaml and `count` entries into `folder`."""
    chance = random.Random(count)
    (folder / "entries").mkdir(parents=True, exist_ok=True)
    localities = "".join(
        f"  - {{id: {id}, name: {id.title()} Anytown, postcodes: [AN{number}], at: {{lat: 52.9{number}, lon: -1.1{number}}}}}\n"
        for number, id in enumerate(LOCALITIES, 1)
    )
    (folder / "area.yaml").write_text(
        "name: Anytown\nurl: https://anytown.example.org/\nteam: {phone: 01632 960000}\n"
        'urgent_help: [{name: Samaritans, phone: "116 123", when: "any time, free", for: to talk}]\n'
        f"localities:\n{localities}",
        encoding="utf-8",
    )
    for number in range(count):
        id, text = entry(number, chance)
        (folder / "entries" / f"{id}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
