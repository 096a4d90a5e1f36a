"""Directives as they came, their way down the tree, and meetings with their roll."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

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
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, related_name="+", null=True, blank=True
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
        indexes = [models.Index(fields=["place", "directive"], name="relay_place")]

    def __str__(self) -> str:
        return f"{self.directive_id} → {self.place_id}"


class Receipt(Kept):
    """A place's answer: it has received the directive, or done what it orders."""

    RECEIVED, DONE = "received", "done"
    grants = ("INSERT",)

    relay = models.ForeignKey(Relay, models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relay", "kind"], name="answered_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["received", "done"]), name="receipt_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.relay_id}"


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


class Meeting(Kept):
    """A meeting called by a place; its roll is answered from phones."""

    reach = Reach.NORM
    grants = ("INSERT",)

    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    link = models.URLField(max_length=300, blank=True)
    # read out at the meeting; whoever hears it can answer
    code = models.CharField(max_length=12)
    directive = models.ForeignKey(
        Directive, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    # who is invited: these places, or these levels, or (both empty) everyone below
    invited_places = models.JSONField(default=list)
    invited_depths = models.JSONField(default=list)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(title_zh="", title_en=""), name="meeting_has_a_title"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-starts_at"], name="meeting_by"),
            models.Index(fields=["code"], name="meeting_code"),
        ]

    def __str__(self) -> str:
        return self.title_zh or self.title_en


class RollCall(Kept):
    """A post answered the roll of a meeting; its place is the attendee's."""

    LINK, CODE = "link", "code"
    grants = ("INSERT",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="roll")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # who sat at the phone, as they wrote it: a post's phone is shared
    name = models.CharField(max_length=80)
    via = models.CharField(max_length=10)
    joined_at = models.DateTimeField()

    class Privacy:
        personal = ("name",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "post"], name="a_post_answers_once"
            ),
            models.CheckConstraint(
                condition=Q(via__in=["link", "code"]), name="roll_call_via"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.place_id}"
