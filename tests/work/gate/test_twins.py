"""Two records of one person: merged, judged together, taken back with a trace."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from tests.factories.gate import (
    fulfilled,
    isolated,
    resident,
    sampled,
    seen_from,
    watched,
)
from tests.factories.phone import Phone
from tests.factories.world import moment
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.places import clock
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.ground.verdict import Outcome
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "620102194001011234", "620102194001015678"


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-16 09:00")


def merged(w, person, into):
    return roster.merge_people(by=w.head, person=person, into=into)


def told(w, person, known_at=None):
    with seen_from(w.head):
        return facts.evidence(w.head, [person], known_at or clock.now())[person.pk]


def names(w):
    with seen_from(w.head):
        return [person.pk for person in facts.people(w.head)]


def refusal(act, **given):
    with pytest.raises(ValidationError) as refused:
        act(**given)
    return refused.value.code


def test_likely_twins_are_offered_and_merged_by_the_head(w):
    born = {"born_on": date(1940, 1, 1)}
    first, second = resident(w, "王秀兰", **born), resident(w, "王秀兰", **born)
    resident(w, "王秀兰", born_on=date(1951, 1, 1))
    sampled(w, second, "2020-02-10 10:00")
    page = phone(w.head).open(reverse("gate:people")).tap("Likely one person")
    assert page.said.count("王秀兰") == 3
    form = page.tap("Merge the two records")
    assert "Nothing is overwritten" in form.said
    page = form.fill(stays=str(first.pk))
    assert "The two records are one person's." in page.said
    assert "Other records of this person" in page.said
    # what was found of the second stands on the page of the first
    assert "10 February 2020, 10:00" in page.said
    assert names(w).count(second.pk) == 0
    # its own address leads to the one that stays
    url = reverse("gate:person", args=[second.pk])
    assert phone(w.head).open(url).url == reverse("gate:person", args=[first.pk])
    empty = phone(w.head, "zh-hans").open(reverse("gate:twins")).said
    assert "没有疑似重复的记录" in empty


def test_twins_of_one_number_are_found_in_few_questions(
    w, django_assert_max_num_queries
):
    pairs = []
    for n in range(3):
        number = f"62010219400101{n:04}"
        pairs.append([resident(w, f"{s}{n}", id_number=number).pk for s in "甲乙"])
    resident(w, "丙")
    resident(w, "丁")
    with seen_from(w.head), django_assert_max_num_queries(4):
        found = facts.twins(w.head, "T101-1")
    assert [[p.pk for p in group] for group in found] == pairs


def test_any_two_records_can_be_named_from_the_page_of_one(w):
    child = resident(w, "", room="3")
    named = resident(w, "小明", room="4")
    page = phone(w.head).open(reverse("gate:person", args=[named.pk]))
    page = page.tap("There is another record of this person")
    assert "No other record is found" in page.said
    page = phone(w.head).open(f"{page.url}?q=").tap(f"record {child.pk}")
    page = page.fill(stays=str(named.pk), note="the found child")
    assert "the found child" in page.said


def test_facts_of_both_are_judged_together(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    isolation = isolated(w, mine)
    watched(w, second, "2020-02-01", 15)
    watched(w, second, "2020-02-16", 1)
    sampled(w, second, "2020-02-15 10:00")
    with seen_from(w.head):
        assert not queries.case(w.head, isolation).ready
    merged(w, second, mine)
    with seen_from(w.head):
        full, *_ = queries.cases(w.head, [isolation])
        brief, *_ = queries.cases(w.head, [isolation], brief=True)
    assert full.ready
    assert full.decision.as_plain() == brief.decision.as_plain()
    assert {fact.id for fact in told(w, mine)} == {f.id for f in told(w, second)}
    sampled(w, second, "2020-02-16 08:00", "positive")
    with seen_from(w.head):
        assert queries.verdict(w.head, isolation).status is Outcome.BLOCKED


def test_two_records_in_one_room_are_no_room_mates(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    old = isolated(w, second, alone=False, room="G-1")
    isolated(w, mine, "2020-02-03 09:30", alone=False, room="G-1")
    sampled(w, second, "2020-02-10 10:00", "positive")
    assert any(fact.id.startswith("roommate") for fact in told(w, mine))
    roster.end_isolation(by=w.head, isolation=old, to_at=clock.now())
    merged(w, second, mine)
    assert not any(fact.id.startswith("roommate") for fact in told(w, mine))


def test_old_decision_is_the_same_again_after_a_merge(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    isolation = fulfilled(w, mine)
    watched(w, second, "2020-02-09", 1, temperature="39.0")
    release = actions.release(by=w.head, isolation=isolation)
    with clock.set_to(moment("2020-02-17 09:00")):
        merged(w, second, mine)
        with seen_from(w.head):
            assert queries.taken_again(w.head, release).faults == ()
            now = queries.verdict(w.head, isolation)
    assert "symptom_free.seen" in {c.reason.code for c in now.clauses}
    with seen_from(w.head):
        then = queries.verdict(w.head, isolation, moment("2020-02-16 09:00"))
    assert then.status is Outcome.CLEARED


def test_positive_of_a_second_record_opens_a_release_again(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    release = actions.release(by=w.head, isolation=fulfilled(w, mine))
    with clock.set_to(moment("2020-02-18 09:00")):
        sampled(w, second, "2020-02-17 09:00", "positive")
        with seen_from(w.head):
            assert list(queries.reopened(w.head)) == []
        merged(w, second, mine)
        with seen_from(w.head):
            assert list(queries.reopened(w.head)) == [release]
            assert len(queries.positives(w.head, release)) == 1


def test_heads_and_beds_count_one(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    merged(w, second, mine)
    with seen_from(w.head):
        count = facts.headcount(w.head, "T101-1", clock.today())
        beds = facts.beds(w.head, "T101-1", clock.now())
    assert count["residents"] == 1
    assert [person.pk for person in beds["201"]] == [mine.pk]


def test_number_of_the_second_record_finds_the_first(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝", id_number=NUMBER)
    merged(w, second, mine)
    with seen_from(w.head):
        assert list(facts.by_id_number(w.head, NUMBER)) == [mine]
        assert list(facts.people(w.head, search=NUMBER)) == [mine]
    # and it may be entered on the record that stays
    roster.identify(by=w.head, person=mine, name="王秀兰", id_number=NUMBER)


def test_wrong_merge_is_taken_back_with_a_trace(w):
    mine, second = resident(w, "王秀兰"), resident(w, "王秀蓝")
    sampled(w, second, "2020-02-10 10:00", "positive")
    made = merged(w, second, mine)
    later = moment("2020-02-16 10:00")
    with clock.set_to(later):
        page = phone(w.head).at("2020-02-16 10:00")
        page = page.open(reverse("gate:person", args=[mine.pk]))
        page = page.tap("Take the merge back").fill()
        assert "They are two people again." in page.said
        assert told(w, mine) == []
        assert len(told(w, second)) == 1
        # what was known in between stays known
        assert len(told(w, mine, moment("2020-02-16 09:30"))) == 1
        assert sorted(names(w)) == sorted([mine.pk, second.pk])
        code = refusal(roster.part_people, by=w.head, merge=made)
        assert code == "roster.parted_already"
    with seen_from(w.head):
        verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["merge_people", "part_people"]
    # and they may be merged again
    with clock.set_to(moment("2020-02-16 11:00")):
        merged(w, second, mine)
        assert len(told(w, mine)) == 1


def test_what_cannot_be_one_person_is_refused_in_words(w):
    mine, second = resident(w, "甲"), resident(w, "乙")
    elsewhere = roster.enrol(
        by=w.post("duty", "T101-2"),
        at="T101-2",
        kind="resident",
        name="甲",
        from_at=moment("2020-01-05 09:00"),
    )
    by = {"by": w.head}
    act = roster.merge_people
    assert refusal(act, **by, person=mine, into=mine) == "roster.merge_with_itself"
    assert refusal(act, **by, person=mine, into=elsewhere) == "roster.merge_two_houses"
    isolated(w, mine)
    assert refusal(act, **by, person=mine, into=second) == "roster.merge_isolated"
    isolated(w, second)
    assert refusal(act, **by, person=second, into=mine) == "roster.merge_isolated"
    one = resident(w, "丙", id_number=NUMBER)
    two = resident(w, "丙", id_number=OTHER)
    assert refusal(act, **by, person=one, into=two) == "roster.merge_two_numbers"
    # nor by way of a third
    three = resident(w, "丙")
    merged(w, one, three)
    assert refusal(act, **by, person=two, into=three) == "roster.merge_two_numbers"
    assert refusal(act, **by, person=one, into=mine) == "roster.merged_already"
    assert refusal(act, **by, person=two, into=one) == "roster.merged_already"
    with pytest.raises(ValidationError) as refused:
        isolated(w, one)
    assert refused.value.code == "roster.merged"
    form = phone(w.head).open(reverse("gate:merge", args=[two.pk, three.pk]))
    said = form.fill(stays=str(two.pk), note="kept").said
    assert "different ID numbers, so these are two people" in said


def test_merging_is_the_heads_alone_and_of_their_house(w):
    mine, second = resident(w, "甲"), resident(w, "乙")
    with pytest.raises(NotAllowed):
        roster.merge_people(by=w.duty, person=mine, into=second)
    url = reverse("gate:merge", args=[mine.pk, second.pk])
    assert phone(w.duty).client.get(url).status_code in {403, 404}
    other = phone(w.post("head", "T101-2")).client
    assert other.get(url).status_code == 404
    made = merged(w, mine, second)
    assert other.get(reverse("gate:part", args=[made.pk])).status_code == 404
    with seen_from(w.post("head", "T101-2")), connection.cursor() as cursor:
        cursor.execute("select count(*) from roster_merge")
        assert cursor.fetchone() == (0,)
