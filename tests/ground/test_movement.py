"""Rates per 100 heads, medians and ISO weeks."""

from datetime import date
from decimal import Decimal

import pytest

from wardline.ground.methods.movement import middle, name_of, rate, read_week, week_of


@pytest.mark.parametrize(
    ("crossings", "heads", "expected"),
    [(0, 40, "0.0"), (1, 8, "12.5"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1")],
)
def test_rate_is_per_hundred_heads_to_a_tenth(crossings, heads, expected):
    assert rate(crossings, heads) == Decimal(expected)


def test_rate_of_an_empty_house_is_none():
    assert rate(3, 0) is None


def test_middle_is_the_median_of_those_known():
    tens = [Decimal(10), None, Decimal(30), Decimal(20)]
    assert middle(tens) == 20
    assert middle(tens[:3]) == 20
    assert middle([None]) is None


@pytest.mark.parametrize(
    ("on", "monday", "name"),
    [
        (date(2020, 3, 1), date(2020, 2, 24), "2020-W09"),
        (date(2021, 1, 3), date(2020, 12, 28), "2020-W53"),
        (date(2019, 12, 30), date(2019, 12, 30), "2020-W01"),
    ],
)
def test_week_begins_on_monday_and_has_its_iso_name(on, monday, name):
    assert week_of(on) == monday
    assert name_of(monday) == name
    assert read_week(name) == monday


@pytest.mark.parametrize("text", ["", "2020", "2020-W54", "2020-W00", "x-Wy"])
def test_what_is_no_week_is_none(text):
    assert read_week(text) is None
