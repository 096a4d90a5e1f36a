"""Draft, edit and publish: an officer writes the prose, the system counts."""

from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wardline.base.ledger.deeds import Repeated
from wardline.base.places import clock
from wardline.front import figures
from wardline.front.bulletins import actions, content, queries
from wardline.front.bulletins.forms import DraftForm, ProseForm, PublishForm


def index(request):
    """List the drafts and what has been published of them."""
    page = Paginator(queries.bulletins(request.acting), 20)
    form = DraftForm(
        request.POST or None,
        templates=queries.templates(request.acting),
        initial={"on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        return _draft(request, form)
    context = {"page": page.get_page(request.GET.get("page")), "form": form}
    return render(request, "bulletins/index.html", context)


def _draft(request, form):
    template = get_object_or_404(
        queries.templates(request.acting), pk=form.cleaned_data["template"]
    )
    try:
        made = actions.draft(
            by=request.acting,
            template=template,
            on=form.cleaned_data["on"],
            key=str(form.key),
        )
    except Repeated as again:
        return redirect("bulletins:edit", pk=again.entry.subject_id)
    return redirect("bulletins:edit", pk=made.pk)


def edit(request, pk: int):
    """Edit the prose beside its preview with the figures as they count now."""
    bulletin = get_object_or_404(queries.bulletins(request.acting), pk=pk)
    initial = {name: getattr(bulletin, name) for name in actions.COLUMNS}
    form = ProseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _edit(request, form, bulletin):
        return redirect("bulletins:edit", pk=pk)
    return render(request, "bulletins/edit.html", _context(request, bulletin, form))


def _edit(request, form, bulletin) -> bool:
    prose = {name: form.cleaned_data[name] for name in actions.COLUMNS}
    try:
        actions.edit(
            by=request.acting, bulletin=bulletin, prose=prose, key=str(form.key)
        )
    except actions.FigureLost as lost:
        form.add_error(
            None,
            _(
                "These figures are unknown, or were in the text and no longer are: %s. "
                "Put each back as {figure:code}."
            )
            % ", ".join(lost.codes),
        )
        return False
    except Repeated:
        pass
    messages.success(request, _("Kept. The public sees it when you publish."))
    return True


def _context(request, bulletin, form) -> dict:
    prose = {name: getattr(bulletin, name) for name in actions.COLUMNS}
    wanted = content.codes(bulletin.body_zh, bulletin.body_en)
    counted = [
        figures.count(code, viewer=request.acting, at=bulletin.place_id, on=bulletin.on)
        for code in wanted
    ]
    tongue = "en" if get_language() == "en" else "zh"
    composed = content.compose(prose, counted)
    return {
        "bulletin": bulletin,
        "form": form,
        "publish": PublishForm(corrected=bool(bulletin.edition_number)),
        "preview": content.page(composed, tongue, {}),
        "figures": [
            {
                "value": content.said(f.as_plain()["value"]),
                "definition": figures.DEFINITIONS[f.code],
            }
            for f in counted
        ],
    }


def publish(request, pk: int):
    """Publish what is kept: count, freeze, seal."""
    bulletin = get_object_or_404(queries.bulletins(request.acting), pk=pk)
    form = PublishForm(request.POST or None, corrected=bool(bulletin.edition_number))
    if request.method != "POST" or not form.is_valid():
        for text in form.errors.get("reason", []):
            messages.error(request, text)
        return redirect("bulletins:edit", pk=pk)
    with suppress(Repeated):  # sent twice: the edition stands already
        actions.publish(
            by=request.acting,
            bulletin=bulletin,
            reason=form.cleaned_data["reason"],
            key=str(form.key),
        )
    return redirect("bulletins:show", slug=bulletin.slug)
