"""Every check, gathered. A rule is a generator whose docstring is its line in the handbook.

A rule that says "must" finds errors, which stop a build; one that says "should" finds hints.
No rule reads the clock, so that a directory that is right today builds for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from petunias.checks import alike, contacts, ids, partners, people, privacy, texts, times, wording
from petunias.checks.collection import Collection, FileView
from petunias.checks.saying import slug
from petunias.checks.shape import shape
from petunias.problems import Problem
from petunias.schema import Kind
from petunias.yamlfile import YamlFile

__all__ = ["FILE_RULES", "RULES", "FileRule", "Rule", "rules", "shape", "slug", "values"]

FileRule = Callable[[FileView], Iterator[Problem]]
Rule = Callable[[Collection], Iterator[Problem]]

# What can be seen in one file alone, even if its shape is wrong.
FILE_RULES: tuple[FileRule, ...] = (
    ids.tidy_file_names,
    ids.free_ids,
    texts.no_markup,
    texts.links_lead_out,
    texts.no_pictures,
    texts.nothing_unseen,
    texts.texts_say_something,
    texts.letters_are_whole,
    texts.names_are_names,
    contacts.phones_can_ring,
    contacts.phones_are_in_use,
    contacts.phones_start_with_nought,
    contacts.texts_go_to_mobiles,
    times.believable_years,
    privacy.secret_addresses_are_not_written_down,
    privacy.secret_postcodes_are_not_written_down,
)
# What needs the record, or other files beside it.
RULES: tuple[Rule, ...] = (
    ids.old_ids_are_free,
    ids.area_ids_differ,
    ids.place_ids_differ,
    ids.known_localities,
    ids.known_lead_providers,
    ids.known_practices,
    ids.known_places,
    ids.known_entries,
    ids.known_topics,
    ids.topics_of_messages,
    ids.said_once,
    ids.known_sources,
    ids.sources_are_read,
    ids.living_targets,
    ids.one_host,
    times.sessions_end_after_they_start,
    times.sessions_last_until_after_they_begin,
    times.sessions_happen,
    times.fortnights_count_from_a_day,
    times.months_say_which,
    times.only_months_have_which,
    times.term_times_are_known,
    times.ages_rise,
    times.papers_last_until_after_they_were_seen,
    times.pauses_end_after_they_begin,
    times.only_pauses_end,
    times.changes_have_a_day,
    times.terms_end_after_they_begin,
    times.terms_lie_apart,
    times.review_months_rise,
    partners.messages_differ,
    partners.supporters_have_no_messages,
    people.referrals_have_their_way_in,
    people.ties_have_two_ends,
    privacy.names_have_consent,
    contacts.public_emails,
    contacts.postcodes_in_the_area,
    contacts.places_near_the_area,
    wording.no_shouting,
    wording.short_sentences,
    wording.easy_words,
    wording.summaries_say_something,
    wording.summaries_end,
    alike.no_duplicates,
    alike.one_spelling_for_a_provider,
)


def values(kind: Kind, file: YamlFile, *, hints: bool = True) -> list[Problem]:
    """What the rules find in the values of one file, whether or not its shape is right."""
    if file.data is None:
        return []
    view = FileView(kind, file)
    return [problem for rule in (FILE_RULES if hints else _STOPPING_FILE_RULES) for problem in rule(view)]


def rules(collection: Collection, *, hints: bool = True) -> list[Problem]:
    """What the rules find in the whole folder; without `hints`, only what stops a build."""
    return [problem for rule in (RULES if hints else _STOPPING_RULES) for problem in rule(collection)]


def _stops(rule: FileRule | Rule) -> bool:
    """Whether a rule finds errors. Python may be told to forget docstrings; then every rule may."""
    return rule.__doc__ is None or " must " in rule.__doc__


_STOPPING_FILE_RULES = tuple(filter(_stops, FILE_RULES))
_STOPPING_RULES = tuple(filter(_stops, RULES))
