"""The closed set of clause types: what a policy may ask before it lets somebody out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.evidence import BreachKind


class ClockStart(StrEnum):
    """From when the days are counted."""

    ISOLATION = "isolation_start"
    EXPOSURE = "last_exposure_end"
    LATER = "max(isolation_start,last_exposure_end)"
    # the days without contact that are asked of somebody who may have had none
    EXPOSURE_IF_ANY = "last_exposure_end_if_any"
    RECOVERY = "max(isolation_start,recovery)"


class Effect(StrEnum):
    """What a breach does to the clock."""

    RESTART = "restart"
    SUSPEND = "suspend"  # a civil day that it touches does not count
    ADD_DAYS = "add_days"


@dataclass(frozen=True, slots=True)
class Isolation:
    """Kept apart, alone if so asked, in a kind of place that counts (none: any)."""

    TYPE: ClassVar = "isolation"
    single_room: bool = False
    counts: frozenset[str] = frozenset()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """For so many days, by this way of counting, from this start; if places are named,
    without a break in such a place: one stage of several."""

    TYPE: ClassVar = "duration"
    min_days: int
    count: Count = Count.DAY0_END
    clock: ClockStart = ClockStart.LATER
    where: frozenset[str] = frozenset()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Reset:
    """Which breaches move the clock, and how."""

    TYPE: ClassVar = "reset"
    on: frozenset[BreachKind]
    effect: Effect = Effect.RESTART
    days: int = 0
    citation: str = ""


@dataclass(frozen=True, slots=True)
class SymptomFree:
    """No listed symptom (none listed: none at all) in the last days.

    Looked for from the start of the isolation, never from a restarted clock: a clock
    that a breach moved past a symptom must not hide it.
    """

    TYPE: ClassVar = "symptom_free"
    last_days: int
    symptoms: frozenset[str] = frozenset()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class SymptomLog:
    """Symptoms looked for so often in the last days; what is not logged is unknown."""

    TYPE: ClassVar = "symptom_log"
    last_days: int
    per_day: int = 1
    max_gap_hours: int = 36
    citation: str = ""


@dataclass(frozen=True, slots=True)
class NegativeTest:
    """So many negative tests, from this day on, still fresh, and so far apart.

    With `min_ct` a positive counts as well if its cycle threshold is at least that.
    """

    TYPE: ClassVar = "test"
    assay: str = "NAAT"
    count: int = 1
    from_day: int | None = None
    valid_hours: int | None = None
    min_spacing_hours: int = 24
    distinct_labs: bool = False
    distinct_reagents: bool = False
    specimens: frozenset[str] = frozenset()
    max_pool: int = 1  # of how many people's specimens the test may have been
    min_ct: int | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Signed by each of these roles once the days are over; by two people if asked."""

    TYPE: ClassVar = "sign_off"
    roles: tuple[str, ...]
    two_person: bool = False
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """Has been through the infection, proven, over, and not longer ago than this.

    Meant for an option of a policy; its positive tests are not held against anyone.
    """

    TYPE: ClassVar = "recovered"
    within_days: int
    citation: str = ""


Clause: TypeAlias = (
    Isolation
    | Duration
    | Reset
    | SymptomFree
    | SymptomLog
    | NegativeTest
    | SignOff
    | Recovered
)
