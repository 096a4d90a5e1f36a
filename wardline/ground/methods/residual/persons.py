"""Several tests of one person are not independent: who is missed once is missed again.

Each person has an effect b ~ N(0, s) on the logit of sensitivity; the chance that all
tests miss is the mean over persons (15-node Gauss-Hermite). The logit is centred so
that the mean over persons stays the published sensitivity: one test is worth what it
was, and a second one of the same person less than a first. Formula 8.
"""

from functools import cache

import numpy as np

from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    logistic,
    logit,
)
from wardline.ground.methods.residual.quadrature import normal_nodes

INDEPENDENT = 0.0
PERSONAL = 1.5  # the spread s that is shown beside independence
LEAST = 1e-9  # a sensitivity nearer to 0 or 1 has no finite logit


@cache
def _centring(spread: float) -> tuple[Array, Array]:
    """Tabulate logit of the mean over persons -> logit of the middle person."""
    nodes, weights = normal_nodes()
    middle = np.linspace(-40, 40, 4001)
    mean = weights @ logistic(middle + spread * nodes[:, None])
    rising = (mean > LEAST / 10) & (mean < 1 - LEAST / 10)
    return logit(mean[rising]), middle[rising]


def missed_by(sensitivity: Array, spread: float) -> Array:
    """Return the chance to be missed by kinds of person: a leading axis of 15."""
    nodes, _ = normal_nodes()
    mean, middle = _centring(spread)
    kept = np.clip(sensitivity, LEAST, 1 - LEAST)
    centre = np.interp(logit(kept), mean, middle)
    kinds = nodes.reshape(-1, *[1] * centre.ndim)
    missed = logistic(-(centre + spread * kinds))
    return as_array(np.where(sensitivity > 0, missed, 1.0))


def over_persons(missed: Array) -> Array:
    """Average over the leading axis that `missed_by` makes."""
    _, weights = normal_nodes()
    return as_array(np.tensordot(weights, missed, axes=1))


def all_missed(sensitivities: Array, spread: float = INDEPENDENT) -> Array:
    """Return the chance that every test (first axis) of one person misses."""
    if spread == INDEPENDENT or len(sensitivities) < 2:
        return as_array(np.prod(1 - sensitivities, axis=0))
    return over_persons(np.prod(missed_by(sensitivities, spread), axis=1))
