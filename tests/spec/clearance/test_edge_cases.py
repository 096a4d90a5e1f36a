"""Every situation of the tables: facts in, status, earliest moment and clauses out."""

import csv
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wardline.ground.rules.clearance import (
    Breach,
    BreachKind,
    Fact,
    Isolated,
    LabTest,
    Policy,
    Presence,
    Result,
    Symptoms,
    evaluate,
)

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
SHORT = {"duration": "days"}


def cases():
    for name in ("edge_cases.csv", "more_cases.csv"):
        with (HERE / name).open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                yield pytest.param(row, id=row["case_id"])


def policy(asked):
    breaches = [("left_room", "breach"), ("roommate_positive", "contact")]
    resets = [
        {"type": "reset", "on": [kind], "effect": asked[name]}
        for kind, name in breaches
        if asked[name] != "ignore"
    ]
    return Policy.from_plain(
        {
            "id": "case",
            "version": "1",
            "valid_from": "2020-03-01",
            "clauses": [
                {"type": "isolation", "single_room": True},
                {
                    "type": "duration",
                    "min_days": asked["min_days"],
                    "count": asked["count"],
                },
                *resets,
                {"type": "symptom_free", "last_days": asked["symptom_free_days"]},
                {"type": "symptom_log"},
                {
                    "type": "test",
                    "count": asked["tests"],
                    "from_day": asked["test_from_day"],
                    "valid_hours": asked["test_valid_hours"],
                },
            ],
        }
    )


def fact(number, row) -> Fact:
    kind, at, end, result, assay, laboratory, recorded = row
    both = {
        "id": str(number),
        "occurred_at": datetime.fromisoformat(at),
        "recorded_at": datetime.fromisoformat(recorded or at),
    }
    ended_at = end and datetime.fromisoformat(end)
    match kind:
        case "isolation_start":
            return Isolated(**both)
        case "symptom":
            return Symptoms(**both, presence=Presence(result))
        case "breach":
            return Breach(**both, kind=BreachKind.LEFT_ROOM, ended_at=ended_at)
        case "contact":
            return Breach(**both, kind=BreachKind.ROOMMATE_POSITIVE, ended_at=ended_at)
    return LabTest(**both, result=Result(result), assay=assay, laboratory=laboratory)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize("row", list(cases()))
def test_case_is_decided_as_the_table_says(row):
    evidence = json.loads(row["evidence_kind_at_end_result_type_lab_recorded"])
    decision = evaluate(
        [policy(json.loads(row["policy_parameters"]))],
        [fact(number, each) for number, each in enumerate(evidence)],
        moment(row["decide_at"]),
        moment(row["known_at"] or row["decide_at"]),
        zone=ZONE,
    )
    plain = decision.as_plain()
    told = {SHORT.get(each.type, each.type): each.status for each in decision.clauses}
    expected = dict(each.split("=") for each in row["clause_statuses"].split("; "))
    assert plain["status"] == row["expected_status"].lower()
    assert plain["earliest"] == (row["expected_earliest"] or None)
    assert {name: told[name] for name in expected} == expected
    # what a row does not name is met, or without an isolation cannot be judged
    others = {status for name, status in told.items() if name not in expected}
    assert others <= {"met"} if "isolation" not in expected else {"unknown"}
