"""Write down that workers begin or end a shift that lives in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster.facts import refuse_the_future
from wardline.core.roster.models import Person, Shift


def record_shifts(
    *,
    by: Post,
    at: str,
    people: Iterable[Person],
    from_at: datetime,
    key: str | None = None,
) -> list[Shift]:
    """Write down that workers begin a shift; one still open ends at that moment."""
    with deed(by=by, verb=Verb.RECORD_SHIFTS, at=at, key=key) as note:
        refuse_the_future(from_at)
        workers = list(people)
        before = Shift.objects.filter(person__in=workers, to_at=None)
        if later := before.filter(from_at__gt=from_at).first():
            raise refusal("roster.ends_before", from_at=later.from_at)
        before.update(to_at=from_at)
        made = Shift.objects.bulk_create(
            Shift(
                place_id=at,
                person=worker,
                from_at=from_at,
                recorded_at=clock.now(),
                recorded_by=by,
            )
            for worker in workers
        )
        note("roster.shift", workers=len(made), from_at=from_at.isoformat())
    return made


def end_shift(
    *, by: Post, shift: Shift, to_at: datetime, key: str | None = None
) -> Shift:
    """End a worker's shift: relieved, ill, or called away."""
    with deed(by=by, verb=Verb.END_SHIFT, at=shift.place_id, key=key) as note:
        refuse_the_future(to_at)
        if shift.to_at:
            raise refusal("roster.shift_ended", to_at=shift.to_at)
        if to_at < shift.from_at:
            raise refusal("roster.ends_before", from_at=shift.from_at)
        shift.to_at = to_at
        shift.save(update_fields=["to_at"])
        note(shift)
    return shift
