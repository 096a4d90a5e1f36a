"""A policy is read from plain data whole, or every fault is named where it stands."""

from datetime import UTC, date, datetime

import pytest

from wardline.ground.rules.clearance import Policy, PolicyError, Scope, Transition
from wardline.ground.rules.clearance.clauses import (
    ClockStart,
    Duration,
    SymptomLog,
)

PLAIN = {
    "id": "return",
    "version": "2020-03-01/1",
    "valid_from": date(2020, 3, 1),
    "clauses": [{"type": "isolation"}, {"type": "duration", "min_days": 14}],
}


def read(**more):
    return Policy.from_plain({**PLAIN, **more})


def faults(**more):
    with pytest.raises(PolicyError) as caught:
        read(**more)
    return [(fault.args["at"], fault.code) for fault in caught.value.faults]


def clause(**row):
    return faults(clauses=[row])


def test_policy_reads_all_it_may_say():
    policy = read(
        status="published",
        issued_by="Department",
        document="doc-7",
        source_url="https://example.org",
        text_zh="满14天",
        text_en="14 days",
        valid_to="2020-04-01",
        published_at="2020-03-01T08:00+08:00",
        place="62",
        applies_to={"institution_kinds": ["elder"], "person_kinds": ["resident"]},
        pathogen="SARS-CoV-2",
        transition="at_decision",
        floors=["no-relaxation"],
    )
    assert policy.citation == "doc-7"
    assert policy.source == "https://example.org"
    assert policy.valid_to == date(2020, 4, 1)
    assert policy.published_at == datetime(2020, 3, 1, tzinfo=UTC)
    assert policy.applies_to == Scope(frozenset({"elder"}), frozenset({"resident"}))
    assert policy.transition is Transition.AT_DECISION
    assert policy.floors == ("no-relaxation",)


def test_policy_without_a_document_cites_itself():
    assert read().citation == "return 2020-03-01/1"
    assert read(document_no="民电〔2020〕39号").citation == "民电〔2020〕39号"


def test_clock_may_be_written_with_spaces():
    duration = {
        "type": "duration",
        "min_days": 7,
        "clock": "max(isolation_start, last_exposure_end)",
    }
    policy = read(clauses=[duration])
    assert policy.one(Duration) == Duration(7, clock=ClockStart.LATER)


def test_symptom_log_covers_the_days_that_the_policy_names():
    log = {"type": "symptom_log", "unknown": "not_met"}
    free = {"type": "symptom_free", "last_days": 10, "from": "isolation_start"}
    both = [{"type": "duration", "min_days": 14}, log]
    assert read(clauses=both).one(SymptomLog).last_days == 14
    assert read(clauses=[*both, free]).one(SymptomLog).last_days == 10
    assert clause(**log) == [("clauses.1.last_days", "policy.missing")]


def test_every_fault_is_named_in_one_go():
    told = faults(
        id="",
        version=["1"],
        valid_from="1 March",
        published_at="2020-03-01T08:00",
        status="draft",
        floors="one",
        applies_to={"kinds": ["elder"]},
        colour="red",
        clauses=[
            {"type": "duration", "min_days": "14"},
            {"type": "duration", "min_days": 14, "mindays": 3},
            {"type": "prayer"},
            "isolation",
        ],
    )
    assert told == [
        ("clauses.1.min_days", "policy.not_whole_number"),
        ("clauses.2.type", "policy.twice"),
        ("clauses.2.mindays", "policy.unknown_key"),
        ("clauses.3.type", "policy.not_a_choice"),
        ("clauses.4", "policy.not_a_table"),
        ("clauses.4.type", "policy.not_a_choice"),
        ("id", "policy.missing"),
        ("version", "policy.not_text"),
        ("valid_from", "policy.not_a_date"),
        ("published_at", "policy.not_a_moment"),
        ("status", "policy.not_a_choice"),
        ("applies_to.kinds", "policy.unknown_key"),
        ("floors", "policy.not_a_list"),
        ("colour", "policy.unknown_key"),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "isolation", "single_room": "yes"}, ("single_room", "not_yes_or_no")),
        ({"type": "reset", "on": ["sneeze"]}, ("on", "not_a_choice")),
        ({"type": "reset"}, ("on", "missing")),
        (
            {"type": "reset", "on": ["visitor"], "effect": "add_days"},
            ("days", "missing"),
        ),
        (
            {"type": "symptom_free", "last_days": 1, "from": "reset"},
            ("from", "not_a_choice"),
        ),
        ({"type": "test", "count": True}, ("count", "not_whole_number")),
        ({"type": "test", "result": "positive"}, ("result", "not_a_choice")),
        (
            {"type": "test", "count": 4, "valid_hours": 48},
            ("valid_hours", "stale_before_the_last"),
        ),
        (
            {"type": "test", "count": 3, "distinct_labs": True},
            ("distinct_labs", "only_for_two"),
        ),
        ({"type": "sign_off", "roles": []}, ("roles", "missing")),
    ],
)
def test_fault_in_a_clause_is_named(row, told):
    key, code = told
    assert clause(**row) == [(f"clauses.1.{key}", f"policy.{code}")]


