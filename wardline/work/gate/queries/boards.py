"""A home's board of those in isolation, room by room. Everyone is judged at once; the
number of queries does not grow with theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster import queries as roster
from wardline.ground.rules import corridor
from wardline.ground.rules.clearance import ClauseResult
from wardline.ground.rules.clearance.overdue import due_tests, overdue
from wardline.ground.verdict import Outcome, Reason
from wardline.work.gate.queries.clearances import Case, cases

SLOTS = tuple(slot.value for slot in corridor.Slot)


@dataclass(frozen=True)
class Line:
    """One person on a board: the case, today's readings, samples without a result."""

    case: Case
    waiting: Sequence[Any] = ()
    looks: Mapping[str, roster.Look] | None = None

    @cached_property
    def late(self) -> tuple[Reason, ...]:
        """What is more than a day late."""
        taken = [sample.at for sample in self.waiting]
        return overdue(self.case.decision, self.case.facts, taken)

    @cached_property
    def tests(self) -> tuple[ClauseResult, ...]:
        """The tests that are missing; no test opens a way that is closed."""
        return () if self.blocked else due_tests(self.case.decision)

    @property
    def blocked(self) -> bool:
        """This way out is closed."""
        return self.case.decision.status is Outcome.BLOCKED

    @property
    def today(self) -> bool:
        """Can be released today, if nothing bad happens and nothing is left undone."""
        decision = self.case.decision
        if self.blocked or not decision.policies or decision.earliest is None:
            return False
        return decision.earliest.date() <= decision.decide_at.date()

    @property
    def rest(self) -> list[ClauseResult]:
        """What else is missing: not days, tests, or the signature that comes last."""
        told = {"duration", "test", "sign_off"}
        return [clause for clause in self.case.missing if clause.type not in told]

    @property
    def per_day(self) -> int:
        """How often a day symptoms are looked for, as the policies ask."""
        asked = [
            int(str(clause.reason.args.get("per_day", 1)))
            for clause in self.case.decision.clauses
            if clause.type == "symptom_log"
        ]
        return max(asked, default=0)

    @property
    def rounds(self) -> list[tuple[str, roster.Look | None]]:
        """Today's rounds that have begun, each with its reading or without."""
        looks, at = self.looks or {}, self.case.decision.decide_at
        begun = SLOTS[: 1 + SLOTS.index(corridor.slot_of(at, zone())[1])]
        enough = self.per_day < len(SLOTS) and looks
        return [(s, looks.get(s)) for s in begun if s in looks or not enough]

    @property
    def unmeasured(self) -> bool:
        """A round of today that has begun lacks this person."""
        return any(look is None for _, look in self.rounds)


@dataclass(frozen=True)
class HomeBoard:
    """Everyone in isolation in one home."""

    lines: Sequence[Line]

    @property
    def rooms(self) -> list[tuple[str, list[Line]]]:
        """Who is in which room, in the order of the corridor."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.case.isolation.room, []).append(line)
        return list(found.items())

    @property
    def today(self) -> list[Line]:
        """Who can be released today."""
        return [line for line in self.lines if line.today]

    @property
    def blocked(self) -> list[Line]:
        """Whose way out is closed."""
        return [line for line in self.lines if line.blocked]

    @property
    def rounds(self) -> list[tuple[str, int, list[Line]]]:
        """Each of today's rounds: how many are entered, and who is missing."""
        found: dict[str, tuple[str, int, list[Line]]] = {}
        for line in self.lines:
            for slot, look in line.rounds:
                _, entered, missing = found.get(slot, (slot, 0, []))
                missing = missing if look else [*missing, line]
                found[slot] = (slot, entered + bool(look), missing)
        return [found[slot] for slot in SLOTS if slot in found]


def home_board(viewer: Post, at: str) -> HomeBoard:
    """Judge everyone in isolation in a home, with today's readings and samples."""
    found = [each for each in roster.isolating(viewer, at) if each.place_id == at]
    judged = cases(viewer, sorted(found, key=roster.along), brief=True)
    people = {case.person.pk for case in judged}
    looks = roster.looks(viewer, people, clock.today())
    waiting = waiting_for(viewer, at, people)
    return HomeBoard(
        [
            Line(case, waiting.get(case.person.pk, ()), looks.get(case.person.pk, {}))
            for case in judged
        ]
    )


def waiting_for(viewer: Post, at: str, people: Collection[int]) -> dict[int, list[Any]]:
    """Return the samples without a result of these people, by person."""
    found: dict[int, list[Any]] = {}
    for sample in roster.waiting(viewer, at).filter(person_id__in=people):
        found.setdefault(sample.person_id, []).append(sample)
    return found
