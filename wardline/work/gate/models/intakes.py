"""The way in of a found child, and the hospital that examines it."""

from django.db import models

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class DesignatedHospital(Kept):
    """Where a found child is examined first; serves everyone under its place."""

    reach = Reach.NORM

    code = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="hospital_code")
        ]

    def __str__(self) -> str:
        return self.code


class Intake(Kept):
    """The way in of a found infant or a minor from the street, step by step."""

    grants = ("INSERT",)
    KINDS = ["infant", "minor"]

    person = models.OneToOneField(
        "roster.Person", models.PROTECT, related_name="intake"
    )
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    found_at = models.DateTimeField()
    found_where = models.CharField(max_length=200)
    found_by = models.CharField(max_length=120)
    hospital = models.ForeignKey(
        DesignatedHospital, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("found_where", "found_by")

    def __str__(self) -> str:
        return f"intake {self.pk}"


class IntakeStep(Kept):
    """One step done, with its outcome and the hospital's paper as a photo."""

    grants = ("INSERT",)

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30)
    done_at = models.DateTimeField()
    outcome = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=200, blank=True)
    # results of a screening by disease
    detail = models.JSONField(default=dict)
    hospital = models.ForeignKey(
        DesignatedHospital, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # the hospital's paper was seen
    certified = models.BooleanField(default=False)
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("outcome", "note", "detail")

    class Meta:
        indexes = [models.Index(fields=["intake", "done_at"], name="step_intake")]

    def __str__(self) -> str:
        return f"{self.step} of intake {self.intake_id}"
