"""Meetings with their roll: who came, and who said why they could not."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach
from wardline.work.directives.models.orders import Directive


class Meeting(Kept):
    """A meeting called by a place; its roll is answered from phones."""

    reach = Reach.NORM
    grants = ("INSERT",)

    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    link = models.URLField(max_length=300, blank=True)
    agenda = models.TextField(blank=True)
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


class Excuse(Kept):
    """A place said beforehand why nobody of it can come to a meeting."""

    grants = ("INSERT",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="excuses")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("reason",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "place"], name="excused_once"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="excused_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.place_id}"
