"""The living style page: every component, in both languages."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.icons import ICONS
from wardline.base.ui.samples import SampleForm, tiles


@login_not_required
def look(request: HttpRequest) -> HttpResponse:
    """Show all components; only to those signed in, or while developing."""
    user = getattr(request, "user", None)
    if not (settings.DEBUG or (user and user.is_authenticated)):
        raise Http404
    form = SampleForm(request.GET if "try" in request.GET else None)
    context = {
        "form": form,
        "page": Paginator(range(1, 201), 20).get_page(request.GET.get("page")),
        "tiles": tiles(),
        "icons": list(ICONS),
        "today": date(2020, 2, 27),
        "now": datetime(2020, 2, 27, 9, 5, tzinfo=UTC),
        "reported": {
            "label": _("Homes that reported today"),
            "value": 398,
            "of": 412,
            "unit": _("homes"),
            "missing": 14,
            "state": "late",
            "since": date(2020, 2, 27),
        },
    }
    return render(request, "ui/look.html", context)
