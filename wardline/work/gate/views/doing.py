"""What every form of the gate does: check the right, try the deed, show the receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wardline.base.ledger.deeds import Repeated
from wardline.base.places import queries as places
from wardline.base.ui import dates


def found(thing: Any) -> Any:
    """Return a record, or answer as if it did not exist."""
    if thing is None:
        raise Http404
    return thing


def home(request: Any, code: str | None = None) -> Any:
    """Return the institution that the page is about."""
    post = request.acting
    return found(
        places.places(post)
        .filter(code=code or post.place_id, kind__isnull=False)
        .select_related("parent", "kind")
        .first()
    )


def place(request: Any, code: str) -> Any:
    """Return the place that the page is about: a division or an institution."""
    return found(places.places(request.acting).filter(code=code).first())


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


def done(request: Any, text: Any, to: str, *args: Any) -> HttpResponse:
    """Go on with a receipt."""
    messages.success(request, text)
    return redirect(to, *args)


def again(request: Any, made: Any, text: Any) -> Any:
    """Return the receipt: of the first time, where a form came twice."""
    if hasattr(made, "verb"):
        at = dates.moment(made.at)
        return _("This was received before, on %(at)s. It counts once.") % {"at": at}
    return text


def ask(request: Any, form: Any, **page: Any) -> HttpResponse:
    """Show a form on the room's plain page."""
    return render(request, "gate/form.html", {"form": form, **page})


def data(request: Any) -> tuple[Any, Any]:
    """Return what was sent, for a form: nothing when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
