"""A clearance policy: dated, cited data that says what must hold before release."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from wardline.ground.rules.clearance.clause_reading import REPEATABLE, clauses
from wardline.ground.rules.clearance.clauses import Clause, Duration, Reset
from wardline.ground.rules.clearance.counting import Count
from wardline.ground.rules.clearance.reading import PolicyError, Reader
from wardline.ground.verdict import Reason

Asked = TypeVar("Asked", bound=Clause)


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
    # each a policy of its own, with the clauses of all: any of them will do
    options: tuple["Policy", ...] = ()
    admits_cases: bool = False  # a way out for cases: being one does not bar it
    pathogen: str = ""
    place: str = ""
    issued_by: str = ""
    document: str = ""
    source: str = ""
    text_zh: str = ""
    text_en: str = ""
    # the document on which it rests, its clauses by their kind, and the way of counting
    # days, one for all of them: looked up once, for ten thousand people
    citation: str = field(init=False, repr=False, compare=False)
    _by_kind: dict[Any, tuple[Any, ...]] = field(init=False, repr=False, compare=False)
    count: Count = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_kind: dict[Any, tuple[Any, ...]] = {}
        for clause in self.clauses:
            by_kind[type(clause)] = (*by_kind.get(type(clause), ()), clause)
        object.__setattr__(self, "_by_kind", by_kind)
        duration = self.one(Duration)
        count = duration.count if duration else Count.DAY0_END
        object.__setattr__(self, "count", count)
        citation = self.document or f"{self.id} {self.version}"
        object.__setattr__(self, "citation", citation)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> "Policy":
        """Read a policy from plain data, or raise PolicyError with every fault."""
        faults: list[Reason] = []
        policy = _policy(Reader(data, "", faults))
        if faults:
            raise PolicyError(faults)
        return policy

    def all(self, kind: type[Asked]) -> tuple[Asked, ...]:
        """Return its clauses of a kind."""
        return self._by_kind.get(kind, ())

    def one(self, kind: type[Asked]) -> Asked | None:
        """Return its first clause of a kind, if it has one."""
        found = self._by_kind.get(kind)
        return found[0] if found else None

    def concerns(
        self, institution_kind: str, person_kind: str, event_kind: str, risk: str = ""
    ) -> bool:
        """Tell whether it is for such a person at such a place on such an occasion.

        What is not known of them ("") keeps no policy away.
        """
        to = self.applies_to
        return all(
            not wanted or not given or given in wanted
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
    common = clauses(read)
    policy = Policy(
        id=read.text("id", None),
        version=read.text("version", None),
        clauses=common,
        valid_from=read.day("valid_from", needed=True) or date.min,
        valid_to=read.day("valid_to"),
        published_at=read.moment("published_at"),
        status=read.choice("status", Standing.PUBLISHED),
        transition=read.choice("transition", Transition.STRICTER_OF_BOTH),
        applies_to=_scope(read),
        floors=read.words("floors"),
        admits_cases=read.flag("admits_cases"),
        pathogen=read.text("pathogen"),
        place=read.text("place"),
        issued_by=read.text("issued_by"),
        document=read.text("document") or read.text("document_no"),
        source=read.text("source") or read.text("source_url"),
        text_zh=read.text("text_zh"),
        text_en=read.text("text_en"),
    )
    policy = replace(policy, options=_options(read, policy))
    _check(read, policy)
    read.read |= {"document_no", "source_url"}
    read.close()
    return policy


def _check(read: Reader, policy: Policy) -> None:
    """Note what is wrong with a policy as a whole."""
    if policy.valid_to and policy.valid_to < policy.valid_from:
        read.fault("valid_to", "ends_before_it_begins")
    for way in policy.options or (policy,):
        # but for resets a policy of nothing: it would let everybody out at once
        if not read.faults and all(isinstance(each, Reset) for each in way.clauses):
            read.fault("clauses", "asks_nothing")


def _options(read: Reader, common: Policy) -> tuple[Policy, ...]:
    """Read the ways out that a policy offers, each with the clauses common to all."""
    rows = read.raw("options") or ()
    if not isinstance(rows, (list, tuple)):
        read.fault("options", "not_a_list", got=rows)
        return ()
    found = []
    for number, row in enumerate(rows, start=1):
        each = Reader(row, f"options.{number}", read.faults)
        own = clauses(each)
        each.close()
        once = {clause.TYPE for clause in common.clauses} - set(REPEATABLE)
        for kind in sorted(once & {clause.TYPE for clause in own}):
            each.fault("clauses", "twice", got=kind)
        found.append(replace(common, clauses=(*common.clauses, *own)))
    return tuple(found)


def _scope(read: Reader) -> Scope:
    within = Reader(read.raw("applies_to") or {}, "applies_to", read.faults)
    fields = ("institution_kinds", "person_kinds", "event_kinds", "risk_classes")
    scope = Scope(*(frozenset(within.words(name)) for name in fields))
    within.close()
    return scope
