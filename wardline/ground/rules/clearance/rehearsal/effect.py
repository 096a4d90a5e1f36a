"""What a draft of a policy would change: not which numbers, but who would be cleared.

The versions in force and the draft judge the same people, and the difference is a list
of people. Each side may clear somebody whom the other refuses: neither is stricter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain

from wardline.ground.rules.clearance.clauses import Duration, Isolation, SignOff
from wardline.ground.rules.clearance.evaluating import clears
from wardline.ground.rules.clearance.evidence import as_utc, known
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.rules.clearance.rehearsal.histories import History, World, generate

HISTORIES = 10_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One history, and who clears it: what is in force, the draft."""

    history: History
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Who is cleared by one version and not by the other."""

    tried: int
    cleared_by_both: int
    only_before: tuple[History, ...]
    only_after: tuple[History, ...]

    @property
    def weaker(self) -> bool:
        """Tell whether the draft clears somebody whom the version in force refuses."""
        return bool(self.only_after)

    @property
    def stricter(self) -> bool:
        """Tell whether the draft refuses somebody whom the version in force clears."""
        return bool(self.only_before)

    @property
    def example_before(self) -> History | None:
        """Return the shortest history that only the version in force clears."""
        return _shortest(self.only_before)

    @property
    def example_after(self) -> History | None:
        """Return the shortest history that only the draft clears."""
        return _shortest(self.only_after)


def difference(
    before: Policy,
    after: Policy,
    fixtures: Iterable[History] = (),
    *,
    zone: tzinfo,
    seed: int,
    number: int = HISTORIES,
) -> Difference:
    """Judge fixtures and generated histories by the version in force and by the draft.

    What must be judged beside either (its floors) is left out: the question is what
    these two say by themselves.
    """
    people = generate(near([before, after], zone), number, seed)
    only: tuple[list[History], list[History]] = [], []
    tried = both = 0
    for found in judge([before], after, chain(fixtures, people), zone):
        tried += 1
        both += found.before and found.after
        if found.before is not found.after:
            only[found.after].append(found.history)
    return Difference(tried, both, tuple(only[0]), tuple(only[1]))


def judge(
    before: Sequence[Policy], after: Policy, histories: Iterable[History], zone: tzinfo
) -> Iterator[Judged]:
    """Judge histories by all that is in force together, and by a draft by itself.

    Where nothing is in force nobody is cleared.
    """
    for history in histories:
        at = as_utc(history.decide_at)
        facts = known(history.facts, at, at)
        first = bool(before) and all(clears(each, facts, at, zone) for each in before)
        yield Judged(history, first, clears(after, facts, at, zone))


def near(policies: Sequence[Policy], zone: tzinfo) -> World:
    """Return a world in which people come near to what these policies ask."""
    ways = [way for policy in policies for way in policy.options or (policy,)]
    days = {each.min_days for way in ways for each in way.all(Duration)}
    places = {
        place for way in ways for each in way.all(Isolation) for place in each.counts
    }
    places |= {
        place for way in ways for each in way.all(Duration) for place in each.where
    }
    roles = {role for way in ways for each in way.all(SignOff) for role in each.roles}
    total = {sum(each.min_days for each in way.all(Duration)) for way in ways}
    return World(
        zone,
        sorted(days | total) or (1,),
        sorted(places) or ("institution",),
        sorted(roles),
    )


def _shortest(histories: Sequence[History]) -> History | None:
    return min(histories, key=lambda each: (len(each.facts), each.name), default=None)
