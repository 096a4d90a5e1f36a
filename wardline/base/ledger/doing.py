"""What a page does with a deed: try it, keep what was typed where it is refused, and
show a receipt, that of the first time where the same form came twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wardline.base.ledger.deeds import Repeated
from wardline.base.ui import dates


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
        _show(form, refused)
        return None


def done(form: Any, act: Callable[..., Any], **told: Any) -> bool:
    """Do the deed of a good form with what it tells; say whether it stands."""
    if not (form.is_bound and form.is_valid()):
        return False
    return attempt(form, act, **told, **form.told) is not None


def number_of(made: Any) -> Any:
    """Return the key of what was made, the first time or now; None of nothing."""
    return made and (getattr(made, "subject_id", None) or made.pk)


def receipt(
    request: HttpRequest, made: Any, text: Any, to: str, *args: Any
) -> HttpResponse:
    """Go on with a receipt: of the first time, where a form came twice."""
    if hasattr(made, "verb"):
        at = dates.moment(made.at)
        text = _("This was received before, on %(at)s. It counts once.") % {"at": at}
    messages.success(request, text)
    return redirect(to, *args)


def tap(request: HttpRequest, form: Any, act: Callable[..., Any], **told: Any) -> Any:
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


def _show(form: Any, refused: ValidationError) -> None:
    """Say beside each field what was refused of it, and the rest above the form."""
    by_field = getattr(refused, "error_dict", None) or {"": refused.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
