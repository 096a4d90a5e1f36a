"""The model of Wells 2021: one viral load, and the age at which it comes back."""

import numpy as np
import pytest

from wardline.ground.methods.residual import wells


def slope(profile, age, step=1e-5):
    """Infectivity: the derivative of what is over."""
    later, earlier = profile.share(age + step), profile.share(age - step)
    return (later - earlier) / (2 * step)


@pytest.mark.parametrize("latent", wells.LATENT)
def test_share_rises_from_none_to_all(latent):
    share = wells.infectivity(latent).share(np.linspace(0, 100, 2001))
    assert share[0] == 0
    assert share[-1] == pytest.approx(1)
    assert (np.diff(share) >= 0).all()


@pytest.mark.parametrize("latent", wells.LATENT)
def test_share_is_smooth_where_the_two_parts_meet(latent):
    profile = wells.infectivity(latent)
    before, after = slope(
        profile, np.array([profile.splice - 1e-4, profile.splice + 1e-4])
    )
    assert before == pytest.approx(after, rel=1e-2)


@pytest.mark.parametrize("latent", wells.LATENT)
def test_sensitivity_is_the_same_at_the_same_load(latent):
    """The reference: solve for the later age by bisection instead of Lambert's W."""
    profile = wells.infectivity(latent)
    for early in (
        profile.latent,
        profile.splice + 0.2,
        (profile.splice + profile.peak) / 2,
    ):
        load = slope(profile, np.array([early]))[0]
        low, high = profile.peak, 100.0
        for _ in range(60):
            middle = (low + high) / 2
            falls_short = slope(profile, np.array([middle]))[0] > load
            low, high = (middle, high) if falls_short else (low, middle)
        both = profile.sensitivity(np.array([early, low]))
        assert both[0] == pytest.approx(both[1], abs=2e-4)


def test_sensitivity_before_infection_is_nothing():
    for latent in wells.LATENT:
        found = wells.infectivity(latent).sensitivity(np.array([-3.0, 0.0, 0.2]))
        assert found[:2].tolist() == [0, 0]
        assert found[2] < 1e-4


@pytest.mark.parametrize("latent", wells.LATENT)
def test_secondary_infections_fall_with_days_and_tests(latent):
    by_days = [wells.secondary_infections(latent, days) for days in range(22)]
    assert by_days == sorted(by_days, reverse=True)
    for day in (0, 3, 7):
        assert wells.secondary_infections(latent, 7, [day]) < by_days[7]
