"""The ratchet of clearance, a million times: whoever is cleared by two policies
together has in fact met all that either of them asks.

    python -m benchmarks.clearance_ratchet [cases] [seed]

Random pairs of policies, invented histories near the day on which somebody would ask.
What the rule clears is looked for again in the facts by `clearance_oracle`, which knows
nothing of how the rule does it; the other way round as well: what the oracle finds met,
the rule clears. A million takes twenty minutes and more; how far it is stands on the
error output, and whoever stops it (Ctrl-C, or a plain ``kill``) is told what was
counted so far.
"""

import signal
import sys
from collections import Counter, deque
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
TOLD_EVERY = 20_000
COUNTED = ("cases", "cleared by both", "looked at again", "violations", "missed")
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


def counting(number: int, seed: int, combined: Judge = judge) -> Iterator[Counter[str]]:
    """Give the counts after each case; ``combined`` judges by both policies."""
    found = Counter(dict.fromkeys(COUNTED, 0))
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
        yield found


def run(number: int, seed: int, combined: Judge = judge) -> Counter[str]:
    """Count what comes of so many cases."""
    return deque(counting(number, seed, combined), maxlen=1).pop()


def watched(number: int, seed: int, begun: float) -> Counter[str]:
    """Count as `run` does, tell how far it is, and stop early when asked to."""
    found: Counter[str] = Counter()
    try:
        for found in counting(number, seed):
            if found["cases"] % TOLD_EVERY == 0:
                counts = ", ".join(f"{n:,} {name}" for name, n in found.items())
                print(f"{perf_counter() - begun:.0f} s: {counts}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"stopped before {number:,}", file=sys.stderr)
    return found


def main() -> None:
    """Run, and print the counts."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun = perf_counter()
    found = watched(number, seed, begun)
    took, done = perf_counter() - begun, max(found["cases"], 1)
    for name, count in found.items():
        print(f"{name:<22}{count:>10,}  {count / done:8.3%}")
    print(f"{took:.0f} s, {took / done * 1e6:.0f} us for each case, seed {seed}")
    sys.exit(bool(found["violations"] or found["missed"] or done < number))


if __name__ == "__main__":
    main()
