"""Infections missed by one test and some days more, after the package covidsens.

Exposure, then a threshold of detection, then symptoms: two gamma times of one rate.
Sensitivity follows a gamma density of the days since the threshold, 0.99 at its peak.
An infection is missed if the test is negative and no symptoms come before release.
Source: L. D'Agostino McGowan, covidsens, documentation of `get_prob_missed_infection`.
Limit: everybody gets symptoms in the end.
"""

from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    gamma_cdf,
    gamma_density,
)
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.quadrature import integrate


def _given(quantity: str) -> float:
    return value("covidsens", quantity)


def sensitivity(since_threshold: Array) -> Array:
    """Return the sensitivity by days since the threshold was crossed; 0 before."""
    shape, scale = _given("false_negative_shape"), 1 / _given("false_negative_rate")
    peak = gamma_density((shape - 1) * scale, shape, scale)
    density = gamma_density(since_threshold, shape, scale)
    return as_array(_given("peak_sensitivity") * density / peak)


def chance_missed(test_day: float, more_days: float = 0.0) -> float:
    """Return the chance that an infection goes unseen: `test_day` counts from exposure,
    release follows `more_days` after the sample.
    """
    scale, release = 1 / _given("rate"), test_day + more_days
    first, second = (
        _given("exposure_to_threshold_shape"),
        _given("threshold_to_onset_shape"),
    )

    def silent(crossed: Array) -> Array:
        no_onset = 1 - gamma_cdf(release - crossed, second, scale)
        missed = 1 - sensitivity(test_day - crossed)
        return as_array(gamma_density(crossed, first, scale) * missed * no_onset)

    not_yet = 1 - float(gamma_cdf(release, first, scale))
    return integrate(silent, 0, release, [test_day]) + not_yet
