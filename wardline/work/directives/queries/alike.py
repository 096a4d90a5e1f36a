"""The same order through two channels: what is here already that a draft resembles."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, Func, Q, QuerySet, Value

from wardline.base.accounts.models import Post
from wardline.work.directives.models import Directive
from wardline.work.directives.queries.directives import directives

# brackets and blanks of a document number, which every typist sets otherwise
_LOOSE = "〔〕[]［］()（）【】 \u3000"
_MOST = 5


class Alike(NamedTuple):
    """A directive that may be the same order, and why: codes, the surest first."""

    directive: Directive
    why: tuple[str, ...]


def alike(viewer: Post, draft: Directive) -> list[Alike]:
    """Return what may be the same order as a draft, the surest first."""
    found = []
    for each in _near(viewer, draft):
        if why := tuple(_why(draft, each)):
            found.append(Alike(each, why))
    return sorted(found, key=lambda one: (-len(one.why), one.directive.pk))[:_MOST]


def _near(viewer: Post, draft: Directive) -> QuerySet[Directive]:
    """Narrow to what shares the file, the number, the title or the day."""
    near = Q(original=draft.original_id)
    for column in ("title_zh", "title_en", "issued_on"):
        if value := getattr(draft, column):
            near |= Q(**{column: value})
    if bare := _bare(draft.number):
        near |= Q(bare=bare)
    loose = Func(F("number"), Value(_LOOSE), Value(""), function="translate")
    others = directives(viewer).defer(None).exclude(pk=draft.pk)
    return others.annotate(bare=loose).filter(near)


def _why(draft: Directive, other: Directive) -> list[str]:
    said = {
        "file": draft.original_id == other.original_id,
        "number": bool(draft.number) and _bare(draft.number) == _bare(other.number),
        "text": _text(draft) == _text(other),
        "title": draft.issued_on == other.issued_on and _title(draft) == _title(other),
    }
    return [f"directives.alike.{code}" for code, so in said.items() if so]


def _bare(number: str) -> str:
    return number.translate(dict.fromkeys(map(ord, _LOOSE)))


def _title(one: Directive) -> str:
    return "".join((one.title_zh or one.title_en).split())


def _text(one: Directive) -> str:
    """Return the letters of the text: channels differ in blanks and marks."""
    return "".join(filter(str.isalnum, one.body_zh or one.body_en))
