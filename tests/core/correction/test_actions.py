"""A finding is ordered, mended and verified by someone else; where it stands is told
from these facts alone."""

from datetime import timedelta

import pytest

from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries

pytestmark = pytest.mark.django_db
NOW = moment("2020-02-27 10:00")
DUE = moment("2020-03-01 18:00")


@pytest.fixture
def w():
    with clock.set_to(NOW):
        yield world()


def opened(by, at="T101-1", **more):
    return actions.open_finding(
        **{"by": by, "at": at, "source": "complaint", "aspect": "entry_exit"}
        | {"fact": "The gate stands open.", "severity": 3}
        | more
    )


def ordered(w, finding=None, **more):
    finding = finding or opened(w.county)
    given = {"what": "Close the gate.", "post": w.head, "due_at": DUE} | more
    actions.order_action(by=w.county, finding=finding, **given)
    return finding


def mended(w, **more):
    finding = ordered(w)
    actions.report_done(by=w.duty, finding=finding, text="The gate is closed.", **more)
    return finding


def closed(w, by=None):
    finding = mended(w)
    actions.verify(by=by or w.county, finding=finding, holds=True)
    return finding


def state(w, finding, at=None):
    with scope.entered("T"):
        return queries.findings(w.authority, now=at).get(pk=finding.pk).state


def test_finding_goes_from_open_to_closed(w):
    finding = opened(w.county)
    assert state(w, finding) == "open"
    ordered(w, finding)
    assert state(w, finding) == "ordered"
    actions.report_done(by=w.duty, finding=finding, text="Closed.")
    assert state(w, finding) == "done"
    actions.verify(by=w.county, finding=finding, holds=True)
    assert state(w, finding) == "closed"


def test_finding_falls_overdue_by_itself(w):
    finding = ordered(w)
    assert state(w, finding, DUE) == "ordered"
    assert state(w, finding, DUE + timedelta(seconds=1)) == "overdue"


def test_reopened_finding_can_be_mended_again(w):
    finding = mended(w)
    actions.verify(by=w.county, finding=finding, holds=False, note="It opens again.")
    assert state(w, finding) == "reopened"
    actions.report_done(by=w.duty, finding=finding, text="A new lock.")
    assert state(w, finding) == "done"
    actions.verify(by=w.county, finding=finding, holds=True)
    assert state(w, finding) == "closed"


def test_reopening_may_set_a_new_term(w):
    finding = mended(w)
    later = DUE + timedelta(days=2)
    actions.verify(by=w.county, finding=finding, holds=False, note="No.", due_at=later)
    with scope.entered("T"):
        found = queries.get(w.authority, finding.pk)
    assert (found.state, found.due_at) == ("reopened", later)


def test_state_of_an_earlier_day_stays_as_it_was(w):
    finding = ordered(w)
    with clock.set_to(NOW + timedelta(days=1)):
        actions.report_done(by=w.duty, finding=finding, text="Done.")
    assert state(w, finding, NOW + timedelta(days=2)) == "done"
    assert state(w, finding, NOW) == "ordered"


def test_opening_tells_who_answers_for_the_place(w):
    opened(w.county)
    with scope.entered("T"):
        told = [notices.inbox(post).count() for post in (w.head, w.duty)]
        other = notices.inbox(w.post("head", "T101-2")).count()
    assert (told, other) == ([1, 1], 0)


def test_order_with_a_term_in_the_past_is_refused(w):
    finding = opened(w.county)
    code = refused(
        actions.order_action,
        by=w.county,
        finding=finding,
        what="Close it.",
        post=w.head,
        due_at=NOW,
    )
    assert code == "correction.due_in_past"
    assert state(w, finding) == "open"


def test_order_binds_only_a_post_that_answers_for_the_place(w):
    told = {"by": w.post("officer", "T1"), "finding": opened(w.county)}
    told |= {"what": "Close it.", "due_at": DUE}
    other = w.post("head", "T101-2")
    code = refused(actions.order_action, post=other, **told)
    assert code == "correction.post_elsewhere"


def test_extension_needs_an_order_and_a_later_term(w):
    finding = opened(w.county)
    later = {"by": w.county, "finding": finding, "reason": "No lock to be had."}
    code = refused(actions.extend, due_at=DUE, **later)
    assert code == "correction.nothing_ordered"
    ordered(w, finding)
    assert refused(actions.extend, due_at=DUE, **later) == "correction.not_later"
    actions.extend(due_at=DUE + timedelta(days=1), **later)
    assert state(w, finding, DUE + timedelta(hours=1)) == "ordered"


