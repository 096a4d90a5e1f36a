"""Two lists are compared by rule and by likeness; a person says what a gap is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.world import moment, world
from tests.work.safetynet.lists import book, number, row, sound
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.work.safetynet import actions, figures, queries
from wardline.work.safetynet.models import Comparison, CoverageGap, Match

pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 20)


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-20 09:00")):
        made = world()
        with scope.entered("T"):
            set_standard(made)
            yield made


def set_standard(w, per_month=36000, **other):
    standard = {
        "scheme": "rural",
        "place": "T",
        "from_on": date(2020, 1, 1),
        "per_month": per_month,
        "currency": "CNY",
        "document": "standards-2020",
    }
    actions.set_standards(by=w.authority, at="T", rows=[standard | other])


def take_in(w, kind, rows, by=None):
    by = by or w.authority
    told = {"kind": kind, "content": book(rows), "name": f"{kind}.xlsx"}
    return actions.take_in_list(by=by, at=by.place_id, scheme="rural", **told)


def compare(w, entitled, covered, by=None):
    by = by or w.authority
    lists = {
        "entitled": take_in(w, "entitled", entitled, by),
        "covered": take_in(w, "covered", covered, by),
    }
    return actions.compare_lists(by=by, at=by.place_id, **lists)


def slipped(n):
    last = number(n)[-2]
    return number(n)[:-2] + str((int(last) + 1) % 10) + number(n)[-1]


def test_entitled_and_not_covered_becomes_a_gap_in_its_village(w):
    compare(w, [row(1), row(2)], [row(1)])
    gap = queries.gaps(w.authority).get()
    assert (gap.place_id, gap.household.village) == ("T101", "东镇 村2")
    assert gap.household.id_number == sound(2)
    assert gap.match.reasons[0]["code"] == "entitlement.assets_unknown"


def test_slip_in_the_number_is_repaired_where_the_name_agrees(w):
    one = row(1, number=number(5))
    compare(w, [one], [row(1, number=slipped(5))])
    match = Match.objects.get()
    assert (match.why, match.probability) == ("repaired_and_name", 0.98)
    assert not CoverageGap.objects.exists()


def test_income_above_the_standard_is_no_gap(w):
    compare(w, [row(1, income=360), row(2, income=359.99)], [row(9)])
    assert queries.gaps(w.authority).get().household.name == "某2"


def test_higher_standard_of_a_lower_place_counts(w):
    set_standard(w, 39000, place="T1")
    compare(w, [row(1, income=380), row(2, "寅县", income=380)], [row(9)])
    assert queries.gaps(w.authority).get().place_id == "T101"


def test_covered_and_not_entitled_is_listed_with_its_reason(w):
    compare(w, [row(1), row(2, income=900)], [row(1), row(2), row(3)])
    told = [(each.name, each.refused) for each in queries.over(w.authority)]
    assert sorted(told) == [("某2", True), ("某3", False)]
    assert not CoverageGap.objects.exists()


def test_same_comparison_twice_counts_once(w):
    assert compare(w, [row(1)], [row(2)]) == compare(w, [row(1)], [row(2)])
    assert Comparison.objects.count() == CoverageGap.objects.count() == 1


def test_newer_lists_open_no_second_gap_for_the_same_person(w):
    compare(w, [row(1)], [row(2)])
    compare(w, [row(1), row(3)], [row(2)])
    assert queries.gaps(w.authority).count() == 2


def test_answer_older_than_the_list_is_asked_again(w):
    compare(w, [row(1)], [row(2)])
    gap = queries.gaps(w.authority).get()
    actions.confirm_gap(by=w.county, gap=gap, outcome="not_a_gap")
    with clock.set_to(moment("2020-03-20 09:00")):
        compare(w, [row(1), row(4)], [row(2), row(4)])
        assert queries.gaps(w.authority, state="open").count() == 1


def test_lists_of_one_kind_are_not_compared(w):
    one, other = take_in(w, "entitled", [row(1)]), take_in(w, "entitled", [row(2)])
    with pytest.raises(ValidationError) as refused:
        actions.compare_lists(by=w.authority, at="T", entitled=one, covered=other)
    assert refused.value.code == "safetynet.kind_wrong"


def test_confirmed_gap_becomes_a_finding_at_its_county(w):
    compare(w, [row(1)], [row(2)])
    gap = queries.gaps(w.county).get()
    with scope.entered("T101"):
        gap = actions.confirm_gap(
            by=w.county, gap=gap, outcome="confirmed", note="met the grandmother"
        )
    finding = correction.findings(w.county, source="safetynet").get()
    assert gap.finding_id == finding.pk
    assert (finding.place_id, finding.severity) == ("T101", 3)
    assert finding.origin == f"safetynet.coveragegap:{gap.pk}"
    assert sound(1) not in finding.fact
    assert "met the grandmother" in finding.fact


def test_gap_is_answered_once(w):
    compare(w, [row(1)], [row(2)])
    gap = queries.gaps(w.authority).get()
    actions.confirm_gap(by=w.county, gap=gap, outcome="not_a_gap")
    with pytest.raises(ValidationError) as refused:
        actions.confirm_gap(by=w.county, gap=gap, outcome="confirmed")
    assert refused.value.code == "safetynet.answered"
    assert not correction.findings(w.authority).exists()


def test_county_sees_and_answers_only_its_own_gaps(w):
    compare(w, [row(1), row(2, "寅县")], [row(9)])
    theirs = queries.gaps(w.authority, "T2").get()
    with scope.entered("T101"):
        assert [gap.place_id for gap in queries.gaps(w.county)] == ["T101"]
        assert figures.entitled(w.county, "T101", TODAY).value == 1
    with pytest.raises(NotAllowed):
        actions.confirm_gap(by=w.county, gap=theirs, outcome="confirmed")


def test_gap_is_found_by_the_whole_number_and_by_village(w):
    compare(w, [row(1), row(2)], [row(9)])
    assert queries.gaps(w.authority, search=sound(2)).get().household.name == "某2"
    assert queries.gaps(w.authority, search="村1").get().household.name == "某1"
    assert not queries.gaps(w.authority, search=sound(2)[:10]).exists()


def test_figures_count_what_the_newest_comparison_says(w):
    compare(w, [row(1), row(2)], [row(9)])
    with clock.set_to(moment("2020-02-21 09:00")):
        compare(w, [row(1), row(2), row(3)], [row(1), row(9)])
        assert figures.entitled(w.authority, "T", date(2020, 2, 21)).value == 3
        assert figures.covered(w.authority, "T", date(2020, 2, 21)).value == 1
    assert figures.covered(w.authority, "T", TODAY).value == 0
    assert figures.gaps_by_place(w.authority, "T", TODAY) == {"T101": 2}


def test_confirmed_and_closed_gaps_are_counted(w):
    compare(w, [row(1), row(2)], [row(9)])
    one, _other = queries.gaps(w.authority)
    actions.confirm_gap(by=w.county, gap=one, outcome="confirmed")
    assert figures.gaps(w.authority, "T", TODAY).value == 2
    assert figures.gaps_confirmed(w.authority, "T", TODAY).value == 1
    assert figures.gaps_closed(w.authority, "T", TODAY).value == 0


def test_unseen_are_estimated_with_an_interval(w):
    made = compare(w, [row(n) for n in range(20)], [row(n) for n in range(5, 30)])
    estimate = queries.estimate(made)
    assert estimate.seen == 30
    assert estimate.low <= estimate.total <= estimate.high
    assert queries.whys(made) == [("linkage.number_and_name", 15)]
