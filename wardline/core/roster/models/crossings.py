"""Who crossed the gate, and who works without leaving."""

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.core.roster.models.people import Person
from wardline.core.roster.models.signed import Signed


class Pass(Signed):
    """One crossing of the gate and its verdict."""

    CROSSERS = [
        "resident",
        "staff",
        "visitor",
        "delivery",
        "vehicle",
        "contractor",
        "ambulance",
        "inspector",
    ]

    direction = models.CharField(max_length=3, choices=[("in", "in"), ("out", "out")])
    crosser = models.CharField(max_length=12, choices=[(c, c) for c in CROSSERS])
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="passes"
    )
    name = models.CharField(max_length=80, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    purpose = models.CharField(max_length=120, blank=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    allowed = models.BooleanField()
    # the verdict as it was: codes, arguments, measures
    verdict = models.JSONField()

    class Privacy:
        personal = ("name", "plate", "temperature", "purpose")

    class Meta:
        indexes = [
            models.Index(fields=["place", "at"], name="pass_place_at"),
            models.Index(
                fields=["person", "-at"],
                name="pass_person_at",
                condition=Q(person__isnull=False, allowed=True),
            ),
        ]

    def __str__(self) -> str:
        return f"pass {self.pk}"


class Shift(Kept):
    """A worker lives in and works from–to; which nights were spent outside is read off
    the gate's register."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_shift"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="shift_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="shift_place_open")]

    def __str__(self) -> str:
        return f"shift {self.pk}"
