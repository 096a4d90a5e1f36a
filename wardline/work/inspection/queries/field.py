"""Forms that a post may load, and what came back from the field."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import MD5

from wardline.base.accounts import sessions
from wardline.base.accounts.models import Post
from wardline.base.ledger.models import Attachment
from wardline.base.places import clock
from wardline.base.places.postgres import ask, record
from wardline.base.places.queries import zone
from wardline.work.inspection import instance, xlsforms
from wardline.work.inspection.exporting import Tables
from wardline.work.inspection.instance import Instance
from wardline.work.inspection.models import (
    DeviceKey,
    FieldForm,
    Submission,
    SubmissionReview,
    Visit,
)
from wardline.work.inspection.queries.visit import seen

# what a list of forms tells of each
_LISTED = ("pk", "form_id", "version", "kind", "title_zh", "title_en")


def field_forms(viewer: Post) -> QuerySet[FieldForm]:
    """Return the forms of the viewer's line and below, without what is long."""
    return FieldForm.objects.defer("xml", "questions")


def form_rows(viewer: Post) -> QuerySet[FieldForm]:
    """Return every version of every form, the newest first, with what came of it."""
    found = field_forms(viewer).select_related("made_by__user", "source")
    return found.annotate(sent=Count("submissions")).order_by("-made_at", "-id")


def form_version(viewer: Post, form_id: str, version: str) -> FieldForm | None:
    """Return one version of a form that a submission names, or None; without building
    a query, because every submission asks."""
    found = ask(
        "select to_jsonb(found) from (select id, place_code, form_id, version, kind,"
        " uploads, withdrawn_at from inspection_fieldform where form_id = $1"
        " and version = $2 and opened_at is not null) found",
        form_id,
        version,
    )
    return record(FieldForm, json.loads(found[0][0] or "")) if found else None


def loadable(viewer: Post) -> QuerySet[FieldForm]:
    """Return what a device of this post may load: the forms of its envelope, from the
    opening on, and those that were taken in; none that was withdrawn."""
    waiting = seen(viewer).filter(finished_at=None).values("form")
    found = field_forms(viewer).filter(Q(kind="") | Q(pk__in=waiting))
    open_: QuerySet[FieldForm] = found.filter(
        withdrawn_at=None, opened_at__isnull=False
    )
    return open_.order_by("form_id", "-made_at", "-id")


def listed(viewer: Post, form_id: str | None = None) -> list[dict[str, Any]]:
    """Return what a list of forms for this post names, each with the MD5 of its XForm,
    as OpenRosa wants it; the newest version of a form first."""
    found = loadable(viewer).annotate(hash=MD5("xml"))
    if form_id is not None:
        found = found.filter(form_id=form_id)
    return list(found.values(*_LISTED, "hash"))


def known(instance_id: str) -> Submission | None:
    """Return the submission of an instanceID, locked, or None."""
    found: Submission | None = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("form", "by__place", "by__user")
        .filter(instance_id=instance_id)
        .first()
    )
    return found


def visit_named(viewer: Post, number: str) -> Visit | None:
    """Return a visit by its number, whosever it is: the deed asks whose."""
    found: Visit | None = (
        Visit.objects.within(viewer.place_id)
        .select_related("institution", "team", "wave")
        .filter(pk=int(number) if len(number) < 19 else None)
        .first()
    )
    return found


def submissions(viewer: Post) -> QuerySet[Submission]:
    """Return what came from the field, the newest first."""
    found = Submission.objects.within(viewer.place_id)
    if viewer.role_code == "inspector":
        found = found.filter(by=viewer)
    elif viewer.role_code != "authority":
        found = found.none()
    last = SubmissionReview.objects.filter(submission=OuterRef("pk")).order_by("-id")
    edit = Submission.objects.filter(edits=OuterRef("pk"))
    return (
        found.select_related("form", "by__user", "visit__institution")
        .annotate(
            reviewed=Subquery(last.values("state")[:1]),
            comment=Subquery(last.values("comment")[:1]),
            edited=Exists(edit),
            urgent=Q(xml__contains="<urgent>yes</urgent>") & ~Q(form__kind=""),
        )
        .defer("xml", "form__xml", "form__questions")
        .order_by("-received_at", "-id")
    )


def review_state(submission: Any) -> str:
    """Return how a submission stands: the last word on it, else edited or received."""
    return submission.reviewed or ("edited" if submission.edited else "received")


