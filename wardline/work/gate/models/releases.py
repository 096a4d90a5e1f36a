"""The signature that ends an isolation, and the look back on it."""

from django.db import models

from wardline.base.ledger.models import Kept


class Release(Kept):
    """The signature that ends an isolation, with the decision it rests on."""

    grants = ("INSERT",)

    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="+")
    isolation = models.OneToOneField(
        "roster.Isolation", models.PROTECT, related_name="release"
    )
    # the decision as it was, canonical and plain; never computed anew
    decision = models.JSONField()
    policies = models.JSONField()
    evidence = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("decision", "evidence")

    class Meta:
        indexes = [models.Index(fields=["place", "signed_at"], name="release_signed")]

    def __str__(self) -> str:
        return f"release {self.pk}"


class Review(Kept):
    """A release looked back on, because a positive came to be known after it: what was
    done, by somebody who had not signed it."""

    grants = ("INSERT",)

    release = models.ForeignKey(Release, models.PROTECT, related_name="reviews")
    test = models.OneToOneField("roster.TestResult", models.PROTECT, related_name="+")
    # who had shared a room since: numbers of persons
    met = models.JSONField()
    note = models.CharField(max_length=400)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    def __str__(self) -> str:
        return f"review {self.pk}"
