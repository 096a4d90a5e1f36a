"""Measures: what binds a place on a day, and the ratchet of a hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardline.ground.rules.measures import (
    BindingReason,
    Hold,
    LevelChange,
    Measure,
    binding,
    level_at,
    parameter,
)

FIRST = date(2020, 1, 25)
LOWERED = date(2020, 2, 21)
NOTICE = date(2020, 2, 22)
LEVELS = (LevelChange("62", 1, FIRST), LevelChange("62", 3, LOWERED))
HOLD = Hold("62", "no-relaxing", NOTICE, 1)
HOME = "620102-0007"
ELDER = "elder_care"


def measure(code="E3", **changes):
    facts = {
        "topic": "closure.visitors",
        "params": {},
        "institution_kinds": frozenset({ELDER}),
        "levels": frozenset({1, 2}),
        "strictness": 1,
        "valid_from": FIRST,
        "valid_to": None,
        "place": "62",
        "citation": "guide, ed. 1",
    }
    return Measure(code=code, **(facts | changes))


def bound(measures, on, *, levels=LEVELS, holds=(), place=HOME, kind=ELDER):
    return binding(measures, levels, holds, place, kind, on)


def codes(bindings):
    return [each.code for each in bindings]


@pytest.mark.parametrize(
    ("on", "level"),
    [(FIRST - timedelta(1), None), (FIRST, 1), (LOWERED, 3)],
)
def test_level_at_follows_the_changes(on, level):
    assert level_at(LEVELS, HOME, on) == level


def test_level_at_takes_the_graver_of_above_and_own():
    own = LevelChange("620102", 2, FIRST)

    assert level_at((*LEVELS, own), HOME, LOWERED) == 2
    assert level_at((*LEVELS, own), HOME, FIRST) == 1
    assert level_at((*LEVELS, own), "620103-0001", LOWERED) == 3


def test_level_at_takes_the_graver_of_one_day_in_any_order():
    same_day = (LevelChange("62", 3, FIRST), LevelChange("62", 1, FIRST))

    assert level_at(same_day, HOME, FIRST) == 1
    assert level_at(same_day[::-1], HOME, FIRST) == 1


def test_binding_names_measure_reason_and_level():
    (found,) = bound([measure(params={"days": 14})], FIRST)

    assert (found.code, found.topic) == ("E3", "closure.visitors")
    assert found.params == {"days": 14}
    assert (found.reason, found.level, found.hold_code) == ("level", 1, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "6203"},
        {"institution_kinds": frozenset({"rescue_station"})},
        {"levels": frozenset({3})},
        {"valid_from": date(2020, 2, 10)},
        {"valid_to": date(2020, 1, 31)},
    ],
    ids=["other place", "other kind", "other level", "not yet", "no more"],
)
def test_binding_leaves_out_what_does_not_concern(changes):
    assert bound([measure(**changes)], date(2020, 2, 5)) == ()


def test_binding_counts_the_last_day_of_a_measure():
    short = measure(valid_to=date(2020, 1, 31))

    assert codes(bound([short], date(2020, 1, 31))) == ["E3"]


def test_binding_without_kinds_and_levels_binds_all_always():
    general = measure(institution_kinds=frozenset(), levels=frozenset())

    assert codes(bound([general], FIRST, levels=(), kind="any")) == ["E3"]


def test_binding_falls_with_the_level_where_nothing_holds():
    assert bound([measure()], LOWERED) == ()


def test_binding_is_kept_by_the_hold_when_the_level_has_fallen():
    (found,) = bound([measure()], NOTICE, holds=[HOLD])

    assert (found.reason, found.level, found.hold_code) == ("hold", 1, "no-relaxing")


def test_binding_with_a_hold_also_takes_what_the_lower_level_brings():
    booking = measure("E17", levels=frozenset({3}))

    found = {
        b.code: b.reason for b in bound([measure(), booking], NOTICE, holds=[HOLD])
    }

    assert found == {"E3": BindingReason.HOLD, "E17": BindingReason.LEVEL}


def test_binding_outlives_its_measure_until_the_hold_is_withdrawn():
    short = measure(valid_to=date(2020, 2, 25), levels=frozenset())
    withdrawn = Hold("62", "no-relaxing", NOTICE, 1, date(2020, 3, 10))

    (before,) = bound([short], date(2020, 2, 25), holds=[withdrawn])
    (during,) = bound([short], date(2020, 3, 9), holds=[withdrawn])

    assert (before.reason, during.reason) == (BindingReason.LEVEL, BindingReason.HOLD)
    assert bound([short], date(2020, 3, 10), holds=[withdrawn]) == ()


def test_binding_is_not_raised_by_a_measure_that_ended_before_the_hold():
    assert bound([measure(valid_to=LOWERED)], NOTICE, holds=[HOLD]) == ()


def test_binding_keeps_the_level_of_a_hold_where_none_was_set():
    (found,) = bound([measure()], NOTICE, levels=(), holds=[HOLD])

    assert found.level == 1


def test_binding_is_untouched_by_a_hold_elsewhere():
    elsewhere = Hold("6203", "elsewhere", NOTICE, 1)

    assert bound([measure()], NOTICE, holds=[elsewhere]) == ()


def test_binding_of_a_later_hold_outlives_the_earlier_one():
    earlier = Hold("62", "earlier", NOTICE, 1, date(2020, 3, 1))
    later = Hold("620102", "later", date(2020, 2, 25), 3)

    (found,) = bound([measure()], date(2020, 3, 5), holds=[later, earlier])

    assert (found.hold_code, found.level) == ("later", 1)


def test_binding_puts_the_stricter_first_within_a_topic():
    lax, strict = measure("A", strictness=1), measure("B", strictness=3)
    other = measure("C", topic="closure.deliveries")

    assert codes(bound([lax, strict, other], FIRST)) == ["C", "B", "A"]


def test_parameter_reads_the_strictest_number_of_a_topic():
    report = "report.daily"
    province = measure("T1", topic=report, params={"due": "17:30", "grace": 10})
    county = measure("T2", topic=report, params={"due": "10:30"}, place="620102")
    found = bound([province, county, measure(params={"due": "06:00"})], FIRST)

    assert parameter(found, report, "due") == "10:30"
    assert parameter(found, report, "due", stricter=max) == "17:30"
    assert parameter(found, report, "unknown") is None


# Random histories: the ratchet, and what a lower place may do

days = st.integers(0, 40).map(lambda day: FIRST + timedelta(day))
places = st.sampled_from(["62", "6201", "620102", HOME, "6203"])
level_numbers = st.integers(1, 4)
changes = st.builds(LevelChange, places, level_numbers, days)
holds = st.builds(
    Hold,
    places,
    st.sampled_from(["g", "h", "i"]),
    days,
    level_numbers,
    st.none() | days,
)
measures = st.builds(
    Measure,
    st.sampled_from(["A", "B", "C"]),
    st.just("topic"),
    st.just({}),
    st.just(frozenset()),
    st.frozensets(level_numbers, max_size=3),
    st.integers(0, 2),
    days,
    st.none() | days,
    places,
    st.just("cited"),
)
histories = st.tuples(
    st.lists(measures, max_size=5),
    st.lists(changes, max_size=5),
    st.lists(holds, max_size=4),
)


def bound_measures(history, on):
    return [b.measure for b in binding(*history, HOME, ELDER, on)]


def less(fewer, more):
    """Tell what binds in the first that does not in the second."""
    return [each for each in fewer if each not in more]


@settings(deadline=None)
@given(histories, days)
def test_hold_never_lets_go_of_what_bound_on_its_first_day(history, on):
    for hold in history[2]:
        if HOME.startswith(hold.place) and hold.in_force(on):
            begun = bound_measures(history, hold.from_on)

            assert less(begun, bound_measures(history, on)) == []


@settings(deadline=None)
@given(histories, holds, days)
def test_hold_only_ever_adds(history, hold, on):
    measures, changes, others = history
    held = (measures, changes, [*others, hold])

    assert less(bound_measures(history, on), bound_measures(held, on)) == []


@settings(deadline=None)
@given(histories, measures, days)
def test_measure_of_a_lower_place_only_ever_adds(history, measure, on):
    measures, changes, holds = history
    added = ([*measures, measure], changes, holds)

    assert less(bound_measures(history, on), bound_measures(added, on)) == []


@settings(deadline=None)
@given(histories, days, st.randoms(use_true_random=False))
def test_binding_does_not_depend_on_the_order_of_records(history, on, shuffler):
    shuffled = tuple(shuffler.sample(part, len(part)) for part in history)

    assert bound_measures(shuffled, on) == bound_measures(history, on)


def test_measures_alike_in_all_but_levels_keep_one_order():
    first = measure(levels=frozenset({1}))
    second = measure(levels=frozenset({1, 2}))
    order = [each.measure for each in bound([first, second], FIRST)]

    assert [each.measure for each in bound([second, first], FIRST)] == order
