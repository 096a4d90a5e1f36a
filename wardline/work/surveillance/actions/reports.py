"""Sign a daily report, correct it, send it back. None overwrites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.base.ui.wording import refusal
from wardline.work.surveillance import queries
from wardline.work.surveillance.drafting import draft, signed_once
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.models import DailyReport, ReportReturn
from wardline.work.surveillance.queries.reports import recent


def sign_report(
    *,
    by: Post,
    at: str,
    on: date,
    values: Mapping[str, int],
    why_not: str = "",
    note: str = "",
    seen: Prefill | None = None,
    key: str | None = None,
) -> DailyReport:
    """Sign the day's report of an institution; a zero report is a report.

    ``seen`` is what the system had put when the person looked; without it the system
    counts now. Heads that do not balance need ``why_not``.
    """
    with signed_once(), deed(by=by, verb=Verb.SIGN_REPORT, at=at, key=key) as noted:
        if on > clock.today():
            raise refusal("surveillance.not_yet", on=on)
        seen = seen or queries.prefill(by, _institution(at), on)
        known = recent(at, on)
        if known and known[0].on == on:
            raise refusal("surveillance.signed_already", at=known[0].signed_at)
        words: dict[str, Any] = {"values": values, "why_not": why_not, "note": note}
        report = draft(by, at, on, **words, seen=seen, known=known)
        report.enter()
        noted(report, on=on.isoformat(), late=report.late, flags=len(report.flags))
    return report


def correct_report(
    *,
    by: Post,
    report: DailyReport,
    values: Mapping[str, int],
    reason: str,
    note: str = "",
    key: str | None = None,
) -> DailyReport:
    """Sign other numbers for a day that is signed: a new version, with its reason."""
    at, on = report.place_id, report.on
    with signed_once(), deed(by=by, verb=Verb.CORRECT_REPORT, at=at, key=key) as noted:
        if not reason.strip():
            raise refusal("surveillance.no_reason", field="why_not")
        known = recent(at, on)
        if not known or known[0].pk != report.pk:
            raise refusal("surveillance.corrected_already")
        seen = queries.prefill(by, _institution(at), on)
        words: dict[str, Any] = {"values": values, "why_not": reason, "note": note}
        made = draft(by, at, on, **words, seen=seen, known=known)
        # the hour is that of the day, not of the correction
        made.version, made.due_at = report.version + 1, report.due_at
        made.enter()
        noted(
            made,
            on=on.isoformat(),
            version=made.version,
            changed=_changed(report, made),
        )
    return made


def return_report(
    *, by: Post, report: DailyReport, reason: str, key: str | None = None
) -> ReportReturn:
    """Send a report back to the person who signed it, with a reason."""
    at = report.place_id
    with deed(by=by, verb=Verb.RETURN_REPORT, at=at, key=key) as noted:
        if not reason.strip():
            raise refusal("surveillance.no_reason", field="reason")
        latest = recent(at, report.on)[0]
        if latest.pk != report.pk or report.returns.exists():
            raise refusal("surveillance.returned_already")
        made: ReportReturn = ReportReturn.objects.create(
            place_id=at,
            report=report,
            reason=reason,
            returned_at=clock.now(),
            returned_by=by,
        )
        here = accounts.holders(at, "duty", "head")
        signer = [post for post in here if post.pk == report.signed_by_id]
        send.to(
            signer or here,
            "surveillance.returned",
            url=reverse("surveillance:report", args=[report.pk]),
            on=report.on.isoformat(),
            reason=reason,
        )
        noted(made, on=report.on.isoformat())
    return made


def _institution(at: str) -> Place:
    found = Place.objects.filter(code=at, kind__isnull=False).first()
    if found is None:
        raise refusal("surveillance.no_institution")
    return found


def _changed(old: DailyReport, new: DailyReport) -> list[str]:
    return [name for name, value in new.values.items() if old.values[name] != value]
