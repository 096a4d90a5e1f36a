"""Time to an end with open ones counted, against the published example."""

import pytest

from wardline.ground.methods.duration import Durations

# Freireich et al. 1963, weeks in remission under 6-mercaptopurine; the curve as
# printed in Klein and Moeschberger, Survival Analysis, table 4.1A
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
OPEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


@pytest.mark.parametrize(("week", "left"), PUBLISHED.items())
def test_curve_is_the_published_one(week, left):
    assert 1 - Durations(ENDED, OPEN).within(week) == pytest.approx(left, abs=6e-4)


def test_median_is_the_published_one():
    assert Durations(ENDED, OPEN).median == 23


def test_open_ones_are_not_left_out():
    assert Durations([1, 2, 3], []).median == 2
    assert Durations([1, 2, 3], [9, 9, 9, 9]).median is None


def test_half_of_an_even_number_is_reached_by_its_half():
    assert Durations([1, 2, 3, 4], []).median == 2


def test_nothing_is_told_past_the_last_that_was_followed():
    known = Durations([1], [3])
    assert (known.within(3), known.within(4)) == (0.5, None)
    assert Durations([1], []).within(30) == 1


def test_where_nothing_ended_nothing_is_closed():
    assert Durations([], [5, 8]).median is None
    assert Durations([], [5, 8]).within(7) == 0
    assert (Durations([], []).within(7), Durations([], []).steps()) == (None, [])


def test_steps_rise_to_the_share_that_ended():
    assert Durations([1, 3], [2]).steps() == [
        (1, pytest.approx(1 / 3)),
        (2, pytest.approx(1 / 3)),
        (3, 1),
    ]
