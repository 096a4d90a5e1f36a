"""Distribution functions with types: a thin door to scipy.special. Ages are in days."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Array = NDArray[np.float64]


def as_array(values: ArrayLike) -> Array:
    """Return the values as an array of floats."""
    return np.asarray(values, dtype=np.float64)


def normal_cdf(z: ArrayLike) -> Array:
    """Return the chance that a standard normal is at most z."""
    return as_array(special.ndtr(as_array(z)))


def normal_quantile(share: ArrayLike) -> Array:
    """Return the z below which a share (0 to 1) of a standard normal lies."""
    return as_array(special.ndtri(as_array(share)))


def logistic(x: ArrayLike) -> Array:
    """Return 1 / (1 + exp(-x))."""
    return as_array(special.expit(as_array(x)))


def logit(share: ArrayLike) -> Array:
    """Return log(share / (1 - share)); infinite at 0 and 1."""
    return as_array(special.logit(as_array(share)))


def gamma_cdf(x: ArrayLike, shape: float, scale: float) -> Array:
    """Return the chance that a gamma variable is at most x; 0 for x <= 0."""
    return as_array(special.gammainc(shape, np.maximum(as_array(x), 0) / scale))


def gamma_density(x: ArrayLike, shape: float, scale: float) -> Array:
    """Return the density of a gamma variable (shape > 1); 0 for x <= 0."""
    y = np.maximum(as_array(x), 0) / scale
    exponent = special.xlogy(shape - 1, y) - y - special.gammaln(shape)
    return as_array(np.exp(exponent) / scale)


def student_cdf(x: ArrayLike, freedom: float) -> Array:
    """Return the chance that a Student t variable is at most x."""
    return as_array(special.stdtr(freedom, as_array(x)))


def lambert_lower(y: ArrayLike) -> Array:
    """Return the lower real branch W of W exp(W) = y, for -1/e <= y < 0."""
    return as_array(special.lambertw(as_array(y), k=-1).real)


def lognormal_cdf(age: ArrayLike, meanlog: ArrayLike, sdlog: ArrayLike) -> Array:
    """Return the chance that a lognormal time is at most an age; 0 for age <= 0."""
    known = np.maximum(as_array(age), 1e-300)  # the logarithm of 0 would warn
    z = (np.log(known) - as_array(meanlog)) / as_array(sdlog)
    return as_array(normal_cdf(z) * (as_array(age) > 0))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A median and a 95 % interval over draws of the parameters."""

    median: float
    low: float
    high: float


def estimate(draws: Array) -> Estimate:
    """Return the median and the 2.5 and 97.5 % quantiles of draws (one axis)."""
    low, median, high = np.quantile(draws, (0.025, 0.5, 0.975))
    return Estimate(float(median), float(low), float(high))
