"""What was known of a home before a period began: its rate against what its authority
finds everywhere (Gamma–Poisson, the past fading), complaints, days since a visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.targeting.tables import Array, Visits

HALF_LIFE = 730.0  # days; shorter ones (365) rank no better in either data set
PRIOR = 1.5  # visits that the prior is worth
HIT_PRIOR = 0.35  # hits that the prior is worth: they are rare
SHRINK = 25.0  # visits of all authorities that each authority's own mean is worth
NEVER = 1000.0  # days since the last visit of a home without one
NAMES = ("rate of findings", "rate of such findings", "days since", "complaints")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a visit of each authority finds in the mean, before a day."""

    weight: dict[str, float]
    hit: dict[str, float]


def expected(visits: Visits, hit: NDArray[np.bool_], before: int) -> Expected:
    """Estimate every authority's mean weight and share of hits, shrunk to all."""
    known = visits.routine & (visits.day < before)
    return Expected(
        _shrunk(visits, visits.weight, known),
        _shrunk(visits, hit.astype(np.float64), known),
    )


def _shrunk(
    visits: Visits, values: Array, known: NDArray[np.bool_]
) -> dict[str, float]:
    mean = float(values[known].mean()) if known.any() else 1.0
    mean = max(mean, 0.001)
    found = {}
    for authority in np.unique(visits.authority):
        mine = values[known & (visits.authority == authority)]
        found[str(authority)] = (SHRINK * mean + mine.sum()) / (SHRINK + len(mine))
    return found


def by_site(visits: Visits) -> dict[str, list[int]]:
    """Return the visits of each home, oldest first."""
    found: dict[str, list[int]] = {}
    for index, site in enumerate(visits.site):
        found.setdefault(site, []).append(index)
    return found


def features(
    visits: Visits,
    hit: NDArray[np.bool_],
    rows: Sequence[int],
    asked_on: Sequence[int],
    usual: Expected,
) -> Array:
    """Return a row of NAMES for each visit, from what was known on the day asked."""
    past = by_site(visits)
    found = np.empty((len(rows), len(NAMES)))
    for n, (row, on) in enumerate(zip(rows, asked_on, strict=True)):
        before = [j for j in past[visits.site[row]] if visits.day[j] < on]
        found[n] = _known(visits, hit, before, on, usual)
    return found


def _known(
    visits: Visits, hit: NDArray[np.bool_], before: list[int], on: int, usual: Expected
) -> tuple[float, float, float, float]:
    weight, hits = PRIOR, HIT_PRIOR
    weight_due, hits_due = PRIOR, HIT_PRIOR
    complaints, last = 0.0, None
    for j in before:
        fade = 0.5 ** ((on - int(visits.day[j])) / HALF_LIFE)
        if not visits.routine[j]:
            complaints += fade
            continue
        authority, last = str(visits.authority[j]), int(visits.day[j])
        weight += fade * float(visits.weight[j])
        hits += fade * float(hit[j])
        weight_due += fade * usual.weight[authority]
        hits_due += fade * usual.hit[authority]
    days = NEVER if last is None else float(on - last)
    return (
        float(np.log(weight / weight_due)),
        float(np.log(hits / hits_due)),
        float(np.log(60 + days)),
        float(np.log1p(complaints)),
    )
