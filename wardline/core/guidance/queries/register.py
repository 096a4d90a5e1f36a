"""The register: documents, measures, levels and holds, as they were set."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places.models import below
from wardline.core.guidance.models import Document, Hold, Measure, ResponseLevel


def line(code: str) -> list[str]:
    """Return every code that can be the place's own or an ancestor's."""
    return [code[:length] for length in range(1, len(code) + 1)]


def around(viewer: Post) -> Q:
    """Return the filter "at the viewer's place, below it, or above it"."""
    own = viewer.place_id
    return Q(place__gte=own, place__lt=own + "~") | Q(place__in=line(own))


def document(viewer: Post, code: str, at: str = "") -> Document | None:
    """Return a document by code, of one place or of the highest that has the code."""
    found = documents(viewer).filter(code=code)
    if at:
        found = found.filter(place=at)
    return found.order_by("place_id").first()


def document_ids(at: str) -> dict[str, int]:
    """Return the ids of the documents that hold at a place, by code."""
    found = Document.objects.filter(place__in=line(at)).order_by("place_id")
    return dict(found.values_list("code", "id"))


def documents(viewer: Post, kind: str | None = None) -> QuerySet[Document]:
    """Return the documents of the viewer's place, above and below, newest first."""
    found: QuerySet[Document] = (
        Document.objects.filter(around(viewer))
        .select_related("place")
        .annotate(measure_count=Count("measures"))
        .order_by("-issued_on", "code")
    )
    return found.filter(kind=kind) if kind else found


def search(viewer: Post, text: str = "", kind: str = "") -> QuerySet[Document]:
    """Return the documents of a kind whose title, number, issuer or code fits."""
    found = documents(viewer, kind or None)
    for word in text.split():
        columns = ["title_zh", "title_en", "number", "issuer_zh", "issuer_en", "code"]
        fits = (Q(**{f"{column}__icontains": word}) for column in columns)
        found = found.filter(reduce(or_, fits))
    return found


def timeline(viewer: Post) -> list[ResponseLevel | Hold]:
    """Return levels and holds together, the newest first."""
    both: list[ResponseLevel | Hold] = [*levels(viewer), *holds(viewer)]
    return sorted(both, key=lambda found: found.from_on, reverse=True)


def citable(viewer: Post) -> QuerySet[Document]:
    """Return the documents that hold at the viewer's place, newest first."""
    return documents(viewer).filter(place__in=line(viewer.place_id))


def hold(viewer: Post, pk: int) -> Hold | None:
    """Return a hold at or below the viewer's place, or None."""
    return holds(viewer).filter(below(viewer.place_id), pk=pk).first()


def naming(viewer: Post, hold: Hold) -> QuerySet[Document]:
    """Return the documents that withdraw a hold by name and may do so."""
    return documents(viewer).filter(
        withdraws__contains=[hold.code], place__in=line(hold.place_id)
    )


def measures(viewer: Post) -> QuerySet[Measure]:
    """Return the measures of the viewer's place, above and below."""
    found: QuerySet[Measure] = (
        Measure.objects.filter(around(viewer))
        .select_related("document", "place")
        .order_by("topic", "-strictness", "code", "valid_from")
    )
    return found


def measure(viewer: Post, pk: int) -> Measure | None:
    """Return a measure that the viewer may read, or None."""
    return measures(viewer).filter(pk=pk).first()


def naming_measure(viewer: Post, measure: Measure) -> QuerySet[Document]:
    """Return the documents that withdraw a measure by name and may do so."""
    return documents(viewer).filter(
        withdraws__contains=[measure.code], place__in=line(measure.place_id)
    )


def search_measures(viewer: Post, text: str = "", topic: str = "") -> QuerySet[Measure]:
    """Return the measures whose words, code, topic or citation fit."""
    found = measures(viewer)
    if topic:
        found = found.filter(topic__startswith=topic)
    columns = ["text_zh", "text_en", "code", "topic", "citation", "document__code"]
    for word in text.split():
        fits = (Q(**{f"{column}__icontains": word}) for column in columns)
        found = found.filter(reduce(or_, fits))
    return found


def levels(viewer: Post) -> QuerySet[ResponseLevel]:
    """Return the response levels, newest first."""
    found: QuerySet[ResponseLevel] = (
        ResponseLevel.objects.filter(around(viewer))
        .select_related("document", "place")
        .order_by("-from_on", "place_id")
    )
    return found


def holds(viewer: Post) -> QuerySet[Hold]:
    """Return the holds, withdrawn ones too, newest first."""
    found: QuerySet[Hold] = (
        Hold.objects.filter(around(viewer))
        .select_related("document", "withdrawn_by_document", "place")
        .order_by("-from_on", "place_id", "code")
    )
    return found


def texts(viewer: Post, codes: Iterable[str]) -> dict[str, Measure]:
    """Return measures by code, to show their words and citation (newest wins)."""
    found = measures(viewer).filter(code__in=set(codes)).order_by("valid_from")
    return {measure.code: measure for measure in found}
