"""An institution's own word on its measures."""

from django.db import models

from wardline.base.ledger.models import Kept


class SelfCheck(Kept):
    """An institution's own word on each measure that bound it on a day, signed."""

    ANSWERS = ["yes", "partly", "no", "not_applicable"]

    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # by the code of the measure; one row a check, not sixty, for a nation's weeks
    answers = models.JSONField()
    notes = models.JSONField(default=dict)

    class Privacy:
        personal = ("notes",)

    class Meta:
        indexes = [
            models.Index(fields=["place", "-answered_at"], name="self_check_latest")
        ]

    def __str__(self) -> str:
        return f"self-check {self.pk}"

    def of(self, answer: str) -> list[str]:
        """Return the codes of measures so answered."""
        return [code for code, given in self.answers.items() if given == answer]
