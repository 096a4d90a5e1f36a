"""Introductions a month, and one person at the end of a course."""

import math

import pytest

from wardline.ground.methods.residual import (
    ALL,
    Assumptions,
    Course,
    Exposure,
    Group,
    Incidence,
    Spreading,
    cleared,
    importation,
)

FEW = Assumptions(draws=200, seed=3)
HOME = Group("home", 30, Incidence(10))
RULE = Course(14, (14,))


def of_onset(course, group=HOME):
    found = importation([group], course, FEW).groups[0]
    return found.chance.of("onset").median


def test_chance_by_course_is_near_what_a_prototype_had():
    """10 infections per 100,000 a day, 30 entrants a month: 1.07 %, 0.17, 0.027, 0.021
    in a prototype without validation; ours differ, in the same order.
    """
    for course, percent in (
        (None, 1.07),
        (Course(7, (7,)), 0.17),
        (Course(14), 0.027),
        (RULE, 0.021),
    ):
        assert 100 * of_onset(course) == pytest.approx(percent, rel=0.5)


def test_each_measure_lets_fewer_in():
    steps = [None, Course(0), Course(7), Course(7, (7,)), Course(14), RULE]
    chances = [of_onset(course) for course in steps]
    assert chances == sorted(chances, reverse=True)


def test_chance_is_that_of_at_least_one():
    many = Group("many", 1e6, Incidence(50))
    found = importation([many], Course(7), FEW).groups[0]
    for code in ALL:
        expected, chance = found.expected.of(code), found.chance.of(code)
        assert chance.median == pytest.approx(1 - math.exp(-expected.median), abs=0.01)
        assert found.expected.of(code).median <= found.released.of(code).median


def test_expectation_is_linear_in_incidence_and_entrants():
    once, twice, double = (
        importation([group], RULE, FEW).groups[0].expected.of("cdc").median
        for group in (
            HOME,
            Group("home", 60, Incidence(10)),
            Group("home", 30, Incidence(20)),
        )
    )
    assert twice == pytest.approx(2 * once) == double
    half = Group("home", 30, Incidence(10, reported=0.5))
    hidden = importation([half], RULE, FEW).groups[0].expected.of("cdc").median
    assert hidden == pytest.approx(2 * once)


def test_county_is_the_sum_of_its_homes():
    homes = [Group(name, 30, Incidence(10)) for name in ("a", "b", "c")]
    found = importation(homes, RULE, FEW)
    assert [each.name for each in found.groups] == ["a", "b", "c"]
    assert found.total.entrants == 90
    for code in ALL:
        one = found.groups[0].expected.of(code).median
        assert found.total.expected.of(code).median == pytest.approx(3 * one)
    assert importation([], RULE, FEW).total.expected.highest == 0


def test_incidence_stands_beside_the_result():
    found = importation([HOME, Group("other", 5, Incidence(10))], RULE, FEW)
    assert found.groups[0].incidence == found.total.incidence == Incidence(10)
    mixed = importation([HOME, Group("far", 5, Incidence(20))], RULE, FEW)
    assert mixed.total.incidence is None


def test_uncertain_incidence_widens_the_interval():
    sure = importation([HOME], RULE, FEW).groups[0].expected.of("onset")
    range_ = Group("home", 30, Incidence(10, 5, 17))
    unsure = importation([range_], RULE, FEW).groups[0].expected.of("onset")
    assert unsure.median == pytest.approx(sure.median, rel=0.15)
    assert unsure.high - unsure.low > sure.high - sure.low


def test_wider_spreading_starts_more():
    few = importation([HOME], RULE, FEW, spreading=Spreading(1, 0.25)).total
    many = importation([HOME], RULE, FEW, spreading=Spreading(5, 0.25)).total
    even = importation([HOME], RULE, FEW, spreading=Spreading(5, 5)).total
    for code in ALL:
        assert few.secondary.of(code).median < many.secondary.of(code).median
        assert many.expected.of(code).median < even.expected.of(code).median


# ---- one person


def test_cleared_person_by_hand():
    """Nobody watched, no test: the evidence says nothing, the prior stays."""
    blind = Assumptions(monitored=False, draws=50, seed=3)
    found = cleared(Course(14), blind, prior=0.3)
    assert found.prior == 0.3
    for code in ALL:
        assert found.infected.of(code).median == pytest.approx(0.3, abs=1e-6)


def test_cleared_person_is_less_likely_infected_and_still_less_infectious():
    found = cleared(RULE, FEW, prior=0.5, specificity=0.995, background=0.001)
    for code in ALL:
        infected, infectious = found.infected.of(code), found.infectious.of(code)
        assert 0 < infected.median < 0.5
        assert infectious.median <= infected.median


def test_prior_follows_from_the_exposures():
    met = (Exposure(-3, -1, 0.05), Exposure(0, 0, 0.2))
    found = cleared(RULE, Assumptions(exposures=met, draws=50, seed=3))
    assert found.prior == pytest.approx(1 - math.exp(-0.3))


def test_symptoms_of_another_cause_make_a_quiet_log_worth_less():
    quiet = cleared(RULE, FEW, prior=0.2, background=0.0).infected.highest
    noisy = cleared(RULE, FEW, prior=0.2, background=0.05).infected.highest
    assert noisy > quiet
