"""Coverage, load, homes not visited, risk, fairness: for whoever plans, no one else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.world import moment, world
from tests.work.inspection.scene import COMMITTED, committed, opened, scene
from wardline.base.places import clock, scope
from wardline.core.correction import signs
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
NOON = moment("2020-02-27 12:00")
PAGES = ["coverage", "unvisited", "risk", "fairness"]


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
    with clock.set_to(NOON):
        opened(made, committed(made), 1)
        yield made


def visit_all(s, answer="short"):
    """Let each team visit its homes: the first question falls short, or holds."""
    with scope.entered("T"):
        made = list(queries.visits(s.w.authority))
        asked = next(iter(queries.questions(s.w.authority)))
        for visit in made:
            by = visit.team.leader
            actions.arrive(by=by, visit=visit, arrived_at=NOON - timedelta(hours=2))
            actions.observe(
                by=by, visit=visit, question=asked, answer=answer, fact="Nobody named"
            )
            actions.finish_visit(by=by, visit=visit, headcount=3, signed_by_name="Head")
    return made


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_in_both_languages(s, enter, name, tongue):
    visit_all(s)
    answer = enter(s.w.authority, tongue).get(reverse(f"inspection:{name}"))
    assert answer.status_code == 200
    heading = {"en": "<h1>", "zh-hans": "<h1>"}[tongue]
    assert heading in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_page_does_not_exist_for_an_inspector(s, enter, name):
    answer = enter(s.inspectors[0]).get(reverse(f"inspection:{name}"))
    assert answer.status_code == 404


def test_home_is_unvisited_until_a_team_stood_at_its_gate(s, enter):
    with scope.entered("T"):
        every = {row.pk for row in queries.unvisited(s.w.authority, queries.since(6))}
        assert not queries.unvisited(s.inspectors[0], queries.since(6)).exists()
    visited = {visit.institution_id for visit in visit_all(s)}
    with scope.entered("T"):
        left = {row.pk for row in queries.unvisited(s.w.authority, queries.since(6))}
    assert visited and left == every - visited
    with clock.set_to(moment("2020-10-01 12:00")), scope.entered("T"):
        again = queries.unvisited(s.w.authority, queries.since(6))
        assert {row.pk for row in again} == every
        assert {row.pk for row in again if row.last} == visited


def test_unvisited_is_searched_sorted_and_taken_along(s, enter):
    client, url = enter(s.w.authority), reverse("inspection:unvisited")
    with scope.entered("T"):
        home = queries.unvisited(s.w.authority, queries.since(3)).first()
    page = client.get(url, {"q": home.code, "months": "3", "sort": "-last"})
    assert [row.pk for row in page.context["page"]] == [home.pk]
    book = load_workbook(BytesIO(client.get(url, {"export": "1"}).content))
    codes = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert home.code in codes
    odd = client.get(url, {"months": "-5", "sort": "password"})
    assert odd.context["months"] == queries.DEFAULT_MONTHS


def test_since_counts_calendar_months():
    with clock.set_to(moment("2020-05-31 12:00")):
        assert str(queries.since(3).date()) == "2020-02-29"
        assert str(queries.since(12).date()) == "2019-05-31"
        assert str(queries.since(5).date()) == "2019-12-31"


def test_coverage_and_load_count_what_was_done(s):
    made = visit_all(s)
    with scope.entered("T"):
        rows = queries.coverage(s.w.authority, queries.since(12))
        load = list(queries.load(s.w.authority, queries.since(12)))
    assert sum(row["visited"] for row in rows) == len({v.institution_id for v in made})
    assert sum(row["visits"] for row in load) == len(made)
    assert sum(row["short"] for row in load) == len(made)
    assert all(row["days"] == 1 for row in load)


def test_record_of_a_home_raises_its_points_and_good_visits_do_not(s):
    with scope.entered("T"):
        before = {r["home"].pk: r["points"] for r in queries.risks(s.w.authority)}
    made = visit_all(s)
    with scope.entered("T"):
        after = {r["home"].pk: r["points"] for r in queries.risks(s.w.authority)}
    for visit in made:
        assert after[visit.institution_id]["findings"] == 2
        assert after[visit.institution_id]["unseen"] == 0
    assert all(told["record"] == 0 for told in before.values())


def test_fairness_names_each_leader_with_an_interval(s, enter):
    visit_all(s)
    with scope.entered("T"):
        rows = queries.fairness(s.w.authority)
    assert rows and all(
        r["factor"].low < r["factor"].value < r["factor"].high for r in rows
    )
    text = enter(s.w.authority).get(reverse("inspection:fairness")).content.decode()
    assert rows[0]["leader"].user.name in text and "times the mean" in text


def test_signs_of_other_areas_are_counted_by_home(s):
    with scope.entered("T"):
        told = signs.counted(s.w.authority, "T", NOON.date())
    assert set(told) == {"doubtful", "outbreak"}
