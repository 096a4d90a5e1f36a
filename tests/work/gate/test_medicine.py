"""A medicine that hides fever, and somebody who broke the isolation: their looks."""

import pytest
from django.urls import reverse

from tests.factories.gate import fulfilled, isolated, resident, seen_from
from tests.factories.phone import Phone
from wardline.base.places import clock
from wardline.core.roster import queries as facts
from wardline.work.gate import queries

pytestmark = pytest.mark.django_db


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-16 09:00")


def writes(w, person, what, query="", **typed):
    url = reverse("gate:write", args=[person.pk, what]) + query
    return phone(w.duty).open(url).fill(**typed).said


def told(w, person):
    with seen_from(w.head):
        return facts.evidence(w.head, [person], clock.now())[person.pk]


def codes(case):
    notes = [note for clause in case.decision.clauses for note in clause.notes]
    return {note.code for note in notes}


def both(w, isolation):
    """Judge in full, and as a board of thousands does; they must agree."""
    with seen_from(w.head):
        [full] = queries.cases(w.head, [isolation])
        [brief] = queries.cases(w.head, [isolation], brief=True)
    assert full.decision.as_plain() == brief.decision.as_plain()
    return full


def test_well_under_a_medicine_against_fever_shows_nothing(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    with seen_from(w.head):
        looks = facts.history(w.head, person)["checks"]
    assert both(w, isolation).ready
    for look in (each for each in looks if each.at.day == 10):
        query = f"?instead={look.pk}"
        page = writes(w, person, "check", query, antipyretic="on", symptomatic="no")
        assert "Medicine against fever given" in page
    case = both(w, isolation)
    assert not case.ready
    assert "look.antipyretic" in codes(case)
    assert (
        "已服退热药"
        in phone(w.duty, "zh-hans").open(reverse("gate:person", args=[person.pk])).said
    )


def test_fever_counts_whatever_was_given(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    writes(w, person, "check", antipyretic="on", temperature="38.4")
    assert "symptom_free.seen" in {c.reason.code for c in both(w, isolation).missing}


def test_corridor_round_says_who_was_given_a_medicine(w):
    person = resident(w)
    isolation = isolated(w, person)
    pk = isolation.pk
    sent = {f"t_{pk}": "36.6", f"s_{pk}": "no", f"m_{pk}": "on"}
    page = phone(w.duty).open(reverse("gate:corridor")).fill(**sent).said
    assert "Medicine against fever given" in page
    [look] = [fact for fact in told(w, person) if type(fact).__name__ == "Symptoms"]
    assert (look.antipyretic, look.presence) == (True, "absent")


def test_tick_without_a_reading_is_kept_as_not_looked_for(w):
    person = resident(w)
    pk = isolated(w, person).pk
    phone(w.duty).open(reverse("gate:corridor")).fill(**{f"m_{pk}": "on"})
    [look] = [fact for fact in told(w, person) if type(fact).__name__ == "Symptoms"]
    assert (look.antipyretic, look.presence) == (True, "not_done")


def test_whoever_broke_the_isolation_notes_nothing_that_counts_from_then_on(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    assert both(w, isolation).ready
    page = writes(
        *(w, person, "breach"),
        kind="unprotected_carer",
        from_at="2020-02-12T10:00",
        to_at="2020-02-12T10:20",
        broken_by=str(w.duty.pk),
    )
    assert "Noted by somebody who had broken this isolation" in page
    assert "look.by_breaker" in codes(both(w, isolation))
