"""A report made from what a person says, or refused in their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.ground.verdict import Reason
from wardline.work.surveillance import judging
from wardline.work.surveillance.judging import Past, Prefill
from wardline.work.surveillance.models import DailyReport


def draft(
    by: Post,
    at: str,
    on: date,
    *,
    values: Mapping[str, int],
    why_not: str,
    note: str,
    seen: Prefill,
    known: Sequence[Past],
) -> DailyReport:
    """Return the report to be signed, with what is hard to believe about it.

    ``known``: the reports of that day and before, newest first. Raises ValidationError
    for numbers that cannot be, and for heads that do not balance without a reason.
    """
    numbers = {name: int(values[name]) for name in DailyReport.NUMBERS}
    if name := judging.impossible(numbers):
        what = f"surveillance.number.{name}"
        raise refusal("surveillance.too_many", field=name, what=what)
    before = next((row for row in known if row.on < on), None)
    off = judging.off_balance(seen, numbers, before)
    if off and not why_not.strip():
        raise refusal("surveillance.why_not", field="why_not", **off[0].args)
    flags: tuple[Reason, ...] = (*off, *judging.doubts(on, seen, numbers, known))
    return DailyReport(
        place_id=at,
        on=on,
        **numbers,
        note=note.strip(),
        why_not=why_not.strip(),
        prefilled=seen.as_plain(),
        flags=[flag.as_plain() for flag in flags],
        due_at=seen.due_at,
        signed_at=clock.now(),
        signed_by=by,
    )


@contextmanager
def signed_once() -> Iterator[None]:
    """Of two who sign at the same moment, tell the second that it is done."""
    try:
        yield
    except IntegrityError as twice:
        raise refusal("surveillance.signed_already", at=clock.now()) from twice
