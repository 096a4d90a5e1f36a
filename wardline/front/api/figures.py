"""The API's door: the same named figures as the desk and the public page."""

from datetime import date

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Schema
from ninja.security import SessionAuth

from wardline.base.places import clock
from wardline.front import figures


class Counted(Schema):
    """A number with its meaning, place and window; null where nothing can count."""

    code: str
    value: int | str | None
    unit: str
    place: str
    since: date
    until: date
    counted_at: str
    missing: int | None


class Meaning(Schema):
    """What a figure means."""

    code: str
    label: str
    meaning: str


api = NinjaAPI(
    title="Wardline",
    version="1",
    urls_namespace="service:api",
    docs_url=None,
    auth=SessionAuth(),
)


def _acting(request: HttpRequest):
    if request.acting is None:
        raise Http404
    return request.acting


@api.get("/figures", response=list[Meaning])
def meanings(request):
    """List every figure that exists, with its meaning."""
    return [
        {"code": d.code, "label": str(d.label), "meaning": str(d.meaning)}
        for d in figures.DEFINITIONS.values()
    ]


@api.get("/figures/{code}", response=Counted)
def one(request, code: str, at: str = "", on: date | None = None):
    """Count one figure at a place (one's own without ``at``) for a day."""
    viewer = _acting(request)
    at = at or viewer.place_id
    if code not in figures.DEFINITIONS or not viewer.reaches(at):
        raise Http404
    counted = figures.count(code, viewer=viewer, at=at, on=on or clock.today())
    return counted.as_plain()
