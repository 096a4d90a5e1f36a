"""Forms and devices of the field: previewed, opened, withdrawn; keys with their QR."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.base.ui import policy
from wardline.base.ui.forms import KeyedForm
from wardline.work.inspection import actions, collect, queries
from wardline.work.inspection.field_forms import KeyForm, XlsForm

# what the renderer of ODK needs beyond the house's policy
_RENDERER = {
    "script-src": ["'wasm-unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
    "font-src": ["data:"],
}


def forms(request: Any) -> HttpResponse:
    """List the forms, and take in another one."""
    by = request.acting
    require(by, Verb.TAKE_IN_FORM, by.place_id)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = XlsForm(*bound)
    good = form.is_bound and form.is_valid()
    made = good and doing.attempt(form, actions.take_in_form, by=by, **form.told)
    if made:
        messages.success(request, _("Converted. Look it over, then open it."))
        return redirect("inspection:form", pk=doing.number_of(made))
    page = Paginator(queries.form_rows(by), 25).get_page(request.GET.get("page"))
    return render(request, "inspection/forms.html", {"page": page, "form": form})


def form(request: Any, pk: int) -> HttpResponse:
    """Show a version of a form as devices will ask it."""
    found = _form(request, pk)
    context = {"row": found, "form": KeyedForm(), "state": queries.form_state(found)}
    return render(request, "inspection/form.html", context)


@require_POST
def open_form(request: Any, pk: int) -> HttpResponse:
    """Open a version to devices."""
    found, form = _form(request, pk), KeyedForm(request.POST)
    if doing.done(form, actions.open_form, by=request.acting, version=found):
        messages.success(request, _("Open. Devices load it from now on."))
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect("inspection:form", pk=pk)


@require_POST
def withdraw_form(request: Any, pk: int) -> HttpResponse:
    """Withdraw a form."""
    found, form = _form(request, pk), KeyedForm(request.POST)
    told = {"by": request.acting, "form_id": found.form_id}
    if doing.done(form, actions.withdraw_form, **told):
        messages.success(request, _("Withdrawn. What still comes is kept aside."))
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect("inspection:form", pk=pk)


def xform(request: Any, pk: int) -> HttpResponse:
    """Give the XForm of a version to look at."""
    found = _form(request, pk)
    answer = HttpResponse(found.xml, content_type="text/xml; charset=utf-8")
    name = f"{found.form_id}-{found.version}.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def fill(request: Any, pk: int) -> HttpResponse:
    """Let a form that was taken in be filled in here, by the renderer of ODK; it reads
    expressions by WebAssembly, so this route alone has a policy of its own."""
    found = doing.found(queries.loadable(request.acting).filter(pk=pk, kind="").first())
    response = render(request, "inspection/fill.html", {"row": found})
    response.headers[policy.HEADER] = policy.written(_RENDERER)
    return response


def devices(request: Any) -> HttpResponse:
    """List the keys of devices, and make another; its QR code is shown once."""
    by = request.acting
    require(by, Verb.MAKE_KEY, by.place_id)
    able = accounts.posts(by).active(clock.today()).filter(role_code="inspector")
    form = KeyForm(request.POST or None, posts=able)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            made, secret = actions.make_key(by=by, **form.told, key=str(form.key))
        except Repeated:
            return redirect("inspection:devices")
        context |= {"made": made, **_code(request, made, secret)}
        context["form"] = KeyForm(posts=able)
    keys = Paginator(queries.device_keys(by), 25).get_page(request.GET.get("page"))
    context |= {"page": keys, "button": KeyedForm()}
    answer = render(request, "inspection/devices.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def take_back_key(request: Any, pk: int) -> HttpResponse:
    """Take a key back."""
    found = doing.found(queries.device_keys(request.acting).filter(pk=pk).first())
    form = KeyedForm(request.POST)
    if doing.done(form, actions.take_back_key, by=request.acting, device=found):
        messages.success(request, _("Taken back. It lets nobody in any more."))
    return redirect("inspection:devices")


def _form(request: Any, pk: int) -> Any:
    found = doing.found(
        queries.form_rows(request.acting).filter(pk=pk).defer(None).first()
    )
    require(request.acting, Verb.TAKE_IN_FORM, request.acting.place_id)
    return found


def _code(request: Any, made: Any, secret: str) -> dict[str, str]:
    """Return the address of a key, and the QR code that tells Collect of it."""
    path = reverse("service:key-openrosa-list", args=[secret])
    address = request.build_absolute_uri(path.removesuffix("/formList"))
    text = collect.settings(address, made.label)
    code = segno.make(text, error="l", micro=False)
    return {"address": address, "qr": code.svg_inline(border=4, omitsize=True)}
