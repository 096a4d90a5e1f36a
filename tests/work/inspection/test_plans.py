"""A plan is fixed before anything is drawn; nothing names a home before departure;
what was drawn can be drawn again by anyone."""

import copy
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.refusals import refused
from tests.factories.world import moment, world
from tests.work.inspection.scene import (
    COMMITTED,
    DEPARTURES,
    committed,
    opened,
    province,
    release,
    scene,
)
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.base.places.models import Place
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Plan, Visit, Wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        yield scene(world())


def everything(*but):
    """Return the text of every row of every table that the scope shows."""
    found = []
    for model in apps.get_models():
        if model._meta.label in but or not model.__module__.startswith("wardline."):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'select t::text from "{model._meta.db_table}" t')
            found += [(model._meta.label, row[0]) for row in cursor.fetchall()]
    return found


def test_nothing_names_a_target_before_its_wave_is_opened(s):
    plan = committed(s)
    with scope.entered("T"):
        homes = list(
            Place.objects.filter(kind__isnull=False).values_list("code", flat=True)
        )
        # the roll, its posts, and the frame name every home alike
        texts = everything(
            "places.Place", "accounts.Post", "accounts.User", "inspection.Plan"
        )
        assert not [t for t in texts if any(home in t[1] for home in homes)]
        frames = Plan.objects.get().frames
        assert {pair[0] for f in frames for pair in f["inclusions"]} == set(homes)
        assert not Visit.objects.exists()
    for place in ("T1", "T101", "T101-1"):
        with scope.entered(place):
            assert not Plan.objects.exists()
            assert not Entry.objects.filter(verb="commit_plan").exists()
    opened(s, plan, 1)
    with scope.entered("T"):
        drawn = set(Visit.objects.values_list("institution", flat=True))
        assert drawn and drawn <= set(homes)


def test_no_home_sees_its_own_visit(s):
    plan = committed(s)
    opened(s, plan, 1)
    with scope.entered("T"):
        home = Visit.objects.first().institution_id
    for place in (home, home[:-2], home[:2]):
        with scope.entered(place):
            assert not Visit.objects.exists()
            assert not Wave.objects.exists()


def test_plan_of_four_teams_seven_areas_thirty_six_homes_comes_out_exactly():
    with clock.set_to(COMMITTED):
        s = scene(world(), inspectors=12)
        province(9, 8)
        teams = [
            {"leader": s.inspectors[n], "inspectors": s.inspectors[n + 4 : n + 12 : 4]}
            for n in range(4)
        ]
        days = [(27, 12), (28, 12), (29, 8)]
        rows = [
            {"departs_at": moment(f"2020-02-{day} 06:30"), "sites": sites}
            for day, sites in [*days]
        ]
        rows.append({"departs_at": moment("2020-03-01 06:30"), "sites": 4})
        frame = [row for row in queries_frame(s) if row["area"].startswith("T9")]
        plan = committed(
            s,
            teams=teams,
            n_sites=36,
            n_strata=7,
            must_include=["T901", "T905"],
            waves=rows,
            frame=frame,
        )
    for n in range(1, 5):
        opened(s, plan, n)
    with scope.entered("T"):
        visits = list(Visit.objects.select_related("team"))
        published = queries.publications(s.w.authority, plan)
    areas = Counter(visit.institution_id[:4] for visit in visits)
    assert len({visit.institution_id for visit in visits}) == 36
    assert sorted(areas.values()) == [4, 4, 4, 6, 6, 6, 6]
    assert {"T901", "T905"} <= set(areas)
    assert {visit.team.code for visit in visits} == {f"team-{n}" for n in range(1, 5)}
    assert [each["faults"] for each in published] == [[]] * 4


def queries_frame(s):
    with scope.entered("T"):
        return queries.frame(s.w.authority, "T")


def test_each_teams_homes_lie_in_one_area_of_a_wave(s):
    plan = committed(s)
    opened(s, plan, 1)
    with scope.entered("T"):
        visits = Visit.objects.values_list("team__code", "institution")
        assert len({home[:2] for _team, home in visits}) == 1
        assert len({team for team, _home in visits}) == 2


def test_wave_is_drawn_the_same_by_anyone(s):
    wave = opened(s, committed(s), 1)
    assert waves.verify(wave.publication) == []


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda p: p["visits"].reverse(), "waves.visits"),
        (lambda p: p["draws"][0]["drawn"].append("T101-1"), "draw.drawn"),
        (lambda p: p["areas"][0].__setitem__(0, "T9"), "waves.areas"),
        (lambda p: p["outline"].__setitem__("campaign", "x"), "waves.outline"),
        (
            lambda p: p["draws"][0]["frame"]["inclusions"][0].__setitem__(1, 5),
            "waves.frames",
        ),
    ],
)
def test_a_changed_publication_is_caught(s, spoil, code):
    published = copy.deepcopy(opened(s, committed(s), 1).publication)
    spoil(published)
    assert code in waves.verify(published)


