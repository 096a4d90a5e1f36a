"""How much is found in a home, who looked and where taken out: Gamma–Poisson rates.

Findings of a visit, weighted by severity, are mean × home × kind × team × area; each
factor has a gamma prior around 1 whose shape is estimated from the data, and the past
fades. Empirical Bayes after Robbins (1956) and Clayton and Kaldor (1987); weighted
counts vary more than Poisson ones, so they count less by their dispersion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HALF_LIFE = 365.0  # days
WEIGHTS = {1: 1.0, 2: 2.0, 3: 4.0, 4: 8.0}  # of a finding by its severity
FAMILIES = ("home", "kind", "team", "area")
SHAPE = 4.0  # of a prior that the data say nothing of
_SHAPES = np.geomspace(0.2, 100.0, 120)
_FEWEST = 3  # groups from which a shape can be estimated
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit: where, what kind of home, by whom, how many days ago, what was found."""

    home: str
    kind: str
    team: str
    area: str
    days: int
    found: float


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor against the mean with its 95 % interval, and the visits behind it."""

    value: float
    low: float
    high: float
    visits: int


@dataclass(frozen=True, slots=True)
class Rates:
    """Factors by family (FAMILIES) and name; a name not seen has the factor 1."""

    mean: float = 0.0
    factors: Mapping[str, Mapping[str, Factor]] = field(default_factory=dict)

    def of(self, family: str, name: str) -> float:
        """Return a factor; 1 where nothing is known."""
        known = self.factors.get(family, {}).get(name)
        return known.value if known else 1.0


@dataclass(slots=True)
class _Family:
    names: list[str]
    place: NDArray[np.int64]
    value: Array
    shape: float = SHAPE
    seen: Array = field(default_factory=lambda: np.zeros(0))
    due: Array = field(default_factory=lambda: np.zeros(0))


def fit(seen: Sequence[Seen]) -> Rates:
    """Estimate all factors together; without findings every factor stays unknown."""
    found = np.array([each.found for each in seen], dtype=np.float64)
    fade = 0.5 ** (np.array([each.days for each in seen]) / HALF_LIFE)
    if not found.sum():
        return Rates()
    mean = float((fade * found).sum() / fade.sum())
    families = {name: _family([getattr(s, name) for s in seen]) for name in FAMILIES}
    for _step in range(_STEPS):
        spread = _dispersion(found, mean * _product(families))
        for family in families.values():
            others = mean * _product(families) / family.value[family.place]
            _update(family, fade * found / spread, fade * others / spread)
    return Rates(mean, {name: _told(family) for name, family in families.items()})


def shape(seen: Array, due: Array) -> float:
    """Return the shape of the gamma prior that makes counts against what was due most
    likely (negative binomial, its mean held at 1); SHAPE where groups are too few."""
    from scipy.special import gammaln

    known = due > 0
    if known.sum() < _FEWEST:
        return SHAPE
    a, s, e = _SHAPES[:, None], seen[known], due[known]
    likelihood = gammaln(a + s) - gammaln(a) + a * np.log(a) - (a + s) * np.log(a + e)
    return float(_SHAPES[likelihood.sum(1).argmax()])


def _family(names: list[str]) -> _Family:
    unique, place = np.unique(np.array(names), return_inverse=True)
    return _Family([str(name) for name in unique], place, np.ones(len(unique)))


def _product(families: Mapping[str, _Family]) -> Array:
    found = np.ones(1)
    for family in families.values():
        found = found * family.value[family.place]
    return found


def _dispersion(found: Array, due: Array) -> float:
    """Return Pearson's dispersion, at least 1."""
    return max(1.0, float(((found - due) ** 2 / np.maximum(due, 1e-9)).mean()))


def _update(family: _Family, found: Array, due: Array) -> None:
    many = len(family.names)
    family.seen = np.bincount(family.place, found, many).astype(np.float64)
    family.due = np.bincount(family.place, due, many).astype(np.float64)
    family.shape = shape(family.seen, family.due)
    value = (family.shape + family.seen) / (family.shape + family.due)
    # the mean of what was due stays 1: a family tells differences only
    family.value = value / ((value * family.due).sum() / family.due.sum())


def _told(family: _Family) -> dict[str, Factor]:
    from scipy.special import gammaincinv

    a, b = family.shape + family.seen, family.shape + family.due
    scale = family.value / (a / b)
    low, high = (np.asarray(gammaincinv(a, q)) / b * scale for q in (0.025, 0.975))
    visits = np.bincount(family.place, minlength=len(family.names))
    return {
        name: Factor(float(v), float(lo), float(hi), int(n))
        for name, v, lo, hi, n in zip(
            family.names, family.value, low, high, visits, strict=True
        )
    }
