"""Reminding: with a trace, not too often, without waking anybody."""

import pytest
from django.utils import timezone

from tests.factories.documents import directive
from tests.factories.hands import Hands
from tests.factories.sink import NIGHT_QUIET
from tests.factories.world import ZONE, moment
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.ledger.models import Entry
from wardline.base.notices import actions, deliver, queries
from wardline.base.notices.models import Chase, Notice
from wardline.base.places import clock, scope
from wardline.work.directives import actions as directives

pytestmark = pytest.mark.django_db
SUBJECT = "directives.directive:1"


def chase(w, posts, at="2020-02-10 09:00", by=None, **told):
    told = {"office": "县局", "title": "通知", "url": "/directives/1", **told}
    with clock.set_to(moment(at)), scope.entered("T"):
        return actions.chase(
            by=by or w.county,
            at="T101",
            subject=SUBJECT,
            posts=posts,
            code="directive.chased",
            **told,
        )


def test_reminder_is_in_the_inbox_with_a_trace(w):
    done = chase(w, [w.head, w.post("head", "T101-2")])
    assert (done.told, done.lately) == (2, 0)
    with scope.entered("T"):
        assert "县局" in str(queries.inbox(w.head).get().words)
        entry = Entry.objects.get(verb="chase")
        assert (entry.subject, entry.detail["told"]) == (SUBJECT, 2)
        [trace] = queries.reminders(w.county, SUBJECT)
    assert (trace["count"], trace["by__user__name"]) == (2, "officer T101")


def test_nobody_is_reminded_of_the_same_thing_within_half_an_hour(w):
    chase(w, [w.head])
    again = chase(w, [w.head, w.duty], "2020-02-10 09:29")
    assert (again.told, again.lately) == (1, 1)
    assert chase(w, [w.head], "2020-02-10 09:31").told == 1
    with scope.entered("T"):
        assert Notice.objects.filter(post=w.head).count() == 2


def test_half_hour_holds_whoever_reminds(w):
    chase(w, [w.head])
    assert chase(w, [w.head], "2020-02-10 09:10", by=w.authority).told == 0


def test_reminder_of_another_thing_is_free(w):
    chase(w, [w.head])
    with clock.set_to(moment("2020-02-10 09:05")):
        done = actions.chase(
            by=w.county,
            at="T101",
            subject="directives.directive:2",
            posts=[w.head],
            code="directive.chased",
            url="",
        )
    assert done.told == 1


def test_sent_twice_it_counts_once(w):
    chase(w, [w.head], key="k")
    with pytest.raises(Repeated):
        chase(w, [w.head], "2020-02-10 10:00", key="k")


def test_only_those_below_are_reminded(w):
    done = chase(w, [w.head, w.post("head", "T102-1"), w.authority])
    assert done.told == 1


def test_home_reminds_nobody(w):
    with pytest.raises(NotAllowed):
        chase(w, [w.head], by=w.duty)


def test_quiet_hours_are_respected_and_said(w, sink):
    with scope.entered("T"):
        actions.set_channel(
            by=w.head,
            at="T101-1",
            name="群",
            address=sink.address,
            hours=NIGHT_QUIET,
        )
    others = [w.head, w.post("head", "T101-2")]
    done = chase(w, others, "2020-02-10 22:30")
    assert (done.expected.quiet, done.expected.inbox) == (1, 1)
    assert done.expected.quiet_until == moment("2020-02-11 07:00")
    with timezone.override(ZONE):
        assert "the first at 11 February 2020, 07:00" in done.said
    with clock.set_to(moment("2020-02-10 22:31")), scope.entered("T"):
        [trace] = queries.reminders(w.county, SUBJECT)
        assert (trace["quiet"], trace["until"]) == (1, moment("2020-02-11 07:00"))
        assert deliver.ring("T", moment("2020-02-10 22:31")).made == 0
    with clock.set_to(moment("2020-02-11 07:00")), scope.entered("T"):
        assert "quiet" not in queries.reminders(w.county, SUBJECT)[0]
        assert deliver.ring("T", moment("2020-02-11 07:00")).taken == 1
    assert "县局催办" in sink.messages[0]["message"]


def test_reminder_goes_out_at_once_by_day(w, sink):
    with scope.entered("T"):
        actions.set_channel(
            by=w.head, at="T101-1", name="群", address=sink.address, hours=NIGHT_QUIET
        )
    assert chase(w, [w.head]).expected == queries.Expected(at_once=1)


def test_late_list_of_a_directive_has_the_button(w):
    with clock.set_to(moment("2020-02-10 09:00")), scope.entered("T"):
        made = directives.issue(by=w.authority, directive=directive(w), due_hours=2)
    county = Hands(w.county).at("2020-02-10 12:00")
    county.open(f"/directives/{made.pk}").send("/remind")
    assert "已催办2人" in county.said and "没有外发渠道" in county.said
    assert "officer T101催办了2人" in county.said
    county.again()
    assert county.said.count("officer T101催办了2人") == 1
    county.open(f"/directives/{made.pk}").send("/remind")
    assert "2人在最近30分钟内已催办过" in county.said
    with scope.entered("T"):
        assert Chase.objects.count() == 2
        notice = Notice.objects.get(post=w.head, code="directive.chased")
    assert notice.url == f"/directives/{made.pk}"


def test_home_does_not_see_the_button(w):
    with clock.set_to(moment("2020-02-10 09:00")), scope.entered("T"):
        made = directives.issue(by=w.authority, directive=directive(w), due_hours=2)
    head = Hands(w.head).at("2020-02-10 12:00").open(f"/directives/{made.pk}")
    assert not head.sees("/remind")
    answer = head.client.post(f"/directives/{made.pk}/remind", {"key": "x"})
    assert answer.status_code == 403
