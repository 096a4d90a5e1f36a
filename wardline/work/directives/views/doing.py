"""What every form of this room does: try the deed, show the receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wardline.base.ledger.deeds import Repeated
from wardline.base.ui import dates, tags


def found(thing: Any) -> Any:
    """Return a record, or answer as if it did not exist."""
    if thing is None:
        raise Http404
    return thing


def attempt(form: Any, act: Callable[..., Any], **told: Any) -> Any:
    """Do the deed; return its record, or the entry of the first time, or None when it
    was refused: then the form says why and keeps what was typed."""
    try:
        return act(**told, key=str(form.key))
    except Repeated as again:
        return again.entry
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def number_of(made: Any) -> Any:
    """Return the key of what was made, the first time or now."""
    return getattr(made, "subject_id", None) or made.pk


def receipt(request: Any, made: Any, text: Any, to: str, *args: Any) -> HttpResponse:
    """Go on with a receipt: of the first time, where a form came twice."""
    if hasattr(made, "verb"):
        at = dates.moment(made.at)
        text = _("This was received before, on %(at)s. It counts once.") % {"at": at}
    messages.success(request, text)
    return redirect(to, *args)


def tap(request: Any, form: Any, act: Callable[..., Any], **told: Any) -> Any:
    """Do a deed of one tap, and say what came of it on the next page."""
    if not form.is_valid():
        messages.error(
            request, " ".join(text for said in form.errors.values() for text in said)
        )
        return None
    made = attempt(form, act, **told)
    if made is None:
        messages.warning(request, " ".join(form.non_field_errors()))
    return made


def export(asked: Any) -> str:
    """Return the address of the same list as a workbook."""
    query = asked.copy()
    query["export"] = "1"
    return f"?{query.urlencode()}"


def answering_headings() -> list[Any]:
    """Return the headings of a workbook of places with those who answer there."""
    return [_("Code"), _("Office or institution"), _("Who answers"), _("Telephone")]


def answering_cells(place: Any, named: Any) -> list[Any]:
    """Return the cells below those headings."""
    return [
        *(place.code, tags.tongue(place, "name")),
        "、".join(post.user.name for post in named),
        "、".join(post.user.phone for post in named),
    ]
