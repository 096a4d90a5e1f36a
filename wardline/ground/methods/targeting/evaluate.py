"""Rolling origin: each period is scored by what was known before it, as a plan would
have been, and compared with the order that was, with chance, and with a draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.targeting import history, measures, score
from wardline.ground.methods.targeting.tables import Array, Mask, Visits

SEED = 20200225
PERIODS = 6
DAYS = {"chicago": 60, "cms": 91}
SHUFFLES = 100
BOOTSTRAP = 500
ROUNDS = 10  # of a draw over a period
DRAWS = 20  # of which the mean is told
LEARNT = 900  # days before a period from which it is learnt


@dataclass(frozen=True, slots=True)
class Period:
    """The visits of one period, and the score of each.

    ``strict`` has the authority's offset in it, for comparison only.
    """

    begins: int
    rows: NDArray[np.int64]
    hit: Mask
    day: NDArray[np.int64]
    authority: NDArray[np.str_]
    score: Array
    strict: Array


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the score was worth, in the mean of the periods.

    Days are those by which hits are found earlier than in the order that was;
    ``random`` is what chance gives, the difference is what is earned.
    """

    target: str
    periods: int
    visits: int
    hits: int
    days: float
    random: float
    against_random: tuple[float, float]
    against_status_quo: tuple[float, float]
    auc: float
    auc_within: float
    lift: float
    strict_days: float
    strict_auc: float
    strict_lift: float
    drawn: float
    oracle: float

    @property
    def earned(self) -> float:
        """Return the days earlier than in a random order."""
        return self.days - self.random

    @property
    def kept(self) -> float:
        """Return the share of the earned days that a draw with a floor keeps."""
        return (self.drawn - self.random) / self.earned if self.earned else 0.0


def evaluate(
    visits: Visits, target: str, periods: int = PERIODS, days: int | None = None
) -> Evaluation:
    """Evaluate the score for one kind of hit over the last periods of a table.

    Raises ValueError("targeting.too_short") where no period has visits before it, hits
    and misses.
    """
    length = days or DAYS[visits.source]
    last = int(visits.day.max()) + 1
    begins = [last - length * n for n in range(periods, 0, -1)]
    found = [period(visits, target, each, length) for each in begins]
    good = [each for each in found if each is not None]
    if not good:
        raise ValueError("targeting.too_short", periods)
    return _told(target, good)


def period(visits: Visits, target: str, begins: int, length: int) -> Period | None:
    """Score a period by what was known when it began; None: nothing can be said."""
    hit, day = visits.hits[target], visits.day
    inside = visits.routine & (day >= begins) & (day < begins + length)
    before = visits.routine & (day < begins) & (day >= begins - LEARNT)
    rows, learnt = np.flatnonzero(inside), np.flatnonzero(before)
    if not (0 < hit[rows].sum() < len(rows) and 0 < hit[learnt].sum() < len(learnt)):
        return None
    past = history.past(visits, hit, begins)
    # what is learnt is asked at the beginning of its own period, as later the plan is
    asked = [begins - -(-(begins - int(day[row])) // length) * length for row in learnt]
    fitted = score.fit(
        features(visits, past, learnt, asked),
        hit[learnt],
        visits.weight[learnt],
        visits.authority[learnt],
    )
    found = fitted.of(features(visits, past, rows, [begins] * len(rows)))
    own = fitted.offsets(visits.authority[rows])
    return Period(
        begins, rows, hit[rows], day[rows], visits.authority[rows], found, found + own
    )


def features(
    visits: Visits,
    past: history.Past,
    rows: NDArray[np.int64],
    asked: Sequence[int],
) -> Array:
    """Return the features of visits by what was known on the days asked."""
    known = history.features(visits, past, list(map(int, rows)), asked)
    return np.column_stack([known, visits.extra[rows]])


def _told(target: str, found: list[Period]) -> Evaluation:
    each = [_measured(one, SEED + n) for n, one in enumerate(found)]
    mean = {name: fmean(one[name] for one in each) for name in each[0]}
    gained = np.concatenate([_gains(one, one.score)[one.hit] for one in found])
    chance = np.concatenate(
        [
            np.full(int(one.hit.sum()), told["random"])
            for one, told in zip(found, each, strict=True)
        ]
    )

    def spread(values: Array) -> tuple[float, float]:
        return measures.interval(
            lambda rows: float(values[rows].mean()), len(values), SEED, BOOTSTRAP
        )

    return Evaluation(
        target=target,
        periods=len(found),
        visits=sum(len(one.rows) for one in found),
        hits=sum(int(one.hit.sum()) for one in found),
        against_random=spread(gained - chance),
        against_status_quo=spread(gained),
        **mean,
    )


def _gains(one: Period, by: Array) -> Array:
    return measures.gains(measures.by_score(by, _ties(one)), one.day)


def _ties(one: Period) -> Array:
    return np.random.default_rng(SEED).random(len(one.rows))


def _measured(one: Period, seed: int) -> dict[str, float]:
    ties = _ties(one)
    order = measures.by_score(one.score, ties)
    strict = measures.by_score(one.strict, ties)

    def days(order: NDArray[np.int64]) -> float:
        return measures.days_earlier(one.hit, order, one.day)

    chance = np.random.default_rng(seed)
    shuffled = [days(chance.permutation(len(one.rows))) for _n in range(SHUFFLES)]
    points = score.points(one.score)
    drawn = [
        days(measures.drawn_order(points, ROUNDS, f"{seed} {n}".encode()))
        for n in range(DRAWS)
    ]
    return {
        "days": days(order),
        "random": fmean(shuffled),
        "auc": measures.auc(one.hit, one.score),
        "auc_within": measures.auc_within(one.hit, one.score, one.authority),
        "lift": measures.lift(one.hit, order),
        "strict_days": days(strict),
        "strict_auc": measures.auc(one.hit, one.strict),
        "strict_lift": measures.lift(one.hit, strict),
        "drawn": fmean(drawn),
        "oracle": days(measures.by_score(one.hit.astype(float), ties)),
    }
