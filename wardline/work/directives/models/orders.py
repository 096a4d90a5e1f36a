"""Directives as they came, their way down the tree, and each place's answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class Directive(Kept):
    """An order to send down; its place is the issuer's. Not issued yet: a draft."""

    reach = Reach.NORM

    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=80, blank=True)
    issuer_zh = models.CharField(max_length=120, blank=True)
    issuer_en = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)
    # whom the document itself names, word for word
    addressees = models.CharField(max_length=400, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, default="routine")
    due_hours = models.PositiveSmallIntegerField(default=24)
    # the document before it was cleaned, and every change that was made
    original = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, related_name="+", null=True
    )
    original_text = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    # a draft that turned out to be an order that came before by another way
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="came_again"
    )
    # the meeting whose minutes these are
    minutes_of = models.ForeignKey(
        "directives.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes",
    )
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, related_name="+", null=True, blank=True
    )
    # from then on it orders nothing; another one may stand in its place
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, related_name="+", null=True, blank=True
    )
    recalled_why = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by__isnull=True)
                | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="issued_at_a_time_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(recalled_at=None, recalled_by=None, replaced_by=None)
                | Q(
                    Q(replaced_by__isnull=False) | ~Q(recalled_why=""),
                    issued_at__isnull=False,
                    recalled_at__isnull=False,
                    recalled_by__isnull=False,
                ),
                name="recalled_by_someone_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(title_zh="", title_en=""), name="directive_has_a_title"
            ),
        ]
        indexes = [models.Index(fields=["place", "-issued_at"], name="directive_by")]

    def __str__(self) -> str:
        return self.title_zh or self.title_en


class Relay(Kept):
    """A directive at a place that must receive it; offices above may add lines."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="relays")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="passed_on"
    )
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    # the level of the place; it stays where it is in the tree
    depth = models.PositiveSmallIntegerField()
    # when the place signed each kind of receipt: beside the receipts, so that the reach
    # of an order to tens of thousands is counted from one table (ADR 31)
    received_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # lines that offices on the way added: {"place", "at", "text"}; none is taken away
    added = models.JSONField(default=list)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "place"], name="a_place_receives_once"
            )
        ]
        indexes = [
            models.Index(fields=["place", "directive"], name="relay_place"),
            models.Index(
                fields=["directive", "place"],
                name="relay_waiting",
                condition=Q(received_at=None),
            ),
            models.Index(
                fields=["due_at"], name="relay_late", condition=Q(received_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} → {self.place_id}"


class Receipt(Kept):
    """A place's answer: the directive has arrived, was read, is carried out."""

    RECEIVED, READ, DONE = KINDS = ("received", "read", "done")
    grants = ("INSERT",)

    relay = models.ForeignKey(Relay, models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    # what shows that it is done
    file = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relay", "kind"], name="answered_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["received", "read", "done"]), name="receipt_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.relay_id}"
