"""The draw: exact, fixed in size, repeatable, unforeseeable, and checkable by all."""

from collections import Counter
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.draw import chi_square
from wardline.ground.methods.draw import (
    FLOOR,
    WHOLE,
    Frame,
    Unit,
    chain,
    choose,
    comb,
    draw,
    enough,
    inclusions,
    link,
    opens,
    rising_floor,
    seated,
    starting_point,
    wave_key,
)

SITES = {
    f"620102-{number:04}": k
    for number, k in enumerate(
        inclusions([Unit(str(n), n * n % 17) for n in range(12)], 3).values()
    )
}
CHAINS = {
    name: chain(name, secret, 8)
    for name, secret in {"leader": b"one", "discipline": b"two", "spare": b"x"}.items()
}
FRAME = Frame(
    campaign="2020-02-27",
    stratum="6201/elder_care",
    size=3,
    inclusions=SITES,
    reserves=2,
)

# a vector that every later version must meet as well
GOLDEN = {
    "frame_hash": "70387d55e3569c177db45b9e7f97a2752b2f98cc83e47e15c831fc7b90cf9f8b",
    "drawn": ["620102-0004", "620102-0009", "620102-0002"],
    "reserves": ["620102-0007", "620102-0008"],
}


def key(number):
    return wave_key(FRAME.hash, number, ["aa", "bb"])


