"""A whole campaign as it is published: the commitment, every wave, every substitution.

`plain` is {commitment: {outline_hash, ends}, waves: [what `open_wave` returned],
substitutions: [[wave, home, reserve or "", reason]]}, these in the order of `listed`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wardline.ground.methods.waves.opening import verify as verify_wave

# why a home that was drawn is not visited
REASONS = ("closed", "moved", "sealed_off", "unreachable", "disaster", "recused")


def next_reserve(
    wave: Mapping[str, Any], home: str, before: Iterable[Sequence[Any]]
) -> str:
    """Return the reserve that takes a home's place, "" when none is left.

    ``before`` are the wave's substitutions so far: reserves are used in their order.
    """
    used = {reserve for _wave, _home, reserve, _reason in before}
    _at, reserves = _frame_of(wave, home)
    return next((id for id in reserves if id not in used), "")


def listed(
    wave: Mapping[str, Any], substitutions: Iterable[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Return a wave's substitutions in the one order in which they are published: by
    frame, then as its reserves were used; with none left, by home."""

    def stands(row: Sequence[Any]) -> tuple[int, int, str]:
        _wave, home, reserve, _reason = row
        at, reserves = _frame_of(wave, home)
        return at, reserves.index(reserve) if reserve else len(reserves), home

    return sorted(substitutions, key=stands)


def _frame_of(wave: Mapping[str, Any], home: str) -> tuple[int, list[str]]:
    """Return of a home's frame which it is in its wave, and its reserves."""
    for at, each in enumerate(wave["draws"]):
        if home in each["drawn"] or home in each["reserves"]:
            return at, each["reserves"]
    raise ValueError("waves.home_not_drawn", home)


def verify(plain: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Check a campaign: (wave, code) of what is wrong, wave 0 for the commitment."""
    try:
        return _faults(plain)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return [(0, "draw.unreadable")]


def _faults(plain: Mapping[str, Any]) -> list[tuple[int, str]]:
    commitment, found, before = plain["commitment"], [], list[str]()
    for number, wave in enumerate(plain["waves"], start=1):
        wrong = verify_wave(wave)
        ends = wave["ends"]
        committed = commitment["ends"]
        checks = {
            "draw.wave": wave["wave"] == number,
            "waves.outline": wave["outline_hash"] == commitment["outline_hash"],
            "draw.ends": all(committed.get(name) == ends[name] for name in ends),
            "waves.areas": wave["before"] == before,
        }
        wrong += [code for code, holds in checks.items() if not holds]
        found += [(number, code) for code in sorted(set(wrong))]
        before += [area for area, _size in wave["areas"]]
    if set(commitment["ends"]) - _people(plain):
        found.append((0, "draw.ends"))
    return found + _substitutions(plain)


def _people(plain: Mapping[str, Any]) -> set[str]:
    """Return whose chains a campaign rests on."""
    outlines = [wave["outline"] for wave in plain["waves"]]
    return {n for one in outlines for n in (*one["custodians"], *one["stand_ins"])}


def _substitutions(plain: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Every reserve in its turn, for a home that was to be visited, with its reason;
    and each where it belongs in the list."""
    done: dict[int, list[Sequence[Any]]] = {}
    for row in plain["substitutions"]:
        number, home, reserve, reason = row
        if not 1 <= number <= len(plain["waves"]):
            return [(0, "waves.substitution")]
        wave = plain["waves"][number - 1]
        known = done.setdefault(number, [])
        to_visit = {each for _team, each in wave["visits"]} | {r[2] for r in known}
        gone = {r[1] for r in known}
        due = next_reserve(wave, home, known)
        if home not in to_visit - gone or reserve != due or reason not in REASONS:
            return [(number, "waves.substitution")]
        known.append(row)
    rows = [
        row
        for number in sorted(done)
        for row in listed(plain["waves"][number - 1], done[number])
    ]
    given = zip(plain["substitutions"], rows, strict=True)
    wrong = [row[0] for row, due in given if row != due]
    return [(wrong[0], "waves.substitution")] if wrong else []
