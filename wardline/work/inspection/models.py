"""The unannounced visit: checklist, committed plan, opened waves, what was seen.

All of it belongs to the AUTHORITY's place: no home may see that it will be visited.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach

ASPECTS = ["responsibility", "awareness", "entry_exit", "internal_control"]


class Question(Kept):
    """One question of the checklist; what it asks is no secret."""

    reach = Reach.NORM

    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    aspect = models.CharField(max_length=20, choices=[(a, a) for a in ASPECTS])
    question_zh = models.CharField(max_length=300, blank=True)
    question_en = models.CharField(max_length=300, blank=True)
    measure_code = models.CharField(max_length=40, blank=True)
    severity = models.PositiveSmallIntegerField()
    # empty: asked in every kind of institution
    institution_kinds = ArrayField(models.CharField(max_length=20), default=list)
    retired_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="question_code")
        ]

    def __str__(self) -> str:
        return self.code


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


class Visit(Kept):
    """A team at a home, unannounced: made when its wave is opened, never before."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="visits")
    team = models.ForeignKey(Team, models.PROTECT, related_name="visits")
    position = models.PositiveSmallIntegerField()
    institution = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    let_in_at = models.DateTimeField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, related_name="+"
    )
    headcount = models.PositiveIntegerField(null=True, blank=True)
    # who heard the findings for the home, or why nobody would sign
    signed_by_name = models.CharField(max_length=80, blank=True)
    refused_reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("signed_by_name", "refused_reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "institution"], name="one_visit_a_wave"
            ),
            models.CheckConstraint(
                condition=Q(let_in_at__isnull=True)
                | Q(let_in_at__gte=F("arrived_at"), arrived_at__isnull=False),
                name="let_in_after_arrival",
            ),
        ]
        indexes = [models.Index(fields=["institution"], name="visit_institution")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Observation(Kept):
    """One answer on the checklist."""

    ANSWERS = ["ok", "short", "not_applicable"]

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="observations")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=14, choices=[(a, a) for a in ANSWERS])
    note = models.TextField(blank=True)
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.ForeignKey(
        "correction.Finding", models.PROTECT, null=True, blank=True, related_name="+"
    )
    observed_at = models.DateTimeField()
    observed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="one_answer")
        ]

    def __str__(self) -> str:
        return f"observation {self.pk}"


class SelfCheck(Kept):
    """An institution's own word on each measure that bound it on a day, signed."""

    ANSWERS = ["yes", "partly", "no", "not_applicable"]

    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # by the code of the measure; one row a check, not sixty, for a nation's weeks
    answers = models.JSONField()
    notes = models.JSONField(default=dict)

    class Privacy:
        personal = ("notes",)

    class Meta:
        indexes = [
            models.Index(fields=["place", "-answered_at"], name="self_check_latest")
        ]

    def __str__(self) -> str:
        return f"self-check {self.pk}"

    def of(self, answer: str) -> list[str]:
        """Return the codes of measures so answered."""
        return [code for code, given in self.answers.items() if given == answer]
