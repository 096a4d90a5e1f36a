"""Points that explain themselves, and rates with who looked taken out of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods.risk import (
    BASE,
    DOUBLING,
    KNOWN,
    Exposure,
    points,
    rates,
    weight,
)
from wardline.ground.methods.risk.rates import Seen

# Thyrion's claims of 9,461 policies in a year: how many had 0, 1, … 7 claims; fitted in
# Efron and Hastie, Computer Age Statistical Inference (2016), table 6.1 and (6.10)
CLAIMS = [7840, 1317, 239, 42, 14, 4, 4, 1]


@pytest.mark.parametrize(
    ("known", "total"),
    [
        (Exposure(0, 0), 10),
        (Exposure(95, None), 29),
        (Exposure(1000, 4000, 99, 99, 99, 99, 99, 99), 130),
        (Exposure(0, 0, rate=0.01), 1),
    ],
)
def test_points_add_up_and_are_bounded(known, total):
    assert sum(points(known).values()) == total


@given(st.integers(0, 900), st.none() | st.integers(0, 4000), st.floats(0.2, 5))
def test_cold_start_is_size_kind_and_days_unseen(capacity, days, kind):
    told = points(Exposure(capacity, days, kind=kind))
    parts = told["size"] + told["kind"] + told["unseen"]
    assert sum(told.values()) == BASE + parts


@given(st.data())
def test_worse_never_has_fewer_points(data):
    known = [data.draw(st.integers(0, 50)) for _n in range(5)]
    more = [n + data.draw(st.integers(0, 9)) for n in known]
    rate, add = data.draw(st.floats(0.1, 9)), data.draw(st.floats(0, 9))

    def total(n, rate):
        return sum(points(Exposure(n[0], n[1], rate, 1.0, n[2], n[3], n[4])).values())

    assert total(more, rate + add) >= total(known, rate) >= 1


@given(st.integers(0, 300))
def test_four_points_more_double_the_weight_in_a_draw(total):
    assert weight(total + DOUBLING) == 2 * weight(total)
    assert weight(total) == pytest.approx(1000 * 2 ** (total / DOUBLING), rel=0.001)
    assert weight(total + 1) > weight(total)


def test_home_twice_as_bad_weighs_as_many_points_more_as_a_draw_needs():
    mean, worse = (points(Exposure(50, 30, rate=rate)) for rate in (1.0, 2.0))
    more = 2 ** (KNOWN // DOUBLING)
    assert weight(sum(worse.values())) == more * weight(sum(mean.values()))
    with pytest.raises(ValueError, match=r"draw\.risk_negative"):
        weight(-1)


def test_longer_unseen_never_lowers_the_risk():
    seen = [points(Exposure(50, days))["unseen"] for days in range(0, 900, 7)]
    assert seen == sorted(seen)
    assert points(Exposure(50, None))["unseen"] >= seen[-1]


def test_published_gamma_fit_of_claims():
    claims = np.repeat(np.arange(8.0), CLAIMS)
    mean = claims.mean()
    # published: shape 0.70, scale 0.31; expected claims of who had none, one, two, …
    shape = rates.shape(claims, np.full(len(claims), mean))
    assert shape == pytest.approx(0.70, abs=0.02)
    assert mean / shape == pytest.approx(0.31, abs=0.01)
    expected = mean * (shape + np.arange(7)) / (shape + mean)
    published = [0.164, 0.398, 0.633, 0.87, 1.10, 1.34, 1.57]
    assert expected == pytest.approx(published, abs=0.01)


def visits(strict=2.0, homes=80, rounds=6):
    """Homes with true rates, seen in turn by a strict team and two others."""
    chance, found = np.random.default_rng(5), []
    truth = chance.gamma(3, 1 / 3, homes)
    for n in range(rounds):
        for home in range(homes):
            team = f"team-{(home + n) % 3}"
            rate = 3 * truth[home] * (strict if team == "team-0" else 1)
            found.append(
                Seen(f"h{home}", "elder", team, "a", 30 * n, chance.poisson(rate))
            )
    return truth, found


def test_strict_team_is_found_and_taken_out_of_the_homes():
    truth, seen = visits()
    told = rates.fit(seen)
    teams = told.factors["team"]
    # 2 : 1 : 1 against their mean of 4/3
    assert teams["team-0"].value == pytest.approx(1.5, abs=0.12)
    assert teams["team-0"].low > 1 > teams["team-1"].high
    homes = [told.of("home", f"h{n}") for n in range(len(truth))]
    assert np.corrcoef(homes, truth)[0, 1] > 0.9


def test_home_keeps_its_factor_whoever_looked():
    _truth, mild = visits(strict=1.0)
    doubled = [
        Seen(
            s.home, s.kind, s.team, s.area, s.days, s.found * (1 + (s.team == "team-0"))
        )
        for s in mild
    ]
    before, after = rates.fit(mild), rates.fit(doubled)
    moved = [
        abs(np.log(after.of("home", s.home) / before.of("home", s.home))) for s in mild
    ]
    assert np.mean(moved) < 0.12


def test_nothing_found_or_nobody_seen_is_no_rate():
    assert rates.fit([]).of("home", "x") == 1
    assert rates.fit([Seen("h", "k", "t", "a", 0, 0.0)]).of("home", "h") == 1
    one = rates.fit([Seen("h", "k", "t", "a", 0, 5.0)])
    assert one.of("home", "other") == 1
    assert one.of("home", "h") == pytest.approx(1)


def test_old_findings_fade():
    def factor(days):
        seen = [Seen(f"h{n}", "k", "t", "a", 10, 2.0) for n in range(20)]
        seen += [Seen("bad", "k", "t", "a", days, 20.0)]
        return rates.fit(seen).of("home", "bad")

    assert factor(0) > factor(700) > 1
