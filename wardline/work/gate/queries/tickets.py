"""QR passes: the list, one of them, and what the gatekeeper's phone must know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.core.guidance import queries as guidance
from wardline.ground.rules.tickets import Shown
from wardline.work.gate import tokens
from wardline.work.gate.models import Ticket, Withdrawal


def tickets(
    viewer: Post, at: str | None = None, *, search: str = "", state: str = ""
) -> QuerySet[Ticket]:
    """Return QR passes, the newest first."""
    now = clock.now()
    found: QuerySet[Ticket] = (
        Ticket.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("person", "place", "permit__withdrawal__by__user")
        .select_related("issued_by__user", "withdrawal__by__user")
        .order_by("-issued_at", "-pk")
    )
    if search:
        found = found.filter(Q(name__icontains=search) | Q(serial__iexact=search))
    taken_back = _withdrawn()
    if state == "in_force":
        found = found.filter(~taken_back, until_at__gt=now)
    elif state == "past":
        found = found.filter(~taken_back, until_at__lte=now)
    elif state == "withdrawn":
        found = found.filter(taken_back)
    return found


def ticket(viewer: Post, pk: int) -> Ticket | None:
    """Return a QR pass that the viewer may know of."""
    return tickets(viewer).filter(pk=pk).first()


def by_serial(viewer: Post, serial: str) -> Ticket | None:
    """Return the QR pass with a serial, of the viewer's place or below."""
    return tickets(viewer).filter(serial=serial).first()


def withdrawal_of(ticket: Ticket) -> Withdrawal | None:
    """Return what took a pass back: a word about it, or about its exception."""
    own = getattr(ticket, "withdrawal", None)
    return own or (ticket.permit and getattr(ticket.permit, "withdrawal", None))


def ticket_state(ticket: Ticket) -> str:
    """Name the state of a pass: not yet, in force, past or withdrawn."""
    if withdrawal_of(ticket):
        return "withdrawn"
    if clock.now() < ticket.from_at:
        return "not_yet"
    return "in_force" if clock.now() < ticket.until_at else "past"


def shown(ticket: Ticket) -> Shown:
    """Return a pass as the rule reads it."""
    taken = withdrawal_of(ticket)
    return Shown(
        ticket.place_id, ticket.from_at, ticket.until_at, taken.at if taken else None
    )


def gatekeeper(viewer: Post, place: Place) -> dict[str, Any]:
    """Return all that the gatekeeper's phone must know to verify without a network."""
    now = clock.now()
    near = tickets(viewer, place.code).filter(until_at__gt=now - timedelta(hours=1))
    near = near.annotate(taken_back=_withdrawn())
    limit = guidance.parameter(
        viewer, place, clock.today(), "closure.temperature", "max", None
    )
    return {
        "now": _millis(now),
        "place": place.code,
        "keys": tokens.public_keys(),
        "limit": None if limit is None else float(limit),
        "passes": {each.serial: each.token for each in near},
        "withdrawn": sorted(each.serial for each in near if each.taken_back),
    }


def _withdrawn() -> Exists:
    about = Q(ticket=OuterRef("pk")) | Q(
        permit=OuterRef("permit"), permit__isnull=False
    )
    return Exists(Withdrawal.objects.filter(about))


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
