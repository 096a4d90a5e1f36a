"""The chance that an infected person is not found out. Formula 1."""

from collections.abc import Sequence
from itertools import pairwise

from numpy.typing import ArrayLike

from wardline.ground.methods.residual.distributions import (
    Array,
    as_array,
    lognormal_cdf,
)
from wardline.ground.methods.residual.persons import INDEPENDENT, all_missed


def silent_share(onset: ArrayLike, asymptomatic: float, shown: float = 1.0) -> Array:
    """Return the share without a noticed symptom: 1 - (1 - alpha) phi F.

    `onset` is the share F whose incubation is over, `shown` the chance phi that a
    symptom is seen.
    """
    return as_array(1 - (1 - asymptomatic) * shown * as_array(onset))


def silent_in_log(
    logged: Sequence[float],
    infected: float,
    meanlog: float,
    sdlog: float,
    asymptomatic: float,
    shown: float,
) -> float:
    """Return the chance that a log shows no symptom: alpha + (1 - alpha) E(1 - phi)^n.

    n counts the days logged (from clock zero) since onset; a day that was not logged
    counts for nothing, and that is what a missing log costs. `infected` is the day of
    infection; incubation is lognormal.
    """
    days = sorted(logged)
    ages = as_array([day - infected for day in days])
    begun = [0.0, *lognormal_cdf(ages, meanlog, sdlog).tolist(), 1.0]
    # onset between two logged days: that many days could still show it
    chances = (after - before for before, after in pairwise(begun))
    counts = range(len(days), -1, -1)
    silent: float = sum(
        chance * (1 - shown) ** count
        for chance, count in zip(chances, counts, strict=True)
    )
    return asymptomatic + (1 - asymptomatic) * silent


def undetected(
    silent: float, sensitivities: Sequence[float], spread: float = INDEPENDENT
) -> float:
    """Return the chance of no symptom seen and every test negative; `spread` tells how
    far persons differ in being missed (`persons`).
    """
    if not sensitivities:
        return silent
    return silent * float(all_missed(as_array(sensitivities), spread))
