"""What a draft would change for whom: judged against all that binds, some histories at
a time, so that no page waits for ten thousand. What was seen can be signed for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.guidance.models import Hold, PolicyDraft
from wardline.core.guidance.queries.clearance import Bound, Policies
from wardline.core.guidance.queries.norms import stands
from wardline.core.guidance.queries.register import holds
from wardline.ground import seal
from wardline.ground.rules.clearance import Decision, Policy, evaluate
from wardline.ground.rules.clearance.rehearsal import (
    HISTORIES,
    History,
    generate,
    judge,
    near,
)
from wardline.ground.rules.clearance.rehearsal.cases import Fixture, fixtures

SEED = 1
AT_ONCE = 50  # histories between two looks at the watch
EXAMPLES = 100  # of each side, kept to be shown


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a comparison has come: counts, and the first names of each side."""

    print: str = ""
    tried: int = 0
    both: int = 0
    only_before: int = 0
    only_after: int = 0
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    below: tuple[str, ...] = ()  # places whose holds refuse whom the draft clears

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Seen:
        """Read it back."""
        names = {side: tuple(plain[side]) for side in ("before", "after", "below")}
        return cls(**{**plain, **names})

    def as_plain(self) -> dict[str, Any]:
        """Write it down."""
        return asdict(self)

    def of(self, comparison: Comparison) -> bool:
        """Tell whether it is the whole of this comparison, as things are now."""
        return self.print == comparison.print and self.tried == comparison.size


@dataclass(frozen=True, slots=True)
class Below:
    """A place below with a hold of its own, and what binds there and not above."""

    place: str
    holds: tuple[Hold, ...]
    kept: tuple[Bound, ...]

    def refuses(self, draft: Policy, people: Iterable[History]) -> bool:
        """Tell whether it keeps in somebody whom the draft would clear."""
        against = [bound.policy for bound in self.kept]
        return any(not j.before for j in judge(against, draft, people, zone()))


