"""Facts that a post signs; of one person, or of a house."""

from django.db import models

from wardline.base.ledger.models import Kept


class Signed(Kept):
    """A fact with the time it is about, the time it was written, and who wrote it."""

    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    grants = ("INSERT",)

    class Meta:
        abstract = True


class Observed(Signed):
    """A signed fact about one person; a mistaken one is superseded, never changed."""

    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="+")
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
