"""Two records that are one person's."""

from django.db import models

from wardline.core.roster.models.people import Person
from wardline.core.roster.models.signed import Observed


class Merge(Observed):
    """The record of ``person`` is a second one of ``into``; without ``into`` the merge
    that it supersedes is taken back."""

    into = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("note",)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="merge_person_at")]
        constraints = [
            models.UniqueConstraint(fields=["supersedes"], name="merge_ended_once")
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"
