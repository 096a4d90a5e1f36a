"""What pyxform says of a workbook is told in the reader's words, with its values."""

from collections import defaultdict

import pytest
from pyxform.errors import ErrorCode

from wardline.base.ui.wording import say
from wardline.work.inspection import conversion

OWN = [each for each in ErrorCode if each.name in conversion.WHY]


@pytest.mark.parametrize("code", OWN, ids=lambda each: each.name)
def test_each_template_of_pyxform_is_known_by_its_words(code):
    told = defaultdict(lambda: "beds", row=3, type="group")
    words = code.value.msg.format_map(told)
    expected = say(f"form.why.{code.name}", **told)
    assert str(conversion.why(words)) == str(expected)


def test_what_is_not_known_is_said_as_pyxform_says_it():
    assert conversion.why("[row : 3] Something new.") == "Something new."