@pytest.mark.parametrize("clauses", [None, []])
def test_policy_without_clauses_is_refused(clauses):
    assert faults(clauses=clauses) == [("clauses", "policy.missing")]


def test_clauses_that_are_no_list_are_refused():
    assert faults(clauses="all") == [("clauses", "policy.not_a_list")]


def test_policy_that_ends_before_it_begins_is_refused():
    told = faults(valid_to="2020-02-01")
    assert told == [("valid_to", "policy.ends_before_it_begins")]


def test_error_reads_as_one_line_per_fault():
    with pytest.raises(PolicyError) as caught:
        read(id="", clauses=[{"type": "duration", "min_days": "x"}])
    assert str(caught.value) == (
        "clauses.1.min_days: not_whole_number (got: x, least: 0); id: missing"
    )


def test_policy_concerns_whom_it_names_or_everyone():
    elders = read(applies_to={"institution_kinds": ["elder"], "event_kinds": ["new"]})
    assert elders.concerns("elder", "resident", "new")
    assert not elders.concerns("child", "resident", "new")
    assert not elders.concerns("elder", "resident", "return")
    assert read().concerns("child", "worker", "return", "high")


def test_policy_concerns_those_of_whom_the_matter_is_not_known():
    risky = read(applies_to={"risk_classes": ["high"]})
    assert not risky.concerns("elder", "resident", "return", "low")
    assert risky.concerns("elder", "resident", "return")


@pytest.mark.parametrize(
    ("transition", "expected"),
    [
        ("at_clock_start", (True, True, False)),
        ("at_decision", (True, False, True)),
        ("stricter_of_both", (True, True, True)),
    ],
)
def test_transition_says_which_day_decides(transition, expected):
    policy = read(valid_to="2020-03-10", transition=transition)
    inside, before, after = date(2020, 3, 5), date(2020, 2, 20), date(2020, 3, 20)
    told = (
        policy.in_force(inside, inside),
        policy.in_force(inside, after),
        policy.in_force(before, inside),
    )
    assert told == expected
    assert not policy.in_force(before, before)


def test_withdrawn_policy_is_not_in_force():
    day = date(2020, 3, 5)
    assert read().in_force(day, day)
    assert not read(status="withdrawn").in_force(day, day)


def test_options_are_ways_out_with_the_clauses_of_all():
    longer = {"type": "duration", "min_days": 10, "clock": "isolation_start"}
    policy = read(
        clauses=[{"type": "isolation"}],
        options=[{"clauses": [{"type": "test"}]}, {"clauses": [longer]}],
    )
    assert [[each.TYPE for each in way.clauses] for way in policy.options] == [
        ["isolation", "test"],
        ["isolation", "duration"],
    ]
    assert [way.id for way in policy.options] == ["return", "return"]


def test_faults_of_options_are_named_where_they_stand():
    once = {"type": "isolation"}
    assert faults(options="all") == [("options", "policy.not_a_list")]
    assert faults(options=[{"clauses": [once]}]) == [
        ("options.1.clauses", "policy.twice")
    ]
    assert faults(options=[{"clauses": [{"type": "test", "count": "two"}]}]) == [
        ("options.1.clauses.1.count", "policy.not_whole_number")
    ]
    assert faults(options=[{"clauses": [{"type": "test"}], "colour": "red"}]) == [
        ("options.1.colour", "policy.unknown_key")
    ]
    assert faults(options=[{"clauses": []}]) == [
        ("options.1.clauses", "policy.missing")
    ]


def test_policy_that_asks_nothing_is_refused():
    reset = {"type": "reset", "on": ["visitor"]}
    assert faults(clauses=[reset]) == [("clauses", "policy.asks_nothing")]
    both = {"clauses": [reset], "options": [{"clauses": [reset]}]}
    assert faults(**both) == [("clauses", "policy.asks_nothing")]


def test_days_may_be_asked_again_from_another_start_or_in_another_place():
    days = {"type": "duration", "min_days": 7}
    stages = [{**days, "where": ["hotel"]}, {**days, "where": ["home"]}]
    assert len(read(clauses=stages).all(Duration)) == 2
    assert faults(clauses=[days, days]) == [("clauses.2.type", "policy.twice")]


def test_two_reagents_can_be_asked_of_two_tests_only():
    test = {"type": "test", "count": 3, "distinct_reagents": True}
    assert clause(**test) == [("clauses.1.distinct_reagents", "policy.only_for_two")]
