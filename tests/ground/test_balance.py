"""Balance: heads against the gate, and reports that are too good to be true."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.rules.balance import (
    Belief,
    DayCount,
    Filed,
    Headcount,
    doubts,
    judge,
    unbacked,
)

DAY = date(2020, 2, 10)
READINGS = (365, 364, 368, 361, 366, 363)


def day(ago=0, heads=60, readings=READINGS):
    return DayCount(DAY - timedelta(days=ago), {"resident": heads}, readings)


def codes(days, **belief):
    return [each.code for each in doubts(days, Belief(**belief))]


def test_judge_allows_what_balances():
    assert judge([Headcount("resident", 60, 2, 3, 59)]).favourable


def test_judge_names_what_is_off_and_by_how_much():
    verdict = judge(
        [Headcount("resident", 60, 2, 3, 57), Headcount("worker", 20, 0, 0, 20)]
    )

    assert not verdict.favourable
    assert verdict.reasons[0].as_plain() == {
        "code": "balance.off",
        "args": {"kind": "resident", "expected": 59, "present": 57, "surplus": -2},
        "rests_on": "",
    }
    assert len(verdict.reasons) == 1


@given(st.integers(0, 999), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
def test_judge_agrees_with_itself_turned_round(yesterday, came_in, went_out, present):
    one = Headcount("resident", yesterday, came_in, went_out, present)
    # played backwards, the surplus is the same with the other sign
    back = Headcount("resident", present, went_out, came_in, yesterday)

    assert one.surplus == -back.surplus
    assert judge([one]).favourable == judge([back]).favourable


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([day()], []),
        ([day(2), day(1), day()], ["balance.copied"]),
        ([day(1), day()], []),
        ([day(3), day(1), day()], []),
        ([day(2), day(1, readings=READINGS[::-1]), day()], []),
        ([day(ago, readings=()) for ago in range(5)], []),
        ([day(ago, readings=READINGS[:2]) for ago in range(5)], []),
        ([day(readings=(365,) * 6)], ["balance.all_alike"]),
        ([day(readings=(365,) * 4)], []),
        ([day(1, 60, ()), day(0, 79, ())], ["balance.jump"]),
        ([day(1, 60, ()), day(0, 41, ())], ["balance.jump"]),
        ([day(1, 60, ()), day(0, 78, ())], []),
        ([day(1, 10, ()), day(0, 20, ())], []),
        ([day(2, 60, ()), day(0, 99, ())], []),
        ([day(1, 0, ()), day(0, 11, ())], ["balance.jump"]),
        ([DayCount(DAY - timedelta(1), {}), day(0, 11, ())], ["balance.jump"]),
    ],
)
def test_doubts_of_a_report(days, expected):
    assert codes(days) == expected


def test_doubts_count_the_days_that_were_copied_in_any_order():
    (reason,) = doubts([day(), day(3), day(1), day(2)])

    assert reason.args == {"days": 4}


def test_doubts_tell_a_kind_that_is_not_reported_any_more():
    gone = DayCount(DAY, {})

    (reason,) = doubts([day(1), gone])

    assert reason.args == {"kind": "resident", "before": 60, "now": 0}


def test_doubts_follow_the_bounds_given():
    assert codes([day(1), day()], copied_days=2) == ["balance.copied"]


def filed(ago, heads=60, rounds=0):
    return Filed(DAY - timedelta(days=ago), {"residents": heads}, rounds)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([filed(0, rounds=2), filed(1, rounds=2), filed(2, rounds=2)], []),
        ([filed(0)], ["balance.no_round"]),
        ([filed(0), filed(1), filed(3)], ["balance.no_round"]),
        ([filed(0), filed(1, heads=61), filed(2)], ["balance.no_round"]),
        (
            [filed(2, rounds=1), filed(0), filed(1)],
            ["balance.no_round", "balance.same_numbers"],
        ),
    ],
)
def test_unbacked_numbers_are_doubted_where_nobody_took_a_temperature(days, expected):
    assert [reason.code for reason in unbacked(days)] == expected
