"""The gate refuses what a measure in force refuses, and names the measure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from wardline.ground.rules import measures as norm
from wardline.ground.rules.closure import (
    RULES,
    Crosser,
    Crossing,
    Direction,
    InForce,
    judge_crossing,
)

IN, OUT = Direction.IN, Direction.OUT
COOL, HOT = Decimal("36.5"), Decimal("37.3")
MEASURES = [
    InForce("m1", "closure.visitors"),
    InForce("m2", "closure.outings"),
    InForce("m3", "closure.deliveries"),
    InForce("m4", "closure.vehicles"),
    InForce("m5", "closure.contractors"),
    InForce("m6", "closure.temperature", {"max": 37.3}),
    InForce("m7", "closure.masks"),
    InForce("m8", "closure.cleared_only"),
    InForce("m9", "canteen.own"),
]


def told(crossing, measures=MEASURES):
    verdict = judge_crossing(measures, crossing)
    return [(reason.code, reason.rests_on) for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("crosser", "direction", "topic", "measure"),
    [
        (Crosser.VISITOR, IN, "closure.visitors", "m1"),
        (Crosser.RESIDENT, OUT, "closure.outings", "m2"),
        (Crosser.DELIVERY, IN, "closure.deliveries", "m3"),
        (Crosser.VEHICLE, IN, "closure.vehicles", "m4"),
        (Crosser.CONTRACTOR, IN, "closure.contractors", "m5"),
    ],
)
def test_closed_gate_opens_only_by_permit(crosser, direction, topic, measure):
    crossing = Crossing(crosser, direction, COOL, masked=True)
    assert told(crossing) == [(topic, measure)]
    assert told(replace(crossing, permit="head")) == []
    assert told(crossing, []) == []


@pytest.mark.parametrize("crosser", [Crosser.VISITOR, Crosser.DELIVERY])
def test_closed_gate_lets_them_leave(crosser):
    assert told(Crossing(crosser, OUT)) == []


def test_special_vehicle_and_ambulance_come_in():
    assert told(Crossing(Crosser.VEHICLE, IN, special_vehicle=True)) == []
    assert told(Crossing(Crosser.AMBULANCE, IN)) == []


def test_temperature_at_the_limit_is_refused_whatever_the_permit():
    worker = Crossing(Crosser.STAFF, IN, HOT, masked=True, permit="head")
    verdict = judge_crossing(MEASURES, worker)
    assert verdict.codes == ("closure.too_hot",)
    assert verdict.reasons[0].args == {"got": HOT, "limit": HOT}
    assert told(replace(worker, temperature=Decimal("37.2"))) == []


def test_temperature_not_taken_is_refused():
    worker = Crossing(Crosser.STAFF, IN, masked=True)
    assert told(worker) == [("closure.not_measured", "m6")]
    assert told(replace(worker, direction=OUT)) == []


@pytest.mark.parametrize("params", [{}, {"max": "high"}, {"max": "nan"}])
def test_temperature_measure_without_a_limit_asks_only_for_a_reading(params):
    measures = [InForce("m", "closure.temperature", params)]
    worker = Crossing(Crosser.STAFF, IN, HOT)
    assert told(worker, measures) == []
    assert told(replace(worker, temperature=None), measures) != []


def test_mask_is_asked_of_all_but_residents_on_the_way_in():
    worker = Crossing(Crosser.STAFF, IN, COOL)
    assert told(worker) == [("closure.no_mask", "m7")]
    assert told(replace(worker, direction=OUT)) == []
    assert told(replace(worker, crosser=Crosser.RESIDENT)) == []


def test_whoever_is_not_cleared_does_not_come_back():
    worker = Crossing(Crosser.STAFF, IN, COOL, masked=True, cleared=False)
    assert told(worker) == [("closure.not_cleared", "m8")]
    assert told(replace(worker, permit="head")) == [("closure.not_cleared", "m8")]
    assert told(replace(worker, isolated=True)) == [("closure.isolated", "m8")]
    assert told(replace(worker, cleared=True)) == []
    assert told(replace(worker, to_isolation=True)) == []


def test_worker_who_slept_outside_is_cleared_first():
    worker = Crossing(
        Crosser.STAFF, IN, COOL, masked=True, slept_outside=date(2020, 2, 9)
    )
    assert told(worker) == [("closure.slept_outside", "m8")]
    assert told(replace(worker, permit="head")) == [("closure.slept_outside", "m8")]
    assert told(replace(worker, to_isolation=True)) == []
    assert told(replace(worker, direction=OUT)) == []
    assert told(worker, []) == []


@pytest.mark.parametrize("direction", [IN, OUT])
@pytest.mark.parametrize("isolated", [True, False])
def test_ambulance_is_never_held_up(direction, isolated):
    worst = Crossing(
        Crosser.AMBULANCE, direction, HOT, isolated=isolated, cleared=False
    )
    every = [InForce(topic, topic, {"max": 30}) for topic in RULES]
    assert told(worst, every) == []


def test_whoever_is_isolated_leaves_only_by_permit():
    worker = Crossing(Crosser.STAFF, OUT, isolated=True)
    assert told(worker) == [("closure.isolated", "m8")]
    assert told(replace(worker, permit="head")) == []
    assert told(replace(worker, isolated=False)) == []


def test_every_refusal_is_given_in_the_order_of_measures():
    visitor = Crossing(Crosser.VISITOR, IN, HOT)
    assert [code for code, _ in told(visitor, MEASURES[::-1])] == [
        "closure.visitors",
        "closure.too_hot",
        "closure.no_mask",
    ]


def test_measures_of_the_norm_are_judged_as_they_bind():
    measure = norm.Measure(
        "closed",
        "closure.visitors",
        {},
        frozenset(),
        frozenset(),
        5,
        date(2020, 1, 31),
        None,
        "62",
        "guide",
    )
    binding = norm.Binding(measure, norm.BindingReason.LEVEL, 1)
    assert told(Crossing(Crosser.VISITOR, IN), [binding]) == [
        ("closure.visitors", "closed")
    ]
