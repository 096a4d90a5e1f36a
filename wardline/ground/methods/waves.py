"""An inspection in waves: which areas a wave enters and which homes it visits there,
all fixed by one committed outline and by shares that are opened at departure.

Each area of a wave has its own frame (`draw`), committed by its fingerprint; how many
homes are visited there belongs to the wave, so the total is exact whatever is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from wardline.ground.methods import draw
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

    `frames` are (area, homes to visit, fingerprint of the frame for that number);
    `fixed` are the areas that must be entered; `teams` are the teams' codes.
    """

    campaign: str
    waves: tuple[tuple[int, ...], ...]
    fixed: tuple[str, ...]
    frames: tuple[tuple[str, int, str], ...]
    custodians: tuple[str, ...]
    teams: tuple[str, ...]

    def as_plain(self) -> dict[str, Sealable]:
        """Return the outline in its canonical order."""
        return {
            "campaign": self.campaign,
            "custodians": sorted(self.custodians),
            "fixed": sorted(self.fixed),
            "frames": [list(frame) for frame in sorted(self.frames)],
            "teams": sorted(self.teams),
            "waves": [list(wave) for wave in self.waves],
        }

    @property
    def hash(self) -> str:
        """Return the fingerprint that is published before any share is opened."""
        return fingerprint(self.as_plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what `as_plain` wrote."""
        return cls(
            campaign=plain["campaign"],
            waves=tuple(tuple(wave) for wave in plain["waves"]),
            fixed=tuple(plain["fixed"]),
            frames=tuple((area, size, hash) for area, size, hash in plain["frames"]),
            custodians=tuple(plain["custodians"]),
            teams=tuple(plain["teams"]),
        )

    def areas(self, size: int) -> set[str]:
        """Return the areas that have enough homes for so many visits."""
        return {area for area, fits, _hash in self.frames if fits == size}

    @property
    def faults(self) -> list[str]:
        """Say what would make the draw impossible, or leave an area out for ever."""
        sizes = {size for wave in self.waves for size in wave}
        largest, many = max(sizes), sum(map(len, self.waves))
        checks = {
            "waves.fixed_too_many": len(self.fixed) <= many,
            "waves.fixed_too_small": set(self.fixed) <= self.areas(largest),
            "waves.too_few_areas": len(self.areas(largest)) >= many,
        }
        return [code for code, holds in checks.items() if not holds]


def enter(
    outline: Outline, key: bytes, wave: int, before: Iterable[str]
) -> list[tuple[str, int]]:
    """Draw the areas of a wave: (area, homes to visit).

    Of the entries still to come, each is as likely as any other to be that of a fixed
    area; the others are drawn with equal chance among the areas not yet entered.
    """
    entered = list(before)
    every = {area for area, _size, _hash in outline.frames}
    many = sum(map(len, outline.waves))
    found = []
    for slot, size in enumerate(outline.waves[wave - 1]):
        fixed = set(outline.fixed) - set(entered)
        free = many - len(entered) - len(fixed)
        tickets = [*fixed, *(f"free {number}" for number in range(free))]
        (area,) = draw.choose(key, tickets, 1, f"ticket {slot}")
        if area not in fixed:
            open_areas = (every - fixed - set(entered)) & outline.areas(size)
            (area,) = draw.choose(key, open_areas, 1, f"area {slot}")
        entered.append(area)
        found.append((area, size))
    return found


def deal(
    key: bytes, teams: Iterable[str], drawn: Sequence[Sequence[str]]
) -> list[tuple[str, str]]:
    """Deal the homes of each area out to teams: (team, home), in the order to drive.

    As many teams as can be enter one area together, so that it has no time to warn.
    """
    order = draw.in_order(key, "team", teams)
    dealt = []
    for number, homes in enumerate(drawn):
        mine = order[number :: len(drawn)] or [order[number % len(order)]]
        dealt += [(mine[i % len(mine)], home) for i, home in enumerate(homes)]
    return dealt


def open_wave(
    outline: Outline,
    frames: Mapping[tuple[str, int], draw.Frame],
    wave: int,
    before: Sequence[str],
    ends: Mapping[str, str],
    shares: Mapping[str, str],
) -> dict[str, Any]:
    """Draw a wave and return all that proves it, as plain data."""
    key = draw.wave_key(outline.hash, wave, shares.values())
    areas = enter(outline, key, wave, before)
    drawn = [draw.publish(frames[slot], wave, ends, shares) for slot in areas]
    visits = deal(key, outline.teams, [each.result.drawn for each in drawn])
    return {
        "outline": outline.as_plain(),
        "outline_hash": outline.hash,
        "wave": wave,
        "before": list(before),
        "areas": [[area, size] for area, size in areas],
        "draws": [each.as_plain() for each in drawn],
        "visits": [list(visit) for visit in visits],
    }


def verify(published: Mapping[str, Any]) -> list[str]:
    """Recompute a wave from what was published; return the codes of what is wrong.

    Whoever checks also compares `outline_hash` and the chains' ends with those shown
    before the departure, and `before` with the waves before this one.
    """
    outline, wave = Outline.from_plain(published["outline"]), published["wave"]
    draws = [draw.Publication.from_plain(plain) for plain in published["draws"]]
    shares = dict(draws[0].shares) if draws else {}
    key = draw.wave_key(outline.hash, wave, shares.values())
    areas = [(area, size) for area, size in published["areas"]]
    known = {(area, size): hash for area, size, hash in outline.frames}
    visits = deal(key, outline.teams, [each.result.drawn for each in draws])
    checks = {
        "waves.outline": published["outline_hash"] == outline.hash,
        "waves.areas": areas == enter(outline, key, wave, published["before"]),
        "waves.frames": [known.get(slot) for slot in areas]
        == [each.frame.hash for each in draws],
        "waves.shares": all(
            each.wave == wave
            and dict(each.shares) == shares
            and each.frame.custodians == outline.custodians
            for each in draws
        ),
        "waves.visits": published["visits"] == [list(visit) for visit in visits],
    }
    faults = [code for code, holds in checks.items() if not holds]
    return faults + sorted({code for each in draws for code in draw.verify(each)})
