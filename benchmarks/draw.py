"""How exact and how quick a draw is: ``python -m benchmarks.draw [draws]``.

Prints, for a million draws of 36 homes, nine at a time, the chi-square of how often
each came out against its chance, and for 1,500 homes, 120 at a time, the milliseconds
of a draw beside ``numpy.random.Generator.choice(p=…, replace=False)``, which is quick
but does not keep the chances: its largest error is printed too.
"""

import sys
import time
from collections import Counter

import numpy as np
from scipy import stats

from wardline.ground.methods import draw


def frame(homes: int, size: int) -> draw.Frame:
    """Make a frame of homes whose risk grows with the square of their number."""
    units = [draw.Unit(f"h{n:04}", n * n % 97) for n in range(homes)]
    return draw.Frame("bench", "s", size, draw.inclusions(units, size))


def chi_square(rounds: int) -> tuple[float, float, int]:
    """Return the statistic, its p, and how many pairs were never drawn.

    The hits of one draw are not independent: the covariance of the counts is estimated
    from the draws themselves (Hotelling's form), one home left out as redundant.
    """
    made = frame(36, 9)
    ids = sorted(made.inclusions)
    place = {id: n for n, id in enumerate(ids)}
    together = np.zeros((36, 36))
    for n in range(rounds):
        key = n.to_bytes(32)
        at = [place[id] for id in draw.draw(made, key).drawn]
        together[np.ix_(at, at)] += 1
    chance = np.array([made.inclusions[id] for id in ids]) / draw.WHOLE
    off = np.diag(together) / rounds - chance
    spread = together / rounds - np.outer(chance, chance)
    free = chance < 1
    free[np.flatnonzero(free)[0]] = False
    inside = np.ix_(free, free)
    value = rounds * off[free] @ np.linalg.solve(spread[inside], off[free])
    pairs = int((together[np.triu_indices(36, 1)] == 0).sum())
    return float(value), float(stats.chi2.sf(value, free.sum())), pairs


def speed(rounds: int = 30) -> tuple[float, float]:
    """Return the median milliseconds of a draw, ours and numpy's."""
    made, chance = frame(1500, 120), np.random.default_rng(1)
    weights = np.array(list(made.inclusions.values()), float)
    weights /= weights.sum()

    def median(act):
        taken = []
        for n in range(rounds):
            began = time.perf_counter()
            act(n)
            taken.append(time.perf_counter() - began)
        return sorted(taken)[rounds // 2] * 1000

    ours = median(lambda n: draw.draw(made, n.to_bytes(32)))
    theirs = median(lambda n: chance.choice(1500, 120, replace=False, p=weights))
    return ours, theirs


def numpy_error(rounds: int = 40_000) -> float:
    """Return how far numpy's chances lie from those asked for, at worst."""
    made, chance = frame(36, 9), np.random.default_rng(1)
    asked = np.array(list(made.inclusions.values()), float) / draw.WHOLE
    hits: Counter[int] = Counter()
    for _ in range(rounds):
        hits.update(chance.choice(36, 9, replace=False, p=asked / asked.sum()).tolist())
    return max(abs(hits[n] / rounds - asked[n]) for n in range(36))


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    value, p, pairs = chi_square(rounds)
    print(
        f"{rounds} draws: chi-square {value:.1f}, p {p:.4f}, pairs never drawn {pairs}"
    )
    ours, theirs = speed()
    print(f"1,500 homes, 120 drawn: {ours:.2f} ms; numpy {theirs:.2f} ms")
    print(f"largest error of a chance: ours 0 by identity, numpy {numpy_error():.3f}")


if __name__ == "__main__":
    main()
