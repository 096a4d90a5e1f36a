"""Exceptions and QR passes, and their withdrawal."""

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept


class Permit(Kept):
    """An authorised exception: who may cross, why, until when, on whose word.

    One that names whom it ``visited`` is a visit at the end of a life.
    """

    grants = ("INSERT",)

    crosser = models.CharField(max_length=12)
    person = models.ForeignKey(
        "roster.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=120)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    until_at = models.DateTimeField()
    # a visit at the end of a life: to whom, how long, protected by what
    visited = models.ForeignKey(
        "roster.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    protection = models.JSONField(default=list)

    class Privacy:
        personal = ("name", "reason")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("granted_at")),
                name="permit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(visited=None, minutes=None)
                | Q(visited__isnull=False, minutes__gt=0),
                name="visit_has_a_length",
            ),
        ]
        indexes = [models.Index(fields=["place", "until_at"], name="permit_until")]

    def __str__(self) -> str:
        return f"permit {self.pk}"


class Ticket(Kept):
    """A QR pass: signed for one home and one crosser, short-lived, verified offline."""

    grants = ("INSERT",)

    serial = models.CharField(max_length=8, unique=True)
    crosser = models.CharField(max_length=12)
    person = models.ForeignKey(
        "roster.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    permit = models.ForeignKey(
        Permit, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    name = models.CharField(max_length=80)
    plate = models.CharField(max_length=16, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # what the code says, with its signature; never signed anew
    token = models.CharField(max_length=400)

    class Privacy:
        personal = ("name", "plate", "token")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")),
                name="ticket_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["place", "until_at"], name="ticket_until")]

    def __str__(self) -> str:
        return f"ticket {self.serial}"


class Withdrawal(Kept):
    """An exception or a QR pass taken back before its end, by whom and why."""

    grants = ("INSERT",)

    permit = models.OneToOneField(
        Permit, models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    ticket = models.OneToOneField(
        Ticket, models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    reason = models.CharField(max_length=120)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("reason",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(permit=None) ^ Q(ticket=None),
                name="withdrawal_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal {self.pk}"
