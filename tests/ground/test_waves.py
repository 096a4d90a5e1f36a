"""Waves: exact numbers, fixed areas entered, equal chances, all of it checkable."""

import copy
import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods import draw, waves

AREAS = {f"A{n}": 8 for n in range(9)} | {"A9": 4}
CUSTODIANS = ("1", "2")


def frames(shape, areas=AREAS):
    sizes = sorted({size for wave in shape for size in wave})
    found = {}
    for area, homes in areas.items():
        units = [draw.Unit(f"{area}-{n}", 10 + n) for n in range(homes)]
        for size in sizes:
            if size <= homes:
                k = draw.inclusions(units, size)
                found[area, size] = draw.Frame("c", area, size, k, CUSTODIANS)
    return found


def outline(shape, fixed=(), areas=AREAS):
    made = frames(shape, areas)
    kept = tuple((area, size, frame.hash) for (area, size), frame in made.items())
    teams = ("t1", "t2", "t3", "t4")
    return waves.Outline("c", shape, tuple(fixed), kept, CUSTODIANS, teams), made


def campaign(shape, fixed, secret):
    """Open every wave of a plan, and return what each published."""
    plan, made = outline(shape, fixed)
    chains = {
        name: draw.chain(name, f"{secret}{name}".encode(), len(shape))
        for name in CUSTODIANS
    }
    ends = {name: values[0] for name, values in chains.items()}
    before, found = [], []
    for n in range(1, len(shape) + 1):
        shares = {name: values[n] for name, values in chains.items()}
        found.append(waves.open_wave(plan, made, n, before, ends, shares))
        before += [area for area, _size in found[-1]["areas"]]
    return found


SHAPE = waves.slots([12, 12, 8, 4], 7)


def test_split_gives_the_whole_by_largest_remainder():
    assert waves.split(36, [1] * 7) == [6, 5, 5, 5, 5, 5, 5]
    assert waves.split(7, [12, 12, 8, 4], least=1) == [2, 2, 2, 1]


@given(st.integers(0, 200), st.lists(st.integers(1, 50), min_size=1, max_size=9))
def test_split_adds_up_and_is_never_off_by_one(whole, weights):
    shares = waves.split(whole, weights)
    assert sum(shares) == whole
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - whole * weight / sum(weights)) < 1


@pytest.mark.parametrize(("whole", "weights", "least"), [(1, [1, 1], 1), (3, [0], 0)])
def test_split_refuses_what_does_not_go(whole, weights, least):
    with pytest.raises(ValueError, match=r"waves\.cannot_split"):
        waves.split(whole, weights, least)


def test_slots_are_those_of_the_month():
    assert SHAPE == ((6, 6), (6, 6), (4, 4), (4,))


def test_slots_refuse_an_area_without_a_visit():
    with pytest.raises(ValueError, match=r"waves\.cannot_split"):
        waves.slots([3, 1, 1], 5)


@pytest.mark.parametrize("secret", range(40))
def test_campaign_comes_out_exactly_whatever_is_drawn(secret):
    published = campaign(SHAPE, ["A0", "A4"], secret)
    areas = [area for each in published for area, _size in each["areas"]]
    homes = [home for each in published for _team, home in each["visits"]]
    assert (len(areas), len(set(areas))) == (7, 7)
    assert (len(homes), len(set(homes))) == (36, 36)
    assert {"A0", "A4"} <= set(areas)
    assert all(waves.verify(each) == [] for each in published)


def test_areas_have_equal_chances_and_fixed_ones_any_wave():
    plan, _made = outline(((2,), (2,)), ["A0"], dict.fromkeys(["A0", "A1", "A2"], 3))
    first, other = Counter(), Counter()
    for n in range(3000):
        before = []
        for wave in (1, 2):
            key = hashlib.sha256(f"{n} {wave}".encode()).digest()
            ((area, _size),) = waves.enter(plan, key, wave, before)
            before.append(area)
        first[before[0] == "A0"] += 1
        other[next(area for area in before if area != "A0")] += 1
    assert abs(first[True] - 1500) < 4 * 27.4
    assert abs(other["A1"] - 1500) < 4 * 27.4


def test_small_area_is_entered_only_where_it_fits():
    entered = set()
    for secret in range(60):
        for each in campaign(SHAPE, [], secret):
            for area, size in each["areas"]:
                assert size <= AREAS[area]
                entered.add(area)
    assert entered == set(AREAS)


def test_teams_share_an_area_and_all_go():
    (first, *_rest) = campaign(SHAPE, [], 1)
    teams = {}
    for team, home in first["visits"]:
        teams.setdefault(home.split("-")[0], set()).add(team)
    assert sorted(len(group) for group in teams.values()) == [2, 2]
    assert set().union(*teams.values()) == {"t1", "t2", "t3", "t4"}


def test_one_team_takes_several_areas():
    dealt = waves.deal(b"k", ["t"], [["a", "b"], ["c"]])
    assert dealt == [("t", "a"), ("t", "b"), ("t", "c")]


@pytest.mark.parametrize(
    ("shape", "fixed", "code"),
    [
        (((1,),), ["A0", "A1"], "waves.fixed_too_many"),
        (((6,),), ["A9"], "waves.fixed_too_small"),
        (((6,) * 10,), [], "waves.too_few_areas"),
    ],
)
def test_outline_names_what_makes_it_impossible(shape, fixed, code):
    plan, _made = outline(shape, fixed)
    assert plan.faults == [code]


def test_outline_reads_back_what_it_wrote():
    plan, _made = outline(SHAPE, ["A0"])
    assert plan.faults == []
    assert waves.Outline.from_plain(plan.as_plain()).hash == plan.hash


def _leaves(plain, path=()):
    if isinstance(plain, dict | list):
        items = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for name, value in items:
            yield from _leaves(value, (*path, name))
    else:
        yield path


@pytest.mark.parametrize("path", list(_leaves(campaign(((2,),), ["A1"], 7)[0])))
def test_every_change_of_a_publication_is_caught(path):
    published = copy.deepcopy(campaign(((2,),), ["A1"], 7)[0])
    *way, last = path
    target = published
    for name in way:
        target = target[name]
    value = target[last]
    target[last] = value + 1 if isinstance(value, int) else f"{value}0"
    try:
        caught = waves.verify(published)
    except (ValueError, LookupError, TypeError) as broken:
        caught = [str(broken)]
    assert caught
