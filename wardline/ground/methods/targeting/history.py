"""What was known of a home on a day: how much it found, how often such, how many small
things, each against what its authority finds everywhere (Gamma–Poisson, the past
fading); and complaints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.targeting.tables import Array, Visits

HALF_LIFE = 730.0  # days; 365 and 1,500 rank no better in Chicago
PRIOR = 1.5  # visits that the prior is worth
HIT_PRIOR = 0.35  # hits that the prior is worth: they are rare
SHRINK = 25.0  # visits of all authorities that each authority's own mean is worth
NAMES = ("rate of findings", "of small findings", "of such findings", "complaints")
PRIORS = np.array([PRIOR, PRIOR, HIT_PRIOR])


@dataclass(frozen=True, slots=True)
class Past:
    """The visits by home, oldest first; what each found (weight, small, hit), and what
    its authority finds in the mean, known before a day."""

    by_site: dict[str, NDArray[np.int64]]
    found: Array
    usual: Array


def past(visits: Visits, hit: NDArray[np.bool_], before: int) -> Past:
    """Gather the past; every authority's means are shrunk to those of all."""
    found = np.column_stack([visits.weight, visits.small, hit]).astype(np.float64)
    known = visits.routine & (visits.day < before)
    mean = found[known].mean(0) if known.any() else np.ones(found.shape[1])
    mean, usual = np.maximum(mean, 0.001), np.empty_like(found)
    for authority in np.unique(visits.authority):
        own = visits.authority == authority
        mine = found[known & own]
        usual[own] = (SHRINK * mean + mine.sum(0)) / (SHRINK + len(mine))
    return Past(by_site(visits), found, usual)


def by_site(visits: Visits) -> dict[str, NDArray[np.int64]]:
    """Return the visits of each home, oldest first."""
    found: dict[str, list[int]] = {}
    for index, site in enumerate(visits.site):
        found.setdefault(site, []).append(index)
    return {site: np.array(rows) for site, rows in found.items()}


def features(
    visits: Visits, past: Past, rows: Sequence[int], asked_on: Sequence[int]
) -> Array:
    """Return a row of NAMES for each visit, from what was known on the day asked."""
    found = np.empty((len(rows), len(NAMES)))
    for n, (row, on) in enumerate(zip(rows, asked_on, strict=True)):
        own = past.by_site[visits.site[row]]
        own = own[visits.day[own] < on]
        fade = 0.5 ** ((on - visits.day[own]) / HALF_LIFE)
        routine = visits.routine[own]
        own, seen = own[routine], fade[routine]
        rates = PRIORS + seen @ past.found[own], PRIORS + seen @ past.usual[own]
        found[n, :-1] = np.log(rates[0] / rates[1])
        found[n, -1] = np.log1p(fade[~routine].sum())
    return found
