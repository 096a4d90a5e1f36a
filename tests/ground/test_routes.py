"""Routes: distance, the shortest leak window first, the same rounds every time."""

from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.ground.methods.routes import Roads, Stop, rounds
from wardline.ground.methods.routes.roads import straight_km
from wardline.ground.methods.routes.rounds import VISIT, Round

LANZHOU = Stop("6201-1", 36.0611, 103.8343)
TIANSHUI = Stop("6205-1", 34.5809, 105.7249)
NOWHERE = Stop("6205-2", None, None)

places = st.lists(
    st.tuples(st.floats(35.0, 36.0), st.floats(104.0, 105.0)),
    min_size=1,
    max_size=6,
    unique=True,
)


def stops(degrees):
    return [Stop(f"6205-{n}", lat, lon) for n, (lat, lon) in enumerate(degrees)]


def shortest_leak(homes, teams):
    """Try every share and every order: minutes of the best longest round."""
    roads, best = Roads(), float("inf")
    for given_to in product(range(teams), repeat=len(homes)):
        longest = 0.0
        for team in range(teams):
            mine = [h for h, t in zip(homes, given_to, strict=True) if t == team]
            spans = [
                sum(VISIT + roads.leg(a, b)[1] for a, b in pairwise(order))
                for order in permutations(mine)
            ]
            longest = max(longest, min(spans))
        best = min(best, longest)
    return best


def test_straight_line_of_a_degree_of_latitude():
    # the mean radius of the IUGG gives 111.195 km a degree
    one, other = Stop("a", 0.0, 0.0), Stop("b", 1.0, 0.0)
    assert straight_km(one, other) == pytest.approx(111.195, abs=0.001)


def test_road_is_a_detour_at_sixty():
    km, minutes = Roads().leg(LANZHOU, TIANSHUI)
    assert km == pytest.approx(1.35 * straight_km(LANZHOU, TIANSHUI))
    assert minutes == pytest.approx(km)


def test_known_drive_counts_in_both_directions():
    roads = Roads({("6201-1", "6205-1"): (310.0, 222.0)})
    assert roads.leg(LANZHOU, TIANSHUI) == roads.leg(TIANSHUI, LANZHOU) == (310, 222)


def test_speed_of_the_narrowest_pair_of_areas_counts():
    wide, narrow = {("62", "62"): (30.0, 60.0)}, {("6201", "6205"): (90.0, 60.0)}
    km, minutes = Roads(wide).leg(LANZHOU, TIANSHUI)
    assert minutes == pytest.approx(km / 30 * 60)
    km, minutes = Roads(wide | narrow).leg(TIANSHUI, LANZHOU)
    assert minutes == pytest.approx(km / 90 * 60)


def test_home_off_the_map_has_no_distance_and_is_visited_all_the_same():
    assert Roads().leg(LANZHOU, NOWHERE) is None
    found = rounds([LANZHOU, TIANSHUI, NOWHERE], 1)
    assert sorted(found[0].codes) == ["6201-1", "6205-1", "6205-2"]
    assert None in found[0].legs


@given(places, st.integers(1, 3))
@settings(max_examples=12, deadline=None)
def test_rounds_have_the_shortest_leak_that_there_is(degrees, teams):
    homes = stops(degrees)
    found = rounds(homes, teams)
    assert sorted(code for each in found for code in each.codes) == [
        home.code for home in homes
    ]
    # the search is exact to five minutes and to the rounding of each drive
    assert max(each.leak for each in found) <= shortest_leak(homes, teams) + 5 + 3


def test_rounds_do_not_depend_on_the_order_given():
    homes = stops([(35.0 + n * 0.13 % 0.7, 104 + n * 0.29 % 0.9) for n in range(8)])
    assert rounds(homes, 2) == rounds(homes[::-1], 2)


def test_arrivals_follow_the_visits_and_the_drives():
    one = Round(("a", "b", "c"), ((10.0, 20.0), None))
    assert one.arrivals == [0, 110, 245]
    assert one.leak == 245
    assert one.km == 10


def test_nobody_to_go_is_refused():
    with pytest.raises(ValueError, match=r"routes\.no_team"):
        rounds([LANZHOU], 0)
    assert rounds([], 2) == []
