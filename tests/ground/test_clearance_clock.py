"""Clearance: the isolation that counts, its days, and what begins them anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.ground.clearance import (
    ALONE,
    DURATION,
    ISOLATION,
    at,
    decide,
    fact,
    policy,
    said,
)
from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    Ended,
    Exposure,
    Isolated,
    Status,
    evaluate,
)
from wardline.ground.verdict import Outcome

# ── isolation and its clock ──


@pytest.mark.parametrize(
    ("episodes", "code"),
    [
        ([], "isolation.not_started"),
        ([fact(Isolated, at(1), ended_at=at(9))], "isolation.ended"),
        ([fact(Isolated, at(1), alone=False)], "isolation.not_alone"),
        ([fact(Isolated, at(1), where="hotel")], "isolation.place_not_counted"),
        (
            [fact(Isolated, at(1), where="hotel", ended_at=at(16))],
            "isolation.ended",
        ),
    ],
)
def test_isolation_that_does_not_count_has_no_clock(episodes, code):
    decision = decide(policy(ISOLATION, DURATION), *episodes)
    assert said(decision, "isolation").reason.code == code
    assert said(decision, "duration").status is Status.UNKNOWN
    assert decision.status is Outcome.NOT_YET
    assert decision.earliest is None


def test_isolation_moved_without_a_gap_is_one():
    moved = [
        fact(Isolated, at(1), "a", ended_at=at(8)),
        fact(Isolated, at(8), "b"),
    ]
    decision = decide(policy(ISOLATION, DURATION), *moved)
    assert decision.status is Outcome.CLEARED
    assert said(decision, "isolation").evidence == ("a", "b")


def test_isolation_with_a_gap_begins_again():
    moved = [
        fact(Isolated, at(1), "a", ended_at=at(8)),
        fact(Isolated, at(8, 11), "b"),
    ]
    decision = decide(policy(ISOLATION, DURATION), *moved)
    assert decision.earliest == at(23, 0)


def test_isolation_shared_at_first_counts_from_being_alone():
    shared = fact(Isolated, at(1), "shared", alone=False, ended_at=at(5))
    decision = decide(policy(ISOLATION, DURATION), shared, fact(Isolated, at(5), "b"))
    assert said(decision, "isolation").reason.args["since"] == at(5)
    assert decision.earliest == at(20, 0)


def test_shared_air_in_another_record_begins_the_count_anew():
    shared = fact(Isolated, at(3), "shared", alone=False, ended_at=at(6))
    assert decide(policy(ISOLATION, DURATION), ALONE, shared).earliest == at(21, 0)


def test_exposure_moves_the_clock_and_while_it_lasts_holds_it():
    asked = policy(ISOLATION, DURATION)
    ended = fact(Exposure, at(2), ended_at=at(4))
    assert decide(asked, ALONE, ended).earliest == at(19, 0)
    assert decide(asked, ALONE, fact(Exposure, at(2))).earliest == at(31, 0)
    before = fact(Exposure, at(1, 8), ended_at=at(1, 9))
    assert decide(asked, ALONE, before).status is Outcome.CLEARED


def test_clock_from_last_exposure_needs_an_exposure():
    asked = policy({**DURATION, "clock": "last_exposure_end"})
    assert said(decide(asked, ALONE), "duration").reason.code == "duration.no_start"
    met = fact(Exposure, at(1, 8), "met", ended_at=at(1, 9))
    decision = decide(asked, met)
    assert decision.status is Outcome.CLEARED
    assert said(decision, "duration").evidence == ("met",)


def test_clock_from_isolation_ignores_exposures():
    asked = policy(ISOLATION, {**DURATION, "clock": "isolation_start"})
    assert decide(asked, ALONE, fact(Exposure, at(9))).status is Outcome.CLEARED


def test_stages_are_complete_on_the_day_that_was_named():
    stages = [{**DURATION, "where": [place]} for place in ("hotel", "institution")]
    asked = policy({"type": "isolation", "single_room": True}, *stages)
    hotel = fact(Isolated, at(1), "hotel", where="hotel")
    due = decide(asked, hotel, now=at(9)).earliest
    assert due == at(31, 0)
    left = fact(Ended, at(16, 0), of="hotel")
    house = fact(Isolated, at(16, 0), "house")
    assert decide(asked, hotel, left, house, now=due).status is Outcome.CLEARED


def test_stage_without_a_start_of_its_count_is_unknown():
    stage = {**DURATION, "clock": "last_exposure_end", "where": ["institution"]}
    found = said(decide(policy(ISOLATION, stage), ALONE), "duration")
    assert (found.status, found.reason.code) == (Status.UNKNOWN, "duration.no_start")


def test_moments_compare_across_zones_and_clock_changes():
    zone = ZoneInfo("Pacific/Auckland")
    begun = datetime(2021, 3, 28, 12, tzinfo=UTC)
    alone = fact(Isolated, begun)
    asked = policy({**DURATION, "min_days": 10, "count": "elapsed"})
    due = datetime(2021, 4, 7, 12, tzinfo=UTC)
    # on 4 April clocks there went back one hour: ten times 24 hours is an hour earlier
    decision = evaluate([asked], [alone], begun, begun, zone=zone)
    assert decision.earliest == due
    assert decision.earliest.isoformat() == "2021-04-08T00:00:00+12:00"


# ── resets ──


def reset(effect, *kinds, **more):
    return {
        "type": "reset",
        "on": list(kinds) or ["left_room"],
        "effect": effect,
    } | more


def out(day, hour=14, back=16, kind=BreachKind.LEFT_ROOM, id=""):
    ended_at = at(day, back) if back else None
    return fact(Breach, at(day, hour), id, ended_at=ended_at, kind=kind)


def test_restart_is_explained_by_the_breach():
    asked = policy(ISOLATION, DURATION, reset("restart"))
    decision = decide(asked, ALONE, out(10, id="walk"))
    found = said(decision, "duration")
    assert found.evidence == ("walk",)
    assert found.reason.code == "duration.short"
    assert found.reason.args == {
        "count": "day0_end",
        "day": 6,
        "extra": 0,
        "needed": 14,
        "since": at(10, 16),
        "until": at(25, 0),
    }


@pytest.mark.parametrize(
    ("breaches", "due"),
    [
        ([out(10)], 17),
        ([out(10), out(10, 18, 20)], 17),  # one day lost, however often
        ([out(10), out(12)], 18),
        ([out(1, 2, 3)], 16),  # before the isolation
    ],
)
def test_suspended_days_do_not_count(breaches, due):
    asked = policy(ISOLATION, DURATION, reset("suspend"))
    assert decide(asked, ALONE, *breaches, now=at(15)).earliest == at(due, 0)


def test_added_days_are_added_for_each_breach():
    asked = policy(ISOLATION, DURATION, reset("add_days", days=2))
    decision = decide(asked, ALONE, out(10, id="a"), out(12, id="b"))
    assert decision.earliest == at(20, 0)
    assert said(decision, "duration").evidence == ("a", "b")


def test_breach_of_another_kind_changes_nothing():
    asked = policy(ISOLATION, DURATION, reset("suspend", "visitor"))
    assert decide(asked, ALONE, out(10)).status is Outcome.CLEARED


def test_breach_that_goes_on_restarts_the_clock_now():
    asked = policy(ISOLATION, DURATION, reset("restart"))
    assert decide(asked, ALONE, out(14, back=None)).earliest == at(31, 0)
