"""What a visit leaves behind besides its answers: signatures, and who was asked."""

from django.db import models

from wardline.base.ledger.models import Kept
from wardline.work.inspection.models.visits import Visit


class Signature(Kept):
    """A name drawn on glass at the end of a visit: for the home, or for the team."""

    SIDES = ["home", "team"]

    grants = ("INSERT",)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=4, choices=[(s, s) for s in SIDES])
    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Privacy:
        personal = ("file",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "side"], name="one_signature_each")
        ]

    def __str__(self) -> str:
        return f"signature {self.visit_id}/{self.side}"


class StaffAsked(Kept):
    """A worker drawn by lot and asked about a measure: knew it, or did not."""

    grants = ("INSERT",)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="staff_asked")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    knows = models.BooleanField()

    class Privacy:
        personal = ("name",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "position"], name="staff_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"staff asked {self.visit_id}/{self.position}"
