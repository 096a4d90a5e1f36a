"""Reads a case from a row of a table, judges it, and says where the outcome is not the
one that the row expects."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, TypeVar

from wardline.ground.rules.clearance.counting import local_day
from wardline.ground.rules.clearance.decision import Decision, Status
from wardline.ground.rules.clearance.evaluating import evaluate
from wardline.ground.rules.clearance.evidence import Fact, Isolated, as_utc
from wardline.ground.rules.clearance.policy import Policy
from wardline.ground.rules.clearance.reading import PolicyError
from wardline.ground.rules.clearance.rehearsal.fact_reading import (
    FactError,
    moment,
    read_facts,
)
from wardline.ground.rules.clearance.rehearsal.short_form import short_policy
from wardline.ground.rules.clearance.roommates import shared_air
from wardline.ground.verdict import Outcome, Reason

Word = TypeVar("Word", bound=StrEnum)
EVIDENCE = "evidence_kind_at_end_result_type_lab_recorded"
POLICY = "policy_parameters"
COLUMNS = (
    "case_id",
    "description_en",
    "description_zh",
    "decide_at",
    "known_at",
    "expected_status",
    "expected_earliest",
    "clause_statuses",
    POLICY,
    EVIDENCE,
)
NEEDED = ("decide_at", POLICY, EVIDENCE)
OUTCOMES = (Outcome.CLEARED, Outcome.NOT_YET, Outcome.BLOCKED)
KINDS = ("institution", "person", "event")
SHORT = {"days": "duration"}
NONE = "none"  # no day can be named
WORST_FIRST = (Status.VIOLATED, Status.UNMET, Status.UNKNOWN, Status.MET)


class RowError(ValueError):
    """A row that cannot be read; each fault has the column and what is wrong there."""

    def __init__(self, faults: Sequence[Reason]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.code for fault in faults))


@dataclass(frozen=True, slots=True)
class Situation:
    """A case as a row has it, and what the row expects."""

    policies: tuple[Policy, ...]
    facts: tuple[Fact, ...]
    decide_at: datetime
    known_at: datetime
    zone: tzinfo
    status: Outcome | None
    earliest: datetime | str | None  # a moment, NONE, or nothing expected
    clauses: Mapping[str, Status]

    @property
    def expects(self) -> bool:
        """Tell whether the row says what should come of it."""
        return bool(self.status or self.earliest or self.clauses)

    def judged(self) -> Decision:
        """Judge it."""
        when = self.decide_at, self.known_at
        return evaluate(self.policies, self.facts, *when, zone=self.zone)

    def disagreements(self, decision: Decision) -> Iterator[Reason]:
        """Name what is not as the row expects it."""
        if self.status and decision.status is not self.status:
            yield _unlike("status", self.status.value, decision.status.value)
        expected = None if self.earliest == NONE else self.earliest
        if self.earliest is not None and decision.earliest != expected:
            yield _unlike("earliest", expected or NONE, decision.earliest or NONE)
        told = clause_statuses(decision)
        for name, status in self.clauses.items():
            if told.get(name) is not status:
                yield _unlike(name, status.value, told.get(name, NONE))


def clause_statuses(decision: Decision) -> dict[str, Status]:
    """Return how each kind of clause stands, of several the worst."""
    found: dict[str, Status] = {}
    for clause in decision.clauses:
        other = found.get(clause.type, Status.MET)
        found[clause.type] = min(clause.status, other, key=WORST_FIRST.index)
    return found


def read_row(row: Mapping[str, str], zone: tzinfo) -> Situation:
    """Read a row, or raise RowError with every fault in it."""
    return _Row(row, zone).situation()


class _Row:
    """Reads one row, column by column, and collects what is wrong."""

    def __init__(self, row: Mapping[str, str], zone: tzinfo) -> None:
        self.row, self.zone = row, zone
        self.faults: list[Reason] = []

    def situation(self) -> Situation:
        """Return the case, if nothing is wrong."""
        for column in NEEDED:
            if not self.text(column):
                self.fault(column, Reason("row.missing"))
        decide_at = self.moment("decide_at")
        facts = self.facts()
        read, who = self.policies()
        expected = self.status(), self.earliest(), self.clauses()
        known_at = self.moment("known_at") or decide_at
        if self.faults or decide_at is None or known_at is None:
            raise RowError(self.faults)
        when = decide_at, as_utc(known_at)
        policies = tuple(self.binding(read, who, facts, *when))
        return Situation(policies, facts, decide_at, known_at, self.zone, *expected)

    def text(self, column: str) -> str:
        """Return what stands in a column."""
        return (self.row.get(column) or "").strip()

    def fault(self, column: str, fault: Reason, **args: object) -> None:
        """Note what is wrong in a column."""
        told = {"column": column, **args, **fault.args}
        self.faults.append(Reason(fault.code, told))

    def moment(self, column: str) -> datetime | None:
        """Read a time, if there is one."""
        if not self.text(column):
            return None
        try:
            return moment(self.text(column), self.zone, latest=False)
        except FactError as error:
            self.fault(column, error.fault)
            return None

    def json(self, column: str, wanted: type) -> Any:
        """Read JSON of a certain shape, or None."""
        if not self.text(column):
            return None
        try:
            found = json.loads(self.text(column))
        except json.JSONDecodeError as error:
            why = Reason("row.not_json", {"at": error.pos + 1, "why": error.msg})
            self.fault(column, why)
            return None
        if not isinstance(found, wanted):
            self.fault(column, Reason(f"row.not_a_{SHAPES[wanted]}"))
            return None
        return found

    def facts(self) -> tuple[Fact, ...]:
        """Read the evidence, and what the rooms of others add to it."""
        histories: dict[str, list[Fact]] = {"": []}
        for number, item in enumerate(self.json(EVIDENCE, list) or []):
            try:
                person, found = read_facts(number, item, self.zone)
            except FactError as error:
                self.fault(EVIDENCE, error.fault, item=number + 1)
                continue
            histories.setdefault(person, []).extend(found)
        mine = histories[""]
        if len(histories) > 1 and not self.faults:
            known_at = self.moment("known_at") or self.moment("decide_at")
            mine += shared_air(histories, as_utc(known_at))[""] if known_at else ()
        return tuple(mine)

    def policies(self) -> tuple[list[Policy], Mapping[str, Any]]:
        """Read the policies, and whom they are asked for."""
        asked = self.json(POLICY, dict)
        if asked is None:
            return [], {}
        plain, who = asked.get("policies"), asked.get("who", {})
        if "policies" not in asked:
            plain, who = [self.short(asked)], {}
        if not isinstance(plain, list) or not isinstance(who, dict):
            self.fault(POLICY, Reason("row.not_policies"))
            return [], {}
        read = [self.policy(each) for each in plain if each is not None]
        return [policy for policy in read if policy], who

    def binding(
        self,
        read: Sequence[Policy],
        who: Mapping[str, Any],
        facts: Sequence[Fact],
        decide_at: datetime,
        known_at: datetime,
    ) -> Iterator[Policy]:
        """Give those of the policies that bind this person."""
        inside = [fact.occurred_at for fact in facts if isinstance(fact, Isolated)]
        began_on = local_day(min(inside, default=decide_at), self.zone)
        on = local_day(decide_at, self.zone)
        for policy in read:
            published = (policy.published_at or known_at) <= known_at
            if published and policy.in_force(began_on, on) and _concerns(policy, who):
                yield policy

    def short(self, asked: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Read the short form of one policy."""
        try:
            return short_policy(asked)
        except KeyError as error:
            why = Reason("row.parameter", {"got": str(error.args[0])})
            self.fault(POLICY, why)
            return None

    def policy(self, plain: Any) -> Policy | None:
        """Read one policy."""
        try:
            return Policy.from_plain(plain)
        except PolicyError as error:
            for fault in error.faults:
                self.fault(POLICY, Reason("row.policy", {"why": fault, **fault.args}))
            return None

    def status(self) -> Outcome | None:
        """Read which status is expected."""
        text = self.text("expected_status")
        return self.word("expected_status", text, OUTCOMES) if text else None

    def earliest(self) -> datetime | str | None:
        """Read which earliest moment is expected."""
        if self.text("expected_earliest").lower() == NONE:
            return NONE
        return self.moment("expected_earliest")

    def clauses(self) -> dict[str, Status]:
        """Read how the clauses are expected to stand."""
        found = {}
        for pair in filter(None, self.text("clause_statuses").split(";")):
            name, _, status = pair.strip().partition("=")
            name = SHORT.get(name, name)
            if read := self.word("clause_statuses", status, tuple(Status)):
                found[name] = read
        return found

    def word(self, column: str, text: str, among: Sequence[Word]) -> Word | None:
        """Read a word out of a closed set."""
        known = {str(each): each for each in among}
        if text.strip().lower() not in known:
            why = Reason("row.not_a_choice", {"got": text, "choices": tuple(known)})
            self.fault(column, why)
        return known.get(text.strip().lower())


SHAPES: dict[type, str] = {list: "list", dict: "table"}


def _unlike(what: str, expected: object, got: object) -> Reason:
    return Reason("row.unlike", {"what": what, "expected": expected, "got": got})


def _concerns(policy: Policy, who: Mapping[str, Any]) -> bool:
    """Tell whether a policy is for somebody; by either risk class, where the one of the
    place they come from has changed."""
    if not who:
        return True
    risks = who.get("risk", "")
    kind = {name: str(who.get(f"{name}_kind", "")) for name in KINDS}
    return any(
        policy.concerns(kind["institution"], kind["person"], kind["event"], str(risk))
        for risk in (risks if isinstance(risks, list) else [risks])
    )
