"""Coverage: the size of the whole from two lists that overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardline.ground.methods.coverage import estimate


def test_estimate_meets_the_published_example():
    # 10 turtles marked, 15 caught later, 5 of them marked: Chapman 28 1/3, and 22 to 65
    # by the transformed logit (worked example in Wikipedia, "Mark and recapture")
    found = estimate(10, 15, 5)

    assert found.total == pytest.approx(28.333, abs=0.001)
    assert (round(found.low), round(found.high)) == (22, 65)


def test_estimate_tells_the_unseen():
    found = estimate(10, 15, 5)

    assert found.seen == 20
    assert found.unseen == pytest.approx(8.333, abs=0.001)
    assert (round(found.unseen_low), round(found.unseen_high)) == (2, 45)


def test_estimate_of_lists_that_agree_sees_nobody_missing():
    assert estimate(500, 500, 500).unseen == 0


def test_estimate_of_lists_that_never_meet_is_wide_open():
    found = estimate(50, 50, 0)

    assert found.high > 20 * found.seen


@pytest.mark.parametrize("lists", [(10, 15, 11), (10, 15, -1), (0, 0, 1)])
def test_estimate_refuses_an_overlap_that_cannot_be(lists):
    with pytest.raises(ValueError, match=r"coverage\.overlap_impossible"):
        estimate(*lists)


lengths = st.integers(0, 5000)


@given(lengths, lengths, st.data())
def test_estimate_lies_within_its_interval_above_what_was_seen(first, second, data):
    both = data.draw(st.integers(0, min(first, second)))

    found = estimate(first, second, both)

    assert found.low <= found.total <= found.high
    assert found.seen <= found.low + 1e-9
    assert estimate(second, first, both) == found


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_estimate_falls_as_the_overlap_grows(first, second, data):
    both = data.draw(st.integers(1, min(first, second)))

    assert (
        estimate(first, second, both).total <= estimate(first, second, both - 1).total
    )
