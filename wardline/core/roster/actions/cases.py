"""Record what a physician said of somebody as a case."""

from __future__ import annotations

from datetime import datetime

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.core.roster.facts import refuse_stale, refuse_the_future, signed
from wardline.core.roster.models import CaseStatus, Person


def record_case(
    *,
    by: Post,
    person: Person,
    state: str,
    said_at: datetime,
    pathogen: str,
    physician: str,
    ill_since: datetime | None = None,
    proof: str = "",
    note: str = "",
    supersedes: CaseStatus | None = None,
    key: str | None = None,
) -> CaseStatus:
    """Record a physician's word: suspected, confirmed, ruled out, or recovered; then
    also since when the person was ill, and by what that is known."""
    with deed(by=by, verb=Verb.RECORD_CASE, at=person.place_id, key=key) as noted:
        refuse_the_future(said_at, ill_since)
        refuse_stale(by, person, supersedes)
        if state != "recovered":
            ill_since, proof = None, ""
        elif not ill_since or not proof:
            raise refusal("roster.recovery_untold")
        if ill_since and ill_since > said_at:
            raise refusal("roster.ill_later", ill_since=ill_since)
        case = CaseStatus.objects.create(
            **signed(by, person, said_at),
            state=state,
            pathogen=pathogen.strip(),
            physician=physician.strip(),
            ill_since=ill_since,
            proof=proof,
            note=note,
            supersedes=supersedes,
        )
        noted(case)
    return case
