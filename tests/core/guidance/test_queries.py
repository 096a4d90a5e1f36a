"""What binds where, on which day, and why."""

from datetime import date

import pytest

from tests.core.guidance.norm import lay_down, measure
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.guidance import actions, figures, queries

pytestmark = pytest.mark.django_db
RELAXED, HELD = date(2020, 2, 21), date(2020, 2, 22)


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


def said(bound):
    return {b.code: (str(b.reason), b.hold_code) for b in bound}


def test_hold_keeps_what_the_lower_level_would_drop(w):
    with scope.entered("T101-1"):
        home = places.path("T101-1")[-1]
        first = queries.binding(w.head, home, date(2020, 2, 20))
        relaxed = queries.binding(w.head, home, RELAXED)
        held = queries.binding(w.head, home, HELD)
    assert set(said(first)) == {"no-visits", "elder-apart", "report"}
    assert set(said(relaxed)) == {"report"}
    assert said(held) == {
        "no-visits": ("hold", "no-relaxing"),
        "elder-apart": ("hold", "no-relaxing"),
        "report": ("level", None),
    }


def test_binding_of_a_division_is_of_every_kind_there(w):
    with scope.entered("T201"):
        post = w.post("officer", "T201")
        county, *homes = places.places(post)
        bound = queries.binding_for(post, [county, *homes], HELD)
    assert set(said(bound["T201"])) == {"no-visits", "elder-apart", "report"}
    assert set(said(bound["T201-1"])) == {"no-visits", "report"}


def test_binding_for_many_places_takes_few_queries(w, django_assert_max_num_queries):
    with scope.entered("T"):
        every = list(places.places(w.authority))
        with django_assert_max_num_queries(4):
            bound = queries.binding_for(w.authority, every, HELD)
    assert len(bound) == 11
    with scope.entered("T"):
        alone = {p.code: queries.binding(w.authority, p, HELD) for p in every}
    assert bound == alone


def test_parameter_has_a_default_where_nothing_binds(w):
    with scope.entered("T101-2"):
        home = places.path("T101-2")[-1]
        post = w.post("head", "T101-2")
        ask = (post, home, HELD)
        assert queries.parameter(*ask, "report.due", "at", "18:00") == "17:30"
        assert queries.parameter(*ask, "isolation.days", "days", 7, max) == 7


def test_a_home_reads_the_norm_above_and_not_its_neighbours(w):
    rows = [measure("local", "stock.x", levels=[])]
    actions.set_measures(by=w.post("officer", "T102"), at="T102", rows=rows)
    with scope.entered("T101-1"):
        assert {m.code for m in queries.measures(w.head)} == {
            "no-visits",
            "elder-apart",
            "report",
        }
        assert queries.document(w.head, "guide").title_en == "Notice guide"
        assert list(queries.texts(w.head, ["report"])) == ["report"]
        assert queries.level(w.head, places.path("T101-1")[-1], HELD) == 3


def test_figures_count_the_register(w):
    with scope.entered("T"):
        ask = (w.authority, "T", date(2020, 2, 27))
        assert figures.guides(*ask).value == 1
        assert figures.plans(*ask).value == 0
        assert figures.measures_in_force(*ask).value == 3
        assert (figures.level(*ask).value, figures.level(*ask).since) == (3, RELAXED)
        assert (figures.hold(*ask).value, figures.hold(*ask).since) == (1, HELD)
        assert figures.by_place(*ask)["T201-1"] == 2
