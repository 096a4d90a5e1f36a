"""What could be added to a course: a test in mid-isolation, or days. Never less: these
functions cannot return a course that is shorter or has fewer tests.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wardline.ground.methods.residual.courses import Course
from wardline.ground.methods.residual.incubation import Outlasting, outlasting
from wardline.ground.methods.residual.structures import Across, Assumptions
from wardline.ground.methods.residual.tradeoff import USUAL, across, share_draws

LONGEST = 42  # days: no course is looked for beyond


@dataclass(frozen=True, slots=True)
class AddedTest:
    """One more test on a day: the share of transmission left without it, left with it,
    and what it saves (share, differences within each draw).
    """

    course: Course
    day: float
    before: Across
    after: Across
    saved: Across

    @property
    def surely(self) -> float:
        """Return the part of what was left (0 to 1) that the test saves in the
        structure in which it saves least: median over median.
        """
        saved = dict(self.saved.by_structure)
        parts = [
            saved[code].median / (left.median + saved[code].median)
            for code, left in self.after.by_structure
            if left.median + saved[code].median > 0
        ]
        return min(parts, default=0.0)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be added to a course; nothing here takes anything away."""

    course: Course
    test: AddedTest | None
    outlasting: tuple[Outlasting, ...]

    @property
    def days(self) -> float:
        """Return the length that covers 99 % of onsets of every pathogen of concern,
        in whole days; at least the course's own.
        """
        more = (each.more_days.median for each in self.outlasting)
        longest = max(more, default=0.0)
        return max(self.course.days, float(math.ceil(self.course.days + longest)))


@lru_cache(maxsize=64)
def added_tests(
    course: Course, assumptions: Assumptions = USUAL
) -> tuple[AddedTest, ...]:
    """Estimate one more test on each whole day that has none, by day."""
    days = map(float, range(1, math.floor(course.days) + 1))
    free = [day for day in days if day not in course.tests]
    courses = [course, *(course.with_test(day) for day in free)]
    left = [
        (structure.code, share_draws(structure, courses, assumptions))
        for structure in assumptions.drawn()
    ]
    before = across([(code, draws[0]) for code, draws in left])
    return tuple(
        AddedTest(
            courses[row],
            day,
            before,
            across([(code, draws[row]) for code, draws in left]),
            across([(code, draws[0] - draws[row]) for code, draws in left]),
        )
        for row, day in enumerate(free, start=1)
    )


def added_test(course: Course, assumptions: Assumptions = USUAL) -> AddedTest | None:
    """Find the day on which one more test saves most surely: the largest part of what
    is left, in the structure in which it saves least. Nothing if every day has a test.

    A structure by itself likes days on which it alone believes in tests.
    """
    every = added_tests(course, assumptions)
    return max(every, key=lambda each: each.surely, default=None)


def days_for(
    target: float, course: Course, assumptions: Assumptions = USUAL
) -> float | None:
    """Return the least whole number of days, at least the course's, with which every
    structure's median share is at most `target`, its tests as they are; nothing if
    six weeks are not enough.
    """
    start = math.ceil(course.days)
    lengths = [course.days, *(float(day) for day in range(start, LONGEST + 1))]
    courses = [Course(days, course.tests) for days in dict.fromkeys(lengths)]
    left = [
        (structure.code, share_draws(structure, courses, assumptions))
        for structure in assumptions.drawn()
    ]
    for row, each in enumerate(courses):
        if across([(code, draws[row]) for code, draws in left]).highest <= target:
            return each.days
    return None


def suggestions(
    course: Course,
    pathogens: Sequence[str] | None = None,
    assumptions: Assumptions = USUAL,
) -> Suggestions:
    """Return what could be added: the best further test, and the pathogens (of those
    of concern) that outlast the course.
    """
    return Suggestions(
        course, added_test(course, assumptions), outlasting(course.days, pathogens)
    )
