"""The ratchet of clearance, a million times: whoever is cleared by two policies
together has in fact met all that either of them asks.

    python -m benchmarks.clearance_ratchet [cases] [seed]

Random pairs of policies, invented histories near the day on which somebody would ask.
What the rule clears is looked for again in the facts by `clearance_oracle`, which knows
nothing of how the rule does it; the other way round as well: what the oracle finds met,
the rule clears.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.clearance_oracle import Truth
from benchmarks.clearance_policies import random_policy
from wardline.ground.rules.clearance import Decision, Fact, Policy, evaluate
from wardline.ground.rules.clearance.clauses import Duration
from wardline.ground.rules.clearance.rehearsal.histories import History, World, generate
from wardline.ground.verdict import Outcome

ZONE = ZoneInfo("Asia/Shanghai")
CLEARED = Outcome.CLEARED
PAIRS = 2_000
Judge = Callable[[list[Policy], tuple[Fact, ...], datetime], Decision]


def judge(policies: list[Policy], facts: tuple[Fact, ...], at: datetime) -> Decision:
    """Judge by all policies, as the program does."""
    return evaluate(policies, facts, at, at, zone=ZONE)


def cases(number: int, seed: int) -> Iterator[tuple[list[Policy], History]]:
    """Give random pairs of policies, each with a history of its own."""
    chance = Random(seed)
    pairs = [
        [random_policy(name, chance) for name in "PF"]
        for _ in range(min(PAIRS, number))
    ]
    share = -(-number // len(pairs))
    for turn, pair in enumerate(pairs):
        # people stay as long as the longer of the two asks
        days = max(each.one(Duration).min_days for each in pair)  # type: ignore[union-attr]
        world = World(ZONE, (days,), roles=("head",), trouble=0.5)
        few = min(share, number - turn * share)
        for history in generate(world, max(few, 0), seed + turn):
            yield pair, history


def run(number: int, seed: int, combined: Judge = judge) -> Counter[str]:
    """Count what comes of so many cases; ``combined`` judges by both policies."""
    found: Counter[str] = Counter()
    for (general, floor), history in cases(number, seed):
        facts, at = history.facts, history.decide_at
        found["cases"] += 1
        together = combined([general, floor], facts, at).status is CLEARED
        found["cleared by both"] += together
        # the slow way is dear: always where somebody is cleared, else now and then
        if together or found["cases"] % 10 == 0:
            true = all(
                Truth(each, facts, at, ZONE).holds() for each in (general, floor)
            )
            found["looked at again"] += 1
            found["violations"] += together and not true
            found["missed"] += true and not together
    return found


def main() -> None:
    """Run, and print the counts."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun = perf_counter()
    found = run(number, seed)
    took = perf_counter() - begun
    for name, count in found.items():
        print(f"{name:<22}{count:>10,}  {count / number:8.3%}")
    print(f"{took:.0f} s, {took / number * 1e6:.0f} us for each case")
    sys.exit(bool(found["violations"] or found["missed"]))


if __name__ == "__main__":
    main()
