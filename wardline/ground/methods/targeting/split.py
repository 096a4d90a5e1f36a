"""One split, as published baselines are made: learnt from the visits before a day, then
each later one is scored by what was known on its own day; and plain scores on the same
visits, to compare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.targeting import history, measures, score
from wardline.ground.methods.targeting.evaluate import LEARNT, SEED, SHUFFLES, features
from wardline.ground.methods.targeting.tables import Array, Mask, Visits

# whose baseline is made of homes with a past only
_WITH_PAST = ("cms",)


@dataclass(frozen=True, slots=True)
class Worth:
    """What one order was worth; ``earned`` are days earlier than in a random order."""

    auc: float
    auc_within: float
    lift: float
    days: float
    earned: float


@dataclass(frozen=True, slots=True)
class Split:
    """The visits learnt from and scored, and what each score was worth on these:
    ``score``, ``strict`` (the authority's offset left in), ``past`` and ``same``
    (weight of past findings, past hits, as they are), ``authority`` (its rate alone).
    """

    target: str
    learnt: int
    visits: int
    hits: int
    worth: Mapping[str, Worth]


def split(visits: Visits, target: str, begins: int) -> Split:
    """Learn before a day and score from it on; raises ValueError("targeting.too_short")
    where either side lacks hits or misses."""
    hit, past = visits.hits[target], history.past(visits, visits.hits[target], begins)
    before = _rows(visits, past, begins - LEARNT, begins)
    rows = _rows(visits, past, begins, int(visits.day.max()) + 1)
    if not all(0 < hit[side].sum() < len(side) for side in (before, rows)):
        raise ValueError("targeting.too_short", begins)
    asked = visits.day.tolist()
    fitted = score.fit(
        features(visits, past, before, [asked[row] for row in before]),
        hit[before],
        visits.weight[before],
        visits.authority[before],
    )
    told = fitted.of(features(visits, past, rows, [asked[row] for row in rows]))
    scores = {
        "score": told,
        "strict": told + fitted.offsets(visits.authority[rows]),
        **_plain(visits, past, rows),
    }
    worth = {
        name: _worth(each, hit[rows], visits.day[rows], visits.authority[rows])
        for name, each in scores.items()
    }
    return Split(target, len(before), len(rows), int(hit[rows].sum()), worth)


def _rows(
    visits: Visits, past: history.Past, since: int, until: int
) -> NDArray[np.int64]:
    rows = np.flatnonzero(visits.routine & (visits.day >= since) & (visits.day < until))
    if visits.source not in _WITH_PAST:
        return rows
    known = [len(_earlier(visits, past, int(row))) > 0 for row in rows]
    return np.compress(known, rows).astype(np.int64)


def _earlier(visits: Visits, past: history.Past, row: int) -> NDArray[np.int64]:
    own = past.by_site[visits.site[row]]
    earlier = visits.routine[own] & (visits.day[own] < visits.day[row])
    return np.compress(earlier, own).astype(np.int64)


def _plain(
    visits: Visits, past: history.Past, rows: NDArray[np.int64]
) -> dict[str, Array]:
    before = [_earlier(visits, past, int(row)) for row in rows]
    found = np.array([past.found[own].sum(0) for own in before])
    return {
        "past": found[:, 0],
        "same": found[:, -1],
        "authority": past.usual[rows, -1],
    }


def _worth(
    told: Array, hit: Mask, day: NDArray[np.int64], authority: NDArray[np.str_]
) -> Worth:
    chance = np.random.default_rng(SEED)
    order = measures.by_score(told, chance.random(len(told)))
    days = measures.days_earlier(hit, order, day)
    shuffled = [
        measures.days_earlier(hit, chance.permutation(len(told)), day)
        for _n in range(SHUFFLES)
    ]
    return Worth(
        auc=measures.auc(hit, told),
        auc_within=measures.auc_within(hit, told, authority),
        lift=measures.lift(hit, order),
        days=days,
        earned=days - fmean(shuffled),
    )
