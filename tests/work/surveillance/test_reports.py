"""Daily reports through their deeds: signed, doubted, corrected, sent back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import resident
from tests.factories.watch import ON, numbers, signed
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.ledger.models import Entry
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.work.surveillance import actions, figures, queries
from wardline.work.surveillance.models import DailyReport, ReportReturn

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 18:00")):
        yield world()


def codes(error):
    held = error.value
    rows = (
        [e for each in held.error_dict.values() for e in each]
        if hasattr(held, "error_dict")
        else held.error_list
    )
    return [row.code for row in rows]


def test_report_is_in_time_until_its_hour(w):
    assert not signed(w, at="2020-02-10 17:30").late
    assert signed(w, "T101-2", at="2020-02-10 17:31").late


def test_report_of_zeros_is_a_report(w):
    report = signed(w, residents=0, workers=0)
    with scope.entered("T101"):
        assert list(queries.reported(w.county, "T101", ON)) == [report]
        assert [p.code for p in queries.missing(w.county, "T101", ON)] == ["T101-2"]


def test_report_is_written_in_the_ledger_without_names(w):
    report = signed(w)
    with scope.entered("T"):
        entry = Entry.objects.get(verb="sign_report")
    assert (entry.subject_id, entry.place_id) == (str(report.pk), "T101-1")
    assert entry.detail == {"on": "2020-02-10", "late": False, "flags": 1}


def test_day_is_signed_once(w):
    signed(w)
    with pytest.raises(ValidationError) as error:
        signed(w, at="2020-02-10 16:50")
    assert codes(error) == ["surveillance.signed_already"]


def test_same_key_counts_once(w):
    given = {"at": "T101-1", "on": ON, "values": numbers(), "key": "one-key"}
    with scope.entered("T101-1", w.head.user_id):
        actions.sign_report(by=w.head, **given)
        with pytest.raises(Repeated):
            actions.sign_report(by=w.head, **given)


def test_tomorrow_is_not_signed_today(w):
    with pytest.raises(ValidationError) as error:
        signed(w, on=date(2020, 2, 11))
    assert codes(error) == ["surveillance.not_yet"]


def test_only_the_own_house_is_signed(w):
    with pytest.raises(NotAllowed) as refused:
        actions.sign_report(by=w.head, at="T101-2", on=ON, values=numbers())
    assert refused.value.code == "not_your_place"
    with pytest.raises(NotAllowed) as refused:
        actions.sign_report(by=w.county, at="T101-1", on=ON, values=numbers())
    assert refused.value.code == "not_in_role"


def test_prefill_counts_the_roster_and_says_where_from(w):
    resident(w)
    with scope.entered("T101-1"):
        seen = queries.prefill(w.head, w.head.place, ON)
    assert seen.values["residents"] == 1
    assert seen.yesterday == 1
    assert seen.sources["residents"] == "surveillance.from.roster"
    assert seen.due_at == moment("2020-02-10 17:30")


def test_prefill_without_a_roster_takes_over_the_last_report(w):
    signed(w, at="2020-02-09 16:00", in_hospital=2)
    with scope.entered("T101-1"):
        seen = queries.prefill(w.head, w.head.place, ON)
    assert (seen.values["residents"], seen.values["in_hospital"]) == (40, 2)
    assert seen.sources["residents"] == "surveillance.from.yesterday"
    assert seen.yesterday is None


def test_heads_that_do_not_balance_need_a_reason(w):
    resident(w)
    with pytest.raises(ValidationError) as error:
        signed(w, residents=3, workers=0)
    assert codes(error) == ["surveillance.why_not"]
    report = signed(w, residents=3, workers=0, why_not="two came at night")
    off = report.flags[0]
    assert (off["code"], off["args"]["surplus"]) == ("balance.off", 2)


def test_heads_balance_with_the_last_report_where_nobody_is_enrolled(w):
    signed(w, at="2020-02-09 16:00")
    with pytest.raises(ValidationError):
        signed(w, residents=41)
    assert signed(w, residents=41, came_in=1).heads == 53


def test_same_numbers_without_a_round_are_flagged(w):
    for day in (8, 9, 10):
        report = signed(w, at=f"2020-02-{day:02} 16:00")
    assert [flag["code"] for flag in report.flags] == [
        "balance.no_round",
        "balance.same_numbers",
    ]
    assert report.flags[1]["args"]["days"] == 3


def corrected(w, report, **given):
    with scope.entered("T101-1", w.head.user_id):
        given = {"reason": "counted again"} | given
        return actions.correct_report(by=w.head, report=report, **given)


def test_correction_is_a_new_version_and_overwrites_nothing(w):
    report = signed(w)
    second = corrected(w, report, values=numbers(feverish=1))
    assert (second.version, second.due_at) == (2, report.due_at)
    with scope.entered("T101"):
        assert [v.feverish for v in queries.versions(w.county, report)] == [0, 1]
        assert [r.feverish for r in queries.reported(w.county, "T101", ON)] == [1]
        total = queries.total(w.county, "T101", ON)
    assert (total.feverish, total.residents, total.reported) == (1, 40, 1)


def test_correction_after_the_hour_does_not_make_the_day_late(w):
    corrected(w, signed(w, at="2020-02-10 17:00"), values=numbers())
    with scope.entered("T101"):
        assert queries.total(w.county, "T101", ON).late == 0


def test_correction_needs_a_reason_and_the_newest_version(w):
    report = signed(w)
    with pytest.raises(ValidationError) as error:
        corrected(w, report, values=numbers(), reason=" ")
    assert codes(error) == ["surveillance.no_reason"]
    corrected(w, report, values=numbers(tested=1))
    with pytest.raises(ValidationError) as error:
        corrected(w, report, values=numbers(tested=2))
    assert codes(error) == ["surveillance.corrected_already"]


def returned(w, report, reason="Count again."):
    with scope.entered("T101", w.county.user_id):
        return actions.return_report(by=w.county, report=report, reason=reason)


def test_returned_report_reaches_the_person_who_signed(w):
    report = signed(w)
    returned(w, report)
    with scope.entered("T101-1"):
        notice = notices.inbox(w.head).get()
        assert not notices.unread(w.duty)
    assert notice.code == "surveillance.returned"
    assert notice.args["reason"] == "Count again."


def test_report_is_returned_once_and_not_after_a_correction(w):
    report = signed(w)
    returned(w, report)
    with pytest.raises(ValidationError) as error:
        returned(w, report)
    assert codes(error) == ["surveillance.returned_already"]
    second = corrected(w, report, values=numbers())
    with pytest.raises(ValidationError):
        returned(w, report)
    returned(w, second)
    with scope.entered("T101"):
        assert ReportReturn.objects.count() == 2


def test_report_is_never_changed_nor_removed_by_the_web(w):
    from django.db import ProgrammingError, connection, transaction

    signed(w)
    with scope.entered("T101-1"):
        for verb in (
            "update surveillance_dailyreport set residents = 1",
            "delete from surveillance_dailyreport",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                connection.cursor().execute(verb)
        assert DailyReport.objects.get().residents == 40


def test_tally_rolls_up_by_division(w):
    signed(w, feverish=1)
    signed(w, "T102-1", at="2020-02-10 17:45")
    with scope.entered("T"):
        found = queries.tally(w.authority, "T", ON)
        rows = {
            c: (r.expected, r.reported, r.late, r.feverish) for c, r in found.items()
        }
        assert figures.by_place("missing")(w.authority, "T", ON)["T2"] == 2
    assert rows == {
        "T": (5, 2, 1, 1),
        "T1": (3, 2, 1, 1),
        "T101": (2, 1, 0, 1),
        "T102": (1, 1, 1, 0),
        "T2": (2, 0, 0, 0),
        "T201": (2, 0, 0, 0),
    }


def test_tally_of_a_county_is_by_institution(w):
    signed(w)
    with scope.entered("T101"):
        found = queries.tally(w.county, "T101", ON)
    assert {c: r.missing for c, r in found.items()} == {
        "T101": 1,
        "T101-1": 0,
        "T101-2": 1,
    }


def test_tally_takes_four_queries(w, django_assert_num_queries):
    signed(w)
    with scope.entered("T"), django_assert_num_queries(4):
        queries.tally(w.authority, "T", ON)


def test_figure_says_how_many_are_missing(w):
    signed(w)
    with scope.entered("T"):
        assert figures.residents(w.authority, "T", ON).missing == 4
        assert figures.reported(w.authority, "T", ON).value == 1
        assert figures.missing(w.authority, "T1", ON).value == 2
        assert figures.late(w.authority, "T", ON - timedelta(days=1)).value == 0


def test_neighbour_sees_nothing(w):
    report = signed(w)
    with scope.entered("T201"):
        other = w.post("officer", "T201")
        assert queries.report(other, report.pk) is None
        assert not DailyReport.objects.exists()
