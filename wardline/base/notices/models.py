"""Messages to a post, and who was told that something ran late."""

import uuid

from django.db import models

from wardline.base.places.models import Placed, Reach
from wardline.base.ui import wording


class Notice(Placed):
    """A message to a post; its words are made from a code when it is read."""

    reach = Reach.MAIL

    # made here, not by the table: a sender may not read what it sends upward
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        indexes = [
            models.Index(fields=["post", "read_at", "-sent_at"], name="notice_inbox")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def words(self):
        """Return the message in the reader's language."""
        return wording.say(self.code, **self.args)


class Escalation(Placed):
    """One hop: a clock ran out at a place, and the next rung was told."""

    grants = ("INSERT",)

    clock = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    rung = models.PositiveSmallIntegerField()
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "subject", "rung", "post"], name="a_rung_is_told_once"
            )
        ]
        indexes = [models.Index(fields=["place", "clock", "subject"], name="hops")]

    def __str__(self) -> str:
        return f"{self.clock} {self.subject} rung {self.rung}"
