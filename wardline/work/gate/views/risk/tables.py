"""The page's tables, row by row, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wardline.base.ui import wording
from wardline.ground.methods import residual
from wardline.ground.methods.residual import SCHEDULES, Course, Parameter
from wardline.work.gate.queries.risk import Answer, Expected, Found
from wardline.work.gate.views.risk import writing

TERMS = ("share", "structures", "interval", "saved", "tail", "number", "chance")
LIMITS = 6
SHOWN = (0, 3, 5, 7, 10, 12, 14, 17, 21)  # days; the workbook has all


def asked(found: Found) -> dict[str, Any]:
    """Return what was asked, and who is expected to bring in how much."""
    rule = found.rule.course if found.rule else None
    return {
        "name": wording.say(f"risk.pathogen.{found.asked.pathogen}"),
        "course": course(found.asked.course),
        "rule_course": course(rule) if rule else "",
        "shorter": rule is not None and less(found.asked.course, rule),
        "incidence": writing.number(found.asked.incidence),
        "parameters": residual.fingerprint()[:12],
        "totals": list(totals(found)),
    }


def context(answer: Answer) -> dict[str, Any]:
    """Return the tables that are the same for whoever asks."""
    return {
        "name": wording.say(f"risk.pathogen.{answer.pathogen}"),
        "course": course(answer.course),
        "course_days": days(answer.course.days),
        "rule": answer.rule,
        "rule_course": course(answer.rule) if answer.rule else "",
        "schedules": [wording.say(f"risk.schedule.{s.code}") for s in SCHEDULES],
        "tradeoff": list(tradeoff(answer)),
        "structures": list(structures(answer)),
        "added": added(answer),
        "suggested": suggested(answer),
        "tails": list(tails(answer)),
        "sources": sources(),
        "terms": list(terms()),
        "limits": list(limits()),
    }


def course(one: Course) -> str:
    """Say a course in words."""
    said = {"days": days(one.days), "tests": writing.days(one.tests)}
    if not one.tests:
        return _("%(days)s without a test") % said
    return _("%(days)s with a test on day %(tests)s") % said


def days(number: float) -> str:
    """Say a number of days."""
    said = {"number": f"{number:g}"}
    return ngettext("%(number)s day", "%(number)s days", int(number)) % said


def less(one: Course, rule: Course) -> bool:
    """Tell whether a course has fewer days or tests than the rule."""
    return one.days < rule.days or len(one.tests) < len(rule.tests)


def terms() -> Iterator[tuple[Any, Any]]:
    """Yield each number's name with its definition."""
    for code in TERMS:
        yield wording.say(f"risk.term.{code}"), wording.say(f"risk.meaning.{code}")


def limits() -> Iterator[Any]:
    """Yield what the models cannot say."""
    for number in range(1, LIMITS + 1):
        yield wording.say(f"risk.limit.{number}")


def tradeoff(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield a row for each length that is shown, a cell for each schedule."""
    if not answer.estimates:
        return
    table = answer.estimates.tradeoff
    ruled = answer.rule.days if answer.rule else None
    shown = {*SHOWN, answer.course.days, ruled} - {None}
    for day in sorted(shown):
        yield {
            "days": days(day),
            "ruled": day == ruled,
            "cells": [_cell(table.cell(each.code, day)) for each in SCHEDULES],
        }


def _cell(cell: residual.Cell) -> dict[str, Any]:
    label = wording.say(f"risk.schedule.{cell.schedule}")
    return {"label": label, **writing.shares(cell.share)}


def structures(answer: Answer) -> Iterator[dict[str, str]]:
    """Yield what each structure says of the course, and of one more test."""
    if not answer.estimates:
        return
    more = answer.estimates.added
    for code, left in answer.estimates.left.by_structure:
        yield {
            "name": wording.say(f"risk.structure.{code}"),
            "left": writing.one(left),
            "after": writing.one(more.after.of(code)) if more else "",
            "saved": writing.one(more.saved.of(code)) if more else "",
        }


def added(answer: Answer) -> dict[str, Any] | None:
    """Return what one more test saves of the course that was asked."""
    if not answer.estimates or not answer.estimates.added:
        return None
    return _test(answer.estimates.added)


def _test(more: residual.AddedTest) -> dict[str, Any]:
    return {
        "day": f"{more.day:g}",
        "surely": writing.percent(more.surely),
        "after": writing.shares(more.after),
        "saved": writing.shares(more.saved),
    }


def suggested(answer: Answer) -> dict[str, Any] | None:
    """Return what could be added to the rule in force; nothing where none is."""
    if not answer.suggested:
        return None
    test = answer.suggested.test
    return {
        "days": f"{answer.suggested.rule.days:g}",
        "tests": writing.days(answer.suggested.rule.tests),
        "test": _test(test) if test else None,
        "longer": [
            {
                "name": wording.say(f"risk.pathogen.{each.tail.beyond.pathogen}"),
                "days": each.days,
                "source": each.tail.beyond.source,
            }
            for each in answer.suggested.longer
        ],
    }


def tails(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield each incubation period: what comes after the course, and the warning."""
    for tail in answer.tails:
        beyond = tail.beyond
        yield {
            "name": wording.say(f"risk.pathogen.{beyond.pathogen}"),
            "chosen": beyond.pathogen == answer.pathogen,
            "late": tail.late,
            "share": writing.one(beyond.share),
            "more": writing.number(beyond.more_days.median),
            "between": writing.interval(beyond.more_days),
            "exclusions": [exclusion(each) for each in beyond.exclusions],
            "source": beyond.source,
        }


def exclusion(each: residual.Exclusion) -> Any:
    """Say a published rule for those exposed, with its source."""
    first = "" if each.from_day is None else f"{each.from_day:g}"
    told = {"first": first, "last": f"{each.to_day:g}", "source": each.source}
    return wording.say(f"risk.exclusion.{each.code}", **told)


def introductions(expected: Expected | None) -> dict[str, Any] | None:
    """Write a month's introductions."""
    if expected is None:
        return None
    return {
        "number": writing.numbers(expected.number),
        "chance": writing.shares(expected.chance),
    }


def totals(found: Found) -> Iterator[dict[str, Any]]:
    """Yield all institutions together: with no measure, after the course."""
    after = found.expected(found.entrants.total)
    for code, each in (("none", found.unmeasured), ("course", after)):
        if each is not None:
            yield {"name": wording.say(f"risk.measure.{code}"), **introductions(each)}


def sources() -> list[dict[str, Any]]:
    """Return the sources of all numbers used, each with how it was verified."""
    known: dict[str, dict[str, Any]] = {}
    for each in residual.all_parameters():
        row = known.setdefault(each.source, {"name": each.source, "verified": {}})
        row["verified"][verification(each)] = None
    return [{**row, "verified": list(row["verified"])} for row in known.values()]


def verification(each: Parameter) -> Any:
    """Say how a number was verified, by the first word of what is noted."""
    return wording.say(f"risk.verified.{each.verification.split()[0].rstrip(':')}")
