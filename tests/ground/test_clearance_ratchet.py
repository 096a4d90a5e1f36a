"""The ratchet on a sample: nobody is cleared by two policies together who has not in
fact met all that each asks. Broken on purpose, it is seen to break.

A million cases: ``python -m benchmarks.clearance_ratchet``.
"""

from datetime import timedelta
from unittest.mock import patch

import pytest

from benchmarks.clearance_policies import merged
from benchmarks.clearance_ratchet import judge, run
from wardline.ground.rules.clearance import clock, judging, testing

CASES, SEED = 2_000, 11
days_over_at = judging.days_over_at


def test_nobody_is_cleared_who_has_not_met_what_each_policy_asks():
    found = run(CASES, SEED)
    assert found["cases"] == CASES
    assert found["cleared by both"] >= CASES // 5
    assert found["violations"] == 0
    # nor is anybody kept who has met it all
    assert found["missed"] == 0


MUTANTS = {
    "a day too few": (judging, "days_over_at", lambda *a: _earlier(*a)),
    "tests never stale": (testing, "_fresh", lambda *a: True),
    "no breach resets": (clock, "_resets", lambda *a: []),
}


def _earlier(*args):
    return days_over_at(*args) - timedelta(days=1)


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_of_the_rule_is_caught(name):
    room, function, wrong = MUTANTS[name]
    with patch.object(room, function, wrong):
        assert run(CASES // 3, SEED)["violations"] > 0


@pytest.mark.parametrize("wrong", ["days", "validity", "reset"])
def test_merging_policies_number_by_number_is_caught(wrong):
    def by_one(policies, facts, at):
        return judge([merged(*policies, wrong)], facts, at)

    assert run(CASES // 3, SEED, by_one)["violations"] > 0
