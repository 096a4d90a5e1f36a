"""What pyxform says of a workbook, in the house's words: kinds of questions, what it
warns of and why it would not convert one, told from how its English goes. What is not
listed here is said as pyxform says it."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

# how pyxform begins what it says of a row
_ROW = re.compile(r"^\[row : (\d+)\] ?")
_SHEET = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value")

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
    "rank": _("put into an order"),
    "range": _("number on a scale"),
    "time": _("time of day"),
    "audio": _("sound"),
    "video": _("film"),
    "file": _("a file"),
    "barcode": _("barcode"),
    "geotrace": _("way on the map"),
    "geoshape": _("area on the map"),
    "acknowledge": _("to be confirmed"),
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
    "skipped": _("The row has neither a name nor a label, and is left out."),
    "untold": _("The sheet “{sheet}” has no column “{columns}” in {language}."),
    "language": _(
        "Devices do not recognise these languages: {languages}. Write the code too, as "
        "in “English (en)”."
    ),
    "other": _("What “or_other” adds is in English only, in every language."),
    "pixels": _("Photos come in full size. Write max-pixels=1600 as a parameter."),
    "disabled": _("The column “disabled” is no longer used. Write relevant instead."),
    "old_type": _("Most devices no longer know the kind of question “{type}”."),
    "two_ids": _("The sheet “settings” has form_id and id_string: leave one."),
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
    "skipped": r"Row without name, text, or label is being skipped",
    "untold": r"Language '(?P<language>.*)' is missing the (?P<sheet>survey|choices) "
    r"(?:columns )?(?P<columns>.*?)(?: column)?\.$",
    "language": r"valid machine-readable codes: (?P<languages>.*?)\. Learn more",
    "other": r"This form uses or_other and translations",
    "pixels": r"Use the max-pixels parameter",
    "disabled": r"The 'disabled' column header is not part",
    "old_type": r"(?P<type>[\w ]+) is no longer supported on most devices",
    "two_ids": r"The form_id and id_string column headers are both",
}
# where pyxform says one thing of several rows or languages
_PARTS = re.compile(r"\n(?=\[row : |Language ')")
wording.register({f"form.kind.{kind}": text for kind, text in KINDS.items()})
wording.register({f"form.why.{code}": text for code, text in WHY.items()})


def refused(words: str) -> ValidationError:
    """Return the refusal that says where a workbook is wrong, and why: each place of
    its own, where pyxform tells of several."""
    return ValidationError([_refusal(each) for each in lines(words)])


def lines(words: str) -> list[str]:
    """Part what pyxform says of several rows or languages."""
    return _PARTS.split(words.strip())


def said(words: str) -> Any:
    """Say what pyxform warns of, with sheet, column and row where it tells them."""
    code, told = _place(words)
    if code == "form.refused":
        return why(words)
    return wording.say(code, why=why(words), **told)


def _refusal(words: str) -> ValidationError:
    code, told = _place(words)
    return wording.refusal(code, why=why(words), **told)


def _place(words: str) -> tuple[str, dict[str, str]]:
    """Return the code with which a place is told, and what it tells."""
    row, where = _ROW.match(words), _SHEET.search(words)
    if row and where:
        return "form.cell", {"row": row[1], "sheet": where[1], "column": where[2]}
    return ("form.row", {"row": row[1]}) if row else ("form.refused", {})


def why(words: str) -> Any:
    """Return the reason in the reader's tongue, or as pyxform says it."""
    for code, pattern in _patterns().items():
        if found := pattern.search(words):
            return wording.say(f"form.why.{code}", **found.groupdict())
    return _ROW.sub("", words)


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
