"""search/nearby.py, and nearness in the search itself."""

from __future__ import annotations

import pytest

from petunias.search.index import Place
from petunias.search.nearby import Gazetteer, kilometres
from support.directories import area, entry
from support.searching import Searcher

# Around Folkestone, whose postcodes are real: CT19 4 and CT21 lie in it, CT99 does not exist.
LOCALITIES = [
    {"id": "town", "name": "Town Shoreham", "also": ["The Harbour"], "postcodes": ["CT21"],
     "at": {"lat": 51.08, "lon": 1.17}},
    {"id": "hill", "name": "Hill Shoreham", "postcodes": ["CT99"], "at": {"lat": 51.10, "lon": 1.10}},
    {"id": "nowhere", "name": "Nowhere"},
]  # fmt: skip
SHORE = {"name": "Shoreham", "localities": LOCALITIES}
GAZETTEER = Gazetteer(area(**SHORE))


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        # By hand: one degree of a great circle is 6371.0088 km times pi / 180.
        ((0.0, 0.0), (1.0, 0.0), 111.1951),
        ((0.0, 0.0), (0.0, 1.0), 111.1951),
        ((0.0, 0.0), (0.0, 180.0), 20_015.1145),
        # At 60 degrees a degree of longitude is half as long, less a little: 2R asin(sin 0.5 degrees / 2).
        ((60.0, 0.0), (60.0, 1.0), 55.5965),
        ((51.0, 1.0), (51.0, 1.0), 0.0),
    ],
)
def test_kilometres(one: tuple[float, float], other: tuple[float, float], far: float) -> None:
    assert kilometres(one, other) == kilometres(other, one) == pytest.approx(far, abs=1e-3)


@pytest.mark.parametrize(
    ("fields", "point"),
    [
        ({"places": [{"at": {"lat": 51.1, "lon": 1.2}, "postcode": "CT19 4AB"}]}, (51.1, 1.2)),
        ({"places": [{"postcode": "CT19 4AB"}]}, (51.08932, 1.14399)),
        ({"places": [{"postcode": "ct194ab"}]}, (51.08932, 1.14399)),
        ({"places": [{"postcode": "CT19 9ZZ"}]}, (51.0891, 1.16782)),
        ({"places": [{"postcode": "CT99 1AA"}]}, (51.10, 1.10)),
        ({"places": [{"name": "A hall"}, {"at": {"lat": 51.1, "lon": 1.2}}]}, (51.1, 1.2)),
        ({"places": [{"postcode": "ZZ9 9ZZ"}], "localities": ["town"]}, (51.08, 1.17)),
        ({"localities": ["town"]}, (51.08, 1.17)),
        ({"localities": ["nowhere"]}, None),
        ({"localities": ["town", "hill"]}, None),
        ({}, None),
        ({"private_address": True, "places": [{"at": {"lat": 51.1, "lon": 1.2}}], "localities": ["town"]}, None),
    ],
)
def test_where_an_entry_is(fields: dict[str, object], point: tuple[float, float] | None) -> None:
    assert GAZETTEER.point(entry(**fields)) == point


def test_places_of_the_area() -> None:
    found = {place.name: place for place in GAZETTEER.places([(51.09, 1.14), None])}
    assert found["Town Shoreham"] == Place("Town Shoreham", "town", (51.08, 1.17))
    assert found["Town"].locality == found["The Harbour"].locality == "town"
    assert found["CT99"] == Place("CT99", "hill", (51.10, 1.10))
    assert found["Nowhere"] == Place("Nowhere", "nowhere", None)
    assert found["CT21"].locality == "town"
    assert found["CT19 4"] == Place("CT19 4", None, (51.08932, 1.14399))
    assert all(kilometres(place.point, (51.09, 1.14)) < 32 for place in found.values() if place.point)


def test_an_area_without_points_has_no_postcodes() -> None:
    assert Gazetteer(area()).places([None]) == []


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(
        entry("a-hill", name="Glassblowing", localities=["hill"]),
        entry("b-town", name="Glassblowing", localities=["town"]),
        entry("c-private", name="Glassblowing", localities=["town"], private_address=True),
        entry("d-whole", name="Glassblowing"),
        entry("e-other"),
        **SHORE,
    )


@pytest.mark.parametrize(
    ("near", "read", "first"),
    [
        ("CT21", "CT21", "b-town"),
        ("ct99", "CT99", "a-hill"),
        ("Town Shoreham", "Town Shoreham", "b-town"),
        ("hill", "Hill", "a-hill"),
        ("the harbour", "The Harbour", "b-town"),
        ("Harbour-the", None, None),
        ("CT99 1AA", "CT99", "a-hill"),
        ("CT21 4QX", "CT21 4", "b-town"),
        ("ct214qx", "CT21 4", "b-town"),
        ("CT21 4", "CT21 4", "b-town"),
        ("Atlantis", None, None),
    ],
)
def test_a_place_that_is_named(searcher: Searcher, near: str, read: str | None, first: str | None) -> None:
    """Nobody vanishes by being far or everywhere."""
    answer = searcher.answer("glassblowing", near)
    assert {hit.id for hit in answer.hits} == {"a-hill", "b-town", "c-private", "d-whole"}
    assert (answer.near, answer.near_known) == ((read, True) if read else (near, False))
    if first:
        assert answer.hits[0].id == first
    else:
        assert [hit.far for hit in answer.hits] == [None] * 4


@pytest.mark.parametrize("words", ["glassblowing CT99", "glassblowing in Hill Shoreham", "ct99 1aa glassblowing"])
def test_a_place_among_the_words(searcher: Searcher, words: str) -> None:
    answer = searcher.answer(words)
    assert answer.near_known
    assert answer.hits[0].id == "a-hill"


def test_distances_are_those_of_the_haversine_to_ten_metres(searcher: Searcher) -> None:
    far = {hit.id: hit.far for hit in searcher.answer("glassblowing", "Hill").hits}
    wanted = kilometres((51.10, 1.10), (51.08, 1.17))
    assert wanted == pytest.approx(5.37, abs=0.01)
    assert far == {"a-hill": 0, "b-town": pytest.approx(wanted, abs=0.01), "c-private": None, "d-whole": None}


def test_a_private_address_has_no_point_in_any_file(searcher: Searcher) -> None:
    (places,) = (content for path, content in searcher.index.files if "/places." in path)
    assert b'"points":[[511000,11000],[510800,11700],null,null,null]' in places


def test_the_filter_of_a_locality_keeps_the_whole_area(searcher: Searcher) -> None:
    assert searcher.ids("glassblowing", locality=["hill"]) == ["a-hill", "d-whole"]
