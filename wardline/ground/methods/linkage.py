"""Who is on both of two lists: by identity number, by a repaired one, by name and
birth date; each pair with its probability and why.

The probabilities are stated, not fitted: rounded shares of true pairs that clerks may
expect, to order the work of those who confirm. Two sound but different numbers are
two people, whatever their names. Nothing is decided here: a person confirms.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wardline.ground.methods import identity


class Why(StrEnum):
    """What two rows have in common, the surest first."""

    NUMBER_AND_NAME = "number_and_name"
    REPAIRED_AND_NAME = "repaired_and_name"
    NUMBER = "number"
    NAME_AND_BIRTH = "name_and_birth"


PROBABILITY = {
    Why.NUMBER_AND_NAME: 0.999,
    Why.REPAIRED_AND_NAME: 0.98,
    Why.NUMBER: 0.9,  # a borrowed number, or another way to write the name
    Why.NAME_AND_BIRTH: 0.8,  # shared among all who bear both
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; the number and the name as written there."""

    key: str
    number: str
    name: str
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one person."""

    left: str
    right: str
    probability: float
    why: Why


@dataclass(frozen=True, slots=True)
class Linkage:
    """The pairs, and the keys of the rows that found none."""

    pairs: tuple[Pair, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    key: str
    number: str
    name: str
    born_on: date | None
    sound: bool

    def likenesses(self) -> Iterator[str]:
        """Give the sound numbers that may have been meant."""
        if not self.sound:
            yield from (each.number for each in identity.repair(self.number))


def link(left: Sequence[Row], right: Sequence[Row]) -> Linkage:
    """Compare two lists; rows paired in one step are not asked again in the next."""
    ours, theirs = [_read(row) for row in left], [_read(row) for row in right]
    pairs: list[Pair] = []
    for step in (_by_number, _by_repair, _by_name):
        pairs += step(ours, theirs)
        ours = _left_over(ours, {pair.left for pair in pairs})
        theirs = _left_over(theirs, {pair.right for pair in pairs})
    return Linkage(
        tuple(pairs),
        tuple(person.key for person in ours),
        tuple(person.key for person in theirs),
    )


def _read(row: Row) -> _Person:
    number = identity.normalise(row.number)
    name = "".join(row.name.split()).casefold()
    born_on = identity.born_on(number) or row.born_on
    return _Person(row.key, number, name, born_on, identity.sound(number))


def _by_number(ours: list[_Person], theirs: list[_Person]) -> Iterator[Pair]:
    known = _numbers(theirs)
    for one in ours:
        for other in known.get(one.number, ()):
            same_name = one.name == other.name
            # a faulty number shared may be a filler ("none", all zeros)
            if same_name or one.sound:
                why = Why.NUMBER_AND_NAME if same_name else Why.NUMBER
                yield _pair(one, other, why)


def _by_repair(ours: list[_Person], theirs: list[_Person]) -> Iterator[Pair]:
    """Pair a faulty number with a sound one near it, where the name agrees too: by
    chance alone, a number near it is soon found among millions."""
    our_numbers, their_numbers = _numbers(ours), _numbers(theirs)
    for one in ours:
        for number in one.likenesses():
            for other in their_numbers.get(number, ()):
                if one.name == other.name:
                    yield _pair(one, other, Why.REPAIRED_AND_NAME)
    for other in theirs:
        for number in other.likenesses():
            for one in our_numbers.get(number, ()):
                if one.name == other.name:
                    yield _pair(one, other, Why.REPAIRED_AND_NAME)


def _by_name(ours: list[_Person], theirs: list[_Person]) -> Iterator[Pair]:
    """Pair by name and birth date; the more bear both, the less it says of each."""
    bearers: defaultdict[tuple[str, date], list[_Person]] = defaultdict(list)
    for other in theirs:
        if other.name and other.born_on:
            bearers[other.name, other.born_on].append(other)
    rivals = Counter((one.name, one.born_on) for one in ours)
    for one in ours:
        if one.born_on is None:
            continue
        near = bearers.get((one.name, one.born_on), [])
        share = 1 / max(len(near), rivals[one.name, one.born_on], 1)
        for other in near:
            if not (one.sound and other.sound):
                yield _pair(one, other, Why.NAME_AND_BIRTH, share)


def _numbers(people: Iterable[_Person]) -> dict[str, list[_Person]]:
    found: defaultdict[str, list[_Person]] = defaultdict(list)
    for person in people:
        if person.number:
            found[person.number].append(person)
    return found


def _pair(one: _Person, other: _Person, why: Why, share: float = 1) -> Pair:
    return Pair(one.key, other.key, PROBABILITY[why] * share, why)


def _left_over(people: list[_Person], paired: set[str]) -> list[_Person]:
    return [person for person in people if person.key not in paired]
