"""The checklist, the visit, and what was seen on it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach
from wardline.work.inspection.models.plans import Team, Wave

ASPECTS = ["responsibility", "awareness", "entry_exit", "internal_control"]


class Question(Kept):
    """One question of the checklist; what it asks is no secret."""

    reach = Reach.NORM

    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    aspect = models.CharField(max_length=20, choices=[(a, a) for a in ASPECTS])
    question_zh = models.CharField(max_length=300, blank=True)
    question_en = models.CharField(max_length=300, blank=True)
    measure_code = models.CharField(max_length=40, blank=True)
    severity = models.PositiveSmallIntegerField()
    # empty: asked in every kind of institution
    institution_kinds = ArrayField(models.CharField(max_length=20), default=list)
    retired_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="question_code")
        ]

    def __str__(self) -> str:
        return self.code


class Visit(Kept):
    """A team at a home, unannounced: made when its wave is opened, never before."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="visits")
    team = models.ForeignKey(Team, models.PROTECT, related_name="visits")
    position = models.PositiveSmallIntegerField()
    institution = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    # the version of the form with which it is made
    form = models.ForeignKey(
        "inspection.FieldForm", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # inspectors drawn for this wave, besides the team's own people
    crew_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    let_in_at = models.DateTimeField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, related_name="+"
    )
    headcount = models.PositiveIntegerField(null=True, blank=True)
    # who heard the findings for the home, or why nobody would sign
    signed_by_name = models.CharField(max_length=80, blank=True)
    refused_reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("signed_by_name", "refused_reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "institution"], name="one_visit_a_wave"
            ),
            models.CheckConstraint(
                condition=Q(let_in_at__isnull=True)
                | Q(let_in_at__gte=F("arrived_at"), arrived_at__isnull=False),
                name="let_in_after_arrival",
            ),
        ]
        indexes = [models.Index(fields=["institution"], name="visit_institution")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Observation(Kept):
    """One answer on the checklist."""

    ANSWERS = ["ok", "short", "not_applicable"]

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="observations")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=14, choices=[(a, a) for a in ANSWERS])
    note = models.TextField(blank=True)
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.ForeignKey(
        "correction.Finding", models.PROTECT, null=True, blank=True, related_name="+"
    )
    observed_at = models.DateTimeField()
    observed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="one_answer")
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"
