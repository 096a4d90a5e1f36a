"""A room-mate falls ill: the clock moves by itself, on every page, and says why."""

import pytest
from django.urls import reverse

from tests.factories.gate import (
    CLAUSES,
    POLICY,
    apart_until,
    isolated,
    lay_down,
    resident,
    sampled,
    seen_from,
    watched,
)
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.ground.rules.clearance import Breach, Shared
from wardline.ground.verdict import Outcome
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db

MATES = {
    "type": "reset",
    "on": ["roommate_symptomatic", "roommate_positive"],
    "effect": "restart",
}
# rooms may be shared here, so that only illness moves the clock
COHORTS = [
    {**CLAUSES[0], "single_room": False},
    CLAUSES[1],
    {**MATES, "on": [*CLAUSES[2]["on"], *MATES["on"]]},
    *CLAUSES[3:],
]


def settled(policy):
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made, policy)
    return made


@pytest.fixture
def w():
    made = settled({**POLICY, "clauses": COHORTS})
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made


def together(w, *names, room="G-1", from_at="2020-02-01 09:30"):
    """Enrol people and isolate them in one room, not alone."""
    found = [resident(w, name, room=f"2{n}") for n, name in enumerate(names)]
    return [(p, isolated(w, p, from_at, alone=False, room=room)) for p in found]


def judged(w, isolation, viewer=None, at=None):
    viewer = viewer or w.head
    with seen_from(viewer):
        return queries.case(viewer, isolation, at and moment(at))


def derived(w, person, kind=Breach, viewer=None):
    viewer = viewer or w.head
    with seen_from(viewer):
        found = facts.evidence(viewer, [person], clock.now())[person.pk]
    return [fact for fact in found if type(fact) is kind]


def since(case):
    return case.count and case.count.reason.args["since"]


def page(post, url, language="en"):
    return Phone(post, language).at("2020-02-16 09:00").open(url).said


def test_positive_room_mate_restarts_the_clock_at_the_last_shared_air(w):
    (mine, apart), (mate, _) = together(w, "王秀兰", "何建国")
    apart_until(w, apart, "2020-02-10 12:00")
    moved = isolated(w, mine, "2020-02-10 12:00", room="G-2")
    assert since(judged(w, moved)) == moment("2020-02-01 09:30")
    sampled(w, mate, "2020-02-11 10:00", "positive")
    case = judged(w, moved)
    assert since(case) == moment("2020-02-10 12:00")
    [note] = case.count.notes
    assert note.code == "clock.mate_restarted"
    assert note.args["ill_at"] == moment("2020-02-11 10:00")
    assert (case.day, case.days) == (6, 14)


def test_pages_and_boards_say_that_it_began_anew_and_why(w):
    (mine, apart), (mate, _) = together(w, "王秀兰", "何建国")
    apart_until(w, apart, "2020-02-10 12:00")
    moved = isolated(w, mine, "2020-02-10 12:00", room="G-2")
    sampled(w, mate, "2020-02-11 10:00", "positive")
    why = "A room-mate tested positive on 11 February 2020, 10:00; they shared a room"
    urls = [reverse("gate:person", args=[mine.pk]), reverse("gate:board")]
    urls.append(reverse("gate:case", args=[moved.pk]))
    for url in urls:
        assert f"{why} until 10 February 2020, 12:00" in page(w.duty, url), url
    assert "Day 6 of 14" in page(w.duty, urls[0])
    assert why in page(w.county, reverse("gate:board"))
    assert "同室人员核酸阳性，同处一室至" in page(w.duty, urls[0], "zh-hans")


def test_while_they_share_the_room_no_day_counts_and_the_board_says_so(w):
    (_, apart), (mate, _) = together(w, "王秀兰", "何建国")
    sampled(w, mate, "2020-02-11 10:00", "positive")
    case = judged(w, apart)
    assert case.decision.status is Outcome.NOT_YET
    assert [note.code for note in case.restarted] == ["clock.mate_held"]
    assert "they share a room still" in page(w.duty, reverse("gate:board"))


def test_where_only_being_alone_counts_the_illness_is_told_all_the_same():
    w = settled(POLICY)
    with clock.set_to(moment("2020-02-16 09:00")):
        (_, apart), (mate, _) = together(w, "王秀兰", "何建国")
        sampled(w, mate, "2020-02-11 10:00", "positive")
        case = judged(w, apart)
        assert case.count is None
        assert [note.code for note in case.restarted] == ["clock.mate_held"]
        assert "they share a room still" in page(w.county, reverse("gate:board"))


def test_symptoms_of_a_room_mate_count_as_they_were_seen(w):
    (mine, _), (mate, _) = together(w, "王秀兰", "何建国")
    watched(w, mate, "2020-02-03", 2)
    assert derived(w, mine) == []
    watched(w, mate, "2020-02-05", 2, temperature="38.2")
    found = derived(w, mine)
    assert {breach.kind for breach in found} == {"roommate_symptomatic"}
    [note] = judged(w, facts_open(w, mine)).restarted
    # of several signs the first is said
    assert note.args["ill_at"] == moment("2020-02-05 08:00")


def facts_open(w, person):
    with seen_from(w.head):
        return facts.isolation(w.head, facts.open_isolation(person).pk)


