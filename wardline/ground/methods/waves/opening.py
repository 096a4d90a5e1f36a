"""The opening of a wave: whether it goes, where, to which homes, with whom."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from wardline.ground.methods import draw
from wardline.ground.methods.waves.outline import Outline


def gone(outline: Outline, before: Sequence[str]) -> int:
    """Return how many waves went, by the areas that they entered."""
    entered, number = 0, 0
    while entered < len(before):
        entered += len(outline.waves[number])
        number += 1
    return number


def goes(outline: Outline, key: bytes, wave: int, before: Sequence[str]) -> bool:
    """Draw whether a day departs: the gaps are geometric, the number is exact."""
    left = len(outline.waves) - gone(outline, before)
    if left < 1 or not 1 <= wave <= outline.departures:
        raise ValueError("waves.over", wave)
    no_day_to_spare = outline.departures - wave < left
    return no_day_to_spare or draw.starting_point(key, "go") < outline.go


def enter(
    outline: Outline, key: bytes, wave: int, before: Sequence[str]
) -> list[tuple[str, int]]:
    """Draw the areas of a wave: (area, homes to visit); none on a day that stays.

    Of the entries still to come, each is as likely as any other to be that of a fixed
    area; the others are drawn with equal chance among the areas not yet entered.
    """
    if not goes(outline, key, wave, before):
        return []
    entered = list(before)
    every = {area for area, _size, _hash in outline.frames}
    many = sum(map(len, outline.waves))
    found = []
    for slot, size in enumerate(outline.waves[gone(outline, before)]):
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
    outline: Outline, key: bytes, drawn: Sequence[Sequence[str]]
) -> list[tuple[str, str]]:
    """Deal the homes of each area out to teams: (team, home), in the order drawn.

    As many teams as can be enter one area together, so that it has no time to warn. A
    home whose leader keeps away from it goes to the next team of the area that may, or
    else to one of another area.
    """
    leaders = dict(outline.teams)
    order = draw.in_order(key, "team", leaders)
    dealt = []
    for number, homes in enumerate(drawn):
        mine = order[number :: len(drawn)] or [order[number % len(order)]]
        for turn, home in enumerate(homes):
            asked = [mine[(turn + n) % len(mine)] for n in range(len(mine))]
            asked += [team for team in order if team not in mine]
            free = [t for t in asked if not outline.recused(leaders[t], home)]
            dealt.append(((free or asked)[0], home))
    return dealt


def together(
    draws: Iterable[Iterable[Any]], strata: Iterable[Sequence[str]]
) -> list[list[Any]]:
    """Put together, area by area, what was drawn in each of its strata."""
    rest = iter(draws)
    return [list(chain.from_iterable(islice(rest, len(each)))) for each in strata]


def man(
    outline: Outline, key: bytes, visits: Iterable[tuple[str, str]]
) -> list[tuple[str, list[str]]]:
    """Draw each team's inspectors: nobody twice, nobody to a home they keep from."""
    homes: dict[str, list[str]] = {}
    for team, home in visits:
        homes.setdefault(team, []).append(home)
    taken = {leader for _team, leader in outline.teams}
    found = []
    for team in draw.in_order(key, "team", homes) if outline.crew else ():
        free = [
            who
            for who in outline.inspectors
            if who not in taken
            and not any(outline.recused(who, home) for home in homes[team])
        ]
        crew = draw.choose(key, free, outline.crew, f"crew {team}")
        taken.update(crew)
        found.append((team, crew))
    return found