def test_visits_that_were_not_drawn_are_caught(s):
    plan = committed(s)
    wave = opened(s, plan, 1)
    with scope.entered("T"):
        visit = Visit.objects.first()
        other = Place.objects.filter(kind__isnull=False).exclude(
            pk__in=wave.publication["draws"][0]["drawn"]
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "update inspection_visit set institution_id = %s where id = %s",
                [other[0].code, visit.pk],
            )
        (published,) = queries.publications(s.w.authority, plan)
    assert published["faults"] == ["waves.visits"]


def test_wave_needs_its_hour_its_turn_and_every_share(s):
    plan = committed(s)
    told = {"by": s.w.authority, "plan": plan}
    with clock.set_to(COMMITTED):
        assert refused(actions.open_wave, n=1, **told) == "inspection.too_early"
    with clock.set_to(DEPARTURES[0]):
        assert refused(actions.open_wave, n=2, **told) == "inspection.turn"
        assert refused(actions.open_wave, n=1, **told) == "inspection.share_missing"
        release(s, plan, 1)
        actions.open_wave(n=1, **told)
        assert refused(actions.open_wave, n=1, **told) == "inspection.wave_opened"


def test_chain_is_committed_once_by_a_custodian_before_any_wave(s):
    plan = committed(s)
    one = s.custodians[0]
    end = "a" * 64
    assert refused(actions.commit_chain, by=one, plan=plan, end=end) == (
        "inspection.chain_kept"
    )
    with pytest.raises(NotAllowed):
        actions.commit_chain(by=s.inspectors[0], plan=plan, end=end)
    opened(s, plan, 1)
    assert refused(actions.commit_chain, by=one, plan=plan, end=end) == (
        "inspection.begun"
    )


def test_share_is_released_at_departure_and_checked(s):
    plan = committed(s)
    one = s.custodians[0]
    values = s.chains[queries.custodian_name(one)]
    told = {"by": one, "plan": plan, "n": 1}
    code = refused(actions.release_share, share=values[1], **told)
    assert code == "inspection.too_early"
    with clock.set_to(DEPARTURES[0]):
        code = refused(actions.release_share, share=values[2], **told)
        assert code == "inspection.share_wrong"
        actions.release_share(share=values[1], **told)
        code = refused(actions.release_share, share=values[1], **told)
        assert code == "inspection.share_released"
    with scope.entered("T"):
        assert queries.shares(plan, 1) == {queries.custodian_name(one): values[1]}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"n_strata": 4}, "waves.cannot_split"),
        ({"n_strata": 3}, "waves.too_few_areas"),
        ({"n_sites": 5}, "inspection.waves_do_not_add_up"),
        ({"teams": []}, "inspection.no_team"),
        ({"must_include": ["T1", "T2", "T3"]}, "waves.fixed_too_many"),
        ({"waves": None, "n_sites": 6}, "waves.too_few_areas"),
    ],
)
def test_plan_that_cannot_be_drawn_is_refused_with_its_reason(s, more, code):
    assert refused(committed, s=s, **more) == code
    with scope.entered("T"):
        assert not Plan.objects.exists()


def test_area_that_no_wave_could_draw_is_refused(s):
    province(4, 5)
    rows = [
        {"departs_at": DEPARTURES[0], "sites": 4},
        {"departs_at": DEPARTURES[1], "sites": 4},
    ]
    code = refused(committed, s=s, n_sites=8, waves=rows)
    assert code == "inspection.area_too_small"


def test_code_of_a_plan_is_used_once(s):
    committed(s)
    assert refused(committed, s=s) == "inspection.code_taken"


def test_checklist_set_again_retires_what_is_gone(s):
    rows = [
        {
            "code": "r-named",
            "aspect": "responsibility",
            "question_zh": "新",
            "question_en": "New",
            "measure_code": "",
            "severity": 1,
            "institution_kinds": [],
        }
    ]
    actions.set_checklist(by=s.w.clock, at="T", rows=rows)
    with scope.entered("T"):
        (found,) = queries.questions(s.w.authority)
    assert (found.question_en, found.severity) == ("New", 1)


def test_risk_points_explain_themselves_and_every_home_has_a_chance(s):
    plan = committed(s)
    with scope.entered("T"):
        rows = queries.frame(s.w.authority, "T")
        frames = Plan.objects.get(pk=plan.pk).frames
    assert {row["area"] for row in rows} == {"T1", "T2"}
    assert all(row["points"]["unseen"] == 10 for row in rows)
    assert all(k > 0 for frame in frames for _home, k in frame["inclusions"])
    for frame in frames:
        whole = sum(k for _home, k in frame["inclusions"])
        assert whole == frame["size"] * frame["whole"]
