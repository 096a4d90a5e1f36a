"""Standards and campaigns set from above; progress reported from below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.work.safetynet import queries
from wardline.work.safetynet.models import Campaign, Progress, Standard

Rows = Iterable[Mapping[str, Any]]


def set_standards(*, by: Post, at: str, rows: Rows, key: str | None = None) -> int:
    """Set what schemes help below; the same scheme, place and day is set anew."""
    made = [_made(Standard, row, "scheme") for row in rows]
    with deed(by=by, verb=Verb.SET_STANDARDS, at=at, key=key) as note:
        _refuse_elsewhere(at, made)
        Standard.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["place", "scheme", "from_on"],
            update_fields=["per_month", "currency", "document", "to_on"],
        )
        note("safetynet.standard", count=len(made))
    return len(made)


def begin_campaigns(*, by: Post, at: str, rows: Rows, key: str | None = None) -> int:
    """Begin campaigns; one whose code is known is set anew."""
    made = [_made(Campaign, row, "code") for row in rows]
    with deed(by=by, verb=Verb.BEGIN_CAMPAIGNS, at=at, key=key) as note:
        _refuse_elsewhere(at, made)
        words = [f"{name}_{t}" for name in ("title", "goal", "unit") for t in _TONGUES]
        Campaign.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["place", "code"],
            update_fields=[*words, "document", "from_on", "to_on"],
        )
        note("safetynet.campaign", count=len(made))
    return len(made)


def report_progress(
    *,
    by: Post,
    at: str,
    campaign: str,
    week_on: date,
    target: int,
    done: int,
    note: str = "",
    key: str | None = None,
) -> Progress:
    """Report how far a division has come by a day; the same day again corrects it."""
    with deed(by=by, verb=Verb.REPORT_PROGRESS, at=at, key=key) as write:
        found = queries.campaign_of(at, campaign)
        if found is None:
            raise refusal("safetynet.no_campaign")
        if not found.from_on <= week_on <= (found.to_on or week_on):
            raise refusal("safetynet.not_running", on=week_on)
        if week_on > clock.today():
            raise refusal("safetynet.week_ahead")
        if done > target:
            raise refusal("safetynet.done_over", done=done, target=target)
        row, _new = Progress.objects.update_or_create(
            campaign=found,
            place_id=at,
            week_on=week_on,
            defaults={
                "target": target,
                "done": done,
                "note": note[:300],
                "reported_at": clock.now(),
                "reported_by": by,
            },
        )
        write(row, campaign=campaign, on=str(week_on), target=target, done=done)
    return row


_TONGUES = ("zh", "en")


def _made(model: Any, row: Mapping[str, Any], name: str) -> Any:
    values = dict(row)
    return model(place_id=values.pop("place"), **values)


def _refuse_elsewhere(at: str, made: Iterable[Any]) -> None:
    codes = {row.place_id for row in made}
    known = places.Place.objects.filter(places.under(at), code__in=codes).count()
    if known < len(codes):
        raise refusal("safetynet.no_place")
