"""Lessons from elsewhere: the list with how fast each was closed, and one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags, wording
from wardline.core.guidance import actions, queries
from wardline.core.guidance.forms.lessons import LessonForm
from wardline.core.guidance.views.norms import form_page


def lessons(request: Any) -> HttpResponse:
    """List the lessons: what each still lacks, and how fast it was closed."""
    post, asked = request.acting, request.GET
    found = queries.lessons(post, asked.get("q", ""))
    if "export" in asked:
        judged = queries.learnt(found, clock.today())
        return excel.answer("lessons", _headings(), map(_cells, judged))
    page = Paginator(found, 25).get_page(asked.get("page"))
    page.object_list = queries.learnt(page.object_list, clock.today())
    context = {
        "page": page,
        "export_url": excel.link(asked),
        "may_add": post.may(Verb.KEEP_LESSONS),
    }
    return render(request, "guidance/lessons.html", context)


def lesson(request: Any, pk: int) -> HttpResponse:
    """Show a lesson: each point, what answers it and since when, or the gap."""
    post, found = request.acting, queries.lesson(request.acting, pk)
    if found is None:
        raise Http404
    (judged,) = queries.learnt([found], clock.today())
    codes = [code for point in judged.points for code in point.row.measures]
    reached = post.reaches(found.place_id)
    context = {
        "learnt": judged,
        "texts": queries.texts(post, codes),
        "may_edit": reached and post.may(Verb.KEEP_LESSONS),
        "may_answer": reached and post.may(Verb.SET_MEASURES),
    }
    return render(request, "guidance/lesson.html", context)


def new_lesson(request: Any) -> HttpResponse:
    """Write a lesson down."""
    return _write(request, None)


def edit_lesson(request: Any, pk: int) -> HttpResponse:
    """Correct a lesson, or say which measures answer its points."""
    found = doing.found(queries.lesson(request.acting, pk))
    return _write(request, found)


def _write(request: Any, found: Any) -> HttpResponse:
    post = request.acting
    at = found.place_id if found else post.place_id
    require(post, Verb.KEEP_LESSONS, at)
    form = LessonForm(request.POST or None, viewer=post, lesson=found)
    if doing.done(form, actions.keep_lessons, by=post, at=at):
        messages.success(request, _("The lesson is written down."))
        return redirect("guidance:lessons")
    lead = _(
        "Whether a point is covered is not typed here: it follows from the measures "
        "that bind, day by day."
    )
    return form_page(request, form, _("Write a lesson down"), lead, "lessons")


def _headings() -> list[str]:
    return [
        _("Short code"),
        _("Learnt on"),
        _("Title"),
        _("How it stands"),
        _("Points"),
        _("Closed on"),
        _("Days it took"),
        _("Where it is known from"),
    ]


def _cells(learnt: queries.Learnt) -> list[Any]:
    return [
        learnt.row.code,
        learnt.row.learnt_on,
        tags.tongue(learnt.row, "title"),
        wording.say(f"guidance.point.{learnt.state}"),
        len(learnt.points),
        learnt.closed_on,
        learnt.took,
        learnt.row.source,
    ]
