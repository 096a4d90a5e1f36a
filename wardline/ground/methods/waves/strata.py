"""The homes of an area by kind: how many visits each kind gets for certain."""

from collections.abc import Mapping, Sequence

from wardline.ground.methods.draw import Unit, inclusions
from wardline.ground.methods.waves.outline import split

Stratum = tuple[str, int, list[Unit]]


def by_kind(
    units: Sequence[Unit], kinds: Mapping[str, str], size: int
) -> list[Stratum]:
    """Return the strata of an area: (kind, visits, units); the visits add up to `size`.

    A kind is due the sum of the chances that its units have when all are drawn at once;
    the visits follow that by largest remainder. While a kind comes out with none, the
    two due least are drawn together, named "a+b": nobody is left without a chance, and
    no kind is asked for more homes than it has.
    """
    chances = inclusions(units, size)
    due: dict[tuple[str, ...], int] = {}
    for unit in units:
        name = (kinds[unit.id],)
        due[name] = due.get(name, 0) + chances[unit.id]
    while 0 in (visits := split(size, [due[name] for name in sorted(due)])):
        least, next_least, *_ = sorted(due, key=lambda name: (due[name], name))
        due[tuple(sorted(least + next_least))] = due.pop(least) + due.pop(next_least)
    return [
        ("+".join(name), number, [unit for unit in units if kinds[unit.id] in name])
        for name, number in zip(sorted(due), visits, strict=True)
    ]
