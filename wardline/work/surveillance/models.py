"""The daily report: signed numbers of an institution and a day, by version."""

from typing import Self

from django.db import models
from django.db.models import Q

from wardline.base.ledger.models import Kept, KeptQuerySet
from wardline.base.places.models import place_key


class DailyReportQuerySet(KeptQuerySet):
    """Reports; of the versions of a day the newest counts."""

    def newest(self) -> Self:
        """Leave out what a later version has corrected."""
        later = DailyReport.objects.filter(
            # said twice, so that the small index of corrections serves
            Q(version__gt=1),
            version__gt=models.OuterRef("version"),
            place=models.OuterRef("place"),
            on=models.OuterRef("on"),
        )
        return self.filter(~models.Exists(later))

    def first_signed(self) -> Self:
        """Narrow to what was signed first: it tells whether the day was in time."""
        return self.filter(version=1)


class DailyReport(Kept):
    """What an institution reports of a day. A correction is a new version."""

    grants = ("INSERT",)
    # the numbers a person looks over, in the order of the form
    NUMBERS = (
        "residents",
        "workers",
        "came_in",
        "went_out",
        "isolating",
        "feverish",
        "tested",
        "positive",
        "in_hospital",
        "deaths",
    )

    place = place_key(indexed=False)
    on = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    residents = models.PositiveIntegerField()
    workers = models.PositiveIntegerField()
    came_in = models.PositiveIntegerField()
    went_out = models.PositiveIntegerField()
    isolating = models.PositiveIntegerField()
    feverish = models.PositiveIntegerField()
    tested = models.PositiveIntegerField()
    positive = models.PositiveIntegerField()
    in_hospital = models.PositiveIntegerField()
    deaths = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    # why the heads do not balance; of a correction, why it was made
    why_not = models.CharField(max_length=300, blank=True)
    # what the system had put before the person looked, and from where
    prefilled = models.JSONField(default=dict)
    # what is hard to believe: plain reasons, as the rules gave them
    flags = models.JSONField(default=list)
    # the hour that was in force for that day: measures may change, this does not
    due_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, related_name="+", db_index=False
    )
    objects = DailyReportQuerySet.as_manager()

    class Privacy:
        personal = ("note", "why_not")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "on", "version"], name="one_report_a_version"
            )
        ]
        indexes = [
            # a day's board and totals are read from this index alone
            models.Index(
                fields=["on", "place", "version"],
                include=[
                    *("residents", "workers", "isolating", "feverish", "positive"),
                    *("due_at", "signed_at"),
                ],
                name="report_day",
            ),
            models.Index(
                fields=["on", "place"],
                condition=Q(version__gt=1),
                include=["version"],
                name="report_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on} v{self.version}"

    @property
    def number(self) -> str:
        """Return what the receipt is known by."""
        return f"{self.on:%Y%m%d}-{self.pk}"

    @property
    def late(self) -> bool:
        """Tell whether it was signed after its hour."""
        return self.signed_at > self.due_at

    @property
    def heads(self) -> int:
        """Return how many people were there."""
        return self.residents + self.workers

    @property
    def values(self) -> dict[str, int]:
        """Return the signed numbers by name."""
        return {name: getattr(self, name) for name in self.NUMBERS}

    @property
    def changed(self) -> list[str]:
        """Return the names of numbers that differ from what the system had put."""
        put = self.prefilled.get("values", {})
        return [n for n, value in self.values.items() if put.get(n, value) != value]


class ReportReturn(Kept):
    """A report sent back, with a reason, to the person who signed it."""

    grants = ("INSERT",)

    report = models.ForeignKey(DailyReport, models.PROTECT, related_name="returns")
    reason = models.CharField(max_length=300)
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("reason",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report"], name="returned_once")]

    def __str__(self) -> str:
        return f"return of report {self.report_id}"