def test_nobody_extends_their_own_term(w):
    finding = opened(w.county)
    actions.order_action(
        by=w.county, finding=finding, what="See to it.", post=w.county, due_at=DUE
    )
    code = refused(
        actions.extend,
        by=w.county,
        finding=finding,
        due_at=DUE + timedelta(days=1),
        reason="Later.",
    )
    assert code == "correction.own_term"


def test_report_without_words_or_photo_is_refused(w):
    code = refused(actions.report_done, by=w.duty, finding=ordered(w), text=" ")
    assert code == "correction.no_evidence"


def test_whoever_reported_it_done_does_not_verify(w):
    finding = ordered(w)
    actions.report_done(by=w.county, finding=finding, text="Done by me.")
    code = refused(actions.verify, by=w.county, finding=finding, holds=True)
    assert code == "correction.own_work"


def test_home_may_not_verify(w):
    with pytest.raises(NotAllowed):
        actions.verify(by=w.head, finding=mended(w), holds=True)


def test_second_verifier_is_told_and_nothing_changes(w):
    finding = closed(w)
    code = refused(
        actions.verify,
        by=w.post("officer", "T1"),
        finding=finding,
        holds=False,
        note="Not so.",
    )
    assert code == "correction.verified_already"
    assert state(w, finding) == "closed"


def test_nothing_is_verified_before_it_is_reported(w):
    code = refused(actions.verify, by=w.county, finding=ordered(w), holds=True)
    assert code == "correction.not_done"


def test_reopening_says_what_is_wrong(w):
    code = refused(actions.verify, by=w.county, finding=mended(w), holds=False)
    assert code == "correction.say_what_is_wrong"


def test_done_twice_under_one_key_counts_once(w):
    finding = ordered(w)
    actions.report_done(by=w.duty, finding=finding, text="Done.", key="k")
    with pytest.raises(Repeated):
        actions.report_done(by=w.duty, finding=finding, text="Done.", key="k")
    with scope.entered("T"):
        assert finding.completions.count() == 1


def test_neighbour_sees_nothing(w):
    finding = opened(w.county)
    for post in (w.post("head", "T101-2"), w.post("officer", "T102")):
        with scope.entered(post.place_id):
            assert queries.get(post, finding.pk) is None


def test_worklist_tells_each_their_task(w):
    first, second, third = opened(w.county), ordered(w), mended(w)

    def tasks(post):
        with scope.entered(post.place_id):
            return {f.pk: f.task for f in queries.for_post(post)}

    assert tasks(w.duty) == {first.pk: "mend", second.pk: "mend"}
    assert tasks(w.county) == {first.pk: "order", third.pk: "verify"}
    assert tasks(w.post("officer", "T102")) == {}


def test_listing_stands_until_it_is_taken_off(w):
    finding = ordered(w)
    listing = actions.list_supervision(
        by=w.county, at="T101-1", finding=finding, reason="Nothing moves."
    )
    with scope.entered("T"):
        assert queries.get(w.authority, finding.pk).listed
    code = refused(
        actions.list_supervision,
        by=w.county,
        at="T101-1",
        finding=finding,
        reason="Again.",
    )
    assert code == "correction.listed_already"
    met = "A guard stands there."
    actions.unlist(by=w.county, listing=listing, met=met)
    assert refused(actions.unlist, by=w.county, listing=listing, met=met) == (
        "correction.unlisted_already"
    )
    with scope.entered("T"):
        assert not queries.get(w.authority, finding.pk).listed


def test_lookback_draws_a_share_that_anyone_can_draw_again(w):
    made = {closed(w).pk for _ in range(7)}
    lookback = actions.draw_lookback(by=w.authority, share=1 / 3, seed="4 1 6 2")
    assert {int(pk) for pk in lookback.frame} == made
    assert len(lookback.drawn) == 3
    assert queries.lookback_holds(lookback)
    lookback.drawn = [lookback.frame[0]] * 3
    assert not queries.lookback_holds(lookback)


def test_lookback_is_for_people_who_had_no_part(w):
    finding = closed(w, by=w.authority)
    actions.draw_lookback(by=w.authority, share=1, seed="5")
    code = refused(actions.verify, by=w.authority, finding=finding, holds=True)
    assert code == "correction.other_team"
    with scope.entered("T"):
        assert [f.pk for f in queries.lookback_tasks(w.inspector)] == [finding.pk]
    again = actions.verify(
        by=w.inspector, finding=finding, holds=False, note="The lock is gone."
    )
    assert again.lookback is not None
    assert state(w, finding) == "reopened"
    with scope.entered("T"):
        assert queries.lookback_tasks(w.inspector) == []


def test_lookback_of_nothing_is_refused(w):
    code = refused(actions.draw_lookback, by=w.authority, share=1, seed="5")
    assert code == "correction.nothing_closed"
