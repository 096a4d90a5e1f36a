"""Integrals as weighted sums: panels of Gauss-Legendre, normal nodes, running sums."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Self

import numpy as np

from wardline.ground.methods.residual.distributions import Array, as_array

PANEL = 2.0  # days: the widest panel, so that a steep curve is not stepped over
LEGENDRE = 16  # nodes of a panel
HERMITE = 15  # nodes over persons


@cache
def _legendre() -> tuple[Array, Array]:
    nodes, weights = np.polynomial.legendre.leggauss(LEGENDRE)
    return as_array(nodes), as_array(weights)


def panels(start: float, end: float, kinks: Iterable[float] = ()) -> tuple[Array, ...]:
    """Return nodes and weights over start..end, cut at kinks and every two days."""
    inside = [kink for kink in kinks if start < kink < end]
    edges = sorted({start, end, *inside, *np.arange(start, end, PANEL).tolist()})
    nodes, weights = _legendre()
    halves = [((b - a) / 2, (a + b) / 2) for a, b in pairwise(edges)]
    where = [half * nodes + middle for half, middle in halves]
    return np.concatenate(where), np.concatenate([half * weights for half, _ in halves])


def integrate(
    density: Callable[[Array], Array],
    start: float,
    end: float,
    kinks: Iterable[float] = (),
) -> float:
    """Integrate a function over start..end (days), exact between its kinks."""
    if end <= start:
        return 0.0
    nodes, weights = panels(start, end, kinks)
    return float(density(nodes) @ weights)


@cache
def normal_nodes() -> tuple[Array, Array]:
    """Return 15 Gauss-Hermite nodes of a standard normal, with weights of sum 1."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(HERMITE)
    return as_array(nodes), as_array(weights / weights.sum())


@cache
def normal_lattice(count: int = 41, reach: float = 4.0) -> tuple[Array, Array]:
    """Return even nodes of a standard normal: unlike midpoint quantiles they hold the
    tail, which is all that is left after three weeks.
    """
    nodes = np.linspace(-reach, reach, count)
    weights = np.exp(-(nodes**2) / 2)
    return nodes, weights / weights.sum()


@dataclass(frozen=True, slots=True, eq=False)
class Cumulative:
    """A running integral on an even grid, looked up by linear interpolation."""

    start: float
    step: float
    values: Array

    @classmethod
    def of(cls, start: float, step: float, density: Array) -> Self:
        """Sum a density by trapezoids; the grid starts at `start` (days)."""
        areas = (density[1:] + density[:-1]) * (step / 2)
        return cls(start, step, np.concatenate([[0.0], np.cumsum(areas)]))

    def __call__(self, at: Array) -> Array:
        """Return the integral up to each point; constant beyond the grid's ends."""
        last = len(self.values) - 1
        place = np.clip((at - self.start) / self.step, 0, last)
        below = np.minimum(place.astype(np.intp), last - 1)
        low = self.values[below]
        return as_array(low + (place - below) * (self.values[below + 1] - low))
