"""Who is in, and where they sleep."""

from django.db import models
from django.db.models import F, Q

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept


class Person(Kept):
    """A resident or a worker, at the institution that answers for them now."""

    KINDS = ["resident", "worker"]

    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    name = models.CharField(max_length=80)
    id_number = EncryptedText(blank=True)
    id_index = models.CharField(max_length=32, blank=True, db_index=True)
    sex = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("name", "id_number", "id_index", "sex", "born_on")

    class Meta:
        indexes = [models.Index(fields=["place", "kind"], name="person_place_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Stay(Kept):
    """A person belongs to an institution from–to; ``room`` is where they sleep."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=20, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_stay"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="stay_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="stay_place_open")]

    def __str__(self) -> str:
        return f"stay {self.pk}"
