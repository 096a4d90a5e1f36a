"""What a frame must be, floors that rise, and a sample of the measured draws."""

import pytest

from benchmarks.draw import chi_square, frame
from wardline.ground.methods.draw import FLOOR, WHOLE, Frame, rising_floor

FRAME = frame(12, 3)

# What a frame must be


def test_frame_adds_up_only_if_everybody_has_a_chance():
    assert FRAME.adds_up
    assert not Frame("c", "s", 1, {"a": WHOLE, "b": 0}).adds_up
    assert not Frame("c", "s", 2, {"a": WHOLE, "b": 5}).adds_up


def test_frame_reads_back_what_it_wrote_and_no_other_scale():
    plain = FRAME.as_plain()

    assert Frame.from_plain(plain) == FRAME
    with pytest.raises(ValueError, match=r"draw\.whole_unknown"):
        Frame.from_plain(plain | {"whole": 100})


@pytest.mark.parametrize(
    ("days", "floor"),
    [(-3, FLOOR), (0, FLOOR), (90, 510_000), (180, WHOLE), (999, WHOLE)],
)
def test_floor_rises_linearly_until_a_home_must_be_seen(days, floor):
    assert rising_floor(days, 180) == floor
    assert rising_floor(days, None) == FLOOR


def test_five_thousand_draws_keep_their_chances():
    """The sample of ``benchmarks/draw.py``, which takes a million by name."""
    value, p, pairs = chi_square(5_000)

    assert p > 0.001, value
    assert pairs < 9
