"""Rooms of several people: what each has to be told about the others."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Ended,
    Exposure,
    Isolated,
    LabTest,
    Lodged,
    Moved,
    Presence,
    Result,
    Shared,
    Shift,
    Symptoms,
    met_since,
    shared_air,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2020, 3, 31, tzinfo=ZONE)


def at(day, hour=10):
    return datetime(2020, 3, day, hour, tzinfo=ZONE)


def fact(made, day, until=None, hour=10, recorded_at=None, id="", **more):
    moment = at(day, hour)
    named = id or f"{made.__name__}-{day}-{hour}"
    if until is not None:
        more["ended_at"] = at(until)
    return made(id=named, occurred_at=moment, recorded_at=recorded_at or moment, **more)


def stay(day, until=None, room="1", **more):
    return fact(Isolated, day, until, alone=False, room=room, **more)


def derived(histories, who, kind, known_at=NOW, **more):
    facts = shared_air(histories, known_at, **more)[who]
    return [each for each in facts if type(each) is kind]


def ends(facts):
    return [each.ended_at and each.ended_at.astimezone(ZONE) for each in facts]


POSITIVE = fact(LabTest, 10, result=Result.POSITIVE)


# ── the room itself ──


def test_room_shared_by_two_is_told_to_both():
    both = {"a": [stay(1, 9)], "b": [stay(5)]}
    for who, other in ("ab", "ba"):
        [shared] = derived(both, who, Shared)
        assert (shared.other, shared.room) == (other, "1")
        assert shared.occurred_at == at(5)
        assert shared.ended_at == at(9)


def test_rooms_apart_or_at_other_times_or_unnamed_are_not_shared():
    for other in (stay(5, room="2"), stay(9), stay(5, room="")):
        assert shared_air({"a": [stay(1, 9)], "b": [other]}, NOW)["a"] == ()
    assert shared_air({"a": [stay(1), stay(2)]}, NOW)["a"] == ()


def test_one_bed_is_named():
    beds = {"a": [stay(1, bed="1")], "b": [stay(2, bed="1")], "c": [stay(3, bed="2")]}
    found = {each.other: each.bed for each in derived(beds, "a", Shared)}
    assert found == {"b": "1", "c": ""}


def test_room_is_known_from_when_both_stays_were():
    late = {"a": [stay(1)], "b": [stay(2, recorded_at=at(8))]}
    assert shared_air(late, at(7))["a"] == ()
    [shared] = derived(late, "a", Shared)
    assert shared.recorded_at == at(8)


def test_stay_that_was_corrected_or_has_ended_counts_as_it_stands():
    moved = stay(2, room="2", id="b2", supersedes="b1", recorded_at=at(3))
    corrected = {"a": [stay(1)], "b": [stay(2, id="b1"), moved]}
    assert derived(corrected, "a", Shared) == []
    gone = {"a": [stay(1)], "b": [stay(2, id="b"), fact(Ended, 6, of="b")]}
    assert ends(derived(gone, "a", Shared)) == [at(6)]


# ── the later clock ──


def test_two_people_take_the_later_clock():
    both = {"a": [stay(1)], "b": [stay(4)]}
    assert ends(derived(both, "a", Exposure)) == [at(4)]
    # the earlier one changes nothing
    assert ends(derived(both, "b", Exposure)) == [at(1)]


def test_what_exposes_a_room_mate_exposes_both_until_they_part():
    walk = fact(Breach, 6, 6, id="walk", kind=BreachKind.LEFT_ROOM)
    both = {"a": [stay(1)], "b": [stay(1), walk]}
    assert at(6) in ends(derived(both, "a", Exposure))
    source = fact(Exposure, 6, None, id="still", source="x")
    parted = {"a": [stay(1)], "b": [stay(1, 8), source]}
    assert at(8) in ends(derived(parted, "a", Exposure))
    together = {"a": [stay(1)], "b": [stay(1), source]}
    assert None in ends(derived(together, "a", Exposure))


def test_shift_and_shared_car_of_a_room_mate_count_too():
    for more in (fact(Shift, 6, 7), fact(Moved, 6, 7)):
        both = {"a": [stay(1)], "b": [stay(1), more]}
        assert at(7) in ends(derived(both, "a", Exposure))


def test_room_mate_moved_in_without_a_hole_keeps_their_clock():
    chain = [stay(1, 5, room="9"), fact(Moved, 5, 6, alone=True), stay(6)]
    both = {"a": [stay(3)], "b": chain}
    assert ends(derived(both, "a", Exposure)) == [at(1)]


def test_clock_of_a_room_mate_of_a_room_mate_reaches_through():
    three = {"a": [stay(1, room="1")], "b": [stay(2, 6, room="1")]}
    three["b"].append(stay(6, room="2", hour=11))
    three["c"] = [stay(5, 9, room="2")]
    assert at(5) in ends(derived(three, "b", Exposure))
    # b left a before they met c
    assert at(5) not in ends(derived(three, "a", Exposure))


# ── a room-mate who falls ill ──


def ill(*facts, since=1, until=None):
    return {"a": [stay(1)], "b": [stay(since, until), *facts]}


def test_illness_restarts_the_clock_at_the_last_shared_air():
    [breach] = derived(ill(POSITIVE, until=11), "a", Breach)
    assert breach.kind is BreachKind.ROOMMATE_POSITIVE
    assert breach.occurred_at == at(6)  # four days before it showed
    assert breach.ended_at == at(11)
    [breach] = derived(ill(POSITIVE), "a", Breach, sheds_before=timedelta(days=1))
    assert (breach.occurred_at, breach.ended_at) == (at(9), None)


def test_illness_before_which_they_had_parted_is_not_told():
    assert derived(ill(POSITIVE, until=5), "a", Breach) == []


def test_each_sign_of_illness_counts_for_what_it_is():
    present = fact(Symptoms, 10, presence=Presence.PRESENT)
    absent = fact(Symptoms, 10, presence=Presence.ABSENT)
    pooled = fact(LabTest, 10, result=Result.POSITIVE, pool=10)
    signs = {
        present: [BreachKind.ROOMMATE_SYMPTOMATIC],
        fact(CaseStatus, 10, state=CaseState.SUSPECTED): [
            BreachKind.ROOMMATE_SYMPTOMATIC
        ],
        fact(CaseStatus, 10, state=CaseState.CONFIRMED): [BreachKind.ROOMMATE_POSITIVE],
        absent: [],
        pooled: [],
    }
    for sign, kinds in signs.items():
        assert [each.kind for each in derived(ill(sign), "a", Breach)] == kinds


def test_illness_that_was_ruled_out_is_none():
    word = fact(CaseStatus, 12, state=CaseState.RULED_OUT)
    assert derived(ill(POSITIVE, word), "a", Breach) == []


def test_illness_reaches_through_rooms_in_the_order_of_time():
    rooms = {
        "sick": [stay(1, 9, room="1"), POSITIVE],
        "b": [stay(1, 8, room="1"), stay(8, 12, room="2", hour=11)],
        "c": [stay(1, room="2"), fact(Lodged, 1, 7, room="3")],
        "d": [stay(1, 7, room="3")],
    }
    assert at(12) in ends(derived(rooms, "c", Breach))
    # d had parted from c before b came
    assert derived(rooms, "d", Breach) == []
    assert derived(rooms, "sick", Breach) == []


def test_order_of_people_and_facts_does_not_matter():
    rooms = {
        "sick": [stay(1, 9, room="1"), POSITIVE],
        "b": [stay(1, 8, room="1"), stay(8, 12, room="2", hour=11)],
        "c": [stay(1, room="2")],
    }
    turned = {who: rooms[who][::-1] for who in reversed(rooms)}
    assert shared_air(turned, NOW) == shared_air(rooms, NOW)


def test_look_back_lists_everyone_met_since():
    rooms = {
        "released": [fact(Lodged, 16, room="12")],
        "b": [fact(Lodged, 1, 18, room="12"), fact(Lodged, 18, room="14", hour=11)],
        "c": [fact(Lodged, 1, room="14")],
        "d": [fact(Lodged, 1, 17, room="14")],
    }
    found = met_since(rooms, "released", at(16), NOW)
    assert found == {"b": at(16), "c": at(18, 11)}
