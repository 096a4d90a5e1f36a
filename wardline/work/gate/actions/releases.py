"""Sign a release: judged again in the transaction, kept with what it rests on."""

from __future__ import annotations

from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster import actions as roster
from wardline.ground import seal
from wardline.ground.verdict import Outcome
from wardline.work.gate import queries
from wardline.work.gate.models import Release


def release(*, by: Post, isolation: Any, key: str | None = None) -> Release:
    """End an isolation by signature, if every policy that binds says cleared."""
    with deed(by=by, verb=Verb.RELEASE, at=isolation.place_id, key=key) as note:
        case = queries.case(by, isolation)
        decision = case.decision
        if decision.status is not Outcome.CLEARED:
            raise refusal("gate.not_cleared")
        plain = decision.as_plain()
        now = clock.now()
        roster.end_isolation(by=by, isolation=isolation, to_at=now)
        made = Release.objects.create(
            place_id=isolation.place_id,
            person_id=isolation.person_id,
            isolation=isolation,
            decision=plain,
            policies=case.policy_hashes,
            evidence=case.evidence_hashes,
            fingerprint=seal.fingerprint(plain),
            signed_at=now,
            signed_by=by,
        )
        note(made, policies=sorted(case.policy_hashes), fingerprint=made.fingerprint)
    return made
