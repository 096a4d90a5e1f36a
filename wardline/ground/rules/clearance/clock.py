"""From when the days count: the unbroken isolation, the last exposure, the breaches."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from operator import attrgetter
from typing import Protocol, TypeVar

from wardline.ground.rules.clearance.circumstances import Moved, Shared, Shift
from wardline.ground.rules.clearance.clauses import (
    ClockStart,
    Duration,
    Effect,
    Isolation,
    Reset,
)
from wardline.ground.rules.clearance.counting import local_day
from wardline.ground.rules.clearance.evidence import (
    Breach,
    CaseState,
    CaseStatus,
    Exposure,
    Isolated,
    Known,
    Lasting,
)
from wardline.ground.rules.clearance.policy import Policy


class Germ(Protocol):
    """A fact about one pathogen, or about whichever."""

    @property
    def pathogen(self) -> str: ...


About = TypeVar("About", bound=Germ)
_BEGIN = attrgetter("occurred_at")


@dataclass(frozen=True, slots=True)
class Case:
    """One person under one policy at one moment."""

    policy: Policy
    facts: Known
    at: datetime
    zone: tzinfo

    def about(self, facts: list[About]) -> list[About]:
        """Return those facts that are about the pathogen that the policy is for."""
        ours = self.policy.pathogen
        return [f for f in facts if f.pathogen in ("", ours)] if ours else facts


@dataclass(frozen=True, slots=True)
class Stay:
    """The isolation that is running: begun in any form, and in the form that counts.

    `hindrance` is the code of what keeps it from counting, empty if it counts;
    `cause` is what began the count anew; `first_at` is when the first one began.
    """

    first_at: datetime | None
    began_at: datetime | None
    counts_from: datetime | None
    hindrance: str
    evidence: tuple[str, ...] = ()
    cause: Lasting | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the count of days begins, what moved it there, and what lengthened it."""

    start: datetime
    moved_by: tuple[Lasting, ...] = ()
    extra_days: int = 0
    lengthened_by: tuple[Breach, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """Name the facts that moved it."""
        return tuple(fact.id for fact in (*self.moved_by, *self.lengthened_by))


def stay(case: Case) -> Stay:
    """Find the isolation that runs at the moment and has no hole in it."""
    asked, at = case.policy.one(Isolation) or Isolation(), case.at
    episodes, moves = case.facts.of(Isolated), case.facts.of(Moved)
    bridges = [move for move in moves if move.alone]
    ids = tuple(episode.id for episode in episodes)
    first = episodes[0].occurred_at if episodes else None
    began = since = _unbroken_since([*episodes, *bridges], at)
    unfit = _unfit(case, asked)
    if not unfit and since is not None:
        return Stay(first, began, since, "", ids)
    if unfit:
        fit = [each for each in episodes if each.id not in unfit]
        since = _unbroken_since([*fit, *bridges], at)
    hindered = [(each, code) for each, code in unfit.values() if each.running(at)]
    if hindered:
        worst, code = hindered[0]
        return Stay(first, began, None, code, ids, worst)
    if since is None:
        code = "isolation.ended" if episodes else "isolation.not_started"
        return Stay(first, began, None, code, ids)
    # air shared in between, by another record, begins the count anew
    cause = max((each for each, _ in unfit.values()), key=_end(at), default=None)
    if cause is None or cause.until(at) < since:
        return Stay(first, began, since, "", ids)
    return Stay(first, began, cause.until(at), "", ids, cause)


def clock(case: Case, asked: Duration | None, found: Stay) -> Clock | None:
    """Find where a count of days begins, all breaches taken in."""
    at = case.at
    exposures = case.about(case.facts.of(Exposure))
    start = _start(case, asked, found.counts_from, exposures)
    if start is None:
        return None
    breaches = case.facts.of(Breach)
    if not exposures and not breaches and not found.cause:
        return Clock(start)
    restarting = [each for each in breaches if _resets(case, each, Effect.RESTART)]
    start = max([start, *(each.until(at) for each in restarting)])
    causes: list[Lasting] = [*exposures, *restarting]
    causes += [found.cause] if found.cause else []
    moved = tuple([each for each in causes if each.until(at) == start])
    return _lengthened(case, Clock(start, moved), breaches)


def _start(
    case: Case,
    asked: Duration | None,
    isolated: datetime | None,
    exposures: Sequence[Exposure],
) -> datetime | None:
    rule = asked.clock if asked else ClockStart.LATER
    exposed = max((each.until(case.at) for each in exposures), default=None)
    if rule in (ClockStart.EXPOSURE, ClockStart.EXPOSURE_IF_ANY):
        return exposed
    if rule is ClockStart.RECOVERY:
        recovered = _recovered_at(case)
        return max(isolated, recovered) if isolated and recovered else None
    if rule is ClockStart.ISOLATION or exposed is None or isolated is None:
        return isolated
    return max(isolated, exposed)


def _recovered_at(case: Case) -> datetime | None:
    words = case.about(case.facts.of(CaseStatus))
    found = [w.occurred_at for w in words if w.state is CaseState.RECOVERED]
    return max(found, default=None)


def _lengthened(case: Case, found: Clock, breaches: Iterable[Breach]) -> Clock:
    lost: set[date] = set()
    added, by = 0, []
    for breach in breaches:
        ends = breach.until(case.at)
        if ends <= found.start:
            continue
        adding = _resets(case, breach, Effect.ADD_DAYS)
        suspending = _resets(case, breach, Effect.SUSPEND)
        added += max((reset.days for reset in adding), default=0)
        if suspending:
            begins = max(breach.occurred_at, found.start)
            lost |= _days(local_day(begins, case.zone), local_day(ends, case.zone))
        by += [breach] if adding or suspending else []
    if not by:
        return found
    return replace(found, extra_days=added + len(lost), lengthened_by=tuple(by))


def _resets(case: Case, breach: Breach, effect: Effect) -> list[Reset]:
    return [
        reset
        for reset in case.policy.all(Reset)
        if reset.effect is effect and breach.kind in reset.on
    ]


def _unfit(case: Case, asked: Isolation) -> dict[str, tuple[Lasting, str]]:
    """Name what cannot count as isolation, by fact, with the code of why not."""
    facts = case.facts
    found: dict[str, tuple[Lasting, str]] = {}
    for episode in facts.of(Isolated):
        if asked.single_room and not episode.alone:
            found[episode.id] = episode, "isolation.not_alone"
        elif asked.counts and episode.where not in asked.counts:
            found[episode.id] = episode, "isolation.place_not_counted"
    if asked.single_room:
        for shared in facts.of(Shared):
            code = "isolation.bed_shared" if shared.bed else "isolation.room_shared"
            found[shared.id] = shared, code
    for move in facts.of(Moved):
        if not move.alone:
            found[move.id] = move, "isolation.on_the_way"
    for shift in facts.of(Shift):
        found[shift.id] = shift, "isolation.on_shift"
    return found


def _end(at: datetime) -> Callable[[Lasting], datetime]:
    return lambda each: each.until(at)


def _unbroken_since(episodes: Iterable[Lasting], at: datetime) -> datetime | None:
    """Return since when something has gone on without a hole, if it still does."""
    found = runs(episodes, at)
    return found[-1][0] if found and found[-1][1] >= at else None


def runs(episodes: Iterable[Lasting], at: datetime) -> list[tuple[datetime, datetime]]:
    """Return from–to each unbroken run of episodes; a move alone bridges a hole."""
    found: list[tuple[datetime, datetime]] = []
    for episode in sorted(episodes, key=_BEGIN):
        begun, ended = episode.occurred_at, episode.until(at)
        if found and begun <= found[-1][1]:
            found[-1] = found[-1][0], max(ended, found[-1][1])
        elif not isinstance(episode, Moved):
            found.append((begun, ended))
    return found


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}
