"""How likely each unit is drawn: whole numbers that add up, more for more risk."""

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 1_000_000  # an inclusion of 1: drawn for certain
FLOOR = 20_000  # 2 % a round: nobody is ever safe from a visit


@dataclass(frozen=True, slots=True)
class Unit:
    """What may be drawn, its risk on any scale, and the bounds of its inclusion."""

    id: str
    risk: int
    floor: int = FLOOR
    cap: int = WHOLE


def inclusions(units: Sequence[Unit], size: int) -> dict[str, int]:
    """Share size × WHOLE among the units: floor plus a part in proportion to risk.

    Largest remainder, ties by id; nobody above the cap. Floors that together ask for
    more than there is shrink alike.
    """
    whole = size * WHOLE
    if len({unit.id for unit in units}) < len(units):
        raise ValueError("draw.id_twice")
    if any(unit.risk < 0 for unit in units):
        raise ValueError("draw.risk_negative")
    if size < 1 or sum(unit.cap for unit in units) < whole:
        raise ValueError("draw.size_impossible", size)
    floors = sum(unit.floor for unit in units)
    given = {
        unit.id: min(unit.cap, unit.floor * min(floors, whole) // (floors or 1))
        for unit in units
    }
    open_units = sorted(units, key=lambda unit: unit.id)
    while left := whole - sum(given.values()):
        open_units = [unit for unit in open_units if given[unit.id] < unit.cap]
        shares = _by_risk(open_units, left)
        room = {unit.id: unit.cap - given[unit.id] for unit in open_units}
        full = [id for id in shares if shares[id] >= room[id]]
        # who would pass the cap is filled first, and the rest shared out anew
        for id in full or shares:
            given[id] += room[id] if full else shares[id]
    return given


def rising_floor(days: int, within: int | None, floor: int = FLOOR) -> int:
    """Return a floor that rises linearly with the days unseen, to WHOLE after `within`.

    Without a term the floor stays. Never below `floor`, never above WHOLE.
    """
    if within is None:
        return floor
    part = min(max(days, 0), within)
    return floor + (WHOLE - floor) * part // within


def _by_risk(units: Sequence[Unit], whole: int) -> dict[str, int]:
    """Share a whole in proportion to risk by largest remainder."""
    risks = {unit.id: unit.risk for unit in units}
    if not any(risks.values()):
        risks = dict.fromkeys(risks, 1)
    total = sum(risks.values())
    shares = {id: whole * risk // total for id, risk in risks.items()}
    largest = sorted(risks, key=lambda id: (-(whole * risks[id] % total), id))
    for id in largest[: whole - sum(shares.values())]:
        shares[id] += 1
    return shares
