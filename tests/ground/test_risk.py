"""Points that explain themselves."""

import pytest

from wardline.ground.methods.risk import Exposure, points


@pytest.mark.parametrize(
    ("known", "total"),
    [
        (Exposure(0, False, 0, 0), 10),
        (Exposure(95, False, None, 0), 29),
        (Exposure(1000, True, 4000, 99), 65),
    ],
)
def test_points_add_up_and_are_bounded(known, total):
    assert sum(points(known).values()) == total


def test_longer_unseen_never_lowers_the_risk():
    seen = [points(Exposure(50, False, days, 0))["unseen"] for days in range(0, 900, 7)]
    assert seen == sorted(seen)
    assert points(Exposure(50, False, None, 0))["unseen"] >= seen[-1]
