"""The repair: finding, action, evidence, verification, listing, look-back."""

from django.db import models
from django.db.models import Q

from wardline.base.ledger.models import Kept


class Finding(Kept):
    """A fact that falls short of a norm, at the place that must mend it."""

    SOURCES = ["inspection", "alert", "safetynet", "self_check", "complaint"]
    SCOPES = ["isolated", "pattern", "widespread"]
    ASPECTS = ["responsibility", "awareness", "entry_exit", "internal_control"]

    source = models.CharField(max_length=12, choices=[(s, s) for s in SOURCES])
    # the record it came from, e.g. "inspection.visit:7"
    origin = models.CharField(max_length=80, blank=True)
    aspect = models.CharField(
        max_length=20, choices=[(a, a) for a in ASPECTS], blank=True
    )
    measure_code = models.CharField(max_length=40, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    fact = models.TextField()
    severity = models.PositiveSmallIntegerField()  # 1 slight … 4 danger
    # one spot or person, several, or the house as a whole
    scope = models.CharField(
        max_length=10, choices=[(s, s) for s in SCOPES], default="isolated"
    )
    found_at = models.DateTimeField()
    found_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ("fact",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__gte=1, severity__lte=4), name="severity_1_to_4"
            )
        ]
        indexes = [models.Index(fields=["place", "found_at"], name="finding_place")]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Action(Kept):
    """What is to be done, by which post, by when; a later one extends it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="actions")
    what = models.TextField()
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # why the term was extended; empty for the first order
    reason = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        indexes = [models.Index(fields=["finding", "ordered_at"], name="action_order")]

    def __str__(self) -> str:
        return f"action {self.pk}"


class Completion(Kept):
    """The report that it is done, with evidence."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="completions")
    text = models.TextField(blank=True)
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField()
    done_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("text",)

    def __str__(self) -> str:
        return f"completion {self.pk}"


class Photo(Kept):
    """One more picture of what was found; with a completion, of its repair; with a
    verification, of what was seen of that repair by others."""

    grants = ("INSERT",)

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="photos")
    completion = models.ForeignKey(
        Completion, models.PROTECT, null=True, blank=True, related_name="photos"
    )
    verification = models.ForeignKey(
        "correction.Verification",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
    )
    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return f"photo {self.pk}"


class Verification(Kept):
    """Someone who did not do it has seen it: it holds, or it is reopened."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verifications")
    completion = models.ForeignKey(
        Completion, models.PROTECT, related_name="verifications"
    )
    holds = models.BooleanField()
    note = models.TextField(blank=True)
    # drawn by a look-back
    lookback = models.ForeignKey(
        "correction.LookBack", models.PROTECT, null=True, related_name="verifications"
    )
    # an officer opens again, on new knowledge, what was closed
    reopens = models.BooleanField(default=False)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            # two who verify at once: the second is told, not counted
            models.UniqueConstraint(
                fields=["completion", "lookback", "reopens"],
                name="verified_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"verification {self.pk}"


class Listing(Kept):
    """A finding, or a whole place, under listed supervision from–to."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="listings"
    )
    reason = models.TextField()
    standard = models.TextField(blank=True)  # what must hold before it is removed
    # written for the public, without anybody's name; empty: the listing is internal
    public_reason = models.CharField(max_length=300, blank=True)
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )
    met = models.TextField(blank=True)  # what shows that the standard is met

    class Privacy:
        personal = ("reason", "met")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return f"listing {self.pk}"


class ListingReport(Kept):
    """A week of listed supervision: how far it has come, with a photo if there is."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="reports")
    text = models.TextField()
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("text",)

    def __str__(self) -> str:
        return f"listing report {self.pk}"


class LookBack(Kept):
    """A random, checkable share of closed findings to be verified again.

    Drawn by a seed, or by visits: then its seed is what commits the draw of the homes.
    """

    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    # ids of the closed findings it was drawn from (as text), by the code of their home
    # where it is by visits; and those drawn
    frame = models.JSONField()
    drawn = models.JSONField()

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return f"look-back {self.pk}"

    @property
    def by_visits(self) -> bool:
        """Tell whether homes are drawn and visited, and not findings."""
        return isinstance(self.frame, dict)

    @property
    def closed(self) -> list[str]:
        """Return the findings it is drawn from."""
        by_home = self.frame.values() if self.by_visits else [self.frame]
        return [pk for found in by_home for pk in found]
