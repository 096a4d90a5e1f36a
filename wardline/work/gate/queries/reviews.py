"""Releases that a later positive has opened again, and whom it concerns.

Nothing is flipped when a result comes in: a release is open again while a positive
stands against it that nobody has looked back on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.roster import queries as roster
from wardline.ground.rules.clearance import SHEDS_BEFORE, met_since
from wardline.work.gate.models import Release, Review

# a positive specimen of so long after the signature speaks against the release
SPEAKS_FOR = timedelta(days=14)
# what is older than this is history
_RECENT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who shared a room, from when on, and where they are now."""

    person: Any
    since: datetime
    room: str
    apart: bool


def reopened(viewer: Post, at: str | None = None) -> QuerySet[Release]:
    """Return the releases of the last sixty days against which a positive stands that
    nobody has looked back on, oldest first."""
    looked_back = Review.objects.filter(test=OuterRef("pk"))
    stretch = (OuterRef("person"), OuterRef("signed_at"), OuterRef("from_at"))
    against = _against(viewer, *stretch)
    found: QuerySet[Release] = (
        Release.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(signed_at__gte=clock.now() - _RECENT)
        .annotate(from_at=F("isolation__from_at"))
        .filter(Exists(against.filter(~Exists(looked_back))))
        .select_related("person", "place", "isolation", "signed_by__user")
        .order_by("signed_at")
    )
    return found


def positives(viewer: Post, release: Release) -> list[Any]:
    """Return what stands against a release, with ``review`` where it was looked back
    on, oldest first."""
    stretch = (release.person_id, release.signed_at, release.isolation.from_at)
    found = list(_against(viewer, *stretch).order_by("at", "pk"))
    made = Review.objects.filter(test__in=found).select_related("signed_by__user")
    by_test = {review.test_id: review for review in made}
    for test in found:
        test.review = by_test.get(test.pk)
    return found


def _against(viewer: Post, person: Any, signed_at: Any, from_at: Any) -> QuerySet[Any]:
    return roster.positives(viewer).filter(
        roster.of(person),
        recorded_at__gt=signed_at,
        at__gte=from_at,
        at__lte=signed_at + SPEAKS_FOR,
    )


def met(viewer: Post, release: Release, test: Any) -> list[Met]:
    """Return everyone who has shared a room with the person since they may have shed,
    themselves or through others, the earliest first."""
    since, now = test.at - SHEDS_BEFORE, clock.now()
    rooms = roster.lodgings(viewer, release.place_id, since)
    histories = {str(person): facts for person, facts in rooms.items()}
    one = roster.same(viewer)
    released = one.get(release.person_id, release.person_id)
    reached = met_since(histories, str(released), since, now)
    people = roster.people(viewer, release.place_id).in_bulk([int(p) for p in reached])
    apart = {i.person_id for i in roster.isolating(viewer, release.place_id)}
    found = [
        Met(people[int(who)], at, _room(rooms[int(who)]), int(who) in apart)
        for who, at in reached.items()
        if int(who) in people
    ]
    return sorted(found, key=lambda each: (each.since, each.person.pk))


def _room(facts: list[Any]) -> str:
    """Return the room of somebody's latest stretch, without its house."""
    latest = max(facts, key=lambda fact: fact.occurred_at)
    return str(latest.room.partition("/")[2])
