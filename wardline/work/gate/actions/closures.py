"""Close a place to the outside, and authorise the exceptions by name."""

from __future__ import annotations

from datetime import date, datetime

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.core.guidance import queries as guidance
from wardline.work.gate.models import Closure, Permit
from wardline.work.gate.refusals import refusal


def close(
    *,
    by: Post,
    at: str,
    from_on: date,
    document_code: str,
    until_on: date | None = None,
    key: str | None = None,
) -> Closure:
    """Close a place and all under it from a day, by a document; again, corrects it."""
    with deed(by=by, verb=Verb.CLOSE, at=at, key=key) as note:
        document = guidance.document(by, document_code)
        if document is None:
            raise refusal("gate.no_document", document=document_code)
        if until_on and until_on < from_on:
            raise refusal("gate.ends_before", from_on=from_on)
        made, _new = Closure.objects.update_or_create(
            place_id=at,
            from_on=from_on,
            defaults={"document_id": document.pk, "until_on": until_on},
        )
        note(made, from_on=from_on.isoformat(), document=document_code)
    return made


def permit(
    *,
    by: Post,
    at: str,
    crosser: str,
    reason: str,
    until_at: datetime,
    person=None,
    name: str = "",
    key: str | None = None,
) -> Permit:
    """Authorise one exception: who, why, until when; ``by`` answers for it."""
    with deed(by=by, verb=Verb.PERMIT, at=at, key=key) as note:
        if until_at <= clock.now():
            raise refusal("gate.permit_past", now=clock.now())
        made = Permit.objects.create(
            place_id=at,
            crosser=crosser,
            person=person,
            name=name,
            reason=reason,
            granted_at=clock.now(),
            granted_by=by,
            until_at=until_at,
        )
        note(made, crosser=crosser, until=until_at.isoformat())
    return made
