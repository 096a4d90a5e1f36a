"""The model structures side by side. They differ more from each other than each does
over its parameters: that is why no number of one structure is ever shown alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from wardline.ground.methods.residual.by_age import ByAge
from wardline.ground.methods.residual.by_load import ByLoad
from wardline.ground.methods.residual.by_onset import ByOnset
from wardline.ground.methods.residual.curves import Structure
from wardline.ground.methods.residual.distributions import Estimate
from wardline.ground.methods.residual.exposure import Exposure, known
from wardline.ground.methods.residual.persons import PERSONAL

Drawn = Callable[[int, int, bool], Structure]
STRUCTURES: dict[str, Drawn] = {
    "cdc": ByAge.cdc,
    "generation": ByAge.generation,
    "onset": ByOnset.drawn,
    "onset-t": partial(ByOnset.drawn, code="onset-t"),
    "wells": ByLoad.drawn,
}
ALL = tuple(STRUCTURES)
OMICRON: dict[str, Drawn] = {
    "omicron": ByOnset.omicron,
    "omicron-t": partial(ByOnset.omicron, code="onset-t"),
}
# the pathogens of which transmission is modelled; of others only incubation is known
MODELLED = {"SARS-CoV-2 ancestral": ALL, "SARS-CoV-2 Omicron": tuple(OMICRON)}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What an estimate assumes of the person and of the calculation.

    `exposures`: when they may have been infected. `spread`: how far persons differ in
    being missed by tests (logit; 0: tests are independent). `monitored`: symptoms are
    looked for, also after release, and end transmission. The same seed gives the same
    numbers.
    """

    exposures: tuple[Exposure, ...] = known()
    spread: float = PERSONAL
    monitored: bool = True
    structures: tuple[str, ...] = ALL
    draws: int = 1000
    seed: int = 2020

    def drawn(self) -> list[Structure]:
        """Return the structures with their draws; KeyError for an unknown code."""
        return [
            _drawn(code, self.draws, self.seed, self.monitored)
            for code in self.structures
        ]


@lru_cache(maxsize=16)
def _drawn(code: str, draws: int, seed: int, monitored: bool) -> Structure:
    return (STRUCTURES | OMICRON)[code](draws, seed, monitored)


@dataclass(frozen=True, slots=True)
class Across:
    """An estimate from each structure, and the range over them."""

    by_structure: tuple[tuple[str, Estimate], ...]

    def of(self, code: str) -> Estimate:
        """Return a structure's estimate; KeyError for one that was not asked."""
        return dict(self.by_structure)[code]

    @property
    def lowest(self) -> float:
        """Return the least median of any structure."""
        return min(each.median for _, each in self.by_structure)

    @property
    def highest(self) -> float:
        """Return the greatest median of any structure."""
        return max(each.median for _, each in self.by_structure)

    @property
    def envelope(self) -> tuple[float, float]:
        """Return the ends of all 95 % intervals together."""
        each = [estimate for _, estimate in self.by_structure]
        return min(one.low for one in each), max(one.high for one in each)
