"""The committed plan, its teams, the custodians' chains, and the waves they opened."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept


class Plan(Kept):
    """A campaign of visits, committed by a fingerprint before anything is drawn."""

    code = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()
    # when each wave departs, ISO
    departures = models.JSONField()
    # ground.methods.waves.Outline, whose fingerprint is `frame_hash`
    outline = models.JSONField()
    frame_hash = models.CharField(max_length=64)
    # the frames with each home's chance: shown when their wave has been opened
    frames = models.JSONField()
    committed_at = models.DateTimeField()
    committed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="plan_code"),
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="plan_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Team(Kept):
    """Who goes: a leader and inspectors."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="teams")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    leader = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # posts, the leader's among them
    post_ids = ArrayField(models.BigIntegerField())

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="team_code")
        ]

    def __str__(self) -> str:
        return self.code


class Chain(Kept):
    """The published end of a custodian's hash chain."""

    grants = ("INSERT",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="chains")
    custodian = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    end = models.CharField(max_length=64)
    committed_at = models.DateTimeField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "custodian"], name="one_chain_each")
        ]

    def __str__(self) -> str:
        return f"chain {self.pk}"


class Share(Kept):
    """A custodian's value for one wave, released at departure."""

    grants = ("INSERT",)

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="shares")
    n = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=64)
    released_at = models.DateTimeField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "n"], name="one_share_a_wave")
        ]

    def __str__(self) -> str:
        return f"share {self.chain_id}/{self.n}"


class Wave(Kept):
    """A departure: shares opened, areas and homes drawn, all of it checkable."""

    grants = ("INSERT",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="waves")
    n = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # what ground.methods.waves.verify recomputes
    publication = models.JSONField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="a_wave_opens_once")
        ]

    def __str__(self) -> str:
        return f"wave {self.plan_id}/{self.n}"