def of_state(found: QuerySet[Submission], state: str) -> QuerySet[Submission]:
    """Narrow submissions to those that stand so, or that are held."""
    if state == "held":
        return found.filter(held__isnull=False)
    if state == "received":
        return found.filter(reviewed=None, edited=False)
    if state == "edited":
        return found.filter(Q(reviewed="edited") | Q(reviewed=None, edited=True))
    return found.filter(reviewed=state) if state else found


def search_submissions(found: QuerySet[Submission], text: str) -> QuerySet[Submission]:
    """Narrow submissions to those whose home, form, sender or ID has each word."""
    for word in text.split():
        found = found.filter(
            Q(visit__institution__name_zh__icontains=word)
            | Q(visit__institution__name_en__icontains=word)
            | Q(form__form_id__icontains=word)
            | Q(by__user__name__icontains=word)
            | Q(instance_id__icontains=word)
        )
    return found


def reviews(submission: Submission) -> QuerySet[SubmissionReview]:
    """Return what was said of a submission, the newest first."""
    found = SubmissionReview.objects.filter(submission=submission)
    return found.select_related("reviewed_by__user").order_by("-id")


def submission_of(viewer: Post, visit: Visit) -> Submission | None:
    """Return what was applied to a visit last, or None."""
    found = Submission.objects.within(viewer.place_id).filter(visit=visit)
    return found.exclude(applied_at=None).order_by("-applied_at").first()


def submission_files(viewer: Post, submission: Submission) -> dict[str, Attachment]:
    """Return the files of a submission by the names it gives them."""
    rows = submission.files.select_related("file")
    return {row.name: row.file for row in rows}


def passed_terms(submission: Submission) -> int:
    """Return how many terms that it sets had passed when it was received."""
    said = instance_of(submission)
    again = [each for each in said.again if each.holds == "no"]
    told = [each.due_at for each in (*said.answers, *again) if each.due_at]
    terms = [instance.moment(each) for each in told]
    return sum(1 for each in terms if each and each < submission.received_at)


def missing_files(submission: Submission) -> list[str]:
    """Return the names of the files that a submission still waits for."""
    there = set(submission.files.values_list("name", flat=True))
    return [name for name in submission.expected if name not in there]


def device_keys(viewer: Post) -> QuerySet[DeviceKey]:
    """Return the keys of devices at or below the viewer's place, the newest first."""
    found = DeviceKey.objects.within(viewer.place_id)
    return found.select_related("post__user", "made_by__user").order_by("-id")


def form_ids(viewer: Post) -> list[str]:
    """Return the names of forms of which something has come, in order."""
    found = Submission.objects.within(viewer.place_id).order_by("form__form_id")
    return list(found.values_list("form__form_id", flat=True).distinct())


def form_state(form: FieldForm) -> str:
    """Return whether a version is previewed, open or withdrawn."""
    if form.withdrawn_at is not None:
        return "withdrawn"
    return "open" if form.opened_at is not None else "draft"


def tables(viewer: Post, form_id: str) -> Tables | None:
    """Return all submissions of a form as tables; None where there are none."""
    forms = FieldForm.objects.filter(form_id=form_id).only("xml", "version")
    versions = {form.pk: form for form in forms}
    found = submissions(viewer).filter(form__in=versions)
    columns = ("instance_id", "form_id", "received_at", "by__user__name", "device_id")
    rows = found.order_by("id").values_list(*columns, "reviewed", "edited", "xml")
    repeated = {path for form in forms for path in xlsforms.repeats(form.xml)}
    made = Tables(repeated)
    local = zone()
    for key, form, received, sender, device, reviewed, edited, xml in rows.iterator():
        about = {
            "KEY": key,
            "SubmissionDate": received.astimezone(local).isoformat(timespec="seconds"),
            "FormVersion": versions[form].version,
            "SubmitterName": sender or "",
            "DeviceID": device,
            "ReviewState": reviewed or ("edited" if edited else "received"),
        }
        made.add(about, xml)
    return made if made.rows[""] else None


def instance_of(submission: Submission) -> Instance:
    """Read a submission again."""
    return instance.read(submission.xml)


def device(sha256: str) -> Post | None:
    """Return the post in which a device acts, by the fingerprint of its key, and narrow
    the open transaction to it; None where the key or the post holds no more."""
    row = ask("select inspection_device($1, $2)", sha256, clock.today())[0][0]
    return sessions.adopted(json.loads(row)) if row else None
