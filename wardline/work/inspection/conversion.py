"""What pyxform says of a workbook, in the house's words: kinds of questions, and why it
would not convert one, told from how its English goes. What is not listed here is said
as pyxform says it."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

# how pyxform begins what it says of a row
ROW = re.compile(r"^\[row : (\d+)\] ?")

_UNIQUE = _("“{value}” stands twice in the same group. Give one of them another name.")
_NAME = _("A name begins with a letter and has letters, digits, “_”, “-” and “.” only.")
_REFERENCE = _("A reference is written as ${{name}}.")
_COLUMNS = _("The first row of the sheet “{sheet_name}” does not name its columns.")
KINDS = {
    "text": _("text"),
    "select one": _("one of a list"),
    "select all that apply": _("several of a list"),
    "photo": _("photo"),
    "integer": _("whole number"),
    "decimal": _("number"),
    "date": _("day"),
    "dateTime": _("day and time"),
    "geopoint": _("place"),
    "note": _("only shown"),
    "group": _("group"),
    "repeat": _("group that repeats"),
}
WHY = {
    "HEADER_001": _COLUMNS,
    "HEADER_002": _("The columns “{other}” and “{header}” are the same: leave one."),
    "HEADER_003": _("The sheet “{sheet_name}” lacks a column: {missing}."),
    "HEADER_004": _("A column needs a name without spaces."),
    "LABEL_001": _("The choice has no label."),
    "NAMES_001": _UNIQUE,
    "NAMES_002": _("“{value}” differs from another name only in capital letters."),
    "NAMES_003": _("A repeat cannot have the name of the whole form."),
    "NAMES_004": _("“{value}”: a repeat needs a name that nothing else has."),
    "NAMES_005": _("The name “meta” is taken by the form itself."),
    "NAMES_006": _("The choice has no name."),
    "NAMES_007": _("The list has another choice of this name."),
    "NAMES_008": _NAME,
    "NAMES_009": _NAME,
    "NAMES_010": _("The name cannot begin with two “_”."),
    "NAMES_011": _("The name cannot hold a “.”."),
    "NAMES_013": _("There is no sheet “{sheet}”; these are alike: {candidates}."),
    "PYREF_001": _REFERENCE,
    "PYREF_002": _("Between references stands a comma."),
    "PYREF_003": _("The form has no question “{q}”."),
    "PYREF_004": _("More than one question has the name “{q}”."),
    "SURVEY_001": _("“end_{type}” has no “begin_{type}” before it: {name}"),
    "SURVEY_002": _("“begin_{type}” has no “end_{type}” after it: {name}"),
    "SURVEY_004": _("Parameters are written as key=value, with a space between them."),
    "SURVEY_005": _("This kind of question knows no parameter “{rejected}”."),
    "type": _("There is no kind of question “{value}”."),
    "no_type": _("The question has no type."),
    "no_name": _("The question or group has no name."),
    "no_label": _("The question or group has no label."),
    "no_list": _("The sheet “choices” has no list “{value}”."),
    "no_choices": _("The sheet “choices” is missing or empty."),
    "no_calculation": _("The calculation is missing."),
}
# what has no template of pyxform's
_SAID = {
    "type": r"Unknown question type '(?P<value>.*)'",
    "no_type": r"Question with no type",
    "no_name": r"Question or group with no name",
    "no_label": r"has no label",
    "no_list": r"List name not in choices sheet: (?P<value>.*)",
    "no_choices": r"There should be a choices sheet",
    "no_calculation": r"Missing calculation",
}
wording.register({f"form.kind.{kind}": text for kind, text in KINDS.items()})
wording.register({f"form.why.{code}": text for code, text in WHY.items()})


def why(words: str) -> Any:
    """Return the reason in the reader's tongue, or as pyxform says it."""
    for code, pattern in _patterns().items():
        if found := pattern.search(words):
            return wording.say(f"form.why.{code}", **found.groupdict())
    return ROW.sub("", words)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return how each reason reads in English, with the names of what it tells."""
    from pyxform.errors import ErrorCode

    own = {each.name: _pattern(each.value.msg) for each in ErrorCode}
    return {code: re.compile(own.get(code) or _SAID[code], re.DOTALL) for code in WHY}


def _pattern(template: str) -> str:
    """Turn "no name '{value}'" into an expression that finds the value."""
    made, named = "^", set()
    for text, name, *_rest in Formatter().parse(template):
        made += re.escape(text)
        if name:
            made += f"(?P={name})" if name in named else f"(?P<{name}>.*?)"
            named.add(name)
    return made
