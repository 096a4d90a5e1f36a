"""A laboratory's file, row by row."""

from django.db import models
from django.db.models import Q

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept


class ResultFile(Kept):
    """A laboratory's file of results, kept as it came."""

    grants = ("INSERT",)

    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    laboratory = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("name",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "file"], name="same_file_once")
        ]

    def __str__(self) -> str:
        return f"result file {self.pk}"


class ResultRow(Kept):
    """One row of a laboratory's file, what became of it, and, where a person had to
    decide, the signature."""

    file = models.ForeignKey(ResultFile, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=15, blank=True)
    fate = models.CharField(max_length=12)
    # the reason as plain data: a code with its arguments
    reason = models.JSONField(default=dict)
    # the row as it came: JSON, a text for each column
    cells = EncryptedText(blank=True)
    sample = models.ForeignKey(
        "roster.Sample", models.PROTECT, null=True, blank=True, related_name="+"
    )
    upheld = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ("number", "outcome", "cells")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, decided_at=None, decided_by=None)
                | Q(
                    upheld__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="result_decided_at_and_by",
            )
        ]
        indexes = [models.Index(fields=["file", "fate", "row"], name="row_of_a_fate")]

    def __str__(self) -> str:
        return f"row {self.row} of {self.file_id}"
