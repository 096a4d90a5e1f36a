"""The report of one visit: on paper, and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.ui import excel, wording
from wardline.base.ui.tags import tongue
from wardline.work.inspection import queries


def report(request: Any, pk: int) -> HttpResponse:
    """Show the report of a visit, to be printed; or take it along to Excel."""
    visit = queries.visits(request.acting).filter(pk=pk).first()
    if visit is None or visit.arrived_at is None:
        raise Http404
    found = queries.visit_report(request.acting, visit)
    if "export" in request.GET:
        return excel.book(f"visit-{pk}", _sheets(found))
    context = {"report": found, "visit": visit, "waited": queries.waited(visit)}
    return render(request, "inspection/report.html", context)


def _sheets(found: Any) -> list[excel.Sheet]:
    """Return the sheets: the visit itself, its answers, who was asked, and on a visit
    that looks back what was seen again."""
    staff = [
        (row.position, row.name, _("yes") if row.knows else _("no"))
        for row in found.staff
    ]
    again = (
        _("What was seen again"),
        _headings_again(),
        map(_cells_again, found.again),
    )
    return [
        (_("Visit"), [_("What"), _("Content")], _facts(found)),
        (_("Answers"), _headings(), map(_cells, found.answers)),
        (
            _("Staff asked"),
            [_("Number in the lot"), _("Full name"), _("Knew it")],
            staff,
        ),
        *([again] if found.again else []),
    ]


def _facts(found: Any) -> list[tuple[Any, Any]]:
    visit, reported = found.visit, found.reported
    place = visit.latitude is not None and f"{visit.latitude}, {visit.longitude}"
    return [
        (_("Home"), tongue(visit.institution, "name")),
        (_("Code of the home"), visit.institution_id),
        (_("Team"), tongue(visit.team, "name") or visit.team.code),
        (_("Wave"), visit.wave.n),
        (_("At the gate since"), visit.arrived_at),
        (_("Place of arrival"), place or None),
        (_("Let in at"), visit.let_in_at),
        (_("Minutes at the gate"), queries.waited(visit)),
        (_("Finished"), visit.finished_at),
        (_("Received by the office"), found.received_at),
        (_("Heads counted"), visit.headcount),
        (_("Heads reported"), reported and reported.heads),
        (_("Reported for the day"), reported and reported.on),
        (_("Difference from the report"), found.difference),
        (_("Who heard the findings for the home"), visit.signed_by_name or None),
        (_("Why nobody signed"), visit.refused_reason or None),
        (_("Signatures"), ", ".join(map(_side, found.signatures)) or None),
    ]


def _side(side: str) -> str:
    return str(wording.say(f"signature.{side}"))


def _headings() -> list[str]:
    return [
        _("Question"),
        _("Answer"),
        _("What falls short"),
        _("Number of the finding"),
        _("Clause"),
        _("Which rule it breaks"),
        _("How grave"),
        _("How far it reaches"),
        _("To be mended by"),
        _("Remarks"),
        _("Photos"),
        _("Answered at"),
    ]


def _cells(row: Any) -> list[Any]:
    seen, finding = row.observation, row.finding
    return [
        tongue(seen.question, "question"),
        wording.say(f"answer.{seen.answer}"),
        finding and finding.fact,
        finding and finding.pk,
        row.measure and tongue(row.measure, "text"),
        row.measure and row.measure.citation,
        finding and finding.severity,
        finding and wording.say(f"finding.scope.{finding.scope}"),
        finding and finding.due_at,
        seen.note,
        len(row.photos) or None,
        seen.observed_at,
    ]


def _headings_again() -> list[str]:
    return [
        _("Number of the finding"),
        _("What falls short"),
        _("The repair holds"),
        _("Remarks"),
        _("Photos"),
        _("Seen again at"),
    ]


def _cells_again(row: Any) -> list[Any]:
    finding, seen = row["finding"], row["verification"]
    if seen is None:
        return [finding.pk, finding.fact]
    return [
        finding.pk,
        finding.fact,
        _("yes") if seen.holds else _("no"),
        seen.note,
        len(seen.photos.all()) or None,
        seen.verified_at,
    ]
