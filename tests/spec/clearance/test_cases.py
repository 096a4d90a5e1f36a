"""Every situation of the tables: facts in, status, earliest moment and clauses out."""

import csv
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wardline.ground.rules.clearance.rehearsal import cases, read_row
from wardline.ground.rules.clearance.rehearsal.rows import clause_statuses

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")


def table(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ROWS = {row["case_id"]: row for row in cases.rows()}


@pytest.mark.parametrize("name", ROWS)
def test_case_is_decided_as_the_table_says(name):
    case = read_row(ROWS[name], ZONE)
    decision = case.judged()
    assert list(case.disagreements(decision)) == []
    # here, no moment expected means that none can be named
    if case.earliest is None:
        assert decision.earliest is None
    # what a row does not name is met, or without an isolation cannot be judged
    others = {
        status
        for kind, status in clause_statuses(decision).items()
        if kind not in case.clauses
    }
    assert others <= {"met"} if "isolation" not in case.clauses else {"unknown"}


def test_tables_hold_more_than_the_first_cases():
    """Sixty beside those of the first table were the goal."""
    first = [name for name in ROWS if name.startswith("C")]
    assert len(first) >= 16
    assert len(ROWS) - len(first) >= 60


def test_every_case_is_told_in_both_languages():
    for row in ROWS.values():
        assert row["description_en"] and row["description_zh"]
    assert len(ROWS) == sum(1 for _ in cases.rows())


def test_every_row_of_the_chronology_has_a_history():
    found = Counter(name[1:3] for name in ROWS if name.startswith("P"))
    lines = [f"{number:02}" for number, _ in enumerate(table("policy_chronology"), 1)]
    assert sorted(found) == lines


def test_a_policy_asks_the_days_of_its_row():
    """Where a row of the chronology is a plain number, the policy asks that many."""
    lines = table("policy_chronology")
    checked = 0
    for name in ROWS:
        if not (name.startswith("P") and name.endswith("a")):
            continue
        line = lines[int(name[1:3]) - 1]
        case = read_row(ROWS[name], ZONE)
        days = [
            clause.min_days
            for policy in case.policies
            for way in (policy, *policy.options)
            for clause in way.clauses
            if clause.TYPE == "duration"
        ]
        for column in ("isolation_days", "home_days"):
            if line[column].isdigit() and line[column] != "0":
                assert int(line[column]) in days, name
                checked += 1
    assert checked >= 15


# each kind of bad input has an outcome that says so
SAID = {
    "X01": "sample.before_isolation",
    "X02": "sample.before_restart",
    "N28": "test.enough",
    "N29": "sample.no_specimen_time",
    "N12": "isolation.not_alone",
    "N14": "doubt.two_in_room",
    "N15": "isolation.bed_shared",
    "X03": "doubt.to_come",
    "X04": "sample.ahead",
    "X05": "doubt.ahead",
    "X06": "doubt.late",
    "X07": "look.ahead",
    "N22": "symptom_free.seen",
    "N24": "look.antipyretic",
    "N27": "look.by_breaker",
    "N33": "case.unresolved",
    "N43": "sample.pooled",
    "N51": "duration.short",
    "N56": "isolation.on_shift",
    "N65": "duration.left_early",
    "N69": "clock.restarted",
    "N87": "waiver.given",
    "N88": "waiver.incomplete",
    "N99": "case.deceased",
}


@pytest.mark.parametrize("name", SAID)
def test_case_is_explained(name):
    decision = read_row(ROWS[name], ZONE).judged()
    codes = {reason.code for reason in decision.doubts}
    for clause in decision.clauses:
        codes |= {clause.reason.code, *(note.code for note in clause.notes)}
    assert SAID[name] in codes
