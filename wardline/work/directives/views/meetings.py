"""Meetings: the list, calling one, its roll, answering from a phone."""

from __future__ import annotations

from typing import Any

import segno
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.places import clock
from wardline.base.ui import excel, tags
from wardline.work.directives import actions, invitation, queries
from wardline.work.directives.forms import (
    AnswerForm,
    CodeForm,
    ExcuseForm,
    MeetingForm,
    MinutesForm,
)


def index(request: Any) -> HttpResponse:
    """List the meetings that concern this place."""
    post = request.acting
    found = queries.meetings(post, search=request.GET.get("q", "").strip())
    context = {
        "page": Paginator(found, 30).get_page(request.GET.get("page")),
        "may_call": post.may(Verb.CALL_MEETING),
        "now": clock.now(),
    }
    return render(request, "directives/meetings.html", context)


def call(request: Any) -> HttpResponse:
    """Call a meeting."""
    by = request.acting
    require(by, Verb.CALL_MEETING, by.place_id)
    told = {"viewer": by, "at": by.place_id, "own": True}
    asked = {"directive": request.GET.get("directive")}
    form = MeetingForm(request.POST or None, initial=asked, **told)
    if form.is_bound and form.is_valid():
        act, told = actions.call_meeting, form.told
        if made := doing.attempt(form, act, by=by, at=by.place_id, **told):
            text, pk = _("The meeting is called."), doing.number_of(made)
            return doing.receipt(request, made, text, "directives:meeting", pk)
    return render(request, "directives/call.html", {"form": form})


def show(request: Any, pk: int) -> HttpResponse:
    """Show a meeting: how to join, and who was there, late, or not there."""
    post = request.acting
    held = doing.found(queries.meeting(post, pk))
    state = request.GET.get("roll", "absent")
    found = queries.rows(post, held, state)
    if "export" in request.GET:
        return excel.answer("roll", _headings(), _cells(post, held, found))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    address = reverse("directives:by-link", args=[held.code])
    link = request.build_absolute_uri(address)
    context = {"meeting": held, "link": link, "address": address, "now": clock.now()}
    context |= {"qr": segno.make(link, error="m").svg_inline(scale=4, border=2)}
    levels = queries.roll_by_level(post, held)
    context |= {"roll": queries.whole(levels), "levels": levels}
    context |= {"page": page, "state": state}
    context |= {"rows": _named(post, held, page.object_list)}
    context |= {"answer": queries.answer_of(post, held)}
    context |= {"export_url": excel.link(request.GET)}
    context |= {"may_call": post.may(Verb.CALL_MEETING)}
    context |= _said(post, held)
    return render(request, "directives/meeting.html", context)


def excuse(request: Any, pk: int) -> HttpResponse:
    """Say why nobody of one's place can come."""
    by = request.acting
    held = doing.found(queries.meeting(by, pk))
    require(by, Verb.EXCUSE, by.place_id)
    form = ExcuseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act, reason = actions.excuse, form.cleaned_data["reason"]
        if made := doing.attempt(form, act, by=by, meeting=held, reason=reason):
            text = _("You are excused. Who called the meeting sees why.")
            return doing.receipt(request, made, text, "directives:meeting", pk)
    return render(request, "directives/excuse.html", {"form": form, "meeting": held})


def minutes(request: Any, pk: int) -> HttpResponse:
    """Write the minutes; then mark what was decided, and issue them."""
    by = request.acting
    held = doing.found(queries.meeting(by, pk))
    require(by, Verb.WRITE_MINUTES, held.place_id)
    form = MinutesForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("text_zh", "text_en")}
        act = actions.write_minutes
        if made := doing.attempt(form, act, by=by, meeting=held, **told):
            text = _("The minutes are kept. Mark what was decided, then issue them.")
            to = "directives:obligations"
            return doing.receipt(request, made, text, to, doing.number_of(made))
    return render(request, "directives/minutes.html", {"form": form, "meeting": held})


def _said(post: Any, held: Any) -> dict[str, Any]:
    """Return what this place said beforehand, and the minutes as far as they are."""
    begun = held.starts_at <= clock.now() and post.reaches(held.place_id)
    open_ = held.ends_at >= clock.now() and post.may(Verb.EXCUSE)
    written = list(queries.minutes(post, held))
    return {
        "excuse": queries.excuse_of(post, held),
        "may_excuse": open_ and queries.may_excuse(post, held),
        "may_write": begun and post.may(Verb.WRITE_MINUTES),
        "minutes": [(one, queries.decided(post, one)) for one in written],
    }


def by_link(request: Any, code: str) -> HttpResponse:
    """Answer the roll: the link names the meeting."""
    by = request.acting
    held = doing.found(queries.meeting_by_code(by, code))
    form = AnswerForm(request.POST or None, initial=_initial(by))
    return _answer(request, form, held)


def by_code(request: Any) -> HttpResponse:
    """Answer the roll with the code that was read out."""
    by = request.acting
    form = CodeForm(request.POST or None, viewer=by, initial=_initial(by))
    return _answer(request, form, None)


def calendar(request: Any, pk: int) -> HttpResponse:
    """Give the meeting to the phone's calendar."""
    held = doing.found(queries.meeting(request.acting, pk))
    address = reverse("directives:by-link", args=[held.code])
    text = invitation.written(held, request.build_absolute_uri(address))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{held.pk}.ics"'
    return response


def _answer(request: Any, form: Any, held: Any) -> HttpResponse:
    by = request.acting
    require(by, Verb.ANSWER_ROLL, by.place_id)
    if form.is_bound and form.is_valid():
        held = held or form.meeting
        told = {"name": form.cleaned_data["name"]}
        told["code"] = form.cleaned_data.get("code", "")
        act = actions.answer_roll
        if made := doing.attempt(form, act, by=by, meeting=held, **told):
            text = _receipt(made)
            return doing.receipt(request, made, text, "directives:meeting", held.pk)
    return render(request, "directives/answer.html", {"form": form, "meeting": held})


def _receipt(made: Any) -> str:
    if hasattr(made, "verb"):
        return ""
    if queries.is_after(made):
        return _("The meeting was over. Your answer is kept, but counts as absent.")
    if queries.is_late(made):
        return _("You are on the roll, as late.")
    return _("You are on the roll.")


def _initial(by: Any) -> dict[str, Any]:
    return {"name": by.user.name if by.user else ""}


def _named(post: Any, held: Any, places: Any) -> list[Any]:
    """Return the places with their answers, who should have answered, and what was
    said beforehand."""
    codes = [place.code for place in places]
    said = queries.answers(post, held, codes)
    named = queries.answering(post, codes)
    away = queries.excuses(post, held, codes)
    return [
        (p, said.get(p.code, []), named.get(p.code, []), away.get(p.code))
        for p in places
    ]


def _headings() -> list[Any]:
    return [
        *(_("Code"), _("Office or institution"), _("Joined at"), _("Name given")),
        *(_("Why nobody can come"), _("Who answers"), _("Telephone")),
    ]


def _cells(post: Any, held: Any, places: Any) -> Any:
    for place, said, named, away in _named(post, held, list(places)):
        yield [
            *(place.code, tags.tongue(place, "name"), place.joined_at),
            "、".join(row.name for row in said),
            away.reason if away else "",
            "、".join(each.user.name for each in named),
            "、".join(each.user.phone for each in named),
        ]
