"""Forms that go into the field, and what comes back from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class FieldForm(Kept):
    """One version of a form: made from a checklist, or taken in as an XLSForm."""

    reach = Reach.NORM

    form_id = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    # made from the checklist for this kind of institution; empty: taken in
    kind = models.CharField(max_length=20, blank=True)
    # what it asks, with the citations of that day
    questions = models.JSONField(default=list)
    # the XForm that devices load
    xml = models.TextField()
    # the paths at which an instance names a file
    uploads = ArrayField(models.CharField(max_length=300), default=list)
    source = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # until then only the officers who preview it see it
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "form_id", "version"], name="form_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"


class DeviceKey(Kept):
    """What lets a device in for a post, until it is taken back; the key itself is not
    kept. It is read before anybody is known, so all may read its fingerprint."""

    reach = Reach.PUBLIC

    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("label",)

    def __str__(self) -> str:
        return f"key {self.pk}"


class Submission(Kept):
    """An instance of a form, byte for byte as a device sent it."""

    form = models.ForeignKey(FieldForm, models.PROTECT, related_name="submissions")
    instance_id = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64)
    xml = models.TextField()
    device_id = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # the names of the files that it speaks of
    expected = ArrayField(models.CharField(max_length=200), default=list)
    # an earlier instance that this one takes the place of
    edits = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="edited_by"
    )
    visit = models.ForeignKey(
        "inspection.Visit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    # why it was kept without being applied: {"code", "said_zh", "said_en"}
    held = models.JSONField(null=True, blank=True)
    # by how many hours the device's clock was off, where that is seen
    clock_off = models.FloatField(null=True, blank=True)

    class Privacy:
        personal = ("xml", "held")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(held__isnull=True),
                name="applied_or_held",
            )
        ]
        indexes = [
            models.Index(fields=["place", "-received_at"], name="submission_latest")
        ]

    def __str__(self) -> str:
        return self.instance_id


class SubmissionFile(Kept):
    """A file that came with a submission, or later."""

    grants = ("INSERT",)

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("name",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name"], name="one_file_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"


class SubmissionReview(Kept):
    """What an officer says of a submission; the last word counts."""

    STATES = ["has_issues", "edited", "rejected", "approved"]
    grants = ("INSERT",)

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=[(s, s) for s in STATES])
    comment = models.CharField(max_length=500, blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("comment",)

    class Meta:
        indexes = [models.Index(fields=["submission", "-id"], name="review_latest")]

    def __str__(self) -> str:
        return f"review {self.pk}"
