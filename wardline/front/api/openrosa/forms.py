"""What a device loads: the list of forms, each form, its manifest and its media."""

from __future__ import annotations

import csv
import hashlib
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.ui.tags import tongue
from wardline.base.ui.wording import say
from wardline.front.api.openrosa.answers import XML, Refused, listed
from wardline.front.api.openrosa.door import device
from wardline.work.inspection import checklists, queries

_LIST = '<xforms xmlns="http://openrosa.org/xforms/xformsList">{}</xforms>'
_MANIFEST = '<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{}</manifest>'
_FILE = (
    "<mediaFile><filename>{name}</filename><hash>md5:{hash}</hash>"
    "<downloadUrl>{url}</downloadUrl></mediaFile>"
)


@device("GET", strict=False)
def form_list(request: HttpRequest, *, by: Post, token: str) -> HttpResponse:
    """List the forms that this post may load, the newest version of each."""
    asked = request.GET
    every = asked.get("listAllVersions", "").lower() == "true"
    verbose = asked.get("verbose", "").lower() == "true"
    seen: set[str] = set()
    rows = []
    for form in queries.listed(by, asked.get("formID")):
        if every or form["form_id"] not in seen:
            rows.append(_entry(request, token, form, verbose))
        seen.add(form["form_id"])
    return listed(_LIST.format("".join(rows)))


@device("GET", strict=False)
def form(request: HttpRequest, *, by: Post, token: str, pk: int) -> HttpResponse:
    """Give the XForm of one version."""
    return HttpResponse(_get(by, pk).xml, content_type=XML)


@device("GET", strict=False)
def manifest(request: HttpRequest, *, by: Post, token: str, pk: int) -> HttpResponse:
    """List the files that belong to a form."""
    found = _get(by, pk)
    files = [
        _FILE.format(
            name=checklists.VISITS,
            hash=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            url=_url(request, token, "openrosa-media", pk, checklists.VISITS),
        )
        for content in ([_visits(by, found)] if found.kind else [])
    ]
    return listed(_MANIFEST.format("".join(files)))


@device("GET", strict=False)
def media(
    request: HttpRequest, *, by: Post, token: str, pk: int, name: str
) -> HttpResponse:
    """Give a file of a form: the visits of one's own team, from the opening on."""
    found = _get(by, pk)
    if not found.kind or name != checklists.VISITS:
        raise Refused(404, say("intake.no_media"))
    return HttpResponse(_visits(by, found), content_type="text/csv; charset=utf-8")


def _get(by: Post, pk: int) -> Any:
    found = queries.loadable(by).filter(pk=pk).defer(None).first()
    if found is None:
        raise Refused(404, say("intake.form_unknown"))
    return found


def _entry(
    request: HttpRequest, token: str, form: dict[str, Any], verbose: bool
) -> str:
    """Write a form into the list; only a visit's form has files beside it."""
    told = {
        "formID": form["form_id"],
        "name": tongue(form, "title") or form["form_id"],
        "version": form["version"],
        "hash": f"md5:{form['hash']}",
        "downloadUrl": _url(request, token, "openrosa-form", form["pk"]),
    }
    if verbose:
        told["descriptionText"] = f"{form['title_zh']} {form['title_en']}".strip()
    if form["kind"]:
        told["manifestUrl"] = _url(request, token, "openrosa-manifest", form["pk"])
    inside = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in told.items())
    return f"<xform>{inside}</xform>"


def _visits(by: Post, form: Any) -> bytes:
    """Write the visits of a team that a form is for, as choices of its question."""
    buffer = StringIO()
    rows = csv.writer(buffer)
    rows.writerow(["name", "label"])
    for visit in queries.envelope(by).filter(form=form.pk):
        home = visit.institution
        names = " ".join(filter(None, (home.name_zh, home.name_en)))
        rows.writerow([visit.pk, names or home.code])
    return buffer.getvalue().encode()


def _url(request: HttpRequest, token: str, name: str, *args: Any) -> str:
    prefix, first = ("key-", [token]) if token else ("", [])
    path = reverse(f"service:{prefix}{name}", args=[*first, *args])
    return request.build_absolute_uri(path)
