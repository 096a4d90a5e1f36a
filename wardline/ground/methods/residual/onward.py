"""The chance that anything follows from an infected person who is out."""

import numpy as np
from numpy.typing import ArrayLike

from wardline.ground.methods.residual.distributions import Array, as_array


def onward_chance(secondary: ArrayLike, dispersion: float) -> Array:
    """Return the chance of at least one infection, given the mean number.

    Numbers are negative binomial with dispersion k: 1 - (1 + mean / k) ** -k. Where
    persons differ in their mean, average this over persons, not the mean itself.
    Source: Wells 2021; formula 5.
    """
    spread = np.log1p(as_array(secondary) / dispersion)
    return as_array(-np.expm1(-dispersion * spread))
