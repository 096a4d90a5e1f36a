"""What a deed would let go of where a hold stands: looked at before it and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wardline.core.guidance.queries.norms import Norms
from wardline.core.guidance.queries.register import line
from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Hold, Measure
from wardline.ground.rules.strictness import lost


@dataclass(frozen=True, slots=True)
class Loss:
    """A measure that would bind no more at a place, or less, though a hold stands."""

    place: str
    hold: Hold
    measure: Measure


class Ratchet:
    """What binds on a day at a place and below, wherever a hold stands.

    Every institution is like one that stands just under the last place above it that
    set a norm; so those places are asked, by kind, and no institution one by one.
    """

    def __init__(self, at: str, on: date) -> None:
        self.at, self.on = at, on
        self.before = self._held()

    def losses(self) -> list[Loss]:
        """Return what has been let go of since this was made."""
        after, found = self._norms(), []
        for (place, kind), (hold, bound) in self.before.items():
            now = self._bound(after, place, kind)
            found += [Loss(place, hold, measure) for measure in lost(bound, now)]
        return found

    def _held(self) -> dict[tuple[str, str], tuple[Hold, list[Measure]]]:
        norms, found = self._norms(), {}
        standing = [hold for hold in norms.holds if hold.in_force(self.on)]
        for place in {self.at, *(s for s in norms.setters if s.startswith(self.at))}:
            near = [hold for hold in standing if rules.reaches(hold.place, place)]
            for kind in norms.kinds() if near else []:
                found[place, kind] = near[0], self._bound(norms, place, kind)
        return found

    def _norms(self) -> Norms:
        return Norms(self.at, below=True)

    def _bound(self, norms: Norms, place: str, kind: str) -> list[Measure]:
        above = set(line(place))
        near = [measure for measure in norms.measures if measure.place in above]
        told = (near, norms.levels, norms.holds)
        return [b.measure for b in rules.binding(*told, place, kind, self.on)]