@dataclass(frozen=True, slots=True)
class Example:
    """One history, the case of the tables that it is (or its number), and what the
    side that refuses says."""

    history: History
    fixture: Fixture | None
    number: int
    refused: Decision


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft beside all that binds the same people from its first day on."""

    draft: Policy
    fingerprint: str
    on: date
    others: tuple[Bound, ...]
    holds: tuple[Hold, ...]
    below: tuple[Below, ...] = ()
    print: str = field(init=False)

    def __post_init__(self) -> None:
        prints = [each.fingerprint for each in self.others]
        codes = [hold.code for hold in self.holds]
        told: dict[str, Any] = {
            "draft": self.fingerprint,
            "others": prints,
            "holds": codes,
        }
        if self.below:
            told["below"] = [
                [each.place, *(bound.fingerprint for bound in each.kept)]
                for each in self.below
            ]
        object.__setattr__(self, "print", seal.fingerprint(told))

    @property
    def size(self) -> int:
        """How many histories there are: the cases of the tables, then invented ones."""
        return self.cases + self.invented

    @property
    def cases(self) -> int:
        """How many of them are cases of the tables."""
        return len(fixtures(zone()))

    @property
    def invented(self) -> int:
        """How many of them are invented."""
        return HISTORIES

    def go_on(self, seen: Seen, may_go_on: Callable[[], bool]) -> Seen:
        """Judge on from where it stands, while there is time; at least a few."""
        if seen.print != self.print:
            seen = Seen(self.print)
        while seen.tried < self.size:
            seen = self._some(seen)
            if not may_go_on():
                break
        return seen

    def example(self, name: str, side: str) -> Example:
        """Return a history by its name, and why the side that refuses it does so; what
        was invented is invented again."""
        fixture = fixtures(zone()).get(name)
        number = int(name.partition("/")[2] or 0)
        history = fixture.history if fixture else next(self._invented(number, 1))
        against = [bound.policy for bound in self.others]
        refusing = against if side == "after" else [self.draft]
        at = history.decide_at
        decision = evaluate(refusing, history.facts, at, at, zone=zone())
        return Example(history, fixture, number + 1, decision)

    def held_below(self, seen: Seen) -> list[Hold]:
        """Return the holds of places below beside which the draft has no effect."""
        return [
            h for each in self.below if each.place in seen.below for h in each.holds
        ]

    def as_signed(self, seen: Seen) -> dict[str, Any]:
        """Return what is kept beside the signature."""
        return {
            "tried": seen.tried,
            "both": seen.both,
            "only_before": seen.only_before,
            "only_after": seen.only_after,
            "on": self.on.isoformat(),
            "seed": SEED,
            "holds": [hold.code for hold in self.holds],
            "others": [bound.name for bound in self.others],
            "below": [[hold.place_id, hold.code] for hold in self.held_below(seen)],
        }

    def _some(self, seen: Seen) -> Seen:
        people = list(self._people(seen.tried))
        against = [each.policy for each in self.others]
        judged = list(judge(against, self.draft, people, zone()))
        before = [j.history.name for j in judged if j.before and not j.after]
        after = [j.history.name for j in judged if j.after and not j.before]
        cleared = [j.history for j in judged if j.after]
        below = [
            each.place
            for each in self.below
            if each.place in seen.below or each.refuses(self.draft, cleared)
        ]
        return Seen(
            print=self.print,
            tried=seen.tried + len(people),
            both=seen.both + sum(j.before and j.after for j in judged),
            only_before=seen.only_before + len(before),
            only_after=seen.only_after + len(after),
            before=(*seen.before, *before)[:EXAMPLES],
            after=(*seen.after, *after)[:EXAMPLES],
            below=tuple(below),
        )

    def _people(self, tried: int) -> Iterator[History]:
        known = [each.history for each in fixtures(zone()).values()]
        if tried < len(known):
            yield from known[tried : tried + AT_ONCE]
            return
        first = tried - len(known)
        yield from self._invented(first, min(AT_ONCE, HISTORIES - first))

    def _invented(self, first: int, number: int) -> Iterator[History]:
        bound = {b.row: b.policy for each in self.below for b in each.kept}
        every = [*(b.policy for b in self.others), *bound.values(), self.draft]
        world = near(every, zone())
        yield from generate(world, number, SEED, first)


def comparison(viewer: Post, draft: PolicyDraft) -> Comparison:
    """Put a draft beside what binds the same people on its first day, or today."""
    policy = Policy.from_plain(draft.content)
    on, at = max(clock.today(), policy.valid_from), draft.place_id
    known = Policies(viewer)
    bound = known.binding(at, on, on)
    standing = [hold for hold in reversed(holds(viewer)) if stands(hold, on)]
    return Comparison(
        policy,
        seal.fingerprint(draft.content),
        on,
        tuple(each for each in bound if _meet(policy, each.policy)),
        tuple(hold for hold in standing if at.startswith(hold.place_id)),
        tuple(_below(known, standing, draft, {each.row for each in bound}, on)),
    )


def _below(
    known: Policies, standing: list[Hold], draft: PolicyDraft, own: set[int], on: date
) -> Iterator[Below]:
    """Find the places below that have holds of their own, where more binds."""
    policy, above = Policy.from_plain(draft.content), draft.place_id
    lower = [hold for hold in standing if hold.place_id.startswith(above)]
    for place in sorted({hold.place_id for hold in lower} - {above}):
        kept = tuple(
            each
            for each in known.binding(place, on, on)
            if each.row not in own and _meet(policy, each.policy)
        )
        if kept:
            yield Below(place, tuple(h for h in lower if h.place_id == place), kept)


def _meet(one: Policy, other: Policy) -> bool:
    """Tell whether two policies may bind the same person."""
    if one.pathogen and other.pathogen and one.pathogen != other.pathogen:
        return False
    names = ("institution_kinds", "person_kinds", "event_kinds", "risk_classes")
    pairs = [(getattr(one.applies_to, n), getattr(other.applies_to, n)) for n in names]
    return all(not mine or not theirs or mine & theirs for mine, theirs in pairs)
