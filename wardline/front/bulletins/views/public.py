"""What anyone may read, without signing in and without script."""

from datetime import date

import segno
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wardline.base.ledger import doing
from wardline.core.correction import queries as correction
from wardline.front import figures
from wardline.front.bulletins import content, queries


def _tongue() -> str:
    return "en" if get_language() == "en" else "zh"


def _said(edition, name: str) -> str:
    found = edition.content
    return found[f"{name}_{_tongue()}"] or found[f"{name}_zh"] or found[f"{name}_en"]


@login_not_required
def listed(request):
    """List the bulletins, newest first."""
    page = Paginator(queries.latest(), 20).get_page(request.GET.get("page"))
    rows = [{"edition": e, "title": _said(e, "title")} for e in page]
    return render(request, "bulletins/listed.html", {"page": page, "rows": rows})


@login_not_required
def show(request, slug: str, number: int | None = None):
    """Show one edition: the newest, or an earlier one by its number."""
    edition = doing.found(queries.edition(slug, number))
    links = {
        figure["code"]: reverse("bulletins:meaning", args=[figure["code"]])
        for figure in edition.content["figures"]
    }
    check = request.build_absolute_uri(
        reverse("bulletins:check") + f"?seal={edition.seal[:16]}"
    )
    context = {
        "edition": edition,
        "title": _said(edition, "title"),
        "source": _said(edition, "source"),
        "crumbs": [c.strip() for c in _said(edition, "breadcrumb").split("/") if c],
        "body": content.page(edition.content, _tongue(), links),
        "figures": _figures(edition),
        "ledger_on": _day(edition.content["ledger"].get("on")),
        "intact": queries.intact(edition),
        "views": queries.seen(edition),
        "editions": list(queries.editions(slug)),
        "check_url": check,
        "qr": segno.make(check, error="m").svg_inline(scale=3, border=2),
    }
    return render(request, "bulletins/show.html", context)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _figures(edition) -> list[dict]:
    return [
        {
            "code": figure["code"],
            "label": figures.DEFINITIONS[figure["code"]].label,
            "value": content.said(figure["value"]),
            "since": date.fromisoformat(figure["since"]),
            "until": date.fromisoformat(figure["until"]),
            "missing": figure["missing"],
        }
        for figure in edition.content["figures"]
        if figure["code"] in figures.DEFINITIONS
    ]


@login_not_required
def check(request):
    """Say whether a printed or shared page is genuine and unchanged."""
    asked = request.GET.get("seal", "")
    found = queries.by_seal(asked)
    results = [
        {
            "edition": e,
            "title": _said(e, "title"),
            "intact": queries.intact(e),
            "newest": queries.edition(e.slug).number == e.number,
        }
        for e in found
    ]
    return render(request, "bulletins/check.html", {"asked": asked, "results": results})


@login_not_required
def meaning(request, code: str):
    """Say what a figure means; who may, finds the records it was counted from."""
    definition = doing.found(figures.DEFINITIONS.get(code))
    acting = getattr(request, "acting", None)
    records = definition.records if acting else ""
    area = records.split(":")[0]
    may = bool(records) and area in acting.role.areas
    return render(
        request,
        "bulletins/meaning.html",
        {"definition": definition, "records": reverse(records) if may else ""},
    )


@login_not_required
def supervision(request):
    """Show what is under listed supervision, as it was written for the public."""
    rows = correction.published()
    return render(request, "bulletins/supervision.html", {"rows": rows})


@login_not_required
def feed(request):
    """The newest bulletins as Atom."""
    made = feedgenerator.Atom1Feed(
        title=_("Bulletins"),
        link=request.build_absolute_uri(reverse("bulletins:listed")),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for edition in queries.latest()[:30]:
        url = request.build_absolute_uri(reverse("bulletins:show", args=[edition.slug]))
        made.add_item(
            title=_said(edition, "title"),
            link=url,
            unique_id=f"urn:sha256:{edition.seal}",
            description=content.text(edition.content, _tongue()),
            author_name=_said(edition, "source"),
            pubdate=edition.published_at,
            updateddate=edition.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
