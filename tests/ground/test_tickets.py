"""A QR pass is good at its home, in its time, until it is taken back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.world import moment
from wardline.ground.rules.tickets import SERIALS, Shown, judge, read_serial, serial

FROM, UNTIL = moment("2020-02-10 08:00"), moment("2020-02-10 20:00")
NOON = moment("2020-02-10 12:00")
NUMBERS = st.integers(0, SERIALS - 1)


def codes(at=NOON, place="T101-1", **more):
    return [r.code for r in judge(Shown("T101-1", FROM, UNTIL, **more), place, at)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (FROM, []),
        (NOON, []),
        (FROM - timedelta(seconds=1), ["ticket.not_yet"]),
        (UNTIL - timedelta(seconds=1), []),
        (UNTIL, ["ticket.run_out"]),
    ],
)
def test_pass_is_good_from_its_beginning_to_before_its_end(at, expected):
    assert codes(at) == expected


def test_pass_is_good_at_its_own_home_alone():
    assert codes(place="T101-2") == ["ticket.other_home"]
    assert codes(place="T101") == ["ticket.other_home"]


def test_pass_taken_back_is_good_for_what_came_before():
    assert codes(withdrawn_at=NOON) == ["ticket.withdrawn"]
    assert codes(FROM, withdrawn_at=NOON) == []


@given(NUMBERS)
def test_serial_is_read_back_however_it_is_written(number):
    code = serial(number)
    assert len(code) == 8
    assert read_serial(f" {code[:4].lower()}-{code[4:]} ") == code


@given(NUMBERS, st.integers(0, 7), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXY"))
def test_serial_with_one_wrong_sign_is_noticed(number, at, sign):
    code = serial(number)
    typed = code[:at] + sign + code[at + 1 :]
    assert (read_serial(typed) == code) is (typed == code)
    assert read_serial(typed) in ("", code)


@given(NUMBERS, st.integers(0, 5))
def test_serial_with_two_signs_exchanged_is_noticed(number, at):
    code = serial(number)
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert (read_serial(typed) == "") is (typed != code)


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "王王王王王王王王"])
def test_what_is_no_serial_is_none(typed):
    assert read_serial(typed) == ""


def test_letters_that_are_misread_are_taken_for_what_they_look_like():
    code = serial(0)
    assert read_serial(code.replace("0", "O")) == code


@pytest.mark.parametrize("number", [-1, SERIALS])
def test_number_out_of_range_is_no_serial(number):
    with pytest.raises(ValueError, match="out_of_range"):
        serial(number)
