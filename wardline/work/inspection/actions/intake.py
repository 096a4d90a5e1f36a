"""What comes back from the field: kept first, then applied to its visit; or kept with
the reason why it could not be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places.postgres import ask
from wardline.base.ui.wording import refusal
from wardline.work.inspection import queries, reasons
from wardline.work.inspection.actions.applying import Clock, Filled
from wardline.work.inspection.instance import Instance
from wardline.work.inspection.models import (
    FieldForm,
    Submission,
    SubmissionFile,
    SubmissionReview,
)

# a file: {"name", "media_type", "content"}
File = Mapping[str, Any]

_KEEP = """
    insert into inspection_submission (place_code, form_id, instance_id, sha256, xml,
        device_id, received_at, by_id, expected, edits_id, clock_off)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (instance_id) do nothing returning id
"""


class OtherContent(Exception):
    """This instanceID is known, and with another XML."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a sending: the submission, and whether it was new."""

    submission: Submission
    new: bool


def take_in(
    *,
    by: Post,
    form: FieldForm,
    xml: bytes,
    instance: Instance,
    files: list[File],
    device_id: str = "",
) -> Received:
    """Keep an instance and the files that came along, and apply it to its visit.

    Sent again, it adds the files that were missing and nothing else. Raises
    OtherContent for a known instanceID with another XML.
    """
    with deed(by=by, verb=Verb.TAKE_IN_SUBMISSION, at=by.place_id) as note:
        kept, new = _keep(by, form, xml, instance, device_id)
        filled = Filled(kept, instance)
        late = _keep_files(filled, new, files)
        if new:
            _apply(filled)
        elif late and kept.visit_id and kept.applied_at:
            filled.add_photos(late)
        told = {"files": len(late), "held": (kept.held or {}).get("code", "")}
        note(kept, new=new, seen_before=filled.seen_before, **told)
    return Received(kept, new)


def apply_again(
    *, by: Post, submission: Submission, hours: float = 0.0, key: str | None = None
) -> Submission:
    """Apply a submission that was held, with its times moved by some hours; it counts
    as done by who sent it."""
    with deed(
        by=by, verb=Verb.APPLY_SUBMISSION, at=submission.place_id, key=key
    ) as note:
        kept = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if kept.applied_at or not kept.form.kind:
            raise refusal("intake.nothing_held")
        filled = Filled(kept, queries.instance_of(kept), timedelta(hours=hours))
        filled.apply()
        kept.held, kept.applied_at = None, clock.now()
        kept.save(update_fields=["visit", "applied_at", "held", "clock_off"])
        note(kept, hours=hours, seen_before=filled.seen_before)
    return kept


def review_submission(
    *, by: Post, submission: Submission, state: str, comment: str = "", key: str | None
) -> SubmissionReview:
    """Say how a submission stands; the last word counts, all of them stay."""
    with deed(
        by=by, verb=Verb.REVIEW_SUBMISSION, at=submission.place_id, key=key
    ) as note:
        if state == "has_issues" and not comment.strip():
            raise refusal("intake.say_which_issues", field="comment")
        made: SubmissionReview = SubmissionReview.objects.create(
            place_id=submission.place_id,
            submission=submission,
            state=state,
            comment=comment.strip(),
            reviewed_at=clock.now(),
            reviewed_by=by,
        )
        note(made, submission=submission.pk, state=state)
    return made


def _keep(
    by: Post, form: FieldForm, xml: bytes, instance: Instance, device_id: str
) -> tuple[Submission, bool]:
    """Write the submission, unless its instanceID is known; two at once are one."""
    fingerprint = hashlib.sha256(xml).hexdigest()
    made = Submission(
        place_id=by.place_id,
        form=form,
        instance_id=instance.instance_id,
        sha256=fingerprint,
        xml=xml.decode(),
        device_id=device_id[:100],
        received_at=clock.now(),
        by=by,
        expected=instance.files(form.uploads),
        edits=queries.known(instance.edits) if instance.edits else None,
        clock_off=Clock(instance).off,
    )
    made.pk = _insert(made)
    if made.pk is not None:
        return made, True
    kept = queries.known(instance.instance_id)
    if kept is None or kept.sha256 != fingerprint:
        raise OtherContent(instance.instance_id)
    return kept, False


def _insert(made: Submission) -> int | None:
    """Insert a submission in one question; None where its instanceID is known."""
    names = ("place_id", "form_id", "instance_id", "sha256", "xml", "device_id")
    told = [getattr(made, name) for name in names]
    told += [made.received_at, made.by_id, made.expected, made.edits_id, made.clock_off]
    kept = ask(_KEEP, *told)
    return int(kept[0][0] or 0) if kept else None


def _keep_files(filled: Filled, new: bool, files: list[File]) -> dict[str, File]:
    """Keep the files that are not there yet; return those, by name."""
    if not files:
        return {}
    kept = filled.kept
    known = set() if new else set(kept.files.values_list("name", flat=True))
    late = {str(each["name"])[:200]: each for each in files}
    late = {name: each for name, each in late.items() if name not in known}
    shown = filled.at_home()
    for name, each in late.items():
        file = attachments.keep(at=shown.get(name, kept.place_id), **each)
        SubmissionFile.objects.create(
            place_id=kept.place_id, submission=kept, name=name, file=file
        )
    return late


def _apply(filled: Filled) -> None:
    """Apply a new submission, whole or not at all; what forbids it is kept in words."""
    kept = filled.kept
    if kept.form.withdrawn_at is None and not kept.form.kind:
        return
    try:
        if kept.form.withdrawn_at is not None:
            raise refusal("intake.withdrawn")
        with transaction.atomic():
            filled.apply()
        kept.applied_at = clock.now()
    except (ValidationError, PermissionDenied) as refused:
        kept.applied_at, kept.held = None, reasons.in_words(refused)
    kept.save(update_fields=["visit", "applied_at", "held", "clock_off"])
