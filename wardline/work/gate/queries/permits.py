"""The authorised exceptions: those in force, those past, and the crossings they let."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.roster import queries as roster
from wardline.work.gate.models import Permit


def every_permit(
    viewer: Post, at: str | None = None, *, search: str = "", state: str = ""
) -> QuerySet[Permit]:
    """Return exceptions in force, past or withdrawn, the newest first."""
    now = clock.now()
    found: QuerySet[Permit] = (
        Permit.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "visited", "place")
        .select_related("granted_by__user", "withdrawal__by__user")
        .order_by("-granted_at", "-pk")
    )
    if search:
        names = Q(name__icontains=search) | Q(person__name__icontains=search)
        found = found.filter(names | Q(reason__icontains=search))
    if state == "in_force":
        found = found.filter(_holding(now))
    elif state == "past":
        found = found.filter(until_at__lte=now, withdrawal=None)
    elif state == "withdrawn":
        found = found.exclude(withdrawal=None)
    return found


def permits(
    viewer: Post, at: str | None = None, when: datetime | None = None
) -> QuerySet[Permit]:
    """Return the exceptions that hold at a moment (now), the soonest to end first."""
    found = every_permit(viewer, at).filter(_holding(when or clock.now()))
    return found.order_by("until_at")


def permit(viewer: Post, pk: int) -> Permit | None:
    """Return an exception that the viewer may know of."""
    return every_permit(viewer).filter(pk=pk).first()


def permit_for(
    viewer: Post,
    at: str,
    crosser: str,
    person: Any,
    name: str,
    when: datetime | None = None,
) -> Permit | None:
    """Return the exception that fits: of this kind, for this very person or name."""
    if not person and not name.strip():
        return None  # nobody is excepted namelessly
    fits = Q(person=person) if person else Q(person=None, name=name.strip())
    held = permits(viewer, at, when).filter(place_id=at, crosser=crosser)
    return held.filter(fits).first()


def state_of(permit: Permit) -> str:
    """Name the state of an exception: in force, past or withdrawn."""
    if getattr(permit, "withdrawal", None):
        return "withdrawn"
    return "in_force" if clock.now() < permit.until_at else "past"


def crossings_by(viewer: Post, permit: Permit) -> QuerySet[Any]:
    """Return the crossings that an exception let through, the newest first."""
    said = [{"args": {"permit": permit.pk}}]
    found = roster.passes(viewer, permit.place_id)
    return found.filter(verdict__reasons__contains=said)


def _holding(when: datetime) -> Q:
    ended = Q(withdrawal=None) | Q(withdrawal__at__gt=when)
    return Q(granted_at__lte=when, until_at__gt=when) & ended
