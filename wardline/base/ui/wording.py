"""Turns the codes that rules and deeds speak into sentences people read.

Each room registers its own codes, once, when Django starts:
`wording.register({"clearance.days": _("Alone for {got} of {needed} days.")})`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import lazy

from wardline.base.ui import dates

# the tongues in which names are kept, and their languages
TONGUES = {"zh": "zh-hans", "en": "en"}
_templates: dict[str, Any] = {}


def register(templates: Mapping[str, Any]) -> None:
    """Teach the house the sentences of a room's codes; a code has one sentence."""
    for code, template in templates.items():
        if _templates.setdefault(code, template) != template:
            raise ValueError(f"The code {code!r} already has another sentence.")


def known() -> frozenset[str]:
    """Name every code that has a sentence."""
    return frozenset(_templates)


def missing(codes: Iterable[str]) -> list[str]:
    """List those codes that have no sentence yet."""
    return sorted(set(codes) - known())


class _Arguments(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def in_tongues(text: Callable[[], Any]) -> dict[str, str]:
    """Say a text in both tongues, whatever the reader's own is."""
    said = {}
    for tongue, language in TONGUES.items():
        with translation.override(language):
            said[tongue] = str(text())
    return said


def _write(value: Any) -> Any:
    """Write an argument: days as days, lists as lists, codes as their sentence, a name
    in both tongues ({"zh": …, "en": …}) in the reader's."""
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ("、" if dates.chinese() else ", ").join(str(_write(v)) for v in value)
    if isinstance(value, Mapping):
        own, other = ("zh", "en") if dates.chinese() else ("en", "zh")
        return value.get(own) or value.get(other) or ""
    if isinstance(value, str) and value in _templates:
        return str(_templates[value])
    return "" if value is None else value


def _say(code: str, args: dict[str, Any]) -> str:
    template = str(_templates.get(code, code))
    return template.format_map(
        _Arguments({name: _write(value) for name, value in args.items()})
    )


_say_lazily = lazy(_say, str)


def say(code: str, **args: Any) -> Any:
    """Say a code as a sentence in the reader's language; unknown codes stay codes."""
    return _say_lazily(code, args)


def refusal(code: str, field: str = "", **args: Any) -> ValidationError:
    """Return the error with which a deed says no: shown beside what was typed, at a
    field of the form or above it."""
    said = ValidationError(say(code, **args), code=code)
    return ValidationError({field: [said]}) if field else said


def say_reason(reason: Any) -> Any:
    """Say anything that carries a `code`: a Reason, with its other fields as args.

    A field `args` (a mapping, or pairs) is spread out.
    """
    if isinstance(reason, str):
        return say(reason)
    if is_dataclass(reason):
        given = {f.name: getattr(reason, f.name) for f in fields(reason)}
    else:
        given = dict(reason if isinstance(reason, Mapping) else vars(reason))
    code = given.pop("code")
    given.update(dict(given.pop("args", None) or {}))
    return _say_lazily(str(code), given)
