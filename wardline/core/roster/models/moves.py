"""Who was brought here from another house, a hospital or a hotel."""

from django.db import models
from django.db.models import F, Q

from wardline.core.roster.models.isolations import Isolation
from wardline.core.roster.models.signed import Observed


class Move(Observed):
    """A person left ``origin`` at ``at`` and arrived at this house, alone on the way or
    not; who was kept apart there until they left was so since ``apart_since``."""

    origin = models.CharField(max_length=80)
    arrived_at = models.DateTimeField()
    alone = models.BooleanField()
    apart_since = models.DateTimeField(null=True, blank=True)
    apart_alone = models.BooleanField(default=False)
    venue = models.CharField(
        max_length=20, choices=[(v, v) for v in Isolation.VENUES], blank=True
    )
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("origin", "note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived_at__gte=F("at")), name="move_arrives_after_it_left"
            ),
            models.CheckConstraint(
                condition=Q(apart_since__isnull=True)
                | (Q(apart_since__lte=F("at")) & ~Q(venue="")),
                name="kept_apart_before_they_left",
            ),
        ]
        indexes = [models.Index(fields=["person", "at"], name="move_person_at")]

    def __str__(self) -> str:
        return f"move {self.pk}"
