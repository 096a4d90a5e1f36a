"""The rule in force as a course: what the clearance policies ask in days and tests."""

from __future__ import annotations

from dataclasses import dataclass

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.guidance.queries.clearance import Policies
from wardline.ground.methods.residual import Course
from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.clauses import Duration, NegativeTest
from wardline.ground.rules.clearance.counting import Count

ASSAY = "NAAT"  # the models know the nucleic-acid test alone
HOURS = 24


@dataclass(frozen=True, slots=True)
class InForce:
    """The longest days and the most tests of the policies that bind, and these."""

    course: Course
    policies: tuple[Policy, ...]


def in_force(viewer: Post) -> InForce | None:
    """Return the rule that binds today at the viewer's place; None where none does."""
    today = clock.today()
    bound = Policies(viewer).binding(viewer.place_id, today, today)
    policies = tuple(each.policy for each in bound)
    if not policies:
        return None
    courses = [course_of(policy) for policy in policies]
    # one test may serve two policies: the longest list is taken, not all together
    tests = max((each.tests for each in courses), key=lambda days: (len(days), days))
    return InForce(Course(max(each.days for each in courses), tests), policies)


def course_of(policy: Policy) -> Course:
    """Return the shortest course that a policy lets through.

    Days are whole days since the first; a test without a day is one of the last.
    """
    first_is_one = policy.count is Count.DAY1_END
    duration = policy.one(Duration)
    days = float(max(0, (duration.min_days if duration else 0) - first_is_one))
    tests = {
        day
        for test in policy.all(NegativeTest)
        if test.assay == ASSAY
        for day in _days_of(test, days, first_is_one)
    }
    return Course(max([days, *tests]), tuple(sorted(tests)))


def _days_of(test: NegativeTest, days: float, first_is_one: bool) -> list[float]:
    apart = test.min_spacing_hours / HOURS
    if test.from_day is None:
        first = max(0.0, days - (test.count - 1) * apart)
    else:
        first = float(max(0, test.from_day - first_is_one))
    return [first + n * apart for n in range(test.count)]
