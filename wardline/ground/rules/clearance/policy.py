"""A clearance policy: dated, cited data that says what must hold before release."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from wardline.ground.rules.clearance.clauses import (
    Clause,
    ClockStart,
    Duration,
    Effect,
    Isolation,
    NegativeTest,
    Reset,
    SignOff,
    SymptomFree,
    SymptomLog,
)
from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.evidence import BreachKind
from wardline.ground.rules.clearance.reading import PolicyError, Reader
from wardline.ground.verdict import Reason

Asked = TypeVar("Asked", bound=Clause)
REPEATABLE = (Reset.TYPE, NegativeTest.TYPE)


class Standing(StrEnum):
    """Whether a policy is published or taken back."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Transition(StrEnum):
    """Which version judges somebody who was inside when it changed."""

    AT_CLOCK_START = "at_clock_start"
    AT_DECISION = "at_decision"
    STRICTER_OF_BOTH = "stricter_of_both"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a policy is for; an empty set is everyone."""

    institution_kinds: frozenset[str] = frozenset()
    person_kinds: frozenset[str] = frozenset()
    event_kinds: frozenset[str] = frozenset()
    risk_classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of one policy."""

    id: str
    version: str
    clauses: tuple[Clause, ...]
    valid_from: date
    valid_to: date | None = None  # the last day on which it binds
    published_at: datetime | None = None
    status: Standing = Standing.PUBLISHED
    transition: Transition = Transition.STRICTER_OF_BOTH
    applies_to: Scope = Scope()
    floors: tuple[str, ...] = ()  # policies that must be judged beside this one
    pathogen: str = ""
    place: str = ""
    issued_by: str = ""
    document: str = ""
    source: str = ""
    text_zh: str = ""
    text_en: str = ""

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Policy":
        """Read a policy from plain data, or raise PolicyError with every fault."""
        faults: list[Reason] = []
        policy = _policy(Reader(data, "", faults))
        if faults:
            raise PolicyError(faults)
        return policy

    @property
    def citation(self) -> str:
        """Name the document on which it rests."""
        return self.document or f"{self.id} {self.version}"

    @property
    def count(self) -> Count:
        """Return the way of counting days, one for all its clauses."""
        duration = self.one(Duration)
        return duration.count if duration else Count.DAY0_END

    def all(self, kind: type[Asked]) -> tuple[Asked, ...]:
        """Return its clauses of a kind."""
        return tuple(each for each in self.clauses if isinstance(each, kind))

    def one(self, kind: type[Asked]) -> Asked | None:
        """Return its only clause of a kind, if it has one."""
        return next(iter(self.all(kind)), None)

    def concerns(
        self, institution_kind: str, person_kind: str, event_kind: str, risk: str = ""
    ) -> bool:
        """Tell whether it is for such a person at such a place on such an occasion."""
        to = self.applies_to
        return all(
            not wanted or given in wanted
            for wanted, given in (
                (to.institution_kinds, institution_kind),
                (to.person_kinds, person_kind),
                (to.event_kinds, event_kind),
                (to.risk_classes, risk),
            )
        )

    def in_force(self, began_on: date, decided_on: date) -> bool:
        """Tell whether it judges somebody inside since one day and decided on another.

        `stricter_of_both` needs no comparing of versions: both are judged, worst wins.
        """
        asked = {
            Transition.AT_CLOCK_START: (began_on,),
            Transition.AT_DECISION: (decided_on,),
            Transition.STRICTER_OF_BOTH: (began_on, decided_on),
        }[self.transition]
        return self.status is Standing.PUBLISHED and any(
            self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
            for on in asked
        )


def _policy(read: Reader) -> Policy:
    clauses = _clauses(read)
    policy = Policy(
        id=read.text("id", None),
        version=read.text("version", None),
        clauses=clauses,
        valid_from=read.day("valid_from", needed=True) or date.min,
        valid_to=read.day("valid_to"),
        published_at=read.moment("published_at"),
        status=read.choice("status", Standing.PUBLISHED),
        transition=read.choice("transition", Transition.STRICTER_OF_BOTH),
        applies_to=_scope(read),
        floors=read.words("floors"),
        pathogen=read.text("pathogen"),
        place=read.text("place"),
        issued_by=read.text("issued_by"),
        document=read.text("document") or read.text("document_no"),
        source=read.text("source") or read.text("source_url"),
        text_zh=read.text("text_zh"),
        text_en=read.text("text_en"),
    )
    if policy.valid_to and policy.valid_to < policy.valid_from:
        read.fault("valid_to", "ends_before_it_begins")
    read.read |= {"document_no", "source_url"}
    read.close()
    return policy


def _scope(read: Reader) -> Scope:
    within = Reader(read.raw("applies_to") or {}, "applies_to", read.faults)
    fields = ("institution_kinds", "person_kinds", "event_kinds", "risk_classes")
    scope = Scope(*(frozenset(within.words(name)) for name in fields))
    within.close()
    return scope


def _clauses(read: Reader) -> tuple[Clause, ...]:
    rows = read.raw("clauses", needed=True)
    if not isinstance(rows, (list, tuple)):
        if rows:
            read.fault("clauses", "not_a_list", got=rows)
        return ()
    window = _days(rows)
    made: list[Clause] = []
    for number, row in enumerate(rows, start=1):
        each = Reader(row, f"clauses.{number}", read.faults)
        kind = each.data.get("type")
        if kind not in _READERS:
            each.fault("type", "not_a_choice", got=kind, choices=tuple(_READERS))
            continue
        if kind not in REPEATABLE and any(kind == other.TYPE for other in made):
            each.fault("type", "twice", got=kind)
        made.append(_READERS[kind](each, window))
        each.close()
    return tuple(made)


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
        specimens=frozenset(read.words("specimen")),
        citation=read.text("citation"),
    )
    spread = (test.count - 1) * test.min_spacing_hours
    if test.valid_hours is not None and spread > test.valid_hours:
        read.fault("valid_hours", "stale_before_the_last", needed=spread)
    if test.distinct_labs and test.count > 2:
        read.fault("distinct_labs", "only_for_two", got=test.count)
    return test


def _sign_off(read: Reader, _: int | None) -> SignOff:
    return SignOff(
        roles=read.words("roles", needed=True),
        two_person=read.flag("two_person"),
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
}
