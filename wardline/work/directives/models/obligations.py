"""What a directive obliges to, and the proof that it was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach
from wardline.work.directives.models.orders import Directive


class Obligation(Kept):
    """What a directive obliges a kind of post to do, where, by when, with what proof.

    Its place is the office that marked it; it concerns whom the order reaches there.
    """

    reach = Reach.NORM

    ROLES = ("officer", "head", "duty")
    PROOFS = ("receipt", "meeting", "report", "measure")

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="obligations")
    text_zh = models.CharField(max_length=400, blank=True)
    text_en = models.CharField(max_length=400, blank=True)
    role = models.CharField(max_length=10, choices=[(r, r) for r in ROLES])
    # narrower than everyone who has such a post: these places, or these levels
    places = models.JSONField(default=list)
    depths = models.JSONField(default=list)
    due_at = models.DateTimeField()
    proof = models.CharField(max_length=10, choices=[(p, p) for p in PROOFS])
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # marked by mistake: it stays, and obliges nobody
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_zh="", text_en=""), name="obligation_says_what"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="obligation_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="obligation_due")]

    def __str__(self) -> str:
        return self.text_zh or self.text_en


class Fulfilment(Kept):
    """A place's proof that it did what an obligation asks."""

    grants = ("INSERT",)

    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="fulfilments"
    )
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    file = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "place"], name="fulfilled_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.place_id}"
