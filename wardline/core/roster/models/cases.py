"""What a physician said of somebody as a case."""

from django.db import models
from django.db.models import F, Q

from wardline.core.roster.models.signed import Observed


class CaseStatus(Observed):
    """A physician's word on somebody as a case, said at ``at``; one who has recovered
    was ill from ``ill_since`` until then, which is known by ``proof``."""

    STATES = ["suspected", "confirmed", "ruled_out", "recovered"]
    PROOFS = ["naat", "antigen", "antibody", "told"]

    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES])
    pathogen = models.CharField(max_length=40)
    physician = models.CharField(max_length=80)
    ill_since = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(
        max_length=10, choices=[(p, p) for p in PROOFS], blank=True
    )
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("state", "pathogen", "physician", "ill_since", "proof", "note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ill_since__isnull=True) | Q(ill_since__lte=F("at")),
                name="ill_before_it_was_said",
            ),
            models.CheckConstraint(
                condition=~Q(state="recovered")
                | (Q(ill_since__isnull=False) & ~Q(proof="")),
                name="recovery_says_from_what",
            ),
        ]
        indexes = [models.Index(fields=["person", "at"], name="case_person_at")]

    def __str__(self) -> str:
        return f"case {self.pk}"
