"""What happens to a draw after its commitment: a share withheld, a home replaced, a
person who keeps away, and what the public is shown."""

from django.db import models

from wardline.base.ledger.models import Kept
from wardline.ground.methods.waves import REASONS
from wardline.work.inspection.models.plans import Plan
from wardline.work.inspection.models.visits import Visit


class Withholding(Kept):
    """A share that a custodian did not release at departure: said in public."""

    grants = ("INSERT",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="withholdings")
    custodian = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    n = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "custodian", "n"], name="withheld_once_a_wave"
            )
        ]

    def __str__(self) -> str:
        return f"withheld {self.plan_id}/{self.n}"


class Substitution(Kept):
    """Why a home that was drawn is not visited, and which reserve stands in."""

    grants = ("INSERT",)

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="substitution")
    # none: the reserves of this area are used up
    reserve = models.OneToOneField(
        Visit, models.PROTECT, null=True, blank=True, related_name="stands_in"
    )
    reason = models.CharField(max_length=12, choices=[(r, r) for r in REASONS])
    note = models.CharField(max_length=300, blank=True)
    substituted_at = models.DateTimeField()
    substituted_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, related_name="+"
    )

    class Privacy:
        personal = ("note",)

    def __str__(self) -> str:
        return f"substitution {self.pk}"


class Recusal(Kept):
    """Somebody who keeps away from a home, or a place, for an interest there."""

    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    keeps_from = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ("reason",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="recusal_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"recusal {self.pk}"


class Disclosure(Kept):
    """The authority's word that the public may see a plan's draw, and its results."""

    grants = ("INSERT",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="disclosures")
    with_results = models.BooleanField()
    disclosed_at = models.DateTimeField()
    disclosed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
