"""Conditions of a form are said in words where they are simple."""

import pytest
from django.utils import translation

from wardline.work.inspection import conditions

WORDS = {
    ("fever", ""): "Fever",
    ("fever", "y"): "Yes",
    ("town", ""): "Town",
    ("town", "a"): "Ash",
}


def named(code, choice):
    return WORDS.get((code, choice), choice or code)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("${fever} = 'y'", "“Fever” is “Yes”"),
        ('${fever}="y"', "“Fever” is “Yes”"),
        ("selected(${town}, 'a')", "“Town” has “Ash” among its answers"),
        ("not(selected(../town, 'a'))", "“Town” does not have “Ash” among its answers"),
        (". >= 0 and . <= 50", "the answer is at least 0 and is at most 50"),
        (". <= today()", "the answer is at most today"),
        (
            "${town} != '' or ${fever} = 'n or m'",
            "“Town” is answered or “Fever” is “n or m”",
        ),
        ("${beds} > -1.5", "“beds” is more than -1.5"),
    ],
)
def test_simple_condition_is_said_in_words(expression, words):
    assert conditions.said(expression, named) == words


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "${a} = ${b}",
        "(${a} = 1)",
        "${a} = 1 and ${b} = 2 or ${c} = 3",
        "${a} = 1 and",
        "${a} = 1 ${b} = 2",
        "regex(., '^[0-9]+$')",
        "string-length(.) < 5",
        "count-selected(.) = 2",
    ],
)
def test_condition_that_is_not_simple_is_not_said(expression):
    assert conditions.said(expression, named) == ""


def test_condition_is_said_in_the_reader_s_tongue():
    with translation.override("zh-hans"):
        assert conditions.said(". > 3 and . < 9", named) == "答案大于3且小于9"
