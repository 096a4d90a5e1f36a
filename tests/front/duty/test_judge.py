"""``wardline judge``: a table goes in, and comes back whole."""

import csv
import io
import json
from importlib import resources

import pytest
from django.core.management import CommandError, call_command

from tests.spec.clearance import test_cases as spec
from wardline.config import cli
from wardline.front.duty import judging
from wardline.ground.rules.clearance.rehearsal import cases

SHORT = spec.ROWS["C01"]["policy_parameters"]
EVIDENCE = "evidence_kind_at_end_result_type_lab_recorded"
HEADER = ["case_id", "decide_at", "expected_status", "policy_parameters", EVIDENCE]
GOOD = ["g", "2020-03-05", "NOT_YET", SHORT, '[["isolation_start", "2020-03-01"]]']


def table(tmp_path, *rows, header=HEADER, encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    path = tmp_path / "cases.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def judge(path, *options):
    """Run the command; return its exit code, the rows that came back, what was said."""
    out, said = path.with_name("out.csv"), io.StringIO()
    code = 0
    try:
        call_command(
            "judge", "--cases", path, "--out", out, *options, stderr=said, no_color=True
        )
    except SystemExit as left:
        code = left.code
    with out.open(encoding="utf-8-sig", newline="") as file:
        return code, list(csv.DictReader(file)), said.getvalue()


@pytest.mark.parametrize("name", cases.TABLES)
def test_judge_agrees_with_every_table_of_the_specification(name, tmp_path):
    path = tmp_path / "cases.csv"
    content = resources.files(cases).joinpath(f"{name}.csv").read_bytes()
    path.write_bytes(content)
    sent = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    code, rows, said = judge(path)
    assert code == 0
    assert [row["case_id"] for row in rows] == [row["case_id"] for row in sent]
    assert all(row["agrees"] == "yes" and not row["error"] for row in rows)
    assert f"Rows as expected: {len(rows)}." in said


def test_judge_puts_what_it_found_beside_what_was_expected(tmp_path):
    _, [row], _ = judge(table(tmp_path, GOOD))
    names = list(row)
    assert names.index("got_status") == names.index("expected_status") + 1
    assert row["got_status"] == "NOT_YET"
    # nobody looked, on 4 March for the last time: fourteen days from then
    assert row["got_earliest"] == "2020-03-19T00:00:00+08:00"
    assert row["got_reasons"].startswith("Not to be released yet: ")


def test_judge_of_its_own_output_changes_nothing(tmp_path):
    path = table(tmp_path, GOOD)
    judge(path)
    first = path.with_name("out.csv").read_bytes()
    path.write_bytes(first)
    judge(path)
    assert path.with_name("out.csv").read_bytes() == first


def test_judge_without_a_file_to_write_to_writes_the_table_here(tmp_path, capsys):
    call_command("judge", "--cases", table(tmp_path, GOOD))
    assert "got_status" in capsys.readouterr().out.splitlines()[0]


def test_judge_tells_a_row_that_is_not_as_expected(tmp_path):
    other = ["d", GOOD[1], "CLEARED", *GOOD[3:]]
    code, rows, said = judge(table(tmp_path, GOOD, other))
    assert code == 1
    assert [row["agrees"] for row in rows] == ["yes", "no"]
    assert "Row 3 (d), column –: status is not_yet, expected was cleared." in said


def test_judge_compares_the_earliest_moment_and_the_clauses(tmp_path):
    header = [*HEADER, "expected_earliest", "clause_statuses"]
    rows = [
        [*GOOD, "none", "days=met"],
        [*GOOD, "2020-03-19", "days=unmet; symptom_log=unknown"],
        [*GOOD, "soon", "days=perhaps"],
    ]
    code, found, said = judge(table(tmp_path, *rows, header=header))
    assert code == 1
    assert [row["agrees"] for row in found] == ["no", "yes", ""]
    assert "earliest is 19 March 2020, 00:00, expected was none." in said
    assert "duration is unmet, expected was met." in said
    assert "“perhaps” is not one of: met" in said


def test_judge_reads_the_time_of_a_report(tmp_path):
    told = {"reported_at": "2020-03-03T10:00", "pool": 5}
    good = [*GOOD[:4], item("test", "2020-03-02", None, "negative", *[None] * 3, told)]
    code, [row], _ = judge(table(tmp_path, good))
    assert (code, row["error"]) == (0, "")


def item(*values):
    return json.dumps([list(values)])


BAD = [
    ("decide_at", "tomorrow", "“tomorrow” is not a time."),
    ("decide_at", "", "Nothing stands here."),
    ("decide_at", "9999-12-31", "This cannot be judged:"),
    ("expected_status", "FREE", "“FREE” is not one of: cleared"),
    ("policy_parameters", "{count: 1}", "not JSON from character 2 on"),
    ("policy_parameters", "[]", "in curly brackets"),
    ("policy_parameters", '{"min_days": 3}', "is missing, or is none"),
    ("policy_parameters", '{"policies": 3}', "must be a list of policies"),
    (
        "policy_parameters",
        '{"policies": [{"id": "p", "version": "1", "valid_from": "1 March", '
        '"clauses": [{"type": "prayer"}]}]}',
        "clauses.1.type: “prayer” is not one of",
    ),
    (EVIDENCE, "[1, 2", "not JSON"),
    (EVIDENCE, "{}", "in square brackets"),
    (EVIDENCE, '["isolation_start"]', "Item 1 is not a list of two to eight"),
    (EVIDENCE, item("isolated", "2020-03-01"), "nothing is called “isolated”"),
    (EVIDENCE, item("isolation_start", "1 March"), "“1 March” is not a time"),
    (EVIDENCE, item("symptom", "2020-03-01", None, "well"), "“well” is not one of"),
    (EVIDENCE, item("symptom", "2020-03-01"), "Item 1 does not say: presence"),
    (
        EVIDENCE,
        item("isolation_start", "2020-03-02T09:00", "2020-03-01"),
        "Item 1 ends before it begins",
    ),
    (
        EVIDENCE,
        item("test", "2020-03-02", "2020-03-03", "negative"),
        "Item 1 is of a moment and has no end",
    ),
    (
        EVIDENCE,
        item("test", "2020-03-02", None, "negative", None, None, None, {"tube": 1}),
        "“tube” is not one of: assay",
    ),
    (
        EVIDENCE,
        item("test", "2020-03-02", None, "negative", None, None, None, {"ct": "low"}),
        "Item 1: “low” is not a number",
    ),
    (
        EVIDENCE,
        item("symptom", "2020-03-02", None, "absent", *[None] * 3, {"antipyretic": 1}),
        "Item 1: write true or false instead of “1”",
    ),
    (EVIDENCE, item("shift", "2020-03-02", *[None] * 5, "x"), "in curly brackets"),
]


@pytest.mark.parametrize(("column", "cell", "told"), BAD)
def test_judge_brings_a_bad_row_back_with_the_reason(tmp_path, column, cell, told):
    bad = list(GOOD)
    bad[HEADER.index(column)] = cell
    code, rows, said = judge(table(tmp_path, bad, GOOD))
    assert code == 1
    assert [rows[0][name] for name in HEADER] == bad
    assert told in rows[0]["error"]
    assert rows[0]["got_status"] == "" and rows[1]["got_status"] == "NOT_YET"
    assert "Row 2 (g)" in said and told in said
    assert "Not readable: 1." in said


def test_judge_names_every_fault_of_a_row(tmp_path):
    bad = ["b", "soon", "FREE", "{", "["]
    _, [row], _ = judge(table(tmp_path, bad))
    assert row["error"].count(" | ") == 3


def test_judge_loses_nothing(tmp_path):
    long, empty, short = [*GOOD, "one", "more"], [""] * 5, ["s"]
    path = table(tmp_path, long, empty, short)
    code, _, said = judge(path)
    assert code == 1
    text = path.with_name("out.csv").read_text(encoding="utf-8-sig")
    header, first, second, third = csv.reader(io.StringIO(text))
    assert first[-2:] == ["one", "more"] and len(first) == len(header) + 2
    assert not any(second)
    assert third[0] == "s"
    assert "Not readable: 2." in said


def test_judge_reads_what_excel_writes_in_china(tmp_path):
    header = ["case_id", "说明", *HEADER[1:]]
    row = ["一", "到期未解除", *GOOD[1:]]
    path = table(tmp_path, row, header=header, encoding="gb18030")
    code, [back], said = judge(path, "--language", "zh-hans")
    assert (code, back["说明"]) == (0, "到期未解除")
    assert back["got_reasons"].startswith("未满足：")
    assert "符合预期1行" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n", "no column decide_at, policy_parameters"),
        (b"", "not a table"),
        (b"\xff\xfe\x00\x00\x81", "characters cannot be read"),
        (
            f"decide_at,decide_at,policy_parameters,{EVIDENCE}\n".encode(),
            "column decide_at stands twice",
        ),
    ],
)
def test_judge_refuses_what_is_no_table_of_cases(tmp_path, content, told):
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=told) as refused:
        call_command("judge", "--cases", path)
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--cases", "nowhere.csv"],
        ["--cases", "{path}", "--out", "/nowhere/out.csv"],
        ["--cases", "{path}", "--zone", "Asia/Nowhere"],
    ],
)
def test_judge_refuses_names_that_lead_nowhere(tmp_path, options):
    path = table(tmp_path, GOOD)
    with pytest.raises(CommandError) as refused:
        call_command("judge", *(word.format(path=path) for word in options))
    assert refused.value.returncode == 2


def test_judge_needs_no_database():
    assert "judge" in cli.COMMANDS
    assert not cli._needs_database(["wardline", "judge"])


def test_a_table_of_another_delimiter_is_read():
    text = ";".join(HEADER) + "\n" + ";".join(["x", "2020-03-05", "", "{}", "[]"])
    judged = judging.judge(text, spec.ZONE)
    assert [line.state for line in judged.lines] == ["bad"]
