"""The way out of isolation: facts and policies gathered in bulk, judged by the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.guidance.queries.clearance import Bound, Policies
from wardline.core.roster import queries as roster
from wardline.ground.rules.clearance import (
    ClauseResult,
    Decision,
    Fact,
    Glance,
    Policy,
    PolicyResult,
    Signed,
    evaluate,
    glance,
    hash_fact,
)
from wardline.ground.verdict import Outcome, Reason
from wardline.work.gate.models import Intake, Release

STATES = {Outcome.CLEARED: "ok", Outcome.NOT_YET: "wait", Outcome.BLOCKED: "alarm"}


@dataclass(frozen=True, slots=True)
class Case:
    """One isolation with its facts, the policies that bind it, and the decision."""

    isolation: Any
    bound: tuple[Bound, ...]
    facts: tuple[Fact, ...]
    decision: Decision

    @property
    def person(self) -> Any:
        return self.isolation.person

    @property
    def count(self) -> ClauseResult | None:
        """The count of days that ends last."""
        counts = [
            clause
            for clause in self.decision.clauses
            if clause.type == "duration" and "until" in clause.reason.args
        ]
        return max(counts, key=lambda c: str(c.reason.args["until"]), default=None)

    @property
    def restarted(self) -> tuple[Reason, ...]:
        """Why the count began anew, or cannot begin."""
        if self.count:
            return self.count.notes
        apart = [each for each in self.missing if each.type == "isolation"]
        return tuple(note for each in apart for note in each.notes)

    @property
    def day(self) -> int:
        """The day by the count in force; a restarted clock counts anew."""
        if self.count:
            return int(str(self.count.reason.args["day"]))
        return roster.day_of(self.isolation, self.decision.decide_at.date())

    @property
    def days(self) -> int | None:
        """How many days are asked."""
        return int(str(self.count.reason.args["needed"])) if self.count else None

    @property
    def missing(self) -> tuple[ClauseResult, ...]:
        """What is missing, each thing said once though two policies ask it."""
        return self.decision.told

    @property
    def ready(self) -> bool:
        """Nothing but the signature is missing."""
        return self.decision.ready

    @property
    def state(self) -> str:
        """The state under which a page shows it."""
        return state_of(self.decision)

    @property
    def outcome(self) -> str:
        """The code of the outcome in words."""
        return "clearance.ready" if self.ready else f"clearance.{self.decision.status}"

    @property
    def policies(self) -> list[tuple[PolicyResult, Policy]]:
        """What each policy says by itself, beside its text."""
        texts = {(b.policy.id, b.policy.version): b.policy for b in self.bound}
        return [(r, texts[r.id, r.version]) for r in self.decision.policies]

    @property
    def policy_hashes(self) -> dict[str, str]:
        return {bound.name: bound.fingerprint for bound in self.bound}

    @property
    def evidence_hashes(self) -> dict[str, str]:
        return {fact.id: hash_fact(fact) for fact in self.facts}


def cases(
    viewer: Post,
    isolations: Iterable[Any],
    at: datetime | None = None,
    *,
    known_at: datetime | None = None,
    brief: bool = False,
) -> list[Case]:
    """Judge isolations at a moment, by what was known then or at ``known_at``; the
    number of queries does not grow with theirs. ``brief``: the same decisions from
    fewer facts, for boards.

    Someone who may sign is shown what would hold once they had signed.
    """
    isolations = list(isolations)
    rows = [roster.Apart.of(isolation) for isolation in isolations]
    when = at or clock.now()
    judged = _judged(viewer, rows, when, known_at or when, brief)
    return [Case(i, *found) for i, found in zip(isolations, judged, strict=True)]


def states(viewer: Post, at: str | None = None) -> list[tuple[str, str]]:
    """Judge every open isolation at or below a place, the eldest first: its place and
    the state that its case would have. For counts of a whole nation."""
    rows, now = roster.apart(viewer, at), clock.now()
    here = zone()
    gathered = _gathered(viewer, rows, now, now, brief=True)
    judged = (glance(*found, now, now, zone=here) for _, *found in gathered)
    return [(row.place, state_of(seen)) for row, seen in zip(rows, judged, strict=True)]


def state_of(decision: Decision | Glance) -> str:
    """Return the state under which a page shows a decision."""
    return "ok" if decision.ready else STATES[decision.status]


def _judged(
    viewer: Post,
    rows: Sequence[roster.Apart],
    when: datetime,
    known_at: datetime,
    brief: bool,
) -> Iterator[tuple[tuple[Bound, ...], tuple[Fact, ...], Decision]]:
    here = zone()
    for bound, policies, facts in _gathered(viewer, rows, when, known_at, brief):
        yield bound, facts, evaluate(policies, facts, when, known_at, zone=here)


def _gathered(
    viewer: Post,
    rows: Sequence[roster.Apart],
    when: datetime,
    known_at: datetime,
    brief: bool,
) -> Iterator[tuple[tuple[Bound, ...], list[Policy], tuple[Fact, ...]]]:
    """Give for each isolation what binds it, as such and as policies, and its facts."""
    people = {row.person for row in rows}
    evidence = roster.evidence(viewer, people, known_at, brief=brief)
    children = set(Intake.objects.values_list("person_id", flat=True))
    one = roster.same(viewer, when) if children else {}
    children |= {one[child] for child in children & one.keys()}
    name = signature(viewer, when)
    concerned = _Concerned(Policies(viewer, when), children, when, zone())
    for row in rows:
        bound = concerned.by(row)
        policies = [each.policy for each in bound]
        yield bound, policies, (*evidence[row.person], *name)


def case(
    viewer: Post,
    isolation: Any,
    at: datetime | None = None,
    known_at: datetime | None = None,
) -> Case:
    """Judge one isolation at a moment, by what was known then or later."""
    return cases(viewer, [isolation], at, known_at=known_at)[0]


def verdict(viewer: Post, isolation: Any, at: datetime | None = None) -> Decision:
    """Return the decision on one isolation, at a moment."""
    return case(viewer, isolation, at).decision


def board(viewer: Post, at: str | None = None) -> list[Case]:
    """Judge every open isolation at or below a place, the eldest first."""
    return cases(viewer, roster.isolating(viewer, at))


def releases(viewer: Post, at: str | None = None) -> QuerySet[Release]:
    """Return the signatures, newest first."""
    found: QuerySet[Release] = (
        Release.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "isolation", "signed_by__user")
        .order_by("-signed_at")
    )
    return found


def release_of(viewer: Post, isolation: Any) -> Release | None:
    """Return the signature that ended an isolation."""
    return releases(viewer).filter(isolation=isolation).first()


def signed(viewer: Post, pk: int) -> Release | None:
    """Return one signature, or None where the viewer may not see it."""
    return releases(viewer).filter(pk=pk).first()


def kept_clauses(signed: Release) -> list[dict[str, Any]]:
    """Return the kept decision as it can be said again: policy by policy, each clause
    with its reason. Nothing is judged anew."""
    return [
        {
            "id": policy["id"],
            "version": policy["version"],
            "clauses": [
                {
                    "reason": Reason(row["code"], revived(row), row["citation"]),
                    "notes": [
                        Reason(note["code"], revived(note))
                        for note in row.get("notes", ())
                    ],
                }
                for row in policy["clauses"]
            ],
        }
        for policy in signed.decision["policies"]
    ]


def revived(row: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a reason that was kept, its moments as moments."""
    return {name: _moment(value) for name, value in row["args"].items()}


