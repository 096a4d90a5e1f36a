"""The ratchet over random histories: levels rise and fall, measures end, holds come and
are withdrawn, all over a tree. From one day to the next no institution loses a measure
while a hold stands over both days; broken on purpose, the rule is seen to break it.

"Weakens" is `strictness.lost`: a measure bound yesterday binds no more today, and none
of its name that asks as much or more has taken its place.
"""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from wardline.ground.rules import measures as rules
from wardline.ground.rules.measures import Hold, LevelChange, Measure
from wardline.ground.rules.strictness import Shift, covers, lost, outdone, shift_of

FIRST = date(2020, 1, 25)
DAYS = 12
HOMES = [("620102-0007", "elder"), ("620105-0001", "child"), ("620301-0002", "elder")]

days = st.integers(0, DAYS).map(lambda day: FIRST + timedelta(day))
places = st.sampled_from(["62", "6201", "620102", "6203", *(home for home, _ in HOMES)])
numbers = st.integers(1, 3)


@st.composite
def measures(draw):
    since = draw(days)
    return Measure(
        code=draw(st.sampled_from("ABC")),
        topic="isolation.days",
        params={"days": draw(st.sampled_from([7, 14, 21]))},
        institution_kinds=draw(st.frozensets(st.sampled_from(["elder", "child"]))),
        levels=draw(st.frozensets(numbers, max_size=2)),
        strictness=draw(numbers),
        valid_from=since,
        valid_to=draw(st.none() | days.filter(lambda day: day >= since)),
        place=draw(places),
        citation="cited",
    )


@st.composite
def holds(draw):
    since, until = draw(days), draw(st.none() | days)
    until = until and max(since, until)
    return Hold(draw(places), draw(st.sampled_from("gh")), since, draw(numbers), until)


histories = st.tuples(
    st.lists(measures(), min_size=1, max_size=5),
    st.lists(st.builds(LevelChange, places, numbers, days), max_size=6),
    st.lists(holds(), max_size=3),
)


def weakened(history):
    """Return each loss on a day over whose eve and morning a hold stood."""
    found = []
    for home, kind in HOMES:
        near = [hold for hold in history[2] if rules.reaches(hold.place, home)]
        before = None
        for n in range(DAYS + 2):
            on = FIRST + timedelta(n)
            bound = [b.measure for b in rules.binding(*history, home, kind, on)]
            eve = on - timedelta(1)
            held = any(h.in_force(eve) and h.in_force(on) for h in near)
            if held and before is not None:
                found += [(home, on, each) for each in lost(before, bound)]
            before = bound
    return found


@settings(max_examples=300)
@given(histories)
def test_nothing_weakens_from_a_day_to_the_next_while_a_hold_stands(history):
    assert weakened(history) == []


MUTANTS = {
    "a hold forgets what bound under it": ("_under", lambda hold, bound: {}),
    "a hold remembers what it keeps alone, not what the level asked": (
        "_under",
        lambda hold, bound: {i: b for i, b in bound.items() if b.hold_code},
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_of_the_rule_is_caught(name):
    function, wrong = MUTANTS[name]
    with patch.object(rules, function, wrong):
        try:
            find(histories, weakened, settings=settings(max_examples=5_000))
        except NoSuchExample:
            pytest.fail("the property does not see it")


@settings(max_examples=60)
@given(histories, days)
def test_since_is_the_first_of_the_days_on_which_it_binds_unbroken(history, on):
    for home, kind in HOMES:
        dated = rules.binding_since(*history, home, kind, on)
        assert [b for b, _since in dated] == list(
            rules.binding(*history, home, kind, on)
        )
        for bound, since in dated:
            day = since
            while day <= on:
                assert bound.measure in bound_on(history, home, kind, day)
                day += timedelta(1)
            eve = since - timedelta(1)
            assert bound.measure not in bound_on(history, home, kind, eve)


def bound_on(history, home, kind, on):
    return [b.measure for b in rules.binding(*history, home, kind, on)]


def measure(**changes):
    facts = {
        "code": "A",
        "topic": "isolation.days",
        "params": {"days": 14},
        "institution_kinds": frozenset(),
        "levels": frozenset(),
        "strictness": 5,
        "valid_from": FIRST,
        "valid_to": None,
        "place": "62",
        "citation": "cited",
    }
    return Measure(**(facts | changes))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"days": 14}, {"days": 21}, Shift.STRICTER),
        ({"days": 14}, {"days": 7}, Shift.WEAKER),
        ({"max": "37.3"}, {"max": "37.0"}, Shift.STRICTER),
        ({"at": "17:30"}, {"at": "9:00"}, Shift.STRICTER),
        ({"at": "17:30"}, {"at": "18:00"}, Shift.WEAKER),
        ({"minutes": 10}, {"minutes": 30}, Shift.WEAKER),
        ({"days": 14}, {}, Shift.WEAKER),
        ({"days": 14}, {"days": 14, "valid_hours": 48}, Shift.STRICTER),
        ({"rooms": 5, "over": 100}, {"rooms": 5}, Shift.STRICTER),
        ({"rooms": 5, "over": 100}, {"rooms": 4}, Shift.MIXED),
        ({"form": "call"}, {"form": "letter"}, Shift.MIXED),
        ({"days": 14}, {"days": 14}, Shift.SAME),
    ],
)
def test_numbers_are_compared_by_what_they_mean(old, new, told):
    assert shift_of(measure(params=old), measure(params=new)) is told


def test_whom_it_concerns_counts_too():
    every, elder = measure(), measure(institution_kinds=frozenset({"elder"}))
    child = measure(institution_kinds=frozenset({"child"}))
    first = measure(levels=frozenset({1}))

    assert shift_of(elder, every) is Shift.STRICTER
    assert shift_of(every, elder) is Shift.WEAKER
    assert shift_of(elder, child) is Shift.MIXED
    assert shift_of(measure(), first) is Shift.WEAKER
    assert shift_of(first, measure(params={"days": 7})) is Shift.MIXED


def test_only_the_same_measure_asking_as_much_takes_its_place():
    more, fewer = measure(params={"days": 21}), measure(params={"days": 7})

    assert covers(more, measure()) and not covers(fewer, measure())
    assert not covers(measure(code="B"), measure())
    assert lost([measure()], [fewer]) == [measure()]
    assert lost([measure()], [more, fewer]) == []


def test_a_measure_that_asks_less_of_its_topic_is_outdone():
    assert outdone(measure(params={"days": 7}), measure())
    assert not outdone(measure(params={"days": 14}), measure())
    assert not outdone(measure(params={"days": 21}), measure())
    assert not outdone(measure(params={}), measure())
    small = measure(params={"rooms": 4, "up_to": 100})
    assert not outdone(small, measure(params={"rooms": 8, "over": 300}))
    assert outdone(small, measure(params={"rooms": 5, "up_to": 100}))
