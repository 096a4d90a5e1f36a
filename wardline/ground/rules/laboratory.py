"""What becomes of one row of a laboratory's file, once its sample is found.

What makes it stricter holds at once, what would loosen it waits for a person: a second
answer about one sample counts by itself only where it is the more alarming of the two.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from wardline.ground.rules.clearance.evidence import SKEW, Result
from wardline.ground.verdict import Reason

# a specimen that the laboratory dates later than this was dated by a wrong clock
LONG_AFTER = timedelta(hours=24)
_ALARM = {Result.POSITIVE: 2, Result.WEAK_POSITIVE: 1}


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"  # a result, by the time of its specimen
    KNOWN = "known"  # the same result again
    UNTIMED = "untimed"  # kept; without the specimen's time it clears nobody
    MISTIMED = "mistimed"  # kept; with an impossible time it clears nobody
    CONTRADICTS = "contradicts"  # another answer about one sample: a person decides
    UNKNOWN = "unknown"  # no sample is found under the number
    UNREADABLE = "unreadable"  # a cell says nothing that can be understood


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says. A day without a time is a ``date``."""

    result: Result
    sampled: date | None = None
    reported: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer about the sample that is in force now."""

    result: Result
    timed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the row, why, whether a result is written, by a sure time."""

    fate: Fate
    reason: Reason | None = None
    written: bool = False
    timed: bool = False


def judge(
    answer: Answer,
    taken_at: datetime,
    standing: Standing | None,
    now: datetime,
    zone: tzinfo,
) -> Judged:
    """Judge a row about a sample taken at a moment; moments carry their zone."""
    fault = _time_fault(answer, taken_at, now, zone)
    if standing and standing.result is not answer.result:
        worse = _ALARM.get(answer.result, 0) > _ALARM.get(standing.result, 0)
        code = "lab.graver" if worse else "lab.contradicts"
        args = {"earlier": standing.result.value, "timed": fault is None}
        reason = Reason(code, args)
        return Judged(Fate.CONTRADICTS, reason, written=worse, timed=fault is None)
    if standing and (standing.timed or fault):
        return Judged(Fate.KNOWN)
    if fault is None:
        return Judged(Fate.TAKEN, written=True, timed=True)
    missing = fault.code == "lab.no_time"
    return Judged(Fate.UNTIMED if missing else Fate.MISTIMED, fault, written=True)


def _time_fault(
    answer: Answer, taken_at: datetime, now: datetime, zone: tzinfo
) -> Reason | None:
    """Say what is wrong with the times of a row, or nothing."""
    for got in (answer.sampled, answer.reported):
        if got is not None and _after(got, now + SKEW, zone):
            return Reason("lab.in_the_future", {"got": got})
    if answer.sampled is None:
        return Reason("lab.no_time")
    if _before(answer.sampled, taken_at - SKEW, zone):
        return Reason(
            "lab.before_sample", {"got": answer.sampled, "taken_at": taken_at}
        )
    if _after(answer.sampled, taken_at + LONG_AFTER, zone):
        return Reason("lab.long_after", {"got": answer.sampled, "taken_at": taken_at})
    if answer.reported is not None and _before(answer.reported, taken_at, zone):
        return Reason(
            "lab.reported_before", {"got": answer.reported, "taken_at": taken_at}
        )
    return None


def _before(got: date, moment: datetime, zone: tzinfo) -> bool:
    if isinstance(got, datetime):
        return got < moment
    return got < moment.astimezone(zone).date()


def _after(got: date, moment: datetime, zone: tzinfo) -> bool:
    if isinstance(got, datetime):
        return got > moment
    return got > moment.astimezone(zone).date()
