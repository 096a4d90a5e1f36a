"""What a plan draws from: a frame for each area, or for each kind of home in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wardline.ground.methods import draw
from wardline.ground.methods import waves as rules
from wardline.ground.methods.risk import weight

Row = Mapping[str, Any]


def homes(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many homes each area has."""
    return Counter(row["area"] for row in rows)


def frames(
    code: str,
    rows: Sequence[Row],
    shape: Sequence[Sequence[int]],
    floors: Mapping[str, int],
    reserves: int,
    by_kind: bool,
) -> list[tuple[str, int, draw.Frame]]:
    """Make a frame for each area and each number of visits that it can fill, or one for
    each kind of home there: (area, visits, frame)."""
    found = []
    for area, many in sorted(homes(rows).items()):
        here = [row for row in rows if row["area"] == area]
        units = [_unit(row, floors[row["institution"]]) for row in here]
        kinds = {row["institution"]: str(row["kind"]) for row in here if by_kind}
        found += [
            (area, size, draw.Frame(code, name, n, draw.inclusions(those, n), reserves))
            for size in sorted({size for wave in shape for size in wave})
            if size <= many
            for name, n, those in _strata(area, units, kinds, size)
        ]
    return found


def _unit(row: Row, floor: int) -> draw.Unit:
    return draw.Unit(row["institution"], weight(sum(row["points"].values())), floor)


def _strata(
    area: str, units: Sequence[draw.Unit], kinds: Mapping[str, str], size: int
) -> list[tuple[str, int, Sequence[draw.Unit]]]:
    """Name what is drawn together; without kinds that is the whole area."""
    if not kinds:
        return [(area, size, units)]
    return [
        (f"{area}/{kind}", n, those)
        for kind, n, those in rules.by_kind(units, kinds, size)
    ]
