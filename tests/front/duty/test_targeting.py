"""``wardline targeting``: an evaluation is printed, or each fault is named."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SPEC = Path(__file__).parents[2] / "spec/targeting"


def told(capsys, path, **more):
    call_command("targeting", evaluate=Path(path), **more)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["chicago", "cms"])
def test_sample_is_known_by_its_columns(capsys, name):
    text = told(capsys, SPEC / f"{name}_sample.csv", periods=1, days=200)
    assert "days earlier than in a random order" in text
    assert "inside an authority" in text
    assert "drawn with a floor of 2 %" in text
    assert "  goal, share that the draw keeps: 0.6; here " in text


def test_split_puts_plain_scores_beside_the_score(capsys):
    path = SPEC / "cms_sample.csv"
    text = told(capsys, path, split=date(2023, 7, 1))
    assert text.count("the authority’s rate alone: AUC") == 2
    assert text.count("  goal, AUC inside an authority: 0.58; here ") == 1
    with pytest.raises(CommandError, match="not a day such as"):
        call_command("targeting", f"--evaluate={path}", "--split=soon")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "the columns of no known table"),
        ("", "no rows"),
        (
            "state,ccn,survey_date,ftag,scope_severity,is_complaint\nCO,1,x,F,D,0\n",
            "line 2, survey_date: “x” is not a day",
        ),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, text, said):
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("targeting", evaluate=path)


def test_missing_columns_of_a_named_format_are_said():
    with pytest.raises(CommandError, match=r"missing: .*License"):
        call_command("targeting", evaluate=SPEC / "cms_sample.csv", format="chicago")


def test_short_table_is_refused_gently():
    with pytest.raises(CommandError, match="too short"):
        call_command(
            "targeting", evaluate=SPEC / "cms_sample.csv", periods=1, days=9999
        )


def test_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("targeting", evaluate=tmp_path / "nowhere.csv")