def _moment(value: Any) -> Any:
    """Return a moment that was kept as text as a moment again."""
    if not isinstance(value, str) or "T" not in value:
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def signature(viewer: Post, when: datetime) -> tuple[Signed, ...]:
    """Return the signature that somebody who may sign would give at a moment."""
    if not viewer.may(Verb.RELEASE):
        return ()
    return (
        Signed(
            id=f"signature:{viewer.pk}",
            occurred_at=when,
            recorded_at=when,
            role=viewer.role_code,
            by=str(viewer.user_id),
        ),
    )


class _Concerned:
    """Which policies are for whom; asked once for cases that are alike."""

    def __init__(
        self, policies: Policies, children: set[int], when: datetime, here: tzinfo
    ) -> None:
        self.policies, self.children, self.here = policies, children, here
        self.on = when.astimezone(here).date()
        self.known: dict[tuple[Any, ...], tuple[Bound, ...]] = {}

    def by(self, row: roster.Apart) -> tuple[Bound, ...]:
        """Return the policies for such a person and occasion; where none is, all that
        bind: an occasion that nobody thought of is no way out."""
        kind = "child" if row.person in self.children else row.kind
        began_on = row.from_at.astimezone(self.here).date()
        near = self.policies.near(row.place)
        alike = (near, row.home, began_on, kind, row.reason)
        if alike not in self.known:
            bound = self.policies.binding(row.place, began_on, self.on)
            fit = [b for b in bound if b.policy.concerns(row.home, kind, row.reason)]
            self.known[alike] = tuple(fit or bound)
        return self.known[alike]
