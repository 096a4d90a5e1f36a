"""The score: a penalised logistic regression with an offset for each authority, fitted
together and then left out, since strictness is not risk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.targeting.tables import Array

PENALTY = 200.0  # on standardised features; of 5, 50, 200 the best by rolling origin
OWN = 3.0  # on the authorities' offsets
_STEPS = 12


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


def fit(features: Array, hit: NDArray[np.bool_], authority: NDArray[np.str_]) -> Score:
    """Fit by Newton's method; raises ValueError("targeting.one_sided") where nothing
    or everything was a hit."""
    if not 0 < hit.sum() < len(hit):
        raise ValueError("targeting.one_sided", int(hit.sum()))
    centre, spread = features.mean(0), features.std(0) + 1e-9
    names = np.unique(authority)
    columns = np.column_stack(
        [
            np.ones(len(hit)),
            (features - centre) / spread,
            authority[:, None] == names[None, :],
        ]
    ).astype(np.float64)
    many = features.shape[1]
    penalty = np.r_[1e-6, np.full(many, PENALTY), np.full(len(names), OWN)]
    found = _newton(columns, hit.astype(np.float64), penalty)
    own = dict(zip(map(str, names), map(float, found[many + 1 :]), strict=True))
    return Score(centre, spread, found[1 : many + 1], own)


def _newton(columns: Array, hit: Array, penalty: Array) -> Array:
    found = np.zeros(columns.shape[1])
    for _step in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (hit - chance) - penalty * found
        weight = chance * (1 - chance)
        curve = (columns * weight[:, None]).T @ columns + np.diag(penalty)
        found = found + np.linalg.solve(curve, slope)
    return found
