"""Who is kept apart in which room, and what broke it."""

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.core.roster.models.people import Person
from wardline.core.roster.models.signed import Observed


class Isolation(Kept):
    """A person is kept apart in a room from–to; ``alone`` or not."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="isolations")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=20)
    bed = models.CharField(max_length=10, blank=True)
    alone = models.BooleanField()
    REASONS = ["return", "new", "transfer", "symptoms", "exposure"]
    VENUES = ["institution", "designated_hospital", "hotel"]

    reason = models.CharField(max_length=20, choices=[(r, r) for r in REASONS])
    venue = models.CharField(
        max_length=20, choices=[(v, v) for v in VENUES], default=VENUES[0]
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # when the end was written down: a decision taken before knew of none
    end_recorded_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_isolation"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="isolation_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="isolation_place_open")]

    def __str__(self) -> str:
        return f"isolation {self.pk}"


class Breach(Observed):
    """Something that broke an isolation: left the room, had a visitor, …"""

    KINDS = [
        "left_room",
        "visitor",
        "roommate_symptomatic",
        "roommate_positive",
        "unprotected_carer",
    ]

    kind = models.CharField(max_length=25, choices=[(k, k) for k in KINDS])
    to_at = models.DateTimeField(null=True, blank=True)
    # one of the house who broke it: what they noted from then on shows nothing
    broken_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("at")),
                name="breach_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="breach_person_at")]

    def __str__(self) -> str:
        return f"breach {self.pk}"
