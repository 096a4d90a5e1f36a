"""Campaigns bind below, divisions report each week, and who lags is seen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock, scope
from wardline.work.safetynet import actions, figures, queries
from wardline.work.safetynet.models import Campaign, Progress

pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 20)


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-20 09:00")):
        made = world()
        with scope.entered("T"):
            begin(made)
            yield made


def campaign(**other):
    return {
        "code": "gaps",
        "place": "T",
        "from_on": date(2020, 2, 3),
        "to_on": date(2020, 6, 30),
        "document": "plan",
        "title_zh": "攻坚",
        "title_en": "Assault on gaps",
        "goal_zh": "应保尽保",
        "goal_en": "Everyone covered.",
        "unit_zh": "户",
        "unit_en": "households",
    } | other


def begin(w, **other):
    actions.begin_campaigns(by=w.authority, at="T", rows=[campaign(**other)])


def report(by, at="T101", on=date(2020, 2, 16), target=100, done=40, **other):
    told = {"campaign": "gaps", "week_on": on, "target": target, "done": done}
    return actions.report_progress(by=by, at=at, **(told | other))


def test_campaign_begun_again_is_set_anew(w):
    begin(w, title_en="Another title")
    assert Campaign.objects.get().title_en == "Another title"


def test_campaign_elsewhere_is_refused(w):
    with pytest.raises(ValidationError) as refused:
        begin(w, place="Z9")
    assert refused.value.code == "safetynet.no_place"


def test_county_does_not_begin_campaigns(w):
    with pytest.raises(NotAllowed):
        actions.begin_campaigns(by=w.county, at="T101", rows=[campaign(place="T101")])


def test_same_week_again_corrects(w):
    report(w.county, done=40)
    report(w.county, done=50)
    assert Progress.objects.get().done == 50


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"done": 101}, "safetynet.done_over"),
        ({"on": date(2020, 2, 21)}, "safetynet.week_ahead"),
        ({"on": date(2020, 2, 1)}, "safetynet.not_running"),
        ({"campaign": "none"}, "safetynet.no_campaign"),
    ],
)
def test_report_that_cannot_be_is_refused(w, told, code):
    with pytest.raises(ValidationError) as refused:
        report(w.county, **told)
    assert refused.value.code == code
    assert not Progress.objects.exists()


def test_divisions_that_lag_come_first(w):
    report(w.authority, "T101", done=90)
    report(w.authority, "T102", done=20)
    rows = queries.standings(w.authority, Campaign.objects.get())
    assert [(r.place.code, r.state) for r in rows] == [
        ("T201", "late"),
        ("T102", "wait"),
        ("T101", "ok"),
    ]
    assert queries.by_week(rows) == [(date(2020, 2, 16), 110, 200)]


def test_who_reports_is_counted_and_who_does_not(w):
    report(w.county)
    told = figures.counties_reporting(w.authority, "T", TODAY)
    assert (told.value, told.missing) == (1, 2)
    later = figures.counties_reporting(w.authority, "T", date(2020, 2, 24))
    assert (later.value, later.missing) == (0, 3)


def test_campaigns_are_counted_where_they_bind(w):
    assert figures.campaigns(w.authority, "T", TODAY).value == 1
    with scope.entered("T101"):
        assert figures.campaigns(w.county, "T101", TODAY).value == 1
    assert figures.campaigns(w.authority, "T", date(2020, 2, 1)).value == 0