units = st.lists(
    st.builds(
        Unit,
        st.uuids().map(str),
        st.integers(0, 1000),
        st.integers(0, 50_000),
        st.integers(50_000, WHOLE),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda unit: unit.id,
)


# Inclusions


def test_inclusions_add_floor_and_share_of_risk():
    found = inclusions([Unit("a", 3), Unit("b", 1), Unit("c", 0)], 1)

    assert found == {"a": 725_000, "b": 255_000, "c": FLOOR}


def test_inclusions_give_what_is_over_to_the_largest_remainder_then_the_first():
    found = inclusions([Unit("b", 1), Unit("c", 1), Unit("a", 1)], 2)

    assert found == {"a": 666_667, "b": 666_667, "c": 666_666}


def test_inclusions_are_even_where_no_risk_is_known():
    assert set(inclusions([Unit(id, 0) for id in "abcd"], 1).values()) == {250_000}


def test_inclusions_cap_the_riskiest_and_share_the_rest():
    risky = [Unit("a", 999), Unit("b", 1), Unit("c", 1)]

    assert inclusions(risky, 2) == {"a": WHOLE, "b": 500_000, "c": 500_000}


def test_inclusions_shrink_floors_that_cannot_all_be_kept():
    many = [Unit(f"{number:03}", number) for number in range(100)]

    assert set(inclusions(many, 1).values()) == {10_000}


@pytest.mark.parametrize(
    ("population", "size"),
    [
        ([Unit("a", 1), Unit("a", 2)], 1),
        ([Unit("a", 1)], 2),
        ([Unit("a", 1)], 0),
        ([Unit("a", 1, cap=5)], 1),
        ([Unit("a", 1), Unit("b", -1)], 1),
    ],
)
def test_inclusions_refuse_what_cannot_be_drawn(population, size):
    with pytest.raises(ValueError, match=r"draw\."):
        inclusions(population, size)


@settings(deadline=None)
@given(units, st.data())
def test_inclusions_add_up_within_their_bounds(population, data):
    size = sum(unit.cap for unit in population) // WHOLE
    if size:
        size = data.draw(st.integers(1, size))
        found = inclusions(population, size)

        assert sum(found.values()) == size * WHOLE
        enough = sum(unit.floor for unit in population) <= size * WHOLE
        for unit in population:
            assert found[unit.id] <= unit.cap
            assert found[unit.id] >= unit.floor or not enough
    else:
        with pytest.raises(ValueError):
            inclusions(population, 1)


@settings(deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_inclusions_do_not_depend_on_order(population, shuffler):
    even = [Unit(unit.id, unit.risk) for unit in population]
    shuffled = shuffler.sample(even, len(even))

    assert inclusions(shuffled, 1) == inclusions(even, 1)


# The comb


def measures_of_starting_points(laid_out):
    """Sum, for each id, the length of all starting points that draw it: between two
    neighbouring ends of intervals, the same ids are drawn."""
    ends, total = {0, WHOLE}, 0
    for _, k in laid_out:
        total += k
        ends.add(total % WHOLE)
    measure = Counter()
    for start, end in pairwise(sorted(ends)):
        for id in comb(laid_out, start):
            measure[id] += end - start
        assert comb(laid_out, start) == comb(laid_out, end - 1)
    return measure


@settings(deadline=None)
@given(units, st.integers(1, 5), st.randoms(use_true_random=False))
def test_comb_gives_each_exactly_its_inclusion(population, size, shuffler):
    free = [Unit(unit.id, unit.risk, unit.floor) for unit in population]
    found = inclusions(free, min(size, len(free)))
    laid_out = shuffler.sample(sorted(found.items()), len(found))

    measure = measures_of_starting_points(laid_out)

    assert {id: measure[id] for id in found} == found


@settings(deadline=None)
@given(st.integers(0, WHOLE - 1))
def test_comb_draws_the_fixed_number_from_anywhere(start):
    assert len(set(comb(list(SITES.items()), start))) == FRAME.size


# Keys and draws


def test_starting_point_is_spread_evenly():
    points = [starting_point(key(number)) for number in range(2000)]
    tenths = Counter(point * 10 // WHOLE for point in points)

    assert min(points) >= 0 and max(points) < WHOLE
    # chi-square with nine degrees of freedom stays below 27.9 in 999 of 1,000 cases
    assert sum((tenths[n] - 200) ** 2 / 200 for n in range(10)) < 27.9


def test_draw_hits_each_in_proportion_to_its_inclusion():
    rounds = 3000
    hits = Counter(id for n in range(rounds) for id in draw(FRAME, key(n)).drawn)

    for id, k in SITES.items():
        chance = k / WHOLE
        spread = (rounds * chance * (1 - chance)) ** 0.5
        assert abs(hits[id] - rounds * chance) <= 4 * spread


def test_draw_leaves_no_pair_undrawn():
    even = Frame("c", "s", 3, inclusions([Unit(id, 1) for id in "abcdefgh"], 3))
    draws = (draw(even, key(number)).drawn for number in range(500))
    pairs = {pair for drawn in draws for pair in product(drawn, drawn)}

    assert len(pairs) == 8 * 8


def test_draw_repeats_itself_with_the_same_key_only():
    assert draw(FRAME, key(1)) == draw(FRAME, key(1))
    assert len({draw(FRAME, key(number)).drawn for number in range(20)}) > 10


def test_draw_keeps_reserves_apart():
    for number in range(50):
        result = draw(FRAME, key(number))
        assert len(result.reserves) == 2
        assert not set(result.reserves) & set(result.drawn)


def test_draw_gives_no_more_reserves_than_there_are():
    small = Frame("c", "s", 1, {"a": 500_000, "b": 500_000}, reserves=9)

    assert len(draw(small, key(1)).reserves) == 1


def test_draw_stays_the_same_in_later_versions():
    result = draw(FRAME, key(1))

    assert FRAME.hash == GOLDEN["frame_hash"]
    assert list(result.drawn) == GOLDEN["drawn"]
    assert list(result.reserves) == GOLDEN["reserves"]


def test_choose_takes_each_equally_often():
    hits = Counter(id for n in range(2000) for id in choose(key(n), "abcdefg", 2))

    # 2,000 × 2 / 7, give or take four standard deviations
    assert all(abs(hits[id] - 571) < 81 for id in "abcdefg")


# Custody


def test_chain_opens_link_by_link_from_its_public_end():
    values = CHAINS["leader"]

    assert len(values) == 9
    for before, released in pairwise(values):
        assert link("leader", released) == before
    assert opens("leader", values[0], values[5], 5)


def test_chain_of_another_custodian_or_wave_does_not_open():
    values = CHAINS["leader"]

    assert not opens("discipline", values[0], values[5], 5)
    assert not opens("leader", values[0], values[5], 4)


def test_wave_key_needs_every_share():
    known = wave_key(FRAME.hash, 1, ["aa", "bb"])

    assert known == wave_key(FRAME.hash, 1, ["bb", "aa"])
    assert known != wave_key(FRAME.hash, 1, ["aa", "bc"])
    assert known != wave_key(FRAME.hash, 2, ["aa", "bb"])


@pytest.mark.parametrize(
    ("withheld", "seats"),
    [
        ((), ["a", "b"]),
        (("b",), ["a", "r"]),
        (("a", "b"), ["r", "s"]),
        (("a", "r"), ["b", "s"]),
        (("a", "r", "s"), ["b"]),
    ],
)
def test_stand_ins_take_the_seats_of_those_who_withhold(withheld, seats):
    assert seated(("a", "b"), ("r", "s"), withheld) == seats


def test_two_shares_are_enough_and_one_only_for_a_single_office():
    assert enough(("a", "b"), ["a", "r"])
    assert not enough(("a", "b"), ["a"])
    assert enough(("a",), ["a"])
    assert not enough((), [])


# What a frame must be


def test_frame_adds_up_only_if_everybody_has_a_chance():
    assert FRAME.adds_up
    assert not Frame("c", "s", 1, {"a": WHOLE, "b": 0}).adds_up
    assert not Frame("c", "s", 2, {"a": WHOLE, "b": 5}).adds_up


def test_frame_reads_back_what_it_wrote_and_no_other_scale():
    plain = FRAME.as_plain()

    assert Frame.from_plain(plain) == FRAME
    with pytest.raises(ValueError, match=r"draw\.whole_unknown"):
        Frame.from_plain(plain | {"whole": 100})


@pytest.mark.parametrize(
    ("days", "floor"),
    [(-3, FLOOR), (0, FLOOR), (90, 510_000), (180, WHOLE), (999, WHOLE)],
)
def test_floor_rises_linearly_until_a_home_must_be_seen(days, floor):
    assert rising_floor(days, 180) == floor
    assert rising_floor(days, None) == FLOOR


def test_five_thousand_draws_keep_their_chances():
    """The sample of ``benchmarks/draw.py``, which takes a million by name."""
    value, p, pairs = chi_square(5_000)

    assert p > 0.001, value
    assert pairs < 9
