"""The rounds of the teams that enter one area together: nobody starts or ends at a
depot, since the first home of each team is entered at the same moment.

Solver: PyVRP's iterated local search (Wouda, Lan, Kool 2024), stopped by a number of
iterations and seeded, so that the same homes give the same rounds on every machine.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wardline.ground.methods.routes.roads import Roads, Stop

VISIT = 90  # minutes at a home
SEED = 20200225
# where a home is not on the map, another home of the area is so far away
UNKNOWN = (30.0, 45.0)
_STEPS = 60  # iterations of one search; an area holds a dozen homes
_FOREVER = 1_000_000  # minutes: no limit
_FINE = 5  # minutes: how exactly the leak window is made short


@dataclass(frozen=True, slots=True)
class Round:
    """One team's homes in the order to drive, with what lies between them.

    ``legs``: (km, minutes) to each home after the first; None: not known.
    """

    codes: tuple[str, ...]
    legs: tuple[tuple[float, float] | None, ...]
    visit: int = VISIT

    @property
    def km(self) -> float:
        """Return the kilometres that are known."""
        return sum(leg[0] for leg in self.legs if leg)

    @property
    def leak(self) -> float:
        """Return the minutes from the first gate to the last."""
        return sum((leg or UNKNOWN)[1] + self.visit for leg in self.legs)

    @property
    def arrivals(self) -> list[float]:
        """Return each arrival, in minutes after the first."""
        times = [0.0]
        for leg in self.legs:
            times.append(times[-1] + self.visit + (leg or UNKNOWN)[1])
        return times


def rounds(
    stops: Sequence[Stop],
    teams: int,
    roads: Roads | None = None,
    visit: int = VISIT,
    seed: int = SEED,
) -> list[Round]:
    """Share the homes of an area among teams: shortest leak window, then fewest km.

    Returns at most ``teams`` rounds, the one with the first code first; raises
    ValueError("routes.no_team") where nobody could go.
    """
    if teams < 1:
        raise ValueError("routes.no_team", teams)
    stops = sorted(stops, key=lambda stop: stop.code)
    if not stops:
        return []
    legs = _legs(stops, roads or Roads())
    order = _shared(stops, legs, min(teams, len(stops)), visit, seed)
    found = [
        Round(
            tuple(stops[i].code for i in each),
            tuple(legs[pair] for pair in itertools.pairwise(each)),
            visit,
        )
        for each in order
    ]
    return sorted(found, key=lambda each: min(each.codes))


def _legs(stops: Sequence[Stop], roads: Roads) -> dict[Any, Any]:
    return {
        (i, j): roads.leg(one, other)
        for i, one in enumerate(stops)
        for j, other in enumerate(stops)
        if i != j
    }


def _shared(
    stops: Sequence[Stop], legs: dict[Any, Any], teams: int, visit: int, seed: int
) -> list[list[int]]:
    """Halve the span of the longest round until it is exact to some minutes."""
    minutes = {pair: round((leg or UNKNOWN)[1]) for pair, leg in legs.items()}
    metres = {pair: round((leg or UNKNOWN)[0] * 1000) for pair, leg in legs.items()}
    at_least = -(-len(stops) // teams) - 1  # drives of the longest round
    shortest = min(minutes.values(), default=0)
    low = at_least * (visit + shortest) - 1
    best = _solved(len(stops), metres, minutes, teams, visit, None, seed) or []
    high = max(_span(each, minutes, visit) for each in best)
    while high - low > _FINE:
        middle = (low + high) // 2
        tried = _solved(len(stops), metres, minutes, teams, visit, middle, seed)
        if tried is None:
            low = middle
        else:
            best, high = tried, max(_span(each, minutes, visit) for each in tried)
    return best


def _span(each: Sequence[int], minutes: dict[Any, int], visit: int) -> int:
    return sum(visit + minutes[pair] for pair in itertools.pairwise(each))


def _solved(
    homes: int,
    metres: dict[Any, int],
    minutes: dict[Any, int],
    teams: int,
    visit: int,
    span: int | None,
    seed: int,
) -> list[list[int]] | None:
    """Return each team's homes where no round spans more; None where none is found."""
    from pyvrp import Model
    from pyvrp.stop import MaxIterations

    model = Model()
    gate = model.add_location(0, 0)
    places = [model.add_location(0, 0) for _home in range(homes)]
    depot = model.add_depot(gate)
    for place in places:
        model.add_client(place, service_duration=visit)
        model.add_edge(gate, place, 0, 0)
        model.add_edge(place, gate, 0, 0)
    for (i, j), metre in metres.items():
        model.add_edge(places[i], places[j], metre, minutes[i, j])
    limit = _FOREVER if span is None else span + visit
    model.add_vehicle_type(
        teams, start_depot=depot, end_depot=depot, shift_duration=limit
    )
    steps = MaxIterations(_STEPS if homes > 2 else 1)
    result = model.solve(steps, seed=seed, collect_stats=False, display=False)
    if not result.is_feasible():
        return None
    return [_homes(route) for route in result.best.routes()]


def _homes(route: Any) -> list[int]:
    return [activity.idx for activity in route if activity.is_client()]
