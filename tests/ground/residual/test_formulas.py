"""The small formulas: undetected, onward, posterior, exposures, persons."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods.residual import exposure, onward, persons, undetected
from wardline.ground.methods.residual.exposure import Exposure
from wardline.ground.methods.residual.missed import chance_missed
from wardline.ground.methods.residual.posterior import (
    Evidence,
    infected_if_cleared,
    infectious_if_cleared,
)
from wardline.ground.methods.residual.quadrature import Cumulative, integrate

share = st.floats(0, 1)
shares = st.lists(share, min_size=2, max_size=5)
spreads = st.sampled_from([0.5, 1.5, 3.0])


# ---- formula 1


def test_silent_share_by_hand():
    assert float(undetected.silent_share(0.5, 0.3, 0.8)) == pytest.approx(0.72)
    assert float(undetected.silent_share(1.0, 0.3)) == pytest.approx(0.3)


def test_log_by_simulation():
    chance = np.random.default_rng(3)
    onset = np.exp(1.63 + 0.5 * chance.standard_normal(400_000))
    logged = np.array([2.0, 5.0, 6.0, 9.0])
    shown = (onset[:, None] <= logged).sum(axis=1)
    mean = 0.3 + 0.7 * float((0.4**shown).mean())
    found = undetected.silent_in_log(logged.tolist(), 0, 1.63, 0.5, 0.3, 0.6)
    assert found == pytest.approx(mean, abs=0.002)


def test_missing_day_of_a_log_costs():
    every = [float(day) for day in range(1, 15)]
    full = undetected.silent_in_log(every, 0, 1.63, 0.5, 0.3, 0.6)
    gap = undetected.silent_in_log(every[:-2], 0, 1.63, 0.5, 0.3, 0.6)
    none = undetected.silent_in_log([], 0, 1.63, 0.5, 0.3, 0.6)
    assert full < gap < none == 1


def test_undetected_is_silent_and_missed():
    assert undetected.undetected(0.4, []) == 0.4
    assert undetected.undetected(0.4, [0.5, 0.8]) == pytest.approx(0.04)


# ---- formula 5


def test_onward_chance_tends_to_poisson():
    mean = np.array([0.0, 0.1, 2.5])
    many = onward.onward_chance(mean, 1e7)
    assert many == pytest.approx(1 - np.exp(-mean), abs=1e-6)
    assert (onward.onward_chance(mean, 0.25)[1:] < many[1:]).all()


def test_onward_chance_by_hand():
    assert float(onward.onward_chance(2.5, 0.25)) == pytest.approx(1 - 11**-0.25)


# ---- formula 6


def test_posterior_by_hand():
    assert float(infected_if_cleared(0.5, 0.1, Evidence())) == pytest.approx(1 / 11)
    # without the denominator it would be 0.05
    evidence = Evidence(tests=2, specificity=0.9, days=10, background=0.01)
    uninfected = 0.5 * 0.81 * 0.99**10
    found = infected_if_cleared(0.5, 0.1, evidence)
    assert float(found) == pytest.approx(0.05 / (0.05 + uninfected))


@given(st.floats(0.001, 0.999), st.floats(0.001, 1), st.floats(0.5, 1))
def test_posterior_by_counting(prior, missed, specificity):
    infected, others = prior * missed, (1 - prior) * specificity
    found = infected_if_cleared(prior, missed, Evidence(1, specificity))
    assert float(found) == pytest.approx(infected / (infected + others))


@given(share, share, share)
def test_infectious_is_never_likelier_than_infected(prior, missed, part):
    infected = infected_if_cleared(prior, missed, Evidence())
    infectious = infectious_if_cleared(prior, part * missed, missed, Evidence())
    assert 0 <= infectious <= infected <= 1


# ---- formula 7


def test_infection_chance_adds_hazards():
    two = [Exposure(-4, -2, 0.1), Exposure(0, 0, 0.3)]
    assert exposure.infection_chance(two) == pytest.approx(1 - math.exp(-0.5))
    assert exposure.infection_chance([]) == 0


def test_moments_are_weighted_by_hazard():
    found = exposure.moments([Exposure(-4, -2, 0.1), Exposure(0, 0, 0.3)])
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights[found.days == 0].sum() == pytest.approx(0.6)
    assert found.days.tolist() == [-3.75, -3.25, -2.75, -2.25, 0]


def test_moments_of_no_exposure_are_refused():
    for nothing in ([], [Exposure(-3, 0, 0.0)]):
        with pytest.raises(ValueError, match="hazard"):
            exposure.moments(nothing)


def test_community_hazard_counts_what_is_not_reported():
    assert exposure.community_hazard(10) == pytest.approx(1e-4)
    assert exposure.community_hazard(10, reported=0.2) == pytest.approx(5e-4)


# ---- formula 8


@given(st.floats(1e-6, 1 - 1e-6), spreads)
def test_one_test_is_worth_what_it_was(sensitivity, spread):
    missed = persons.over_persons(persons.missed_by(np.array([sensitivity]), spread))
    assert missed[0] == pytest.approx(1 - sensitivity, abs=1e-5)


@given(shares, spreads)
def test_tests_of_one_person_find_no_more_than_independent_ones(found, spread):
    values = np.array(found)
    together = float(persons.all_missed(values, spread))
    independent = float(persons.all_missed(values, persons.INDEPENDENT))
    assert independent - 1e-3 <= together
    assert together <= (1 - values).min() + 1e-3


@given(shares, share, spreads)
def test_one_more_test_never_misses_more(found, further, spread):
    fewer = persons.all_missed(np.array(found), spread)
    more = persons.all_missed(np.array([*found, further]), spread)
    assert more <= fewer + 1e-12


def test_second_test_of_a_person_by_simulation():
    """The reference: persons drawn one by one around the same middle."""
    spread, sensitivity = 1.5, np.array([0.7])
    effect = np.random.default_rng(5).standard_normal(400_000) * spread
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = (1 / (1 + np.exp(-(middle + effect)))).mean()
        low, high = (middle, high) if mean < 0.7 else (low, middle)
    both = ((1 / (1 + np.exp(low + effect))) ** 2).mean()
    found = persons.all_missed(np.repeat(sensitivity, 2), spread)
    assert float(found) == pytest.approx(both, abs=0.002)
    assert found > 0.3**2


# ---- integrals


def test_integral_over_nothing_is_nothing():
    assert integrate(np.sin, 3, 3) == 0
    assert integrate(np.sin, 0, math.pi) == pytest.approx(2)


def test_running_integral_holds_its_ends():
    total = Cumulative.of(0, 0.5, np.array([1.0, 1.0, 1.0]))
    assert total(np.array([-1.0, 0.25, 1.0, 9.0])).tolist() == [0, 0.25, 1, 1]


def test_infection_is_not_missed_more_often_with_more_days():
    by_day = [chance_missed(5, more) for more in range(8)]
    assert by_day == sorted(by_day, reverse=True)
    assert chance_missed(0, 0) == 1
