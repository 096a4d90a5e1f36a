"""Conditions of an XLSForm in words: when a question is asked, and what it takes as an
answer. What is not simple stays an expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import wording

# "${beds}", "../beds", or "." for the answer itself
_OF = r"(?P<of>\$\{[\w.-]+\}|\.\./[\w.-]+|\.)"
_NAME = r"(?:'(?P<text>[^']*)'|\"(?P<quoted>[^\"]*)\")"
_VALUE = rf"(?:{_NAME}|(?P<number>-?\d+(?:\.\d+)?)|(?P<today>today\(\)))"
_SELECTED = rf"selected\(\s*{_OF}\s*,\s*{_NAME}\s*\)"
_TERMS = {
    "has": re.compile(_SELECTED),
    "lacks": re.compile(rf"not\(\s*{_SELECTED}\s*\)"),
    "compared": re.compile(rf"{_OF}\s*(?P<sign>!=|>=|<=|=|>|<)\s*{_VALUE}"),
}
_JOINED = re.compile(r"\s+(and|or)\s+")
_SIGNS = {"=": "is", "!=": "is_not", ">": "over", ">=": "least", "<": "under"}
SAID = {
    "is": _("{of} is {value}"),
    "is_not": _("{of} is not {value}"),
    "over": _("{of} is more than {value}"),
    "least": _("{of} is at least {value}"),
    "under": _("{of} is less than {value}"),
    "most": _("{of} is at most {value}"),
    "has": _("{of} has {value} among its answers"),
    "lacks": _("{of} does not have {value} among its answers"),
    "answered": _("{of} is answered"),
    "empty": _("{of} is left empty"),
    "and": _("{one} and {other}"),
    "or": _("{one} or {other}"),
    "itself": _("the answer"),
    "today": _("today"),
}
wording.register({f"form.if.{code}": text for code, text in SAID.items()})

# gives the words of a question, and of a choice of it
Named = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison: its code, the question ("": the answer itself), the value."""

    code: str
    of: str
    value: str = ""
    quoted: bool = False


def read(expression: str) -> tuple[str, list[Term]] | None:
    """Return "and" or "or" with the terms it joins; None where it is not simple."""
    at, joined, terms = 0, set(), []
    text = expression.strip()
    while found := _term(text, at):
        term, at = found
        terms.append(term)
        if at == len(text) and len(joined) < 2:
            return (joined.pop() if joined else "and"), terms
        link = _JOINED.match(text, at)
        if link is None:
            return None
        joined.add(link[1])
        at = link.end()
    return None


def said(expression: str, named: Named) -> str:
    """Say an expression in the reader's tongue; "" where it is not simple. ``named``
    gives the words of a question, or of a choice of it."""
    known = read(expression)
    if known is None:
        return ""
    link, terms = known
    whole = _say(terms[0], named)
    for before, term in pairwise(terms):
        said = _say(term, named, again=term.of == before.of)
        whole = str(wording.say(f"form.if.{link}", one=whole, other=said))
    return whole


def _term(text: str, at: int) -> tuple[Term, int] | None:
    for code, pattern in _TERMS.items():
        if found := pattern.match(text, at):
            return _compared(code, found.groupdict()), found.end()
    return None


def _compared(code: str, found: dict[str, str | None]) -> Term:
    of = (found["of"] or "").strip("$./{}")
    text = found["text"] if found["quoted"] is None else found["quoted"]
    if code != "compared":
        return Term(code, of, text or "", quoted=True)
    code = _SIGNS.get(found["sign"] or "", "most")
    if text == "" and code in ("is", "is_not"):
        return Term("empty" if code == "is" else "answered", of)
    if text is not None:
        return Term(code, of, text, quoted=True)
    return Term(code, of, found["number"] or str(SAID["today"]))


def _say(term: Term, named: Named, again: bool = False) -> str:
    """Say one term; what it is of is not named again."""
    of = f"“{named(term.of, '')}”" if term.of else str(SAID["itself"])
    of = "" if again else of
    value = f"“{named(term.of, term.value)}”" if term.quoted else term.value
    return str(wording.say(f"form.if.{term.code}", of=of, value=value)).strip()
