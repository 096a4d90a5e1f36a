"""What drawing costs a plan, and what size in its points costs it.

    python -m benchmarks.kept FILE        the table of `wardline targeting --evaluate`

The tables do not know how large a place is: beds of the pack are given to their places
by lot, so as if size told nothing of hits. What is known gets so many points for a
factor of two, between those of `risk.points`. Told are the days earlier than in random
order by the score alone, by a plan's points in their order, and by a draw with them.
"""

import math
import sys
from importlib import import_module
from pathlib import Path
from statistics import fmean

import numpy as np
import openpyxl

from wardline.ground.methods.risk.points import BASE, BETTER, KNOWN, WORSE
from wardline.ground.methods.targeting import measures

PACK = Path("packs/gansu-2020/institutions.xlsx")
DRAWS = 12
SIZES = {
    "none": lambda beds: 0 * beds,
    "1 for ten beds, at most 20": lambda beds: np.minimum(20, beds // 10),
    "4 for each doubling": lambda beds: np.clip(np.round(4 * _doubled(beds)), 0, 20),
    "2 for each doubling": lambda beds: np.clip(np.round(2 * _doubled(beds)), 0, 20),
}


def main(file):
    """Print the share kept for each scale of size and of what is known."""
    evaluate = import_module("wardline.ground.methods.targeting.evaluate")
    command = import_module("wardline.front.duty.management.commands.targeting")
    visits, beds = command._visits(Path(file), None), _beds()
    length = evaluate.DAYS[visits.source]
    last = int(visits.day.max()) + 1
    for target in visits.hits:
        found = [
            evaluate.period(visits, target, last - length * n, length)
            for n in range(evaluate.PERIODS, 0, -1)
        ]
        periods = [each for each in found if each is not None]
        for name, size in SIZES.items():
            for factor in (4, 8, 12, KNOWN):
                told = [
                    _measured(evaluate, one, n, beds, size, factor)
                    for n, one in enumerate(periods)
                ]
                best, ranked, drawn = (fmean(each) for each in zip(*told, strict=True))
                print(
                    f"{target}; size: {name}; known: {factor}; score {best:.2f} days,"
                    f" points {ranked:.2f}, drawn {drawn:.2f}: the draw keeps"
                    f" {drawn / ranked:.2f}, the points {ranked / best:.2f}"
                )


def _measured(evaluate, one, n, beds, size, factor):
    lots, many = np.random.default_rng(7 + n), len(one.rows)

    def days(order):
        return measures.days_earlier(one.hit, order, one.day)

    best = days(measures.by_score(one.score, evaluate._ties(one)))
    chance = fmean(days(lots.permutation(many)) for _n in range(evaluate.SHUFFLES))
    known = np.clip(np.round(factor * one.score / math.log(2)), BETTER, WORSE)
    ranked, drawn = [], []
    for k in range(DRAWS):
        points = BASE + known + size(lots.choice(beds, many))
        ranked.append(days(measures.by_score(points, evaluate._ties(one))) - chance)
        key = f"{n} {k}".encode()
        order = measures.drawn_order([*map(int, points)], evaluate.ROUNDS, key)
        drawn.append(days(order) - chance)
    return best - chance, fmean(ranked), fmean(drawn)


def _beds():
    book = openpyxl.load_workbook(PACK, read_only=True)
    _notice, head, *rows = book["institutions"].values
    return np.array([row[head.index("capacity")] for row in rows])


def _doubled(beds):
    return np.log2(np.maximum(beds, 1) / 10)


if __name__ == "__main__":
    main(sys.argv[1])
