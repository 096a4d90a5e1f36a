"""What binds a place on a day, why, since when and by what order; and for the wall."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from wardline.base.accounts.verbs import Verb
from wardline.base.places import clock
from wardline.base.ui import dates, tags, wording
from wardline.core.guidance import queries
from wardline.core.guidance.forms.norms import LookForm

TONGUES = {"zh": ["zh-hans"], "en": ["en"], "both": ["zh-hans", "en"]}


def index(request: Any) -> HttpResponse:
    """Show what binds a place on a day, and why."""
    post = request.acting
    form = LookForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    text, on = asked.get("place") or "", asked.get("on") or clock.today()
    found = queries.namesakes(post, text) if text else [post.place]
    if not found:
        form.add_error("place", _("No place of yours has this name or code."))
    place = found[0] if len(found) == 1 else None
    context = {
        "form": form,
        "found": found,
        "place": place,
        "on": on,
        "in_force": queries.in_force(post, place, on) if place else [],
        "level": queries.level(post, place, on) if place else None,
        "order": queries.level_order(place, on) if place else None,
        "holds": queries.standing_holds(place.code, on) if place else [],
        "may_add": post.may(Verb.SET_MEASURES),
    }
    return render(request, "guidance/index.html", context)


def wall(request: Any) -> HttpResponse:
    """Show what binds a place on a day as a sheet for the wall, in its tongues."""
    post, form = request.acting, LookForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    text, on = asked.get("place") or post.place_id, asked.get("on") or clock.today()
    found = queries.namesakes(post, text) if text != post.place_id else [post.place]
    if len(found) != 1:
        raise Http404
    chosen = request.GET.get("tongues", "both")
    tongues = TONGUES.get(chosen, TONGUES["both"])
    bound = queries.in_force(post, found[0], on)
    context = {
        "place": found[0],
        "on": on,
        "tongues": [_sheet(tongue, found[0], on, bound) for tongue in tongues],
        "rows": list(zip(*(_lines(tongue, bound) for tongue in tongues), strict=True)),
        "chosen": chosen if chosen in TONGUES else "both",
    }
    return render(request, "guidance/wall.html", context)


def _sheet(tongue: str, place: Any, on: Any, bound: list[Any]) -> dict[str, Any]:
    """Return the heads of a sheet in a tongue, whatever the reader's own is."""
    with translation.override(tongue):
        level = queries.level_order(place, on)
        return {
            "code": tongue,
            "title": _("What binds at %(name)s") % {"name": tags.tongue(place, "name")},
            "day": dates.day(on),
            "level": level and str(wording.say("guidance.at_level", level=level.level)),
            "count": str(wording.say("guidance.counted", number=len(bound))),
            "must": _("What must hold"),
            "since": _("Since, and by what order"),
        }


def _lines(tongue: str, bound: list[Any]) -> list[dict[str, Any]]:
    with translation.override(tongue):
        return [
            {
                "aspect": str(wording.say(each.aspect)),
                "text": tags.tongue(each.measure, "text"),
                "since": dates.day(each.since),
                "order": _order(each),
                "held": each.hold is not None,
                "code": tongue,
                "must": _("What must hold"),
                "when": _("Since, and by what order"),
            }
            for each in bound
        ]


def _order(each: Any) -> str:
    """Return the documents by which a measure binds, in the tongue that is active."""
    by = [each.measure.document, *([each.hold.document] if each.hold else [])]
    named = (tags.tongue(found, "title") or found.code for found in by)
    return " · ".join(str(name) for name in named)
