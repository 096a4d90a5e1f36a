"""What must be done is marked by an office, and proved done by each place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.work.directives import queries
from wardline.work.directives.models import (
    Directive,
    Fulfilment,
    Obligation,
    Receipt,
    Relay,
)
from wardline.work.directives.recalls import refuse_recalled
from wardline.work.directives.signing import sign
from wardline.work.directives.telling import tell

# what each proof cannot go without
_NEEDS_TEXT = {"meeting", "report"}


def mark_obligation(
    *,
    by: Post,
    directive: Directive,
    role: str,
    due_at: datetime,
    proof: str,
    text_zh: str = "",
    text_en: str = "",
    to: Collection[str] = (),
    depths: Collection[int] = (),
    key: str | None = None,
) -> Obligation:
    """Mark what a directive obliges a kind of post to do, below the marking office.

    An office that received the directive adds obligations of its own; it takes none
    away and lengthens none.
    """
    with deed(by=by, verb=Verb.MARK_OBLIGATION, at=by.place_id, key=key) as note:
        now = clock.now()
        refuse_recalled(directive)
        if due_at <= now:
            raise refusal("directives.due_in_the_past", now=now)
        if not (text_zh.strip() or text_en.strip()):
            raise refusal("directives.say_what")
        if queries.own(by, directive.pk) is None and not _reached(by, directive):
            raise refusal("directives.not_received_here")
        made = Obligation(
            place_id=by.place_id,
            directive=directive,
            text_zh=text_zh.strip(),
            text_en=text_en.strip(),
            role=role,
            places=sorted(to),
            depths=sorted(depths),
            due_at=due_at,
            proof=proof,
            marked_at=now,
            marked_by=by,
        )
        codes = list(queries.concerned(made).values_list("place_id", flat=True))
        # of a draft nobody knows yet whom it will reach
        if directive.issued_at is not None and not codes:
            raise refusal("directives.concerns_nobody")
        made.save()
        tell(by, directive, codes, "directive.obliged", due_at, str(made))
        note(made, directive=directive.pk, role=role, proof=proof)
    return made


def withdraw_obligation(
    *, by: Post, obligation: Obligation, why: str, key: str | None = None
) -> Obligation:
    """Take an obligation back that was marked by mistake; it stays on record."""
    with deed(
        by=by, verb=Verb.WITHDRAW_OBLIGATION, at=obligation.place_id, key=key
    ) as note:
        kept = Obligation.objects.select_for_update().get(pk=obligation.pk)
        if kept.withdrawn_at is not None:
            raise refusal("directives.withdrawn_already", at=kept.withdrawn_at)
        if not why.strip():
            raise refusal("directives.say_why")
        kept.withdrawn_at, kept.withdrawn_why = clock.now(), why.strip()
        kept.save(update_fields=["withdrawn_at", "withdrawn_why"])
        note(kept)
    return kept


def fulfil(
    *,
    by: Post,
    relay: Relay,
    obligation: Obligation,
    text: str = "",
    file: dict[str, Any] | None = None,
    key: str | None = None,
) -> Fulfilment:
    """Prove that what an obligation asks is done here: a record of the meeting, the
    report, or what was done with a photo. Who has done it has received it."""
    with deed(by=by, verb=Verb.FULFIL, at=relay.place_id, key=key) as note:
        # two phones at once: the second waits here for the first
        Relay.objects.select_for_update(of=("self",)).get(pk=relay.pk)
        if obligation.withdrawn_at is not None:
            raise refusal("directives.withdrawn_already", at=obligation.withdrawn_at)
        if not queries.concerns(obligation, relay):
            raise refusal("directives.not_asked_here")
        known = obligation.fulfilments.filter(place_id=relay.place_id).first()
        if known is not None:
            raise refusal("directives.fulfilled_already", at=known.at)
        if not text.strip() and (obligation.proof in _NEEDS_TEXT or file is None):
            raise refusal(f"directives.proof_missing.{obligation.proof}")
        sign(relay, by, Receipt.RECEIVED, Receipt.READ)
        made = Fulfilment.objects.create(
            place_id=relay.place_id,
            obligation=obligation,
            at=clock.now(),
            by=by,
            text=text.strip(),
            file=file and attachments.keep(at=relay.place_id, **file),
        )
        note(made, obligation=obligation.pk)
    return made


def _reached(by: Post, directive: Directive) -> bool:
    return Relay.objects.filter(directive=directive, place_id=by.place_id).exists()
