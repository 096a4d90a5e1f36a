"""A laboratory's file: every row is reported, what counts reaches the people."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.gate import isolated, seen_from, watched
from tests.factories.laboratory import HEADINGS, answer, csv, enrolled, sheet, took
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Attachment, Entry
from wardline.base.notices.models import Notice
from wardline.core.roster import actions as roster
from wardline.core.roster import queries as facts
from wardline.core.roster.models import Sample, TestResult
from wardline.work.gate import actions, queries
from wardline.work.gate.models import ResultFile

pytestmark = pytest.mark.django_db


def take_in(w, content, by=None, **more):
    by = by or w.county
    told = {"name": "results.xlsx", "laboratory": "县疾控中心"} | more
    return actions.take_in_results(by=by, at=by.place_id, content=content, **told)


def fates(w, file, by=None):
    with seen_from(by or w.county):
        rows = queries.result_rows(by or w.county, file)
        return [(r.row, r.fate, r.reason.get("code", "")) for r in rows]


def results(w, by=None):
    with seen_from(by or w.county):
        found = TestResult.objects.order_by("pk").select_related("person", "sample")
        return [(r.sample.number, r.outcome, r.specimen_timed) for r in found]


def told(w, post):
    with seen_from(post):
        return [(n.code, n.args) for n in Notice.objects.filter(post=post)]


def test_each_row_has_its_fate(w):
    people = enrolled(w, 6)
    took(w, {f"A{n}": [person] for n, person in enumerate(people)})
    rows = [
        answer("a0"),
        answer("A1", "未检出(-)"),
        answer("A1"),
        answer("A2", sampled=""),
        answer("A3", sampled="2020-02-13 10:00"),
        answer("A4", sampled="2020-02-18 10:00"),
        answer("Z9"),
        answer("A5", "良好"),
        answer(""),
        answer("A5", sampled="15/2/20"),
        answer("A0", "阳性"),
        answer("A5", name="别人"),
    ]
    made = take_in(w, sheet(rows, title="检测结果报告单"))
    assert fates(w, made) == [
        (3, "taken", ""),
        (4, "taken", ""),
        (5, "known", ""),
        (6, "untimed", "lab.no_time"),
        (7, "mistimed", "lab.before_sample"),
        (8, "mistimed", "lab.in_the_future"),
        (9, "unknown", "lab.unknown"),
        (10, "unreadable", "lab.outcome_unknown"),
        (11, "unreadable", "lab.number_missing"),
        (12, "unreadable", "list.day"),
        (13, "contradicts", "lab.graver"),
        (14, "unknown", "lab.other_person"),
    ]
    assert results(w) == [
        ("A0", "negative", True),
        ("A1", "negative", True),
        ("A2", "negative", False),
        ("A3", "negative", False),
        ("A4", "negative", False),
        ("A0", "positive", True),
    ]


def test_result_counts_by_the_time_at_which_the_home_took_the_sample(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    take_in(w, sheet([answer("A0", sampled="2020-02-15 10:40")]))
    with seen_from(w.county):
        made = TestResult.objects.get()
        assert made.at == moment("2020-02-15 10:00")
        assert (made.laboratory, made.person) == ("县疾控中心", person)


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (HEADINGS, answer("A0")),
        (
            ["Sample No.", "Result", "Collection time", "Laboratory"],
            ["A0", "Negative", "2020-02-15 10:00", "Lab"],
        ),
        (["条码号", "结果（定性）", "检测结果"], ["A0", "", "阴性"]),
    ],
)
def test_columns_are_known_by_name_in_both_languages(w, headings, cells):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    take_in(w, sheet([cells], headings))
    assert [row[:2] for row in results(w)] == [("A0", "negative")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_text_table_is_read_in_both_encodings(w, encoding):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    made = take_in(w, csv([answer("A0")], encoding=encoding), name="results.csv")
    assert fates(w, made) == [(2, "taken", "")]


def test_merged_cell_stands_for_every_row_it_covers(w):
    people = enrolled(w, 2)
    took(w, {"A0": [people[0]], "A1": [people[1]]})
    rows = [answer("A0", ""), answer("A1", "")]
    take_in(w, sheet(rows, merge=[(1, 3, 2, "阴性")]))
    assert results(w) == [("A0", "negative", True), ("A1", "negative", True)]


def test_number_that_excel_made_a_number_finds_its_zeros(w):
    people = enrolled(w, 2)
    took(w, {"000123": [people[0]], "4567": [people[1]]})
    made = take_in(w, sheet([answer(123), answer(4567.0), answer("0123")]))
    assert [fate for _, fate, _ in fates(w, made)] == ["taken", "taken", "unknown"]


def test_rounded_number_is_never_guessed(w):
    made = take_in(w, sheet([answer(6.20101195001e17)]))
    assert fates(w, made) == [(2, "unreadable", "lab.number_rounded")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4", "list.unreadable"),
        (sheet([["某", "A0"]], ["姓名", "样本编号"]), "list.columns"),
        (sheet([]), "list.empty"),
    ],
)
def test_what_is_no_file_of_results_is_refused_and_not_kept(w, content, code):
    with pytest.raises(ValidationError) as refused:
        take_in(w, content)
    assert refused.value.code == code
    with seen_from(w.county):
        assert not Attachment.objects.exists()


def test_same_file_again_says_so_and_changes_nothing(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    content = sheet([answer("A0")])
    take_in(w, content)
    with seen_from(w.county):
        before = (Entry.objects.count(), Notice.objects.count())
    with pytest.raises(ValidationError) as refused:
        take_in(w, content, name="other.xlsx")
    assert refused.value.code == "lab.file_known"
    with seen_from(w.county):
        assert (Entry.objects.count(), Notice.objects.count()) == before
        assert ResultFile.objects.count() == TestResult.objects.count() == 1


def test_officer_of_another_county_finds_no_sample_and_no_file(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    other = w.post("officer", "T102")
    made = take_in(w, sheet([answer("A0")]), by=other)
    assert fates(w, made, other) == [(2, "unknown", "lab.unknown")]
    with seen_from(w.county):
        assert queries.result_file(w.county, made.pk) is None
        assert not TestResult.objects.exists()


def test_head_takes_in_only_for_the_own_home(w):
    (own,), (other,) = enrolled(w, 1), enrolled(w, 1, "T101-2")
    took(w, {"A0": [own]})
    took(w, {"B0": [other]}, at="T101-2")
    made = take_in(w, sheet([answer("A0"), answer("B0")]), by=w.head)
    assert [fate for _, fate, _ in fates(w, made, w.head)] == ["taken", "unknown"]


def test_duty_takes_no_file_in(w):
    with pytest.raises(NotAllowed):
        take_in(w, sheet([answer("A0")]), by=w.duty)


def test_number_of_two_homes_is_not_guessed_unless_named(w):
    (own,), (other,) = enrolled(w, 1), enrolled(w, 2, "T101-2")[1:]
    took(w, {"1": [own]})
    took(w, {"1": [other]}, at="T101-2")
    made = take_in(w, sheet([answer("1"), answer("1", name="某 1")]))
    assert fates(w, made) == [(2, "unknown", "lab.ambiguous"), (3, "taken", "")]
    with seen_from(w.county):
        assert TestResult.objects.get().person == other


def test_home_is_told_counts_and_no_names(w):
    people = enrolled(w, 3)
    took(w, {f"A{n}": [person] for n, person in enumerate(people)})
    take_in(w, sheet([answer("A0"), answer("A1"), answer("A2", "无效")]))
    counts = {"count": 3, "negative": 2, "positive": 0, "others": 1}
    assert told(w, w.head) == told(w, w.duty) == [("lab.arrived", counts)]
    assert told(w, w.county) == told(w, w.post("head", "T101-2")) == []


def test_positive_climbs_to_the_head_and_the_county_at_once(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    take_in(w, sheet([answer("A0", "阳性")]), by=w.head)
    assert "lab.alarm.positive" in [code for code, _ in told(w, w.head)]
    ((code, args),) = told(w, w.county)
    assert (code, args["home"]["en"]) == ("lab.alarm.positive", "County One Elder Home")
    assert person.name not in str(args)
    assert told(w, w.post("officer", "T1")) == told(w, w.authority) == []


def test_pooled_positive_is_said_to_be_pooled(w):
    people = enrolled(w, 10)
    took(w, {"P1": people})
    made = take_in(w, sheet([answer("P1", "阳性", name="某0等10人")]))
    assert fates(w, made) == [(2, "taken", "")]
    with seen_from(w.county):
        found = TestResult.objects.select_related("sample")
        assert {(r.outcome, r.sample.pool) for r in found} == {("positive", 10)}
        assert found.count() == 10
    ((code, args),) = told(w, w.county)
    assert (code, args["count"], args["number"]) == ("lab.alarm.pool", 10, "P1")


def test_tube_holds_together_while_the_clock_goes_on():
    made = world()
    people = enrolled(made, 3)
    roster.take_samples(
        by=made.duty,
        at="T101-1",
        tubes={"P1": people},
        taken_at=moment("2020-02-15 10:00"),
        pathogen="SARS-CoV-2",
    )
    with seen_from(made.duty):
        roster.correct_sample(
            by=made.duty,
            sample=facts.waiting(made.duty).first(),
            number="P2",
            taken_at=moment("2020-02-15 11:00"),
        )
    file = take_in(made, sheet([answer("P2", sampled="2020-02-15 11:00")]))
    assert fates(made, file) == [(2, "taken", "")]
    assert in_force(made) == [("negative", True)] * 3


def test_negative_opens_the_way_out_and_an_untimed_one_does_not(w):
    timed, untimed = enrolled(w, 2)
    for person in (timed, untimed):
        isolated(w, person)
        watched(w, person, "2020-02-01", 16)
    took(w, {"A0": [timed], "A1": [untimed]})
    take_in(w, sheet([answer("A0"), answer("A1", sampled="")]))
    with seen_from(w.head):
        states = {c.person.pk: c for c in queries.board(w.head, "T101-1")}
    assert states[timed.pk].ready
    assert not states[untimed.pk].ready
    missing = states[untimed.pk].decision.missing
    notes = [note.code for clause in missing for note in clause.notes]
    assert notes == ["sample.no_specimen_time"]


def waiting_row(w, file):
    with seen_from(w.county):
        return queries.result_rows(w.county, file, "open").get()


def in_force(w):
    """The answers that no other replaced."""
    with seen_from(w.county):
        replaced = TestResult.objects.exclude(supersedes=None).values("supersedes")
        found = TestResult.objects.exclude(pk__in=replaced)
        return [(r.outcome, r.specimen_timed) for r in found]


@pytest.mark.parametrize(
    ("first", "second", "upheld", "before", "after"),
    [
        ("可疑", "阴性", True, "indeterminate", "negative"),
        ("可疑", "阴性", False, "indeterminate", "indeterminate"),
        ("阴性", "阳性", True, "positive", "positive"),
        ("阴性", "阳性", False, "positive", "negative"),
        ("阳性", "阴性", True, "positive", "negative"),
    ],
)
def test_contradiction_is_decided_by_a_person(w, first, second, upheld, before, after):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    take_in(w, sheet([answer("A0", first)]))
    made = take_in(w, sheet([answer("A0", second)]))
    assert in_force(w) == [(before, True)]
    row = waiting_row(w, made)
    actions.decide_result(by=w.county, row=row, upheld=upheld)
    assert in_force(w) == [(after, True)]
    with pytest.raises(ValidationError) as refused:
        actions.decide_result(by=w.county, row=row, upheld=not upheld)
    assert refused.value.code == "lab.decided"


@pytest.mark.parametrize("upheld", [True, False])
def test_time_that_was_missing_is_decided_by_a_person(w, upheld):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    made = take_in(w, sheet([answer("A0", sampled="")]))
    actions.decide_result(by=w.county, row=waiting_row(w, made), upheld=upheld)
    assert in_force(w) == [("negative", upheld)]


def test_pool_is_decided_for_everyone_in_it(w):
    people = enrolled(w, 3)
    took(w, {"P1": people})
    made = take_in(w, sheet([answer("P1", sampled="")]))
    actions.decide_result(by=w.county, row=waiting_row(w, made), upheld=True)
    assert in_force(w) == [("negative", True)] * 3


def test_deciding_about_the_time_never_lifts_a_positive(w):
    (person,) = enrolled(w, 1)
    took(w, {"A0": [person]})
    made = take_in(w, sheet([answer("A0", sampled="")]))
    row = waiting_row(w, made)
    take_in(w, sheet([answer("A0", "阳性")]))
    with pytest.raises(ValidationError) as refused:
        actions.decide_result(by=w.county, row=row, upheld=True)
    assert refused.value.code == "lab.moved_on"
    assert in_force(w) == [("positive", True)]


def large(w, count=5000):
    """A file of so many rows: duplicates, unknown samples, one positive, no times."""
    homes = ("T101-1", "T101-2")
    for home in homes:
        people = enrolled(w, count * 2 // 5, home)
        tubes = {f"{home}-{n}": [p] for n, p in enumerate(people)}
        took(w, tubes, at=home)
    known = [f"{home}-{n}" for home in homes for n in range(count * 2 // 5)]
    rows = [answer(number) for number in known]
    rows[7][3], rows[8][2], rows[9][3] = "阳性", "", "??"
    rows += [answer(number) for number in known[100 : 100 + count // 10]]
    rows += [answer(f"X{n}") for n in range(count - len(rows))]
    return rows


def test_five_thousand_rows_take_few_queries(w):
    rows = large(w)
    assert len(rows) == 5000
    content = sheet(rows)
    with CaptureQueriesContext(connection) as asked:
        made = take_in(w, content)
    with seen_from(w.county):
        counts = queries.fates(made)
        entry = Entry.objects.get(verb="take_in_results")
        assert TestResult.objects.count() == 3999
        assert Sample.objects.count() == 4000
    assert counts == {
        "taken": 3998,
        "untimed": 1,
        "unreadable": 1,
        "known": 500,
        "unknown": 500,
    }
    assert entry.detail == {"sha256": made.file.sha256, "rows": 5000, **counts}
    assert len(asked) <= 40
