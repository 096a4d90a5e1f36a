"""How far one home is from another where no map service can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius (IUGG)
DETOUR = 1.35  # a road against the straight line
SPEED = 60.0  # km/h


@dataclass(frozen=True, slots=True)
class Stop:
    """A home on the map; without degrees nothing is known of its distance."""

    code: str
    latitude: float | None
    longitude: float | None

    @property
    def known(self) -> bool:
        """Tell whether the home is on the map."""
        return self.latitude is not None and self.longitude is not None


def straight_km(one: Stop, other: Stop) -> float:
    """Return the great-circle distance in km (haversine)."""
    lat1, lon1, lat2, lon2 = (
        radians(degrees or 0.0)
        for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


@dataclass(frozen=True, slots=True)
class Roads:
    """Distances and times; ``drives`` are known ones, (code, code): (km, minutes).

    A drive between two homes counts as it is written; one between two areas (or within
    one) tells how fast one gets on there. Either direction serves.
    """

    drives: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    detour: float = DETOUR
    speed: float = SPEED

    def leg(self, one: Stop, other: Stop) -> tuple[float, float] | None:
        """Return (km, minutes) from one home to another; None: one is not on the map.

        The known drive of the narrowest pair of places wins.
        """
        exact = self._drive(one.code, other.code)
        if exact is not None:
            return exact
        if not (one.known and other.known):
            return None
        km = straight_km(one, other) * self.detour
        return km, km / self._speed(one.code, other.code) * 60

    def _drive(self, one: str, other: str) -> tuple[float, float] | None:
        return self.drives.get((one, other)) or self.drives.get((other, one))

    def _speed(self, one: str, other: str) -> float:
        if not self.drives:
            return self.speed
        pairs = (
            (one[:a], other[:b])
            for a in range(len(one), 0, -1)
            for b in range(len(other), 0, -1)
        )
        found = [(a, b) for a, b in pairs if self._drive(a, b)]
        if not found:
            return self.speed
        pair = max(found, key=lambda ab: (len(ab[0]) + len(ab[1]), ab))
        km, minutes = self._drive(*pair) or (self.speed, 60.0)
        return km / minutes * 60
