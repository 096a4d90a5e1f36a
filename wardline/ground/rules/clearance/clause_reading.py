"""Reads the clauses of a policy from plain data, each by its type."""

from collections.abc import Callable, Mapping
from typing import Any

from wardline.ground.rules.clearance.clauses import (
    Clause,
    ClockStart,
    Duration,
    Effect,
    Isolation,
    NegativeTest,
    Recovered,
    Reset,
    SignOff,
    SymptomFree,
    SymptomLog,
)
from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.evidence import BreachKind
from wardline.ground.rules.clearance.reading import Reader

REPEATABLE = (Reset.TYPE, NegativeTest.TYPE, Duration.TYPE)


def clauses(read: Reader) -> tuple[Clause, ...]:
    """Read the clauses that stand under ``clauses``."""
    rows = read.raw("clauses", needed=not read.data.get("options")) or ()
    if not isinstance(rows, (list, tuple)):
        read.fault("clauses", "not_a_list", got=rows)
        return ()
    window = _days(rows)
    made: list[Clause] = []
    for number, row in enumerate(rows, start=1):
        at = ".".join(filter(None, (read.at, f"clauses.{number}")))
        each = Reader(row, at, read.faults)
        kind = each.data.get("type")
        if kind not in _READERS:
            each.fault("type", "not_a_choice", got=kind, choices=tuple(_READERS))
            continue
        clause = _READERS[kind](each, window)
        if any(_twice(clause, other) for other in made):
            each.fault("type", "twice", got=kind)
        made.append(clause)
        each.close()
    return tuple(made)


def _twice(clause: Clause, other: Clause) -> bool:
    """Tell whether a clause may not stand beside another of its type: days may, from
    another start or in another place."""
    if isinstance(clause, Duration) and isinstance(other, Duration):
        return (clause.clock, clause.where) == (other.clock, other.where)
    return clause.TYPE == other.TYPE and clause.TYPE not in REPEATABLE


def _days(rows: list[Any] | tuple[Any, ...]) -> int | None:
    """Find the days that a symptom log must cover when it does not say."""
    tables = [row for row in rows if isinstance(row, Mapping)]
    said = [row.get("last_days") for row in tables]
    said += [row.get("min_days") for row in tables]
    return next((days for days in said if isinstance(days, int)), None)


def _isolation(read: Reader, _: int | None) -> Isolation:
    return Isolation(
        single_room=read.flag("single_room"),
        counts=frozenset(read.words("counts")),
        citation=read.text("citation"),
    )


def _duration(read: Reader, _: int | None) -> Duration:
    return Duration(
        min_days=read.whole("min_days", None),
        count=read.choice("count", Count.DAY0_END),
        clock=read.choice("clock", ClockStart.LATER),
        where=frozenset(read.words("where")),
        citation=read.text("citation"),
    )


def _reset(read: Reader, _: int | None) -> Reset:
    effect = read.choice("effect", Effect.RESTART)
    return Reset(
        on=read.choices("on", BreachKind.LEFT_ROOM),
        effect=effect,
        days=read.whole("days", None, 1) if effect is Effect.ADD_DAYS else 0,
        citation=read.text("citation"),
    )


def _symptom_free(read: Reader, _: int | None) -> SymptomFree:
    read.only("from", "isolation_start")
    return SymptomFree(
        last_days=read.whole("last_days", None),
        symptoms=frozenset(read.words("list")),
        citation=read.text("citation"),
    )


def _symptom_log(read: Reader, window: int | None) -> SymptomLog:
    read.only("unknown", "not_met")
    return SymptomLog(
        last_days=read.whole("last_days", window),
        per_day=read.whole("per_day", 1, 1),
        max_gap_hours=read.whole("max_gap_hours", 36, 1),
        citation=read.text("citation"),
    )


def _test(read: Reader, _: int | None) -> NegativeTest:
    read.only("result", "negative")
    test = NegativeTest(
        assay=read.text("assay", "NAAT"),
        count=read.whole("count", 1, 1),
        from_day=read.maybe_whole("from_day"),
        valid_hours=read.maybe_whole("valid_hours", 1),
        min_spacing_hours=read.whole("min_spacing_hours", 24),
        distinct_labs=read.flag("distinct_labs"),
        distinct_reagents=read.flag("distinct_reagents"),
        specimens=frozenset(read.words("specimen")),
        max_pool=read.whole("max_pool", 1, 1),
        min_ct=read.maybe_whole("min_ct", 1),
        citation=read.text("citation"),
    )
    spread = (test.count - 1) * test.min_spacing_hours
    if test.valid_hours is not None and spread > test.valid_hours:
        read.fault("valid_hours", "stale_before_the_last", needed=spread)
    for name in ("distinct_labs", "distinct_reagents"):
        if getattr(test, name) and test.count > 2:
            read.fault(name, "only_for_two", got=test.count)
    return test


def _sign_off(read: Reader, _: int | None) -> SignOff:
    return SignOff(
        roles=read.words("roles", needed=True),
        two_person=read.flag("two_person"),
        citation=read.text("citation"),
    )


def _recovered(read: Reader, _: int | None) -> Recovered:
    return Recovered(
        within_days=read.whole("within_days", None, 1),
        citation=read.text("citation"),
    )


_READERS: dict[str, Callable[[Reader, int | None], Clause]] = {
    Isolation.TYPE: _isolation,
    Duration.TYPE: _duration,
    Reset.TYPE: _reset,
    SymptomFree.TYPE: _symptom_free,
    SymptomLog.TYPE: _symptom_log,
    NegativeTest.TYPE: _test,
    SignOff.TYPE: _sign_off,
    Recovered.TYPE: _recovered,
}