def test_illness_reaches_the_room_mates_of_room_mates(w):
    (first, _), (middle, apart) = together(w, "甲", "乙")
    apart_until(w, apart, "2020-02-08 12:00")
    isolated(w, middle, "2020-02-08 12:00", alone=False, room="G-2")
    [(last, _)] = together(w, "丙", room="G-2")
    sampled(w, first, "2020-02-09 10:00", "positive")
    assert [b.kind for b in derived(w, last)] == ["roommate_positive"]
    # who had parted from them before is not reached
    [(gone, left)] = together(w, "丁", room="G-3")
    apart_until(w, left, "2020-02-02 12:00")
    assert derived(w, gone) == []


def test_positive_that_was_corrected_moves_nothing(w):
    (mine, _), (mate, _) = together(w, "王秀兰", "何建国")
    wrong = sampled(w, mate, "2020-02-11 10:00", "positive")
    assert derived(w, mine)
    told = {"sampled_at": wrong.at, "outcome": "negative", "pathogen": "SARS-CoV-2"}
    roster.record_test(by=w.duty, person=mate, supersedes=wrong, **told)
    assert derived(w, mine) == []


def test_whoever_sleeps_in_the_room_is_a_room_mate_of_those_not_alone(w):
    mate = resident(w, "何建国", room="g-1")
    [(mine, _)] = together(w, "王秀兰")
    sampled(w, mate, "2020-02-11 10:00", "positive")
    assert [b.kind for b in derived(w, mine)] == ["roommate_positive"]
    # a stay names where somebody slept before another was alone there
    other = resident(w, "甲", room="G-9")
    isolated(w, other, room="G-5")
    resident(w, "乙", room="G-5")
    assert derived(w, other, Shared) == []


def test_rooms_of_one_name_in_two_houses_are_two(w):
    (mine, _), _ = together(w, "王秀兰", "何建国")
    duty = w.post("duty", "T101-2")
    came = moment("2020-01-05 09:00")
    told = {"by": duty, "at": "T101-2", "kind": "resident", "from_at": came}
    child = roster.enrol(name="小明", room="7", **told)
    with clock.set_to(moment("2020-02-01 09:30")):
        told = {"alone": False, "from_at": clock.now(), "reason": "return"}
        roster.isolate(by=duty, person=child, room="G-1", **told)
    with seen_from(duty):
        roster.record_test(
            by=duty,
            person=child,
            sampled_at=moment("2020-02-11 10:00"),
            outcome="positive",
            pathogen="SARS-CoV-2",
        )
    assert derived(w, mine, viewer=w.county) == []


def test_head_and_county_judge_by_the_same_facts(w):
    (mine, apart), (mate, _) = together(w, "王秀兰", "何建国")
    sampled(w, mate, "2020-02-11 10:00", "positive")
    assert derived(w, mine) == derived(w, mine, viewer=w.county)
    assert derived(w, mine, Shared) == derived(w, mine, Shared, viewer=w.county)
    assert judged(w, apart, w.duty).facts == judged(w, apart, w.county).facts


def test_boards_of_thousands_judge_as_the_page_of_one_does(w):
    rooms = together(w, "甲", "乙", "丙") + together(w, "丁", room="G-2")
    watched(w, rooms[0][0], "2020-02-05", 3, temperature="37.9")
    watched(w, rooms[1][0], "2020-02-02", 9)
    with seen_from(w.head):
        many = queries.cases(w.head, [i for _, i in rooms], brief=True)
    for case in many:
        one = judged(w, case.isolation)
        assert one.decision.as_plain() == case.decision.as_plain()


def test_rooms_cost_the_same_for_two_and_for_many(w, django_assert_max_num_queries):
    everyone = []
    for n in range(6):
        rooms = together(w, f"甲{n}", f"乙{n}", room=f"G-{n}")
        sampled(w, rooms[0][0], "2020-02-11 10:00", "positive")
        everyone += [person.pk for person, _ in rooms]
    with seen_from(w.county), django_assert_max_num_queries(9):
        facts.evidence(w.county, everyone, clock.now())
    alone = resident(w, "独")
    isolated(w, alone, room="H-1")
    with seen_from(w.county), django_assert_max_num_queries(9):
        facts.evidence(w.county, [alone], clock.now())


def test_release_is_taken_again_from_the_tables_whatever_came_later(w):
    (mine, apart), (mate, theirs) = together(w, "王秀兰", "何建国")
    sampled(w, mate, "2020-02-02 10:00", "positive")
    apart_until(w, apart, "2020-02-03 12:00")
    moved = isolated(w, mine, "2020-02-03 12:00", room="G-2")
    watched(w, mine, "2020-02-01", 18)
    sampled(w, mine, "2020-02-17 10:00")
    with clock.set_to(moment("2020-02-18 09:00")):
        made = actions.release(by=w.head, isolation=moved)
    assert any(name.startswith("roommate_positive:") for name in made.evidence)
    # later: an end entered for the past, a correction, another illness
    with clock.set_to(moment("2020-02-20 09:00")):
        at = moment("2020-02-09 12:00")
        roster.end_isolation(by=w.head, isolation=theirs, to_at=at)
        sampled(w, mate, "2020-02-01 10:00", "positive")
        watched(w, mine, "2020-02-19", 1, temperature="39.0")
        with seen_from(w.county):
            again = queries.taken_again(w.county, queries.signed(w.county, made.pk))
    assert again.faults == ()
    url = reverse("gate:case", args=[moved.pk])
    assert "The same, byte for byte" in page(w.head, url)
