"""``wardline residual``: published tables recomputed, or each fault named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

SPEC = Path(__file__).parents[2] / "spec/residual"
TABLES = {
    "cdc_2020-12_table.csv": 0.2,
    "johansson_cdc_golden.csv": 0.0025,
    "wells2021_golden.csv": 3e-6,
    "covidsens_golden.csv": 1e-5,
    "policy_residual_cdc_model.csv": 0.001,
}
COVIDSENS = "test_day,extra_quarantine_days,p_missed_infection\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="given.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)

    return write


def refused(*args):
    """Run the command, which must fail with exit code 1; return what it says."""
    with pytest.raises(CommandError) as refusal:
        call_command("residual", "--published", *args)
    assert refusal.value.returncode == 1
    return str(refusal.value)


@pytest.mark.parametrize("name", TABLES)
def test_table_is_known_and_reached(name, capsys):
    call_command("residual", "--published", str(SPEC / name), within=TABLES[name])
    said = capsys.readouterr().out
    assert said.startswith(f"{name}: ")
    assert "values recomputed" in said
    assert "worst difference" in said


def test_several_tables_row_by_row(capsys):
    files = [str(SPEC / name) for name in TABLES]
    call_command("residual", "--published", *files, "--rows")
    said = capsys.readouterr().out
    assert said.count("\n  line ") == 27 + 585 + 390 + 40 + 128
    assert "  line 2, published_median_pct: published 10.7, recomputed 10.89" in said


def test_table_as_json(capsys):
    call_command(
        "residual", "--published", str(SPEC / "covidsens_golden.csv"), "--json"
    )
    (found,) = json.loads(capsys.readouterr().out).values()
    assert (found["table"], found["unit"]) == ("covidsens", "share")
    assert len(found["values"]) == 40
    assert found["worst"] == max(each["difference"] for each in found["values"])


def test_difference_beyond_what_is_allowed_fails(capsys):
    path = str(SPEC / "cdc_2020-12_table.csv")
    assert "cdc_2020-12_table.csv" in refused(path, "--within", "0.1")
    # what was found is said all the same
    assert "worst difference 0.191" in capsys.readouterr().out


def test_published_value_that_is_wrong_is_found(file):
    call_command("residual", "--published", file(COVIDSENS + "5,0,0.2987\n"))
    wrong = file(COVIDSENS + "5,0,0.3987\n")
    assert "0.01" in refused(wrong, "--within", "0.01")


def test_every_line_at_fault_is_named(file):
    lines = ["1,0,0.979", "x,0,0.5", "", "3,,0.5", "3,99,0.5", "nan,0,0.5", "3,0,0.5,7"]
    said = refused(file(COVIDSENS + "\n".join(lines)))
    assert said.splitlines() == [
        "given.csv: line 3, test_day: “x” is not a number.",
        "given.csv: line 5, extra_quarantine_days: the cell is empty.",
        "given.csv: line 6, extra_quarantine_days: 99 is out of range; "
        "it may be 0 – 60.",
        "given.csv: line 7, test_day: “nan” is not a number.",
        "given.csv: line 8: there are more cells than columns (“7”).",
    ]


def rows_of(name):
    return (SPEC / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",gamma,0,", ",delta,0,", "“delta” is not known; it may be: gamma, goyal"),
        (",gamma,0,", ",gamma,0..-7,", "“0..-7” is not a window of days"),
        (",gamma,0,", ",gamma,1..2..3,", "“1..2..3” is not a window of days"),
        (",gamma,0,0..28,", ",gamma,20..30,-1..0,", "nobody transmits in this window"),
        (",TRUE,", ",perhaps,", "“perhaps” is not known; it may be: TRUE, FALSE"),
    ],
)
def test_cell_without_meaning_is_named(file, old, new, words):
    header, row, *_ = rows_of("johansson_cdc_golden.csv")
    assert old in row
    said = refused(file(f"{header}\n{row.replace(old, new)}\n"))
    assert said.startswith("given.csv: line 2, ")
    assert words in said


def test_many_faults_are_counted(file):
    said = refused(file(COVIDSENS + "x,0,0.5\n" * 80)).splitlines()
    assert len(said) == 51
    assert said[-1] == "… and 30 lines more."


def test_columns_of_no_table_are_answered_with_the_nearest(file):
    said = refused(file("test_day,extra_quarantine_days\n1,2\n"))
    assert "The nearest is “covidsens" in said
    assert said.endswith("it also needs: p_missed_infection")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the file is empty"),
        (COVIDSENS, "there are no rows below the header"),
        (bytes([0x80, 0xFF, 0x00, 0x81]), "this is not text"),
        ("test_day,test_day,p\n1,1,1\n", "two columns have the name “test_day”"),
        (COVIDSENS + '"' + "x" * 200_000 + '",0,1\n', "not a table in CSV form"),
        ("x" * 5_000_001, "the limit is 5000000"),
    ],
    ids=["empty", "header", "bytes", "twice", "cell", "size"],
)
def test_file_that_is_no_table_is_refused(file, content, words):
    assert words in refused(file(content))


def test_file_that_is_not_there_is_refused(tmp_path):
    assert "No such file" in refused(str(tmp_path / "nothing.csv"))
    assert "directory" in refused(str(tmp_path)).lower()


def test_tolerance_that_is_no_number_is_refused():
    path = str(SPEC / "covidsens_golden.csv")
    for wrong in ("-1", "x", "nan"):
        assert "0 or more" in refused(path, "--within", wrong)


def test_table_as_a_spreadsheet_saves_it(file, capsys):
    header, _, row, *_ = rows_of("policy_residual_cdc_model.csv")
    row = row.replace("the guide of March 2020", "十四日加一次核酸")
    text = f"{header}\r\n{row}\r\n".replace(",", ";")
    for encoding in ("utf-8-sig", "gb18030"):
        path = file(text, encoding=encoding)
        call_command("residual", "--published", path, within=0.001)
        assert "8 values recomputed" in capsys.readouterr().out


def test_words_are_chinese_where_the_language_is(file, capsys):
    with translation.override("zh-hans"):
        call_command("residual", "--published", str(SPEC / "covidsens_golden.csv"))
        said = refused(file(COVIDSENS + "x,0,0.5\n"))
    assert "已重算40个值" in capsys.readouterr().out
    assert said == "given.csv: 第2行 test_day：“x”不是数字。"


def test_program_needs_no_database(tmp_path):
    """Through the true door: its own process, no server, nothing to start."""
    given = {**os.environ, "WARDLINE_HOME": str(tmp_path)}
    given.pop("DATABASE_URL", None)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "wardline.config.cli", "residual"),
            *("--published", str(SPEC / "wells2021_golden.csv"), "--within", "3e-6"),
        ],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "390" in done.stdout
    # no cluster was made in the home, as any command with a database would
    assert not any(path.name == "PG_VERSION" for path in tmp_path.rglob("*"))
