"""Routes on the pages: the envelope's order, known drives, the check of the visits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.world import moment, world
from tests.work.inspection.scene import (
    COMMITTED,
    DEPARTURES,
    committed,
    opened,
    province,
    scene,
)
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
NOON = moment("2020-02-27 12:00")


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
        province(2, 6)
        with scope.entered("T"):
            for n, home in enumerate(Place.objects.filter(kind__isnull=False)):
                home.latitude, home.longitude = 35 + n * 0.05, 104 + n * 0.03
                home.save()
    with clock.set_to(NOON):
        yield made


def plan_of(s):
    sizes = [4, 2]
    waves = [
        {"departs_at": at, "sites": n} for at, n in zip(DEPARTURES, sizes, strict=True)
    ]
    return committed(s, n_sites=6, n_strata=2, waves=waves)


def test_visits_are_shared_by_route_and_the_proof_still_holds(s):
    plan = plan_of(s)
    wave = opened(s, plan, 1)
    with scope.entered("T"):
        assert queries.publications(s.w.authority, plan)[0]["faults"] == []
        made = list(wave.visits.order_by("position"))
        assert [(v.team.code, v.institution_id) for v in made] == queries.routed(wave)


def test_homes_stay_as_dealt_where_a_leader_keeps_away_from_one(s):
    told = {"by": s.w.authority, "keeps_from": "T", "reason": "A sister works there."}
    with clock.set_to(COMMITTED):
        for leader in s.inspectors:  # nobody is free: the dealing has no other choice
            actions.enter_recusal(post=leader, **told)
    wave = opened(s, plan_of(s), 1)
    dealt = [tuple(row) for row in wave.publication["visits"]]
    with scope.entered("T"):
        assert sorted(queries.routed(wave)) == sorted(dealt)
        for area, _size in wave.publication["areas"]:
            here = [row for row in dealt if row[1].startswith(area)]
            routed = [r for r in queries.routed(wave) if r[1].startswith(area)]
            assert routed == here


def test_visit_by_a_team_that_was_not_sent_there_is_a_fault(s):
    plan = plan_of(s)
    published = opened(s, plan, 1).publication
    rows = [tuple(row) for row in published["visits"]]
    assert queries.follows(rows, published)
    assert not queries.follows(rows[1:], published)
    assert not queries.follows([("nobody", home) for _team, home in rows], published)


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
def test_envelope_tells_order_distance_and_last_findings(s, enter, tongue):
    plan = plan_of(s)
    opened(s, plan, 1)
    with scope.entered("T"):
        mine = list(queries.envelope(s.inspectors[0]))
        route = queries.route(s.inspectors[0], mine)
    assert [row["visit"].pk for row in route] == [v.pk for v in mine]
    assert route[0]["leg"] is None and all(row["leg"] for row in route[1:])
    text = enter(s.inspectors[0], tongue).get(reverse("inspection:index"))
    told = text.content.decode()
    assert {"en": "Never visited before", "zh-hans": "从未检查过"}[tongue] in told
    assert {"en": "km from the home before", "zh-hans": "距上一家"}[tongue] in told
    assert "data-print" in told


def test_known_drive_is_entered_corrected_and_counts(s, enter):
    client = enter(s.inspectors[0])
    url = reverse("inspection:drives")
    for minutes in (90, 45):
        told = {"one": "T901", "other": "T901 ", "km": "30", "minutes": minutes}
        answer = client.post(url, {"key": str(uuid4()), **told}, follow=True)
        assert "The drive is kept" in answer.content.decode()
    with scope.entered("T"):
        (kept,) = queries.drives("T")
        assert (kept.km, kept.minutes) == (30, 45)
        home, next_home = Place.objects.filter(code__startswith="T901", depth=3)[:2]
        stops = queries.stops([home.code, next_home.code])
        km, minutes = queries.roads("T").leg(*stops)
    assert minutes == pytest.approx(km / 40 * 60)
    assert client.get(url, {"export": "1"}).status_code == 200
    assert "Area 1" in client.get(url, {"q": "area", "sort": "-km"}).content.decode()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"one": "T901", "other": "X", "km": 5, "minutes": 9}, "place_unknown"),
        ({"one": "T9011-1", "other": "T9011-1", "km": 5, "minutes": 9}, "same_home"),
        ({"one": "T901", "other": "T902", "km": 500, "minutes": 9}, "too_fast"),
    ],
)
def test_drive_that_cannot_be_is_refused(s, told, code):
    with pytest.raises(ValidationError) as refused:
        actions.keep_drive(by=s.w.authority, **told)
    assert refused.value.code == f"inspection.{code}"


def test_custodian_has_no_drive_to_enter(s, enter):
    page = enter(s.custodians[0]).get(reverse("inspection:drives")).content.decode()
    assert "Keep the drive" not in page


def test_leak_window_is_told_by_route_and_as_it_was(s, enter):
    plan = plan_of(s)
    opened(s, plan, 1)
    with scope.entered("T"):
        (row,) = queries.leaks(plan)
        assert 1.5 <= row["planned"] <= 8 and row["actual"] is None
        for n, visit in enumerate(queries.visits(s.w.authority)):
            at = NOON - timedelta(hours=n)
            actions.arrive(by=visit.team.leader, visit=visit, arrived_at=at)
        (row,) = queries.leaks(plan)
    assert row["actual"] == row["homes"] - 1
    page = enter(s.w.authority).get(reverse("inspection:plan", args=[plan.pk]))
    assert "Leak window" in page.content.decode()


def test_envelopes_of_a_wave_are_a_teams_own_and_none_before_it_opens(s, enter):
    plan = plan_of(s)
    url = reverse("inspection:envelope", args=[plan.pk, 1])
    assert enter(s.w.authority).get(url).status_code == 404
    opened(s, plan, 1)
    every = enter(s.w.authority).get(url).context["sheets"]
    assert sum(len(sheet["route"]) for sheet in every) == 4
    (mine,) = enter(s.inspectors[0]).get(url).context["sheets"]
    assert s.inspectors[0].pk in mine["team"].post_ids
    assert enter(s.custodians[0]).get(url).status_code == 404
