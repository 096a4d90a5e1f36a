"""Draws of parameters: each has a stream of its own, so that models share draws of what
they share, and one more parameter changes no other.
"""

import zlib

import numpy as np
from numpy.random import Generator

from wardline.ground.methods.residual.distributions import Array, as_array
from wardline.ground.methods.residual.parameters import interval, value

WIDTH = 3.92  # standard deviations between the ends of a 95 % interval


def stream(name: str, seed: int) -> Generator:
    """Return the stream of random numbers of a name under a seed."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def normal(model: str, quantity: str, draws: int, seed: int) -> Array:
    """Draw a parameter as a normal with its published 95 % interval; KeyError where
    none was published.
    """
    low, high = interval(model, quantity)
    shocks = stream(f"{model}.{quantity}", seed).standard_normal(draws)
    return as_array(value(model, quantity) + (high - low) / WIDTH * shocks)


def asymptomatic(draws: int, seed: int) -> Array:
    """Draw the share that never has symptoms: a beta with mean 0.308 and a 95 %
    interval of 0.24 to 0.38 (by moments).
    """
    mean = value("cmmid", "asymptomatic")
    low, high = interval("cmmid", "asymptomatic")
    size = mean * (1 - mean) / ((high - low) / WIDTH) ** 2 - 1
    return stream("asymptomatic", seed).beta(mean * size, (1 - mean) * size, draws)


def choice(name: str, options: int, draws: int, seed: int) -> np.ndarray:
    """Draw one of several options for each draw, as evenly as can be."""
    return stream(name, seed).permutation(np.arange(draws) % options)
