"""The table of days and tests, and what it suggests."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.ground.methods.residual import (
    ALL,
    SCHEDULES,
    Assumptions,
    Course,
    Schedule,
    added_test,
    added_tests,
    days_for,
    suggestions,
    tradeoff,
    window,
)
from wardline.ground.methods.residual.structures import STRUCTURES
from wardline.ground.methods.residual.tradeoff import shares_left

FEW = Assumptions(draws=60, seed=3)


def test_table_has_every_cell_and_every_structure():
    found = tradeoff(FEW)
    assert len(found.cells) == 22 * len(SCHEDULES) == 110
    for cell in found.cells:
        assert [code for code, _ in cell.share.by_structure] == list(ALL)
        for _, each in cell.share.by_structure:
            assert 0 <= each.low <= each.median <= each.high <= 1
        low, high = cell.share.envelope
        assert low <= cell.share.lowest <= cell.share.highest <= high


def test_table_is_the_same_again_and_comes_from_memory():
    assert tradeoff(FEW) is tradeoff(Assumptions(draws=60, seed=3))
    tradeoff.cache_clear()
    once = tradeoff(FEW)
    tradeoff.cache_clear()
    assert tradeoff(FEW) == once
    assert tradeoff(Assumptions(draws=60, seed=4)) != once


def test_structure_does_not_depend_on_its_neighbours():
    alone = tradeoff(Assumptions(structures=("onset",), draws=60, seed=3))
    both = tradeoff(FEW)
    for one, other in zip(alone.cells, both.cells, strict=True):
        assert one.share.of("onset") == other.share.of("onset")


def test_cell_is_found_by_schedule_and_days():
    found = tradeoff(FEW)
    cell = found.cell("at_release", 14)
    assert cell.course == Course(14, (14,))
    assert cell.person_days == 14
    with pytest.raises(KeyError):
        found.cell("at_release", 50)
    with pytest.raises(KeyError):
        cell.share.of("nothing")
    with pytest.raises(KeyError):
        tradeoff(Assumptions(structures=("nothing",), draws=5))


def test_more_days_never_leave_more_along_a_schedule():
    for cells in map(tradeoff(FEW).along, ("none", "days_1_4_7_14")):
        for code in ALL:
            medians = [cell.share.of(code).median for cell in cells]
            assert medians == sorted(medians, reverse=True)


def test_marginal_days_are_days_over_points():
    found = tradeoff(FEW)
    step = found.marginal("none")[9]
    assert (step.days, step.more_days) == (9, 1)
    shorter, longer = found.cell("none", 9), found.cell("none", 10)
    for code, price in step.days_per_point:
        points = 100 * (shorter.share.of(code).median - longer.share.of(code).median)
        assert price == pytest.approx(1 / points)
    useless = tradeoff(FEW, (14, 14.0000001), (Schedule("none"),)).marginal("none")
    assert all(price > 1000 for _, price in useless[0].days_per_point)


def test_marginal_days_without_gain_are_infinite():
    wells = Assumptions(structures=("generation",), draws=5)
    (step,) = tradeoff(wells, (60, 70), (Schedule("none"),)).marginal("none")
    assert step.days_per_point == (("generation", math.inf),)


def test_unknown_exposure_spreads_what_is_left():
    def share(days):
        few = Assumptions(exposures=window(days), draws=60, structures=("cdc",))
        return tradeoff(few, (7,), (Schedule("none"),)).cells[0].share.of("cdc").median

    assert share(7) < share(1) < share(0.001)


@given(st.integers(0, 30))
def test_schedules_fit_any_length(days):
    for schedule in SCHEDULES:
        course = schedule.course(days)
        assert course.days == days
        assert all(0 <= day <= days for day in course.tests)


def test_schedules_of_fourteen_days():
    tests = {each.code: each.course(14).tests for each in SCHEDULES}
    assert tests == {
        "none": (),
        "at_release": (14,),
        "two_days_before": (12,),
        "halfway_and_release": (7, 14),
        "days_1_4_7_14": (1, 4, 7, 14),
    }


@pytest.mark.parametrize(("days", "tests"), [(-1, ()), (7, (8,)), (math.nan, ())])
def test_course_that_cannot_be_is_refused(days, tests):
    with pytest.raises(ValueError, match="days with tests"):
        Course(days, tests)


# ---- suggestions: more, never less


@settings(max_examples=25)
@given(st.integers(1, 21), st.sets(st.integers(1, 21), max_size=3))
def test_suggestion_is_never_less(days, tests):
    course = Course(days, tuple(sorted(day for day in tests if day <= days)))
    found = suggestions(course, None, FEW)
    assert found.days >= course.days
    if found.test is None:
        assert set(course.tests) >= set(range(1, days + 1))
        return
    assert found.test.course.days == course.days
    assert set(found.test.course.tests) == {*course.tests, found.test.day}
    for _, saved in found.test.saved.by_structure:
        assert saved.low >= -1e-12


def test_added_test_is_the_day_that_saves_most_surely():
    course = Course(14, (14,))
    before = shares_left([course], FEW)[0]
    every = added_tests(course, FEW)
    assert [each.day for each in every] == list(range(1, 14))

    def least(after):
        return min(1 - after.of(code).median / before.of(code).median for code in ALL)

    best = added_test(course, FEW)
    assert best.surely == max(each.surely for each in every)
    for each in every:
        schedule = Schedule("other", from_start=(each.day, 14))
        assert each.after == tradeoff(FEW, (14,), (schedule,)).cells[0].share
        # the median of differences is near the difference of medians
        assert each.surely == pytest.approx(least(each.after), abs=0.1)
        assert least(each.after) <= least(best.after) + 0.1


def test_every_day_tested_leaves_no_test_to_add():
    assert added_test(Course(2, (1, 2)), FEW) is None


def test_days_for_a_target_are_the_least():
    course = Course(7, (7,))
    days = days_for(0.01, course, FEW)
    assert days is not None and days > 7

    def highest(length):
        schedule = Schedule("same", from_start=course.tests)
        return tradeoff(FEW, (length,), (schedule,)).cells[0].share.highest

    assert highest(days) <= 0.01 < highest(days - 1)


def test_days_for_a_target_never_shorten_and_may_not_be_enough():
    assert days_for(0.9, Course(10.5), FEW) == 10.5
    assert days_for(0.0, Course(14), FEW) is None


def test_structures_have_the_names_they_are_asked_by():
    assert [make(2, 1, True).code for make in STRUCTURES.values()] == list(ALL)
