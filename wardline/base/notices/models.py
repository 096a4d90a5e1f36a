"""Messages to a post, who was told that something ran late or reminded of it, and the
channels by which messages leave the house."""

import uuid

from django.db import models

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept
from wardline.base.places.models import Placed, Reach
from wardline.base.ui import wording
from wardline.ground.rules.outgoing import Hours


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


class Chase(Kept):
    """A post was reminded of one thing: by whom, and when."""

    grants = ("INSERT",)

    subject = models.CharField(max_length=80)
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal = ()

    class Meta:
        indexes = [models.Index(fields=["subject", "post", "-at"], name="chased")]

    def __str__(self) -> str:
        return f"{self.subject} {self.post_id}"


class Channel(Kept):
    """A way by which notices leave the house, as a place has set it up."""

    name = models.CharField(max_length=60)
    # an address with its tokens and passwords: whoever has it can send in our name
    address = EncryptedText()
    # whose notices it carries: all of the place's, those of a role, or of one post
    role_code = models.CharField(max_length=20, blank=True)
    post = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )
    loud = models.BooleanField(default=True)
    digest_at = models.TimeField(null=True, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    # it carries what was sent from this moment on; switched off, there is none
    on_since = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("address",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_has_both_ends",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours(self) -> Hours:
        """Return when it carries what, as the rule needs it."""
        return Hours(self.loud, self.digest_at, self.quiet_from, self.quiet_to)

    def carries_for(self, post) -> bool:
        """Tell whether it carries the notices of a post of its place."""
        role, one = self.role_code, self.post_id
        return (not role or role == post.role_code) and (not one or one == post.pk)


class Delivery(Placed):
    """One message to one channel: the row is the queue. Its key goes along with it, so
    that a far end can know a message that comes twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    digest = models.BooleanField()
    made_at = models.DateTimeField()
    # the next try; while one is under way, the moment at which it counts as lost
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True)
                | models.Q(given_up_at__isnull=True),
                name="sent_or_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="deliveries_waiting",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(fields=["channel", "-made_at"], name="deliveries_of_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.made_at:%Y-%m-%d %H:%M}"


class Carried(Placed):
    """A notice goes out once by a channel: in which message."""

    grants = ("INSERT",)

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="carried")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="carried")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "notice"], name="a_notice_goes_out_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.notice_id}"
