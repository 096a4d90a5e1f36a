"""A known drive, written down once for its pair of places and corrected there."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.work.inspection.models import Drive

FASTEST = 130  # km/h; whoever was faster has mistyped


def keep_drive(
    *, by: Post, one: str, other: str, km: float, minutes: int, key: str | None = None
) -> Drive:
    """Keep how far and how long it is between two homes, two areas, or in one area."""
    with deed(by=by, verb=Verb.KEEP_DRIVE, at=by.place_id, key=key) as note:
        first, second = sorted((one, other))
        known = places.places(by).filter(code__in={first, second})
        for missing in {first, second} - {place.code for place in known}:
            raise refusal("inspection.place_unknown", place=missing)
        if first == second and known[0].is_institution:
            raise refusal("inspection.same_home")
        if km / minutes * 60 > FASTEST:
            raise refusal("inspection.too_fast", speed=round(km / minutes * 60))
        kept: Drive
        kept, _made = Drive.objects.update_or_create(
            place_id=by.place_id,
            one_id=first,
            other_id=second,
            defaults={
                "km": km,
                "minutes": minutes,
                "driven_by": by,
                "kept_at": clock.now(),
            },
        )
        note(kept, one=first, other=second, km=km, minutes=minutes)
    return kept
