"""What pyxform says of a workbook is told in the reader's words, with its values."""

from collections import defaultdict

import pytest
from pyxform.errors import ErrorCode
from pyxform.validators.pyxform.translations_checks import (
    OR_OTHER_WARNING,
    format_missing_translations_msg,
)

from wardline.base.ui.wording import say
from wardline.work.inspection import conversion

OWN = [each for each in ErrorCode if each.name in conversion.WHY]


@pytest.mark.parametrize("code", OWN, ids=lambda each: each.name)
def test_each_template_of_pyxform_is_known_by_its_words(code):
    told = defaultdict(lambda: "beds", row=3, type="group")
    words = code.value.msg.format_map(told)
    expected = say(f"form.why.{code.name}", **told)
    assert str(conversion.why(words)) == str(expected)


WARNED = {
    "skipped": "[row : 4] Row without name, text, or label is being skipped:\n{'a': 1}",
    "other": OR_OTHER_WARNING,
    "pixels": "[row : 9] Use the max-pixels parameter to speed up submission sending",
    "old_type": "[row : 2] phonenumber is no longer supported on most devices. Only",
    "language": "The following language declarations do not contain valid "
    "machine-readable codes: Dari. Learn more: http://xlsform.org",
}


@pytest.mark.parametrize("code", WARNED)
def test_warning_is_told_in_the_reader_s_words(code):
    words = str(conversion.said(WARNED[code]))
    assert str(say(f"form.why.{code}")).partition("…")[0] in words
    assert ("row" in words.lower()) is WARNED[code].startswith("[row")


def test_missing_translations_are_told_by_language_and_sheet():
    missing = {"survey": {"ug": ["hint"], "zh": ["hint", "label"]}}
    lines = conversion.lines(format_missing_translations_msg(missing))
    assert [str(conversion.said(line)) for line in lines] == [
        "The sheet “survey” has no column “hint” in ug.",
        "The sheet “survey” has no column “hint, label” in zh.",
    ]


def test_what_is_not_known_is_said_as_pyxform_says_it():
    assert conversion.why("[row : 3] Something new.") == "Something new."
