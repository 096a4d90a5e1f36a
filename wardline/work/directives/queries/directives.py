"""Directives and relays, each as far as the viewer may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import below
from wardline.work.directives.models import Directive, Relay
from wardline.work.directives.reading import Change, Kind, Reading

STATES = ("draft", "open", "reached", "recalled")
_SEARCHED = ("title_zh", "title_en", "number", "issuer_zh", "issuer_en")
_SEARCHED += ("body_zh", "body_en")
_HEAVY = ("body_zh", "body_en", "original_text", "changes", "remarks")


def directives(viewer: Post, *, search: str = "", state: str = "") -> QuerySet:
    """Return what the viewer's places issued or received, and the office's drafts."""
    sent = Relay.objects.filter(directive=OuterRef("pk")).within(viewer.place_id)
    own = Q(place_id=viewer.place_id)
    found = (
        Directive.objects.filter(
            own
            | (Q(issued_at__isnull=False) & (below(viewer.place_id) | Exists(sent))),
            same_as=None,
        )
        .select_related("place", "issued_by__user")
        .defer(*_HEAVY)
        .order_by(F("issued_at").desc(nulls_first=True), "-id")
    )
    if search:
        found = found.filter(_says(search))
    if state == "draft":
        return found.filter(issued_at__isnull=True)
    if state == "recalled":
        return found.filter(recalled_at__isnull=False)
    if state in STATES:
        waits = Exists(sent.filter(received_at=None))
        found = found.filter(issued_at__isnull=False, recalled_at=None)
        return found.filter(waits if state == "open" else ~waits)
    return found


def _says(search: str) -> Q:
    wanted = Q()
    for column in _SEARCHED:
        wanted |= Q(**{f"{column}__icontains": search})
    return wanted


def directive(viewer: Post, pk: int) -> Directive | None:
    """Return one whole directive that the viewer may see."""
    return directives(viewer).defer(None).filter(pk=pk).first()


def came_again(viewer: Post, kept: Directive) -> QuerySet[Directive]:
    """Return the drafts that turned out to be this order, as they came in."""
    return (
        Directive.objects.filter(place_id=viewer.place_id, same_as=kept)
        .select_related("original", "taken_in_by__user")
        .order_by("taken_in_at")
    )


def own(viewer: Post, pk: int) -> Directive | None:
    """Return a directive of the viewer's office, whatever became of it."""
    return Directive.objects.filter(place_id=viewer.place_id, pk=pk).first()


def replaceable(viewer: Post) -> QuerySet[Directive]:
    """Return the office's directives that are in force, newest first."""
    return (
        Directive.objects.filter(
            place_id=viewer.place_id, issued_at__isnull=False, recalled_at=None
        )
        .defer(*_HEAVY)
        .order_by("-issued_at", "-pk")
    )


def in_force(viewer: Post) -> QuerySet[Directive]:
    """Return what was issued, by or to the viewer's place, and is not recalled."""
    return directives(viewer).filter(issued_at__isnull=False, recalled_at=None)


def draft(viewer: Post, pk: int) -> Directive | None:
    """Return a directive of the viewer's office that is not issued yet."""
    kept = own(viewer, pk)
    drafted = kept and kept.issued_at is None and kept.same_as_id is None
    return kept if drafted else None


def relays(viewer: Post) -> QuerySet[Relay]:
    """Return the relays at or below the viewer's place."""
    return (
        Relay.objects.within(viewer.place_id)
        .select_related("directive", "place", "sent_by__user", "sent_by__place")
        .defer(*(f"directive__{column}" for column in _HEAVY))
    )


def inbox(viewer: Post) -> QuerySet[Relay]:
    """Return what the viewer's own place was sent and has not done, first due first."""
    return (
        relays(viewer)
        .filter(place_id=viewer.place_id, done_at__isnull=True)
        .filter(directive__recalled_at=None)
        .order_by(F("received_at").asc(nulls_first=True), "due_at", "id")
    )


def relay(viewer: Post, pk: int) -> Relay | None:
    """Return one relay that the viewer may see."""
    return relays(viewer).filter(pk=pk).first()


def relay_here(viewer: Post, directive: Directive) -> Relay | None:
    """Return the relay by which the viewer's own place was told."""
    mine = relays(viewer).filter(place_id=viewer.place_id, directive=directive)
    found = mine.first()
    if found is not None and found.added:
        names = {place.code: place for place in places.path(viewer.place_id)}
        found.lines = [
            {"place": names.get(line["place"]), "text": line["text"]}
            for line in found.added
        ]
    return found


def kept_reading(kept: Directive) -> Reading:
    """Return the reading as it was when the document was taken in."""
    changes = tuple(Change(Kind(kind), *rest) for kind, *rest in (kept.changes or ()))
    text = kept.body_zh or kept.body_en
    return Reading(
        title=kept.title_zh or kept.title_en,
        date=kept.issued_on or date.min,
        source=kept.source,
        number=kept.number,
        issuer=kept.issuer_zh or kept.issuer_en,
        urgency=kept.urgency,
        addressees=(),
        annexes=(),
        body=text,
        text=text,
        original_text=kept.original_text,
        changes=changes,
        remarks=(),
        links=(),
        media_type="",
        sha256="",
    )
