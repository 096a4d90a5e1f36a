"""A course of isolation: how many days, and on which of them a test is taken."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """Released after `days` from clock zero if every nucleic-acid test, taken on the
    days `tests` (at most `days`), is negative and no symptom was seen. ValueError for
    days below 0 and for a test after release.
    """

    days: float
    tests: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.days >= 0 or any(not day <= self.days for day in self.tests):
            raise ValueError(f"{self.days:g} days with tests on {self.tests}")

    def with_test(self, day: float) -> "Course":
        """Return the course with one more test."""
        return Course(self.days, tuple(sorted({*self.tests, day})))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Tests of a course of any length: on days `from_start`, `before_end` days before
    release, and at shares of the time (`at_share`, whole days).
    """

    code: str
    from_start: tuple[float, ...] = ()
    before_end: tuple[float, ...] = ()
    at_share: tuple[float, ...] = ()

    def course(self, days: float) -> Course:
        """Return the course of a length; tests before it or after it fall away."""
        wanted = [
            *self.from_start,
            *(days - before for before in self.before_end),
            *(float(math.floor(days * share)) for share in self.at_share),
        ]
        return Course(days, tuple(sorted({day for day in wanted if 0 <= day <= days})))


SCHEDULES = (
    Schedule("none"),
    Schedule("at_release", before_end=(0,)),
    Schedule("two_days_before", before_end=(2,)),
    Schedule("halfway_and_release", before_end=(0,), at_share=(0.5,)),
    Schedule("days_1_4_7_14", from_start=(1, 4, 7, 14)),
)
