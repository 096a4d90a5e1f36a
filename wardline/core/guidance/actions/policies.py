"""Policies of clearance: set from a pack, or drafted, rehearsed and published; ended
only by a document that names them. A published version never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.citing import document_id
from wardline.core.guidance.models import ClearancePolicy, Document, PolicyDraft
from wardline.core.guidance.queries.effects import Seen
from wardline.ground import seal
from wardline.ground.rules.clearance import Policy

Row = Mapping[str, Any]


def set_policies(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[ClearancePolicy]:
    """Publish clearance policies: rows of ``content`` (plain) and ``document`` (code).

    A published version never changes; a new one takes a new version.
    """
    with deed(by=by, verb=Verb.SET_POLICIES, at=at, key=key) as note:
        made = [_set(at, row) for row in rows]
        note("guidance.clearancepolicy", prints=[p.fingerprint for p in made])
    return made


def keep_draft(
    *,
    by: Post,
    at: str,
    content: Row,
    document_code: str,
    draft: PolicyDraft | None = None,
    key: str | None = None,
) -> PolicyDraft:
    """Keep what an officer has written so far; a faulty text raises PolicyError."""
    with deed(by=by, verb=Verb.DRAFT_POLICY, at=at, key=key) as note:
        plain = _plain({**content, "place": at, "document": document_code})
        policy = Policy.from_plain(plain)
        _refuse_known(at, policy)
        kept = _open(draft) if draft else PolicyDraft(place_id=at)
        kept.content, kept.document_id = plain, document_id(at, document_code)
        kept.drafted_by, kept.changed_at = by, clock.now()
        kept.save()
        note(kept, policy=policy.id, version=policy.version)
    return kept


def discard_draft(
    *, by: Post, draft: PolicyDraft, key: str | None = None
) -> PolicyDraft:
    """End a draft that shall not be published."""
    with deed(by=by, verb=Verb.DISCARD_POLICY, at=draft.place_id, key=key) as note:
        kept = _open(draft)
        kept.discarded_at = clock.now()
        kept.save(update_fields=["discarded_at"])
        note(kept, draft=str(kept))
    return kept


def publish_draft(
    *, by: Post, draft: PolicyDraft, seen: Seen, key: str | None = None
) -> ClearancePolicy:
    """Publish a draft whose effect its author has seen, whole and as things are now."""
    with deed(by=by, verb=Verb.PUBLISH_POLICY, at=draft.place_id, key=key) as note:
        kept = _open(draft)
        comparison = queries.comparison(by, kept)
        if not seen.of(comparison):
            raise refusal("guidance.not_rehearsed")
        content = {**kept.content, "published_at": clock.now().isoformat()}
        policy = Policy.from_plain(content)
        _refuse_known(kept.place_id, policy)
        rehearsal = comparison.as_signed(seen)
        made = _record(kept.place_id, content, kept.document_id, rehearsal)
        made.save()
        kept.policy = made
        kept.save(update_fields=["policy"])
        note(made, policy=made.name, fingerprint=made.fingerprint, **rehearsal)
    return made


def withdraw_policy(
    *,
    by: Post,
    policy: ClearancePolicy,
    on: date,
    document: Document,
    key: str | None = None,
) -> ClearancePolicy:
    """End a version by a document that names it, from its issuer or an office above.

    Never dated back: what was decided was decided by what bound then.
    """
    with deed(by=by, verb=Verb.WITHDRAW_POLICY, at=policy.place_id, key=key) as note:
        kept: ClearancePolicy
        kept = ClearancePolicy.objects.select_for_update().get(pk=policy.pk)
        if kept.withdrawn_on is not None:
            raise refusal("guidance.policy_withdrawn", on=kept.withdrawn_on)
        if on < clock.today() or on < document.issued_on:
            raise refusal("guidance.withdrawn_back", on=clock.today())
        if kept.name not in document.withdraws or not kept.place_id.startswith(
            document.place_id
        ):
            raise refusal("guidance.policy_not_named", policy=kept.name)
        kept.withdrawn_on, kept.withdrawn_by_document = on, document
        kept.save(update_fields=["withdrawn_on", "withdrawn_by_document"])
        note(kept, policy=kept.name, on=on.isoformat(), document=document.code)
    return kept


def _open(draft: PolicyDraft) -> PolicyDraft:
    """Take a draft in hand, so that no one else ends it meanwhile."""
    kept: PolicyDraft = PolicyDraft.objects.select_for_update().get(pk=draft.pk)
    if kept.policy_id or kept.discarded_at:
        raise refusal("guidance.draft_ended")
    return kept


def _refuse_known(at: str, policy: Policy) -> None:
    published = ClearancePolicy.objects.filter(
        place_id=at, code=policy.id, version=policy.version
    )
    if published.exists():
        raise refusal(
            "guidance.version_known", policy=policy.id, version=policy.version
        )


def _set(at: str, row: Row) -> ClearancePolicy:
    code = row.get("document")
    document = document_id(at, code) if code else None
    wanted = _record(at, _plain(row["content"]), document)
    found = ClearancePolicy.objects.filter(
        place_id=at, code=wanted.code, version=wanted.version
    ).first()
    if found is None:
        wanted.save()
        return wanted
    if found.fingerprint != wanted.fingerprint:
        raise refusal(
            "guidance.version_known", policy=found.code, version=found.version
        )
    return found


def _record(
    at: str, content: Row, document: int | None, rehearsal: Row | None = None
) -> ClearancePolicy:
    policy = Policy.from_plain(content)
    return ClearancePolicy(
        place_id=at,
        code=policy.id,
        version=policy.version,
        document_id=document,
        content=content,
        fingerprint=seal.fingerprint(content),
        valid_from=policy.valid_from,
        valid_to=policy.valid_to,
        published_at=clock.now(),
        rehearsal=rehearsal,
    )


def _plain(value: Any) -> Any:
    """Write dates as text and decimals as they stand, so that content can be sealed."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, float) else value
