"""From when the days count: the unbroken isolation, the last exposure, the breaches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from wardline.ground.rules.clearance.clauses import (
    ClockStart,
    Duration,
    Effect,
    Isolation,
    Reset,
)
from wardline.ground.rules.clearance.counting import local_day
from wardline.ground.rules.clearance.evidence import Breach, Exposure, Isolated, Known
from wardline.ground.rules.clearance.policy import Policy


@dataclass(frozen=True, slots=True)
class Case:
    """One person under one policy at one moment."""

    policy: Policy
    facts: Known
    at: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Stay:
    """The isolation that is running: begun in any form, and in the form that counts.

    `hindrance` is the code of what keeps it from counting, empty if it counts.
    """

    began_at: datetime | None
    counts_from: datetime | None
    hindrance: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the count of days begins, the days added to it, and what moved it."""

    start: datetime
    extra_days: int = 0
    moved_by: tuple[str, ...] = ()


def stay(case: Case) -> Stay:
    """Find the isolation that runs at the moment and has no hole in it."""
    asked, at = case.policy.one(Isolation) or Isolation(), case.at
    episodes = case.facts.of(Isolated)
    ids = tuple(episode.id for episode in episodes)
    unfit = [episode for episode in episodes if _unfit(episode, asked)]
    began = _unbroken_since(episodes, at)
    since = _unbroken_since([each for each in episodes if each not in unfit], at)
    for episode in unfit:
        if episode.running(at):
            return Stay(began, None, _unfit(episode, asked), ids)
    if since is None:
        code = "isolation.ended" if episodes else "isolation.not_started"
        return Stay(began, None, code, ids)
    # air shared in between, by another record, begins the count anew
    return Stay(began, max([since, *(each.until(at) for each in unfit)]), "", ids)


def clock(case: Case, counts_from: datetime | None) -> Clock | None:
    """Find where the policy's count of days begins, all breaches taken in."""
    at = case.at
    exposures = case.facts.of(Exposure)
    exposed = max((each.until(at) for each in exposures), default=None)
    start = _start(case.policy, counts_from, exposed)
    if start is None:
        return None
    breaches = case.facts.of(Breach)
    restarting = [each for each in breaches if _resets(case, each, Effect.RESTART)]
    start = max([start, *(each.until(at) for each in restarting)])
    causes = [*exposures, *restarting]
    moved = tuple(each.id for each in causes if each.until(at) == start)
    return _lengthened(case, Clock(start, 0, moved), breaches)


def _start(
    policy: Policy, isolated: datetime | None, exposed: datetime | None
) -> datetime | None:
    duration = policy.one(Duration)
    rule = duration.clock if duration else ClockStart.LATER
    if rule is ClockStart.EXPOSURE:
        return exposed
    if rule is ClockStart.ISOLATION or exposed is None or isolated is None:
        return isolated
    return max(isolated, exposed)


def _lengthened(case: Case, found: Clock, breaches: Iterable[Breach]) -> Clock:
    lost: set[date] = set()
    added, ids = 0, []
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
        ids += [breach.id] if adding or suspending else []
    return replace(
        found, extra_days=added + len(lost), moved_by=(*found.moved_by, *ids)
    )


def _resets(case: Case, breach: Breach, effect: Effect) -> list[Reset]:
    return [
        reset
        for reset in case.policy.all(Reset)
        if reset.effect is effect and breach.kind in reset.on
    ]


def _unfit(episode: Isolated, asked: Isolation) -> str:
    if asked.single_room and not episode.alone:
        return "isolation.not_alone"
    if asked.counts and episode.where not in asked.counts:
        return "isolation.place_not_counted"
    return ""


def _unbroken_since(episodes: Iterable[Isolated], at: datetime) -> datetime | None:
    since: datetime | None = None
    reached = at
    # facts come sorted by their beginnings
    for episode in episodes:
        if since is None or episode.occurred_at > reached:
            since, reached = episode.occurred_at, episode.until(at)
        reached = max(reached, episode.until(at))
    return since if reached >= at else None


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}
