"""The messages that went out, or did not: search, take along, send again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import Repeated
from wardline.base.notices import actions, queries
from wardline.base.notices.forms import DeliveryFilter
from wardline.base.ui import excel, tags, wording
from wardline.base.ui.forms import KeyedForm


def index(request: Any) -> HttpResponse:
    """List the messages of the channels here and below."""
    post, asked = request.acting, request.GET
    require(post, Verb.SET_CHANNEL, post.place_id)
    filters = DeliveryFilter(asked)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    search, sort = asked.get("q", "").strip(), asked.get("sort", "")
    found = queries.deliveries(post, search=search, sort=sort, **chosen)
    if "export" in asked:
        return excel.answer("deliveries", _headings(), map(_cells, found))
    page = Paginator(found, 25).get_page(asked.get("page"))
    page.object_list = [_row(each) for each in page.object_list]
    context = {"page": page, "filters": filters, "export_url": excel.link(asked)}
    return render(request, "notices/deliveries.html", context)


@require_POST
def again(request: Any, pk: Any) -> HttpResponse:
    """Let a message that was given up be tried once more."""
    found, form = queries.delivery(request.acting, pk), KeyedForm(request.POST)
    if found is None:
        raise Http404
    if form.is_valid():
        try:
            key = str(form.key)
            actions.send_again(by=request.acting, delivery=found, key=key)
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        except Repeated:
            pass
        else:
            messages.success(request, _("It is sent again within a minute."))
    return redirect("notices:deliveries")


def _row(row: Any) -> dict[str, Any]:
    """Return a message with its state and its first notice in the reader's words."""
    carried = [each.notice for each in row.carried.all()]
    return {
        "delivery": row,
        "state": queries.state_of(row),
        "first": carried[0].words if carried else "",
        "more": len(carried) - 1,
    }


def _headings() -> list[str]:
    return [
        *(_("Channel"), _("Place of the channel"), _("Kind of message"), _("State")),
        *(_("Notices in it"), _("First notice"), _("Made at"), _("Sent at")),
        *(_("Tries"), _("What was answered")),
    ]


def _cells(row: Any) -> list[Any]:
    shown = _row(row)
    return [
        *(row.channel.name, tags.tongue(row.place, "name")),
        wording.say("delivery.digest" if row.digest else "delivery.alarm"),
        wording.say(f"delivery.{shown['state']}"),
        *(shown["more"] + 1, shown["first"], row.made_at, row.sent_at),
        *(row.tries, row.answer),
    ]
