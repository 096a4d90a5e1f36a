"""Waves: exact numbers, fixed areas entered, equal chances, all of it checkable."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.draws import standalone
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
                found[area, size] = draw.Frame("c", area, size, k, reserves=2)
    return found


def outline(shape, fixed=(), areas=AREAS, **more):
    made = frames(shape, areas)
    kept = tuple((area, size, frame.hash) for (area, size), frame in made.items())
    teams = tuple((f"t{n}", f"leader-{n}") for n in range(1, 5))
    plan = waves.Outline("c", shape, tuple(fixed), kept, CUSTODIANS, teams)
    return replace(plan, **more), {frame.hash: frame for frame in made.values()}


def campaign(shape, fixed, secret, **more):
    """Open every wave of a plan, and return what each published."""
    plan, made = outline(shape, fixed, **more)
    chains = {
        name: draw.chain(name, f"{secret}{name}".encode(), plan.departures)
        for name in CUSTODIANS
    }
    ends = {name: values[0] for name, values in chains.items()}
    before, found = [], []
    for n in range(1, plan.departures + 1):
        if waves.gone(plan, before) == len(shape):
            break
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
    plan, _made = outline(SHAPE, teams=(("t", "leader"),))
    dealt = waves.deal(plan, b"k", [["a", "b"], ["c"]])
    assert dealt == [("t", "a"), ("t", "b"), ("t", "c")]


def test_home_that_an_areas_team_keeps_from_goes_to_a_team_of_another():
    plan, _made = outline(
        SHAPE,
        teams=(("t1", "one"), ("t2", "other")),
        recusals=(("one", "a"), ("other", "b")),
    )
    for key in (b"k", b"l", b"m", b"n"):
        assert dict(map(reversed, waves.deal(plan, key, [["a"], ["b"]]))) == {
            "a": "t2",
            "b": "t1",
        }


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


def test_outline_wants_days_and_inspectors_enough():
    assert outline(SHAPE, days=3)[0].faults == ["waves.too_few_days"]
    short = outline(SHAPE, crew=2, inspectors=("i1",))[0]
    assert short.faults == ["waves.too_few_inspectors"]


# Days that go and days that stay


def test_every_wave_goes_though_the_days_are_drawn():
    for secret in range(40):
        opened = campaign(SHAPE, ["A0"], secret, days=9, go=400_000)
        assert sum(bool(each["areas"]) for each in opened) == 4
        assert all(waves.verify(each) == [] for each in opened)
        assert len({home for each in opened for _t, home in each["visits"]}) == 36


def test_gaps_between_days_are_geometric():
    """While days are to spare each goes with the same chance, whatever went before."""
    plan, _made = outline(((1,),), days=30, go=300_000)
    keys = [hashlib.sha256(f"{n}".encode()).digest() for n in range(3000)]
    went = sum(waves.goes(plan, key, 1, []) for key in keys)
    # 3,000 x 0.3, give or take four standard deviations
    assert abs(went - 900) < 4 * 25.1
    assert waves.goes(plan, keys[0], 30, [])


def test_no_day_is_asked_after_the_last_wave():
    plan, _made = outline(((1,),), days=3)
    with pytest.raises(ValueError, match=r"waves\.over"):
        waves.goes(plan, b"k", 2, ["A0"])


# Inspectors


def test_inspectors_are_drawn_two_each_and_keep_away():
    people = tuple(f"i{n}" for n in range(12))
    kept = (("i1", "A"), ("i2", "A3"), ("leader-1", "A3"))
    met = 0
    for secret in range(30):
        for each in campaign(
            SHAPE, ["A3"], secret, inspectors=people, recusals=kept, crew=2
        ):
            crews = dict(each["crews"])
            drawn = [who for crew in crews.values() for who in crew]
            assert all(len(crew) == 2 for crew in crews.values())
            assert len(set(drawn)) == len(drawn) and "i1" not in drawn
            for team, home in each["visits"]:
                if home.startswith("A3"):
                    met += 1
                    assert "i2" not in crews[team] and team != "t1"
    assert met


# Reserves


def test_reserves_take_turns_and_then_there_is_none():
    (wave, *_rest) = campaign(((3,),), ["A9"], 1)
    first, second, third = wave["draws"][0]["drawn"]
    assert len(wave["draws"][0]["reserves"]) == 1  # four homes, three drawn
    spare = waves.next_reserve(wave, first, [])
    row = [1, first, spare, "closed"]
    assert waves.next_reserve(wave, spare, [row]) == ""
    with pytest.raises(ValueError, match=r"waves\.home_not_drawn"):
        waves.next_reserve(wave, "A1-1", [])
    told = {
        "commitment": {"outline_hash": wave["outline_hash"], "ends": wave["ends"]},
        "waves": [wave],
        "substitutions": [row, [1, second, "", "moved"]],
    }
    assert waves.campaign.verify(told) == []
    for wrong in (
        [[1, first, third, "closed"]],
        [[1, first, "", "closed"]],
        [[1, spare, "", "closed"]],
        [[1, first, spare, "no wish"]],
        [row, row],
        [[2, first, spare, "closed"]],
    ):
        found = waves.campaign.verify(told | {"substitutions": wrong})
        assert [code for _n, code in found] == ["waves.substitution"]


def test_substitutions_stand_in_one_order_and_no_other_checks_out():
    (wave, *_rest) = campaign(((3,),), ["A9"], 1)
    first, second, third = wave["draws"][0]["drawn"]
    (spare,) = wave["draws"][0]["reserves"]
    # the last home first, then two for whom nobody is left
    done = [[1, third, spare, "closed"]]
    done += [[1, home, "", "moved"] for home in sorted((first, second), reverse=True)]
    told = {
        "commitment": {"outline_hash": wave["outline_hash"], "ends": wave["ends"]},
        "waves": [wave],
        "substitutions": waves.listed(wave, done),
    }
    assert told["substitutions"] == [done[0], done[2], done[1]]
    assert waves.campaign.verify(told) == []
    swapped = told | {"substitutions": done}
    assert waves.campaign.verify(swapped) == [(1, "waves.substitution")]


# Strata by kind

KINDS = {"a": 6, "b": 3, "c": 1, "d": 1}


def kinds_of(risks=KINDS):
    units = [
        draw.Unit(f"{kind}{n}", 10) for kind, many in risks.items() for n in range(many)
    ]
    return units, {unit.id: unit.id[0] for unit in units}


def test_kinds_get_what_they_are_due_and_small_ones_are_drawn_together():
    units, of = kinds_of()
    told = [(kind, n, len(those)) for kind, n, those in waves.by_kind(units, of, 6)]
    assert told == [("a", 3, 6), ("b", 2, 3), ("c+d", 1, 2)]
    # one visit cannot be shared out: everybody is drawn together
    assert [row[:2] for row in waves.by_kind(units, of, 1)] == [("a+b+c+d", 1)]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.integers(0, 60)), min_size=1, max_size=20
    ),
    st.data(),
)
def test_strata_add_up_and_leave_nobody_out(homes, data):
    units = [draw.Unit(f"h{n}", risk) for n, (_kind, risk) in enumerate(homes)]
    of = {unit.id: kind for unit, (kind, _risk) in zip(units, homes, strict=True)}
    size = data.draw(st.integers(1, len(units)))
    strata = waves.by_kind(units, of, size)
    assert sum(n for _kind, n, _units in strata) == size
    assert sorted(u.id for *_, those in strata for u in those) == sorted(of)
    for kind, n, those in strata:
        assert 1 <= n <= len(those)
        assert draw.Frame("c", kind, n, draw.inclusions(those, n)).adds_up


def stratified(*sizes, double=False):
    """Open a wave of three visits whose two strata were committed with these sizes."""
    units, of = kinds_of({"a": 4, "b": 3})
    made = []
    for kind, n in zip("ab", sizes, strict=True):
        those = [u for u in units if of[u.id] == kind or (double and u.id == "b0")]
        made.append(draw.Frame("c", f"A/{kind}", n, draw.inclusions(those, n)))
    kept = tuple(("A", 3, frame.hash) for frame in made)
    plan = waves.Outline("c", ((3,),), (), kept, ("1",), (("t", "leader"),))
    values = draw.chain("1", b"secret", 1)
    by_hash = {frame.hash: frame for frame in made}
    return waves.open_wave(plan, by_hash, 1, [], {"1": values[0]}, {"1": values[1]})


def test_each_kind_is_visited_as_often_as_was_committed():
    wave = stratified(2, 1)
    assert waves.verify(wave) == []
    kinds = Counter(home[0] for _team, home in wave["visits"])
    assert kinds == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"sizes": (1, 1)}, "waves.frames"),
        ({"sizes": (2, 1), "double": True}, "draw.inclusions"),
    ],
)
def test_strata_that_do_not_fit_are_caught_by_both(told, code):
    wave = stratified(*told.pop("sizes"), **told)
    commitment = {"outline_hash": wave["outline_hash"], "ends": wave["ends"]}
    plain = {"commitment": commitment, "waves": [wave], "substitutions": []}
    assert code in waves.verify(wave)
    assert [1, code] in standalone().verify(plain)
