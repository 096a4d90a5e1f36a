"""Record that somebody was brought here from elsewhere, and how."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.core.roster.facts import refuse_stale, refuse_the_future, signed
from wardline.core.roster.models import Isolation, Move, Person


def record_move(
    *,
    by: Post,
    person: Person,
    origin: str,
    left_at: datetime,
    arrived_at: datetime,
    alone: bool,
    apart_since: datetime | None = None,
    apart_alone: bool = False,
    venue: str = "",
    note: str = "",
    supersedes: Move | None = None,
    key: str | None = None,
) -> Move:
    """Record a move to this house, alone on the way or with others; and, where the
    person was kept apart there until they left, since when, in what kind of place and
    whether alone."""
    with deed(by=by, verb=Verb.RECORD_MOVE, at=person.place_id, key=key) as noted:
        refuse_the_future(left_at, arrived_at, apart_since)
        refuse_stale(by, person, supersedes)
        if arrived_at < left_at:
            raise refusal("roster.arrives_before", left_at=left_at)
        if apart_since is None:
            venue, apart_alone = "", False
        else:
            _refuse_two_places(person, apart_since, left_at, venue)
        move = Move.objects.create(
            **signed(by, person, left_at),
            origin=origin.strip(),
            arrived_at=arrived_at,
            alone=alone,
            apart_since=apart_since,
            apart_alone=apart_alone,
            venue=venue,
            note=note,
            supersedes=supersedes,
        )
        noted(move, alone=alone)
    return move


def _refuse_two_places(
    person: Person, since: datetime, left_at: datetime, venue: str
) -> None:
    if since > left_at:
        raise refusal("roster.ends_before", from_at=since)
    if not venue:
        raise refusal("roster.no_venue")
    here = Isolation.objects.filter(person=person, from_at__lt=left_at)
    if known := here.filter(Q(to_at=None) | Q(to_at__gt=since)).first():
        raise refusal("roster.isolated_here_then", from_at=known.from_at)
