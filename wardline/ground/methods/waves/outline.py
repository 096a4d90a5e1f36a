"""What is committed before anything is drawn, and may be shown: all but the frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from wardline.ground.methods.draw import WHOLE
from wardline.ground.seal import Sealable, fingerprint


def split(whole: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """Share a whole by weights: largest remainder, ties to the first, some at least."""
    rest, total = whole - least * len(weights), sum(weights)
    if rest < 0 or total < 1:
        raise ValueError("waves.cannot_split", whole)
    shares = [least + rest * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(rest * weights[i] % total), i))
    for i in order[: whole - sum(shares)]:
        shares[i] += 1
    return shares


def slots(visits: Sequence[int], areas: int) -> tuple[tuple[int, ...], ...]:
    """Return, wave by wave, how many homes are visited in each area it enters.

    The areas follow the visits of the waves by largest remainder, at least one each.
    """
    many = split(areas, visits, least=1)
    if any(count < entries for count, entries in zip(visits, many, strict=True)):
        raise ValueError("waves.cannot_split", areas)
    return tuple(
        tuple(split(count, [1] * entries))
        for count, entries in zip(visits, many, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Outline:
    """What is committed and may be shown at once: everything but the frames' inside.

    `frames` are (area, homes to visit, fingerprint of a frame for that number): one, or
    one for each stratum of the area, whose sizes add up to it;
    `fixed` are the areas that must be entered; `teams` are (code, leader). Of `days`
    possible departures as many go as there are `waves`: each with the chance `go` of
    WHOLE, and for certain once no day is to spare. Each team takes `crew` inspectors
    of the register; `recusals` are (inspector or leader, place they keep away from).
    """

    campaign: str
    waves: tuple[tuple[int, ...], ...]
    fixed: tuple[str, ...]
    frames: tuple[tuple[str, int, str], ...]
    custodians: tuple[str, ...]
    teams: tuple[tuple[str, str], ...]
    stand_ins: tuple[str, ...] = ()
    days: int = 0  # 0: as many as waves
    go: int = WHOLE
    inspectors: tuple[str, ...] = ()
    recusals: tuple[tuple[str, str], ...] = ()
    crew: int = 0

    def as_plain(self) -> dict[str, Sealable]:
        """Return the outline in its canonical order."""
        return {
            "campaign": self.campaign,
            "crew": self.crew,
            "custodians": list(self.custodians),
            "days": self.departures,
            "fixed": sorted(self.fixed),
            "frames": [list(frame) for frame in sorted(self.frames)],
            "go": self.go,
            "inspectors": sorted(self.inspectors),
            "recusals": [list(pair) for pair in sorted(self.recusals)],
            "stand_ins": list(self.stand_ins),
            "teams": [list(team) for team in sorted(self.teams)],
            "waves": [list(wave) for wave in self.waves],
        }

    @property
    def hash(self) -> str:
        """Return the fingerprint that is published before any share is opened."""
        return fingerprint(self.as_plain())

    @property
    def departures(self) -> int:
        """Return on how many days a wave may depart."""
        return self.days or len(self.waves)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_plain` wrote."""
        rows = ("waves", "frames", "recusals", "teams")
        names = ("fixed", "custodians", "stand_ins", "inspectors")
        facts: dict[str, Any] = dict(plain)
        facts |= {name: tuple(tuple(row) for row in plain[name]) for name in rows}
        facts |= {name: tuple(plain[name]) for name in names}
        return cls(**facts)

    def areas(self, size: int) -> set[str]:
        """Return the areas that have enough homes for so many visits."""
        return {area for area, fits, _hash in self.frames if fits == size}

    def strata(self, area: str, size: int) -> list[str]:
        """Return the fingerprints of what so many visits of an area are drawn from."""
        return [hash for *slot, hash in sorted(self.frames) if slot == [area, size]]

    def recused(self, who: str, home: str) -> bool:
        """Tell whether somebody keeps away from a home: it, or a place above it."""
        return any(
            name == who and home.startswith(place) for name, place in self.recusals
        )

    @property
    def faults(self) -> list[str]:
        """Say what would make the draw impossible, or leave an area out for ever."""
        sizes = {size for wave in self.waves for size in wave}
        largest, many = max(sizes), sum(map(len, self.waves))
        checks = {
            "waves.fixed_too_many": len(self.fixed) <= many,
            "waves.fixed_too_small": set(self.fixed) <= self.areas(largest),
            "waves.too_few_areas": len(self.areas(largest)) >= many,
            "waves.too_few_days": self.departures >= len(self.waves),
            "waves.too_few_inspectors": len(self.inspectors)
            >= self.crew * len(self.teams),
        }
        return [code for code, holds in checks.items() if not holds]
