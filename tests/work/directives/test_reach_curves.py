"""The share reached against the hours, level by level."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.factories.documents import directive
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.ui import charts
from wardline.work.directives import actions, queries
from wardline.work.directives.models import Relay
from wardline.work.directives.views import curve, reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


def signed(w, made, when, *codes):
    """Let the heads of these places sign at a moment."""
    with clock.set_to(moment(when)):
        for code in codes:
            role = "officer" if "-" not in code else "head"
            relay = Relay.objects.get(directive=made, place=code)
            actions.receive(by=w.post(role, code), relay=relay)


def curves(w, made, until):
    _total, levels = queries.reach(w.authority, made)
    return queries.curves(levels, until)


@pytest.fixture
def issued(w):
    made = actions.issue(by=w.authority, directive=directive(w), due_hours=6)
    signed(w, made, "2020-02-21 17:20", "T101-1")
    signed(w, made, "2020-02-21 19:10", "T101-2", "T102-1")
    signed(w, made, "2020-02-21 18:05", "T1", "T101")
    return made


def test_curve_counts_who_had_signed_step_by_step(w, issued):
    found = curves(w, issued, timedelta(hours=7))
    homes = found[-1]
    assert (homes.sent, homes.step) == (5, timedelta(minutes=5))
    assert homes.share(timedelta(minutes=20)) == 0
    assert homes.share(timedelta(minutes=25)) == 1 / 5
    assert homes.share(timedelta(hours=2)) == 1 / 5
    assert homes.share(timedelta(hours=7)) == 3 / 5
    assert [each.level.depth for each in found] == sorted(
        {each.level.depth for each in found}
    )


def test_curves_cost_one_query_beside_the_levels(
    w, issued, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        curves(w, issued, timedelta(hours=24))


def test_long_curves_have_coarse_steps(w, issued):
    found = curves(w, issued, timedelta(hours=169))
    assert found[-1].step == timedelta(hours=3)
    assert len(found[-1].signed) <= 96


def test_reach_of_an_order_to_many_is_kept_for_seconds(w, issued, monkeypatch):
    told = [w.authority, issued]
    assert reach.below(*told).missing == 5
    signed(w, issued, "2020-02-21 19:20", "T201-1")
    assert reach.below(*told).missing == 4  # few are counted anew each time
    monkeypatch.setattr(reach, "MANY", 5)
    kept = reach.below(*told)
    signed(w, issued, "2020-02-21 19:30", "T201-2")
    assert reach.below(*told) == kept
    assert reach.below(w.post("officer", "T2"), issued).missing == 2  # its own
    with translation.override("zh-hans"):
        assert reach.below(*told).missing == 3
    cache.clear()  # as after some seconds
    assert reach.below(*told).missing == 3


def test_picture_and_table_say_the_same(w, issued):
    until = curve.span(timedelta(hours=2, minutes=10), issued.due_hours)
    assert until == timedelta(hours=7)
    found = curves(w, issued, until)
    shares = curve.table(found, until)
    assert shares["hours"] == [1, 2, 4]
    assert shares["rows"][-1][1] == [(1, 20), (2, 20), (4, 60)]
    drawn = curve.panels(found, until, issued.due_hours)[-1]
    x, y = map(float, drawn.line.split()[-1].split(","))
    assert x == charts.RIGHT
    assert y == pytest.approx(charts.BOTTOM - (charts.BOTTOM - charts.TOP) * 0.6)
    assert [mark.text for mark in drawn.across] == ["0", "6", "7"]


def test_hops_tell_the_way_from_the_answer(w, issued):
    _total, levels = queries.reach(w.authority, issued)
    homes = levels[-1]
    assert homes.sent_after == timedelta()
    assert homes.signed_within == timedelta(hours=2, minutes=10)
    passed = Relay.objects.get(directive=issued, place="T101")
    assert passed.sent_at == issued.issued_at