def open_wave(
    outline: Outline,
    frames: Mapping[str, draw.Frame],
    wave: int,
    before: Sequence[str],
    ends: Mapping[str, str],
    shares: Mapping[str, str],
    withheld: Iterable[str] = (),
) -> dict[str, Any]:
    """Draw a wave and return all that proves it, as plain data.

    ``frames`` are all that the outline committed, by their fingerprints.
    """
    key = draw.wave_key(outline.hash, wave, shares.values())
    areas = enter(outline, key, wave, before)
    strata = [outline.strata(*slot) for slot in areas]
    draws: list[dict[str, Any]] = []
    for hash in chain.from_iterable(strata):
        frame = frames[hash]
        own = draw.wave_key(hash, wave, shares.values())
        result = draw.draw(frame, own)
        drawn, reserves = list(result.drawn), list(result.reserves)
        draws.append({"frame": frame.as_plain(), "drawn": drawn, "reserves": reserves})
    visits = deal(outline, key, together([each["drawn"] for each in draws], strata))
    return {
        "outline": outline.as_plain(),
        "outline_hash": outline.hash,
        "wave": wave,
        "before": list(before),
        "ends": {name: ends[name] for name in shares},
        "shares": dict(shares),
        "withheld": sorted(withheld),
        "areas": [list(area) for area in areas],
        "draws": draws,
        "visits": [list(visit) for visit in visits],
        "crews": [list(crew) for crew in man(outline, key, visits)],
    }


def verify(published: Mapping[str, Any]) -> list[str]:
    """Recompute a wave from what was published; return the codes of what is wrong.

    Whoever checks also compares `outline_hash` and the chains' ends with those shown
    before the departure, and `before` with the waves before this one
    (`campaign.verify`). What cannot even be read is "draw.unreadable".
    """
    try:
        return _faults(published)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ["draw.unreadable"]


def _faults(published: Mapping[str, Any]) -> list[str]:
    outline, wave = Outline.from_plain(published["outline"]), published["wave"]
    shares, withheld = published["shares"], published["withheld"]
    seats = draw.seated(outline.custodians, outline.stand_ins, withheld)
    key = draw.wave_key(outline.hash, wave, shares.values())
    areas = enter(outline, key, wave, published["before"])
    frames = [draw.Frame.from_plain(each["frame"]) for each in published["draws"]]
    strata = [outline.strata(*slot) for slot in areas]
    sizes = together(([frame.size] for frame in frames), strata)
    homes = [
        id for each in published["draws"] for id, _k in each["frame"]["inclusions"]
    ]
    again = [
        draw.draw(frame, draw.wave_key(frame.hash, wave, shares.values()))
        for frame in frames
    ]
    drawn = [each["drawn"] for each in published["draws"]]
    visits = deal(outline, key, together(drawn, strata))
    people = {*outline.custodians, *outline.stand_ins}
    ends = published["ends"]
    checks = {
        "waves.outline": published["outline"] == outline.as_plain()
        and published["outline_hash"] == outline.hash,
        "draw.custodians": sorted(shares) == sorted(seats)
        and set(withheld) <= people
        and withheld == sorted(set(withheld)),
        "draw.too_few_shares": draw.enough(outline.custodians, seats),
        "draw.ends": set(ends) == set(shares),
        "draw.share": all(
            draw.opens(name, ends.get(name, ""), share, wave)
            for name, share in shares.items()
        ),
        "waves.areas": published["areas"] == [list(area) for area in areas],
        "waves.frames": list(chain.from_iterable(strata))
        == [frame.hash for frame in frames]
        and [sum(each) for each in sizes] == [size for _area, size in areas]
        and [each["frame"] for each in published["draws"]]
        == [frame.as_plain() for frame in frames],
        "draw.inclusions": all(frame.adds_up for frame in frames)
        and len(homes) == len(set(homes)),
        "draw.drawn": drawn == [list(each.drawn) for each in again],
        "draw.reserves": [each["reserves"] for each in published["draws"]]
        == [list(each.reserves) for each in again],
        "waves.visits": published["visits"] == [list(visit) for visit in visits],
        "waves.crews": published["crews"]
        == [list(crew) for crew in man(outline, key, visits)],
    }
    return [code for code, holds in checks.items() if not holds]
