"""Intervals of a share, against the published examples."""

import pytest

from wardline.ground.methods.proportion import share

# Newcombe 1998, Statistics in Medicine 17, table I: Wilson's score without correction
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("hits", "seen", "low", "high"), PUBLISHED)
def test_interval_is_the_published_one(hits, seen, low, high):
    found = share(hits, seen)
    assert found.low == pytest.approx(low, abs=6e-5)
    assert found.high == pytest.approx(high, abs=6e-5)
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize(("hits", "seen"), [(0, 0), (2, 1), (-1, 3)])
def test_impossible_counts_are_refused(hits, seen):
    with pytest.raises(ValueError, match=r"\w"):
        share(hits, seen)
