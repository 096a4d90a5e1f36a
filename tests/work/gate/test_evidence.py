"""What a physician said, who was ill before, and corrections: over HTTP."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.gate import (
    CLAUSES,
    POLICY,
    fulfilled,
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
from wardline.ground.verdict import Outcome
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
GERM = "SARS-CoV-2"


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-16 09:00")


def writes(w, person, what, query="", **typed):
    """Send a form of a person's page as the nurse; what the answer says."""
    url = reverse("gate:write", args=[person.pk, what]) + query
    return phone(w.duty).open(url).fill(**typed).said


def says(w, person, state, at="2020-02-15T10:00", **typed):
    told = {"state": state, "said_at": at, "physician": "李医生", "pathogen": GERM}
    return writes(w, person, "case", **(told | typed))


def status(w, isolation):
    with seen_from(w.head):
        return queries.verdict(w.head, isolation)


def told(w, person):
    with seen_from(w.head):
        return facts.evidence(w.head, [person], clock.now())[person.pk]


# ── a physician's word ──


def test_suspected_case_is_blocked_until_it_is_ruled_out(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    assert status(w, isolation).ready
    page = says(w, person, "suspected", note="cough")
    assert "The physician's word is on record." in page
    assert "A suspected case since 15 February 2020, 10:00" in page
    assert "Suspected case 15 February 2020, 10:00" in page
    assert "李医生 · SARS-CoV-2 · cough" in page
    assert status(w, isolation).status is Outcome.BLOCKED
    says(w, person, "ruled_out", "2020-02-15T18:00")
    assert status(w, isolation).ready


def test_word_that_was_wrong_is_superseded_and_stays(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    says(w, person, "confirmed")
    with seen_from(w.head):
        [wrong] = facts.history(w.head, person)["cases"]
    url = reverse("gate:person", args=[person.pk])
    form = phone(w.duty).open(url).tap("Correct")
    assert "The first entry stays on record" in form.said
    # what was entered stands in the form
    assert "李医生" in form.page
    page = form.fill(state="ruled_out").said
    assert "Corrected, counts no more" in page
    assert status(w, isolation).ready
    with seen_from(w.head):
        words = facts.history(w.head, person)["cases"]
    assert {(row.state, row.corrected) for row in words} == {
        ("confirmed", True),
        ("ruled_out", False),
    }
    again = {"by": w.duty, "person": person, "state": "suspected", "physician": "x"}
    again |= {"said_at": clock.now(), "pathogen": GERM, "supersedes": wrong}
    with pytest.raises(ValidationError) as refused:
        roster.record_case(**again)
    assert refused.value.code == "roster.corrected_already"
    with pytest.raises(ValidationError) as refused:
        roster.record_case(**again | {"person": resident(w, "别人")})
    assert refused.value.code == "roster.not_theirs"


def test_form_says_what_is_missing_or_out_of_order_and_keeps_what_was_typed(w):
    person = resident(w)
    page = says(w, person, "recovered")
    assert page.count("Needed for somebody who has recovered.") >= 2
    page = says(
        w, person, "recovered", ill_since="2020-02-15T12:00", proof="naat", note="kept"
    )
    assert "It begins after the physician spoke. Change one." in page
    page = says(w, person, "suspected", "2020-02-17T09:00")
    assert "This time has not come yet" in page
    page = says(w, person, "suspected", physician="")
    assert "Fill in “Name of the physician”." in page
    assert told(w, person) == []
    deed = {"by": w.duty, "person": person, "state": "recovered", "physician": "x"}
    deed |= {"said_at": moment("2020-02-15 10:00"), "pathogen": GERM}
    for more, code in (
        ({}, "roster.recovery_untold"),
        (
            {"ill_since": moment("2020-02-15 11:00"), "proof": "naat"},
            "roster.ill_later",
        ),
    ):
        with pytest.raises(ValidationError) as refused:
            roster.record_case(**deed, **more)
        assert refused.value.code == code


def test_word_about_another_illness_is_kept_as_it_was_written(w):
    person = resident(w)
    says(w, person, "suspected", pathogen="influenza A")
    assert [fact.pathogen for fact in told(w, person)] == ["influenza A"]


def test_word_of_one_house_is_not_shown_nor_corrected_by_another(w):
    person = resident(w)
    says(w, person, "suspected")
    other = phone(w.post("duty", "T101-2"))
    url = reverse("gate:write", args=[person.pk, "case"])
    assert other.client.get(url).status_code == 404
    mine = phone(w.duty)
    for wrong in ("999999", "x", ""):
        assert mine.client.get(f"{url}?instead={wrong}").status_code == 404


# ── who was ill before ──


@pytest.fixture
def recovered_may_go():
    """A world where somebody recovered within ninety days needs no test."""
    options = [
        {"clauses": [CLAUSES[5]]},
        {"clauses": [{"type": "recovered", "within_days": 90}]},
    ]
    common = [*CLAUSES[:5], CLAUSES[6]]
    policy = {**POLICY, "pathogen": GERM, "clauses": common, "options": options}
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made, policy)
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made


def test_recovered_within_ninety_days_need_no_test_and_later_they_do(recovered_may_go):
    w = recovered_may_go
    person = resident(w)
    isolation = isolated(w, person)
    watched(w, person, "2020-02-01", 16)
    assert not status(w, isolation).ready
    recovery = {
        "ill_since": "2020-01-05T09:00",
        "proof": "naat",
        "pathogen": "sars cov2",
    }
    page = says(w, person, "recovered", "2020-01-20T10:00", **recovery)
    assert "ill since 5 January 2020 · A nucleic-acid test of that time" in page
    assert status(w, isolation).ready
    # a positive of within those days is explained by it, and blocks nobody for ever
    sampled(w, person, "2020-02-15 10:00", "positive")
    assert status(w, isolation).status is not Outcome.BLOCKED
    with clock.set_to(moment("2020-02-16 09:00") + timedelta(days=60)):
        late = [c.reason.code for c in status(w, isolation).clauses]
    assert "recovered.within" not in late


def test_recovery_by_antibodies_alone_opens_nothing(recovered_may_go):
    w = recovered_may_go
    person = resident(w)
    isolation = isolated(w, person)
    watched(w, person, "2020-02-01", 16)
    recovery = {"ill_since": "2020-01-05T09:00", "proof": "antibody"}
    says(w, person, "recovered", "2020-01-20T10:00", **recovery)
    assert not status(w, isolation).ready


def test_recovery_taken_back_takes_the_infection_with_it(recovered_may_go):
    w = recovered_may_go
    person = resident(w)
    isolation = isolated(w, person)
    watched(w, person, "2020-02-01", 16)
    recovery = {"ill_since": "2020-01-05T09:00", "proof": "naat"}
    says(w, person, "recovered", "2020-01-20T10:00", **recovery)
    with clock.set_to(moment("2020-02-16 09:10")):
        release = actions.release(by=w.head, isolation=isolation)
    with seen_from(w.head):
        [wrong] = facts.history(w.head, person)["cases"]
    with clock.set_to(moment("2020-02-17 09:00")):
        roster.record_case(
            by=w.duty,
            person=person,
            state="ruled_out",
            said_at=wrong.at,
            pathogen=GERM,
            physician="李医生",
            supersedes=wrong,
        )
        with seen_from(w.head):
            after = queries.verdict(w.head, isolation, moment("2020-02-17 09:00"))
            assert queries.taken_again(w.head, release).same
    assert "recovered.within" not in {c.reason.code for c in after.clauses}


# ── corrections of looks and breaches ──


def test_mistaken_look_and_breach_are_corrected_on_the_page(w):
    person = resident(w)
    isolation = fulfilled(w, person)
    writes(w, person, "check", temperature="39.5", taken_at="2020-02-16T08:30")
    writes(
        *(w, person, "breach"),
        kind="visitor",
        from_at="2020-02-15T08:00",
        to_at="2020-02-15T09:00",
    )
    assert not status(w, isolation).ready
    with seen_from(w.head):
        known = facts.history(w.head, person)
    looks = [row for row in known["checks"] if row.temperature > 39]
    page = writes(w, person, "check", f"?instead={looks[0].pk}", temperature="36.5")
    assert "Corrected, counts no more" in page
    breach = known["breaches"][0]
    told = {"from_at": "2020-01-20T08:00", "to_at": "2020-01-20T09:00"}
    writes(w, person, "breach", f"?instead={breach.pk}", **told)
    assert status(w, isolation).ready


# ── what a test was for ──


@pytest.fixture
def named():
    """A province whose policy names its pathogen."""
    with clock.set_to(moment("2020-02-16 09:00")):
        made = world()
        lay_down(made, {**POLICY, "pathogen": GERM})
        yield made


def test_negative_for_another_illness_clears_nobody_and_says_so(named):
    w, person = named, resident(named)
    isolation = isolated(w, person)
    watched(w, person, "2020-02-01", 16)
    sampled(w, person, "2020-02-15 10:00", pathogen="Influenza A")
    assert not status(w, isolation).ready
    page = phone(w.duty).open(reverse("gate:case", args=[isolation.pk])).said
    assert "was tested for Influenza A; a test for SARS-CoV-2 is asked." in page


def test_positive_counts_however_the_illness_is_spelled(named):
    w, person = named, resident(named)
    isolation = fulfilled(w, person)
    sampled(w, person, "2020-02-15 18:00", "positive", pathogen="新冠")
    assert status(w, isolation).status is Outcome.BLOCKED


def test_name_of_the_illness_is_kept_as_the_policy_writes_it(named):
    w, person = named, resident(named)
    isolated(w, person)
    told = {"sampled_at": "2020-02-15T10:00", "outcome": "negative", "assay": "NAAT"}
    writes(w, person, "test", pathogen="sars cov 2", specimen="NP", **told)
    with seen_from(w.head):
        rows = facts.history(w.head, person)
    assert [row.pathogen for row in rows["tests"]] == [GERM]
