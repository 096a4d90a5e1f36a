"""What a score is worth: days earlier, ranking, lift, and what chance costs.

Days earlier after the published evaluation of the City of Chicago
(food-inspections-evaluation, 2014, `simulated_date_diff_mean.R`): the same slots are
given out in the order of the score.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.draw import FLOOR, Unit, inclusions
from wardline.ground.methods.draw.sampling import comb, in_order, starting_point
from wardline.ground.methods.risk import weight

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Days = NDArray[np.int64]


def days_earlier(hit: Mask, order: NDArray[np.int64], day: Days) -> float:
    """Return the mean days by which the hits are found earlier in another order.

    ``order`` are indices, first visited first; the slots are the days themselves.
    """
    return float(gains(order, day)[hit].mean()) if hit.any() else 0.0


def gains(order: NDArray[np.int64], day: Days) -> Array:
    """Return by how many days each visit comes earlier in another order."""
    slot = np.empty(len(day))
    slot[order] = np.sort(day)
    return day - slot


def by_score(score: Array, tie: Array) -> NDArray[np.int64]:
    """Return the indices, the highest score first, ties as told."""
    return np.lexsort((tie, -score))


def auc(hit: Mask, score: Array) -> float:
    """Return the chance that a hit is scored above a miss (ties count half)."""
    hits, misses = np.sort(score[hit]), np.sort(score[~hit])
    if not len(hits) or not len(misses):
        return float("nan")
    below = np.searchsorted(misses, hits, "left")
    ties = np.searchsorted(misses, hits, "right") - below
    return float((below + ties / 2).sum() / (len(hits) * len(misses)))


def auc_within(hit: Mask, score: Array, authority: NDArray[np.str_]) -> float:
    """Return the mean AUC inside an authority, over those with hits and misses."""
    found = [
        auc(hit[mine], score[mine])
        for each in np.unique(authority)
        if 0 < hit[mine := authority == each].sum() < mine.sum()
    ]
    return float(np.mean(found)) if found else float("nan")


def lift(hit: Mask, order: NDArray[np.int64], share: float = 0.2) -> float:
    """Return how much oftener a hit is among the first share than among all."""
    first = order[: max(1, int(len(order) * share))]
    return float(hit[first].mean() / hit.mean()) if hit.any() else float("nan")


def interval(
    statistic: Callable[[NDArray[np.int64]], float], size: int, seed: int, runs: int
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a statistic of the visits' indices."""
    chance = np.random.default_rng(seed)
    found = [statistic(chance.integers(0, size, size)) for _run in range(runs)]
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def drawn_order(
    points: Sequence[int], rounds: int, key: bytes, floor: int = FLOOR
) -> NDArray[np.int64]:
    """Return an order in which each round is drawn as a plan is (`risk.weight`,
    `draw.inclusions`): everyone left has at least the floor, in millionths."""
    left = {str(i): weight(each) for i, each in enumerate(points)}
    sizes = np.diff(np.linspace(0, len(left), rounds + 1).round().astype(int))
    order: list[int] = []
    for number, size in enumerate(sizes):
        if not size:
            continue
        chosen = _drawn(left, int(size), key, str(number), floor)
        order += [int(each) for each in chosen]
        for each in chosen:
            del left[each]
    return np.array(order, dtype=np.int64)


def _drawn(
    left: dict[str, int], size: int, key: bytes, label: str, floor: int
) -> list[str]:
    units = [Unit(id=each, risk=risk, floor=floor) for each, risk in left.items()]
    chances = inclusions(units, size)
    laid_out = [(each, chances[each]) for each in in_order(key, label, left)]
    chosen = comb(laid_out, starting_point(key, label))
    return in_order(key, f"{label} day", chosen)
