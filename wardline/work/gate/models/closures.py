"""When a place is closed to the outside."""

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class Closure(Kept):
    """A place, and all under it, is closed to the outside from–to, by a document."""

    reach = Reach.NORM

    from_on = models.DateField()
    # the first day on which it no longer holds
    until_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("guidance.Document", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "from_on"], name="closure_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="closure_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} closed from {self.from_on}"
