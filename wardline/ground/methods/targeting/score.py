"""The score: how much is found, and whether it is a hit, both with an offset for each
authority that is fitted together and then left out, since strictness is not risk.

Hits are rare, so their weights are shrunk towards those of what is found at all: a sum
of features with one factor each, as points are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods import risk
from wardline.ground.methods.targeting.tables import Array

# on standardised features: of the weight found, and of what hits have beyond it
PENALTY, BEYOND = 3000.0, 1000.0
OWN = 3.0  # on the authorities' offsets
_FREE = 1.0
_STEPS, _CLOSE = 12, 1e-6


@dataclass(frozen=True, slots=True)
class Score:
    """A fitted score; ``authority`` are the offsets that are left out of it."""

    centre: Array
    spread: Array
    weights: Array
    authority: dict[str, float]

    def of(self, features: Array) -> Array:
        """Return the log-odds of each row against the mean, authorities left out."""
        return (features - self.centre) / self.spread @ self.weights

    def offsets(self, authorities: NDArray[np.str_]) -> Array:
        """Return what the authority adds to each row's log-odds."""
        known = self.authority
        return np.array([known.get(str(each), 0.0) for each in authorities])


def fit(
    features: Array,
    hit: NDArray[np.bool_],
    weight: Array,
    authority: NDArray[np.str_],
) -> Score:
    """Fit by ridge regression (weight), then by Newton's method (hits); raises
    ValueError("targeting.one_sided") where nothing or everything was a hit."""
    if not 0 < hit.sum() < len(hit):
        raise ValueError("targeting.one_sided", int(hit.sum()))
    centre, spread = features.mean(0), features.std(0) + 1e-9
    known, many = (features - centre) / spread, features.shape[1]
    names = np.unique(authority)
    own = np.column_stack([np.ones(len(hit)), authority[:, None] == names[None, :]])
    of_own = np.r_[1e-6, np.full(len(names), OWN)]
    found = _ridge(
        np.column_stack([known, own]), weight, np.r_[np.full(many, PENALTY), of_own]
    )[:many]
    found = found / (float((known @ found).std()) + 1e-9)
    fitted = _newton(
        np.column_stack([known @ found, known, own]).astype(np.float64),
        hit.astype(np.float64),
        np.r_[_FREE, np.full(many, BEYOND), of_own],
    )
    offsets = dict(zip(map(str, names), map(float, fitted[many + 2 :]), strict=True))
    return Score(centre, spread, fitted[0] * found + fitted[1 : many + 1], offsets)


def points(score: Array) -> list[int]:
    """Return log-odds against the mean in the points that a plan gives for a record."""
    return [risk.BASE + risk.found(factor) for factor in map(float, np.exp(score))]


def _ridge(columns: Array, values: Array, penalty: Array) -> Array:
    square = columns.T @ columns + np.diag(penalty)
    return np.linalg.solve(square, columns.T @ values).astype(np.float64)


def _newton(columns: Array, hit: Array, penalty: Array) -> Array:
    found = np.zeros(columns.shape[1])
    for _step in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (hit - chance) - penalty * found
        weight = chance * (1 - chance)
        curve = (columns * weight[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < _CLOSE:
            break
    return found
