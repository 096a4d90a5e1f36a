"""What a visit asks at a home: its checklist, then each measure in force there that no
question of the checklist names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.ground.rules.measures import Binding
from wardline.work.inspection.models import ASPECTS, Question
from wardline.work.inspection.queries.visit import questions

# a measure that says nothing else belongs here, and is to be mended
ASPECT, SEVERITY = "internal_control", 2


def asked_of(
    viewer: Post, home: Place, bound: Collection[Binding]
) -> list[dict[str, Any]]:
    """Return what a visit to a home asks, with what it cites.

    First its checklist, without the questions whose measure does not bind; then what
    else binds, by aspect, the strictest first (``listed`` is False).
    """
    listed = list(questions(viewer, home))
    codes = {each.measure_code for each in listed} | {each.code for each in bound}
    known = _known(viewer, codes, bound)
    idle = set(known) - {each.code for each in bound}
    asked = [_question(q, known) for q in listed if q.measure_code not in idle]
    named = {q.measure_code for q in listed} | {q.code for q in listed}
    return asked + _unnamed((b for b in bound if b.code not in named), known)


def _known(
    viewer: Post, codes: Collection[str], bound: Iterable[Binding]
) -> dict[str, Any]:
    """Return measures by code: the edition that binds, else the newest."""
    rows = list(guidance.measures(viewer).filter(code__in=codes).order_by("valid_from"))
    editions = {(row.place_id, row.code, row.valid_from): row for row in rows}
    newest = {row.code: row for row in rows}
    named = [(each.measure.place, each.code, each.measure.valid_from) for each in bound]
    found = {each: editions[each] for each in named if each in editions}
    return newest | {code: row for (_at, code, _day), row in found.items()}


def _question(each: Question, known: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": each.code,
        "aspect": each.aspect,
        "question_zh": each.question_zh,
        "question_en": each.question_en,
        "measure_code": each.measure_code,
        "severity": each.severity,
        "listed": True,
        **_cited(known.get(each.measure_code)),
    }


def _unnamed(bound: Iterable[Binding], known: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for each measure in its own words, once."""
    codes = {each.code: each.measure.strictness for each in bound}
    asked = [_own(known[code]) for code in codes if code in known]
    aspects = {aspect: n for n, aspect in enumerate(ASPECTS)}
    by_rank = sorted(asked, key=lambda each: -codes[each["measure_code"]])
    return sorted(by_rank, key=lambda each: aspects[each["aspect"]])


def _own(measure: Any) -> dict[str, Any]:
    return {
        # a name in XML begins with a letter
        "code": measure.code if measure.code[:1].isalpha() else f"m{measure.code}"[:40],
        "aspect": measure.aspect if measure.aspect in ASPECTS else ASPECT,
        "question_zh": measure.question_zh or measure.text_zh,
        "question_en": measure.question_en or measure.text_en,
        "measure_code": measure.code,
        "severity": SEVERITY,
        "listed": False,
        **_cited(measure),
    }


def _cited(measure: Any) -> dict[str, str]:
    """Return what a question rests on, in both tongues."""
    if measure is None:
        return {"citation_zh": "", "citation_en": ""}
    document = measure.document
    titles = {
        "zh": f"《{document.title_zh}》" if document.title_zh else document.title_en,
        "en": document.title_en or document.title_zh,
    }
    return {
        f"citation_{tongue}": f"{title} {document.number} · {measure.citation}".strip()
        for tongue, title in titles.items()
    }
