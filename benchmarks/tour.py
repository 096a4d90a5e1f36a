"""A plan to measure: several areas in the order in which they were drawn, over days; as
few teams in an area as keep its leak window short, as many areas in a day as there are
teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from wardline.ground.methods.routes.roads import Roads, Stop
from wardline.ground.methods.routes.rounds import SEED, VISIT, Round, rounds

LEAK = 6 * 60  # minutes from the first gate of an area to the last
DAY = 9 * 60  # minutes from the first gate to the end of the last visit


@dataclass(frozen=True, slots=True)
class Day:
    """The areas entered on one day, each with the rounds of the teams that enter it."""

    areas: Mapping[str, Sequence[Round]]

    @property
    def leaks(self) -> dict[str, float]:
        """Return each area's leak window in minutes."""
        return {area: leak(found) for area, found in self.areas.items()}


@dataclass(frozen=True, slots=True)
class Tour:
    """Day after day until every area has been entered."""

    days: tuple[Day, ...]

    @property
    def leaks(self) -> dict[str, float]:
        """Return each area's leak window in minutes."""
        return {area: value for day in self.days for area, value in day.leaks.items()}

    @property
    def mean_leak(self) -> float:
        """Return the mean of the leak windows in minutes; 0 without areas."""
        return fmean(self.leaks.values()) if self.leaks else 0.0

    @property
    def km(self) -> float:
        """Return the kilometres inside the areas."""
        return sum(
            each.km
            for day in self.days
            for found in day.areas.values()
            for each in found
        )


def leak(found: Sequence[Round]) -> float:
    """Return the leak window of the rounds of an area in minutes."""
    return max((each.leak for each in found), default=0.0)


def tour(
    areas: Sequence[tuple[str, Sequence[Stop]]],
    teams: int,
    roads: Roads | None = None,
    visit: int = VISIT,
    seed: int = SEED,
) -> Tour:
    """Plan the areas in their order for so many teams, one at least."""
    days: list[dict[str, Sequence[Round]]] = []
    free = 0
    for area, stops in areas:
        found = _fewest(stops, teams, roads, visit, seed)
        if len(found) > free:
            days.append({})
            free = teams
        days[-1][area] = found
        free -= len(found)
    return Tour(tuple(Day(day) for day in days))


def _fewest(
    stops: Sequence[Stop], teams: int, roads: Roads | None, visit: int, seed: int
) -> list[Round]:
    """Return the rounds of the fewest teams that keep the leak window short."""
    found: list[Round] = []
    limit = min(LEAK, DAY - visit)
    for number in range(1, teams + 1):
        if -(-len(stops) // number) * visit - visit > limit and number < teams:
            continue  # too long even without driving
        found = rounds(stops, number, roads, visit, seed)
        if leak(found) <= limit:
            break
    return found
