"""Campaigns made from a number alone: the same everywhere, for ever (test vectors)."""

import copy
import importlib.util
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from wardline.ground.methods import draw, waves

VERIFIERS = Path(__file__).parents[2] / "wardline/work/inspection/static/inspection"
NAMES = ("6201", "区-乙", "T2", "é-3", "6205", "区-甲", "6211", "T9")


def campaign(number: int) -> dict[str, Any]:
    """Return the published campaign of this number, as plain data.

    Small ones and larger, with days that stay, shares withheld, a single custodian,
    recusals, drawn inspectors and substitutions, in names of several scripts; every
    fifth is drawn by kind.
    """
    chance = random.Random(number)  # a vector, not a secret
    shape = _shape(chance)
    kinds = random.Random(f"kinds {number}") if number % 5 == 4 else None
    frames = _frames(chance, f"c{number}", shape, kinds)
    outline = _outline(chance, f"c{number}", shape, frames)
    published = _opened(chance, outline, frames)
    return published | {"substitutions": _substitutions(chance, published["waves"])}


def _shape(chance: random.Random) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(chance.randint(1, 3) for _ in range(chance.randint(1, 2)))
        for _ in range(chance.randint(1, 3))
    )


def _frames(chance, code, shape, kinds):
    sizes = sorted({size for wave in shape for size in wave})
    many = sum(map(len, shape))
    found = []
    for area in chance.sample(NAMES, min(len(NAMES), many + chance.randint(0, 2))):
        homes = [f"{area}-{n}" for n in range(chance.randint(max(sizes), 9))]
        units = [
            draw.Unit(
                home,
                chance.randint(0, 40),
                draw.rising_floor(chance.randint(0, 200), chance.choice((None, 180))),
            )
            for home in homes
        ]
        of = {unit.id: kinds.choice("养ab") for unit in units} if kinds else {}
        for size in sizes:
            strata = waves.by_kind(units, of, size) if of else [(area, size, units)]
            spare = chance.randint(0, 3)
            for name, n, those in strata:
                k = draw.inclusions(those, n)
                found.append((area, size, draw.Frame(code, name, n, k, spare)))
    return found


def _outline(chance, code, shape, frames):
    areas = sorted({area for area, _size, _frame in frames})
    homes = sorted({home for *_, frame in frames for home in frame.inclusions})
    people = [f"p{n}" for n in range(12)]
    teams = tuple((f"t{n}", people[n]) for n in range(chance.randint(1, 3)))
    crew = chance.choice((0, 2))
    kept = chance.sample(areas + homes, 2) if chance.random() < 0.5 else []
    custodians = [f"k{n}" for n in range(chance.randint(1, 3))]
    return waves.Outline(
        campaign=code,
        waves=shape,
        fixed=tuple(chance.sample(areas, chance.randint(0, 1))),
        frames=tuple((area, size, frame.hash) for area, size, frame in frames),
        custodians=tuple(custodians),
        teams=teams,
        stand_ins=("r1", "r2")[: chance.randint(0, 2)] if len(custodians) > 1 else (),
        days=len(shape) + chance.choice((0, 0, 3)),
        go=chance.choice((draw.WHOLE, 400_000)),
        inspectors=tuple(people[len(teams) :]) if crew else (),
        recusals=tuple((chance.choice(people), at) for at in kept),
        crew=crew,
    )


def _opened(chance, outline, frames):
    names = (*outline.custodians, *outline.stand_ins)
    chains = {
        name: draw.chain(name, chance.randbytes(16), outline.departures)
        for name in names
    }
    ends = {name: values[0] for name, values in chains.items()}
    by_hash = {frame.hash: frame for *_, frame in frames}
    before: list[str] = []
    opened: list[dict[str, Any]] = []
    while waves.gone(outline, before) < len(outline.waves):
        n = len(opened) + 1
        withheld = _withheld(chance, outline)
        seats = draw.seated(outline.custodians, outline.stand_ins, withheld)
        shares = {name: chains[name][n] for name in seats}
        opened.append(
            waves.open_wave(outline, by_hash, n, before, ends, shares, withheld)
        )
        before += [area for area, _size in opened[-1]["areas"]]
    commitment = {"outline_hash": outline.hash, "ends": ends}
    return {"commitment": commitment, "waves": opened}


def _withheld(chance, outline):
    if chance.random() < 0.3:
        one = [chance.choice(outline.custodians)]
        seats = draw.seated(outline.custodians, outline.stand_ins, one)
        if draw.enough(outline.custodians, seats):
            return one
    return []


def _substitutions(chance, opened):
    found = []
    for n, wave in enumerate(opened, start=1):
        before = []
        for _team, home in wave["visits"]:
            if chance.random() < 0.2:
                reserve = waves.next_reserve(wave, home, before)
                before.append([n, home, reserve, chance.choice(waves.REASONS)])
        found += waves.listed(wave, before)
    return found


def standalone() -> ModuleType:
    """Load the verifier that is handed out, as a program of its own."""
    spec = importlib.util.spec_from_file_location(
        "verify_draw", VERIFIERS / "verify_draw.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def mutants(plain: Any, number: int) -> Iterator[tuple[str, Any]]:
    """Change one bit, or swap two neighbours, at every spot of a campaign in turn.

    The end of a chain that no wave opened yet proves nothing: it is left alone.
    """
    chance = random.Random(number)  # a vector, not a secret
    used = {name for wave in plain["waves"] for name in wave["ends"]}
    for path in _spots(plain):
        unopened = path[:2] == ("commitment", "ends") and path[2] not in used
        if unopened:
            continue
        changed = copy.deepcopy(plain)
        holder = changed
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = _changed(holder[path[-1]], chance)
        yield "/".join(map(str, path)), changed


def _spots(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for name, value in items:
        here = (*path, name)
        if isinstance(value, dict | list):
            yield from _spots(value, here)
            if isinstance(value, list) and _swaps(value):
                yield here
        elif value != "":
            yield here


def _swaps(values: list[Any]) -> bool:
    return any(one != other for one, other in pairwise(values))


def _changed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(20))
    if isinstance(value, str):
        at = chance.randrange(len(value))
        other = chr(ord(value[at]) ^ (1 << chance.randrange(4)))
        return value[:at] + other + value[at + 1 :]
    places = [n for n in range(len(value) - 1) if value[n] != value[n + 1]]
    at = chance.choice(places)
    return [*value[:at], value[at + 1], value[at], *value[at + 2 :]]
