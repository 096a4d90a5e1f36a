"""Rarer facts that bear on a clearance: rooms shared, moves, shifts, an infection that
is over, and what people with authority put down: a usual symptom, more days, a waiver.
"""

from dataclasses import dataclass
from enum import StrEnum

from wardline.ground.rules.clearance.evidence import Fact, Lasting


class Proof(StrEnum):
    """By what an earlier infection is known."""

    NAAT = "naat"
    ANTIGEN = "antigen"
    ANTIBODY = "antibody"  # says neither when nor, after a vaccine, whether
    TOLD = "told"


# by these it is known when the infection was
DATED = frozenset({Proof.NAAT, Proof.ANTIGEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Infection(Lasting):
    """Somebody had the infection before; it ended with the discharge."""

    proof: Proof
    pathogen: str = ""  # empty: whichever


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodged(Lasting):
    """Somebody sleeps in a room, isolated or not."""

    room: str
    bed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared(Lasting):
    """Two people were in one room at one time, whatever the records say of alone."""

    other: str
    room: str
    bed: str = ""  # if it was one bed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Lasting):
    """Somebody was taken from one place to another, with others or not."""

    alone: bool = False
    from_place: str = ""
    to_place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Lasting):
    """A worker was on duty among residents."""

    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Lasting):
    """A doctor's word, with the reason, that somebody always has these symptoms."""

    usual: frozenset[str]
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Lasting):
    """A doctor keeps somebody longer than the policy does."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Fact):
    """An authority lets a clause of a policy go for one person, for ever visible."""

    policy: str
    clause: str
    authority: str
    reason: str
    by: str
    second_by: str = ""

    @property
    def complete(self) -> bool:
        """Tell whether it names authority and reason and two people signed it."""
        named = self.authority and self.reason and self.by and self.second_by
        return bool(named) and self.by != self.second_by
