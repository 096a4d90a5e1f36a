"""The channels of a place: list, set up, change, try."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import doing
from wardline.base.ledger.deeds import Repeated
from wardline.base.notices import actions, addresses, queries
from wardline.base.notices.forms import ChannelForm
from wardline.base.ui import dates
from wardline.base.ui.forms import KeyedForm


def index(request: Any) -> HttpResponse:
    """List the channels here and below."""
    post = request.acting
    require(post, Verb.SET_CHANNEL, post.place_id)
    found = queries.channels(post, request.GET.get("q", "").strip())
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    page.object_list = [_row(each) for each in page.object_list]
    context = {"page": page, "failed": queries.failed(post)}
    return render(request, "notices/channels.html", context)


def new(request: Any) -> HttpResponse:
    """Set up a channel of the place one acts for."""
    post = request.acting
    require(post, Verb.SET_CHANNEL, post.place_id)
    form = ChannelForm(request.POST or None, at=post.place_id)
    made = _set(form, by=post, at=post.place_id)
    if made:
        messages.success(request, _("The channel is set up. Send a trial message now."))
        return redirect("notices:channel", made)
    return render(request, "notices/channel.html", {"form": form})


def channel(request: Any, pk: int) -> HttpResponse:
    """Show a channel with its last messages, and change it."""
    post, found = request.acting, _found(request, pk)
    require(post, Verb.SET_CHANNEL, found.place_id)
    form = ChannelForm(request.POST or None, at=found.place_id, channel=found)
    if _set(form, by=post, at=found.place_id, channel=found):
        messages.success(request, _("Saved."))
        return redirect("notices:channel", pk)
    recent = queries.deliveries(post, channel=pk)[:5]
    context = {"form": form, "channel": found, **_row(found)}
    context["recent"] = [(each, queries.state_of(each)) for each in recent]
    return render(request, "notices/channel.html", context)


@require_POST
def attempt(request: Any, pk: int) -> HttpResponse:
    """Send a trial message, and show what was answered."""
    found, form = _found(request, pk), KeyedForm(request.POST)
    if form.is_valid():
        try:
            answer = actions.try_channel(
                by=request.acting, channel=found, key=str(form.key)
            )
        except Repeated as again:
            text = _("This was received before, on %(at)s. It counts once.")
            messages.info(request, text % {"at": dates.moment(again.entry.at)})
        else:
            _say(request, answer)
    return redirect("notices:channel", pk)


def _say(request: Any, answer: Any) -> None:
    said = {"answer": answer.text}
    if answer.taken:
        text = _("The trial message was taken. The answer: %(answer)s")
        messages.success(request, text % said)
    else:
        text = _("The trial message was not taken. The answer: %(answer)s")
        messages.error(request, text % said)


def _found(request: Any, pk: int) -> Any:
    return doing.found(queries.channel(request.acting, pk))


def _row(found: Any) -> dict[str, Any]:
    """Return a channel with what is shown of its address."""
    return {
        "channel": found,
        "kind": addresses.kind_of(found.address).label,
        "shown": addresses.masked(found.address),
    }


def _set(form: ChannelForm, **told: Any) -> Any:
    """Do the deed; return the channel's key, or None where it is still to be typed."""
    if not (form.is_bound and form.is_valid()):
        return None
    made = doing.attempt(form, actions.set_channel, **told, **form.told)
    return doing.number_of(made)
