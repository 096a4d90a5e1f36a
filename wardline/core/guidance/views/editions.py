"""Two editions of a document side by side, on a page and for Excel."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wardline.base.ledger import doing
from wardline.base.ui import excel, tags, wording
from wardline.core.guidance import queries


def differences(request: Any, at: str, code: str) -> HttpResponse:
    """Show what became of each measure between an earlier edition and this one."""
    post = request.acting
    new = doing.found(queries.document(post, code, at))
    chain = queries.editions(post, new)
    asked = request.GET.get("from") or new.replaces
    old = next((found for found in chain if found.code == asked), None)
    if old is None or old == new:
        raise Http404
    found = queries.differences(post, old, new)
    if "export" in request.GET:
        return excel.answer(f"{old.code}-{new.code}", _headings(), map(_cells, found))
    context = {
        "old": old,
        "new": new,
        "differences": [each for each in found if each.shift != "same"],
        "same": [each for each in found if each.shift == "same"],
        "export_url": f"?from={old.code}&export=1",
    }
    return render(request, "guidance/differences.html", context)


def _headings() -> list[str]:
    return [
        _("What changed"),
        _("Code in the earlier edition"),
        _("Code in the later edition"),
        _("Topic"),
        _("Earlier edition"),
        _("Later edition"),
        _("Numbers before"),
        _("Numbers after"),
    ]


def _cells(found: Any) -> list[Any]:
    old, new = found.old, found.new
    return [
        wording.say(f"guidance.shift.{found.shift}"),
        old.code if old else "",
        new.code if new else "",
        found.either.topic,
        tags.tongue(old, "text") if old else "",
        tags.tongue(new, "text") if new else "",
        _numbers(old),
        _numbers(new),
    ]


def _numbers(measure: Any) -> str:
    params = measure.params if measure else {}
    return "; ".join(f"{name}={value}" for name, value in params.items())
