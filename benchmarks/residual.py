"""Residual risk measured: published tables, the trade-off, and what must never happen.

    python -m benchmarks.residual

Times are wall and processor seconds; the machine's load is printed with them, because a
busy one only shows how busy it is. The last part looks at every course of up to 21 days
and two tests, draw by draw: one more day or test must never leave more.
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

CLOCKS = time.perf_counter, time.process_time
BEFORE = tuple(clock() for clock in CLOCKS)

from wardline.ground.methods.residual import (  # noqa: E402
    Assumptions,
    Course,
    Exposure,
    Group,
    Incidence,
    importation,
    known,
    published,
    suggestions,
    tradeoff,
    window,
)
from wardline.ground.methods.residual.reading import table_of  # noqa: E402
from wardline.ground.methods.residual.tradeoff import share_draws  # noqa: E402

SPEC = Path(__file__).parents[1] / "tests/spec/residual"
LONGEST = 21


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do something and say how long it took."""
    start = [clock() for clock in CLOCKS]
    done = work()
    wall, cpu = (clock() - begun for clock, begun in zip(CLOCKS, start, strict=True))
    say(f"{name:<58}{wall:>9.3f} s{cpu:>9.3f} s of processor")
    return done


def golden() -> None:
    """Recompute every published table."""
    reports = timed("published tables, all together", recompute)
    for name, report in reports.items():
        say(
            f"  {name:<40}{len(report.compared):>5} values, worst "
            f"{report.worst.difference:.3g} {report.kind.unit}"
        )


def recompute() -> dict[str, published.Report]:
    """Read and recompute the tables of tests/spec/residual."""
    reports = {}
    for file in sorted(SPEC.glob("*.csv")):
        table = table_of(file.read_text(encoding="utf-8"))
        kind = published.kind_of(table.header)
        if kind is not None:
            reports[file.name] = published.recompute(kind, table.rows)
    return reports


def trade_off() -> None:
    """Fill the table of 22 lengths and 5 schedules in 5 structures, 1,000 draws."""
    for name, exposures in exposures_asked().items():
        tradeoff.cache_clear()
        meant = Assumptions(exposures=exposures)
        timed(f"trade-off, {name}", lambda meant=meant: tradeoff(meant))
        timed("  the same from memory", lambda meant=meant: tradeoff(meant))


def exposures_asked() -> dict[str, tuple[Exposure, ...]]:
    """Return the exposures that are measured."""
    windows = {f"window of {days} days": window(days) for days in (7, 14)}
    return {"day of infection known": known(), **windows}


def others() -> None:
    """Time what a page asks besides."""
    rule = Course(14, (14,))
    timed("suggestions for 14 days with a test", lambda: suggestions(rule))
    homes = [Group(f"{n}", 30, Incidence(10, 5, 17)) for n in range(50)]
    timed("introductions to 50 homes of a county", lambda: importation(homes, rule))


def never_more_risk() -> None:
    """Compare every course of up to two tests with one more day, or one more test."""
    for structure in Assumptions(draws=500, seed=11).drawn():
        work = lambda structure=structure: compare(structure)  # noqa: E731
        compared, wrong = timed(f"never more risk, {structure.code}", work)
        say(f"  {compared:,} comparisons, {wrong} wrong")


def compare(structure: Any) -> tuple[int, int]:
    """Return how many courses were compared, draw by draw, and how many failed."""
    courses = [
        Course(days, tests)
        for days in range(LONGEST + 1)
        for size in range(4)
        for tests in combinations(range(days + 1), size)
        if size < 3 or 14 in tests
    ]
    shares = share_draws(structure, courses, Assumptions(draws=500))
    left = dict(zip(courses, shares, strict=True))
    compared = wrong = 0
    for course, share in left.items():
        further = [Course(course.days + 1, course.tests)]
        further += [course.with_test(day) for day in range(int(course.days) + 1)]
        for more in further:
            if more in left and more != course:
                compared += len(share)
                wrong += int((left[more] > share + 1e-12).sum())
    return compared, wrong


def main() -> None:
    """Measure all."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    say(f"load of the machine: {load}; processors: {os.cpu_count()}")
    wall, cpu = (clock() - begun for clock, begun in zip(CLOCKS, BEFORE, strict=True))
    say(f"{'imports':<58}{wall:>9.3f} s{cpu:>9.3f} s of processor")
    golden()
    trade_off()
    others()
    never_more_risk()


if __name__ == "__main__":
    main()
