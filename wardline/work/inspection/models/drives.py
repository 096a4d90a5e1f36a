"""What is known of the roads where no map service can be asked."""

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept


class Drive(Kept):
    """A drive that someone has made: between two homes, between two areas, in one."""

    # the pair is kept once, the lower code first
    one = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    other = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    km = models.FloatField()
    minutes = models.PositiveIntegerField()
    driven_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "one", "other"], name="one_drive_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(one__lte=F("other"), km__gt=0, minutes__gt=0),
                name="drive_ordered_and_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"drive {self.pk}"
