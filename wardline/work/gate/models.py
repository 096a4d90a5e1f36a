"""What the gate keeps: closures, exceptions, the way in of a found child, the signature
that ends an isolation."""

from django.db import models
from django.db.models import F, Q

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class DesignatedHospital(Kept):
    """Where a found child is examined first; serves everyone under its place."""

    reach = Reach.NORM

    code = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="hospital_code")
        ]

    def __str__(self) -> str:
        return self.code


class Closure(Kept):
    """A place, and all under it, is closed to the outside from–to, by a document."""

    reach = Reach.NORM

    from_on = models.DateField()
    # the first day on which it no longer holds
    until_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("guidance.Document", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "from_on"], name="closure_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="closure_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} closed from {self.from_on}"


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


class Intake(Kept):
    """The way in of a found infant or a minor from the street, step by step."""

    grants = ("INSERT",)
    KINDS = ["infant", "minor"]

    person = models.OneToOneField(
        "roster.Person", models.PROTECT, related_name="intake"
    )
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    found_at = models.DateTimeField()
    found_where = models.CharField(max_length=200)
    found_by = models.CharField(max_length=120)
    hospital = models.ForeignKey(
        DesignatedHospital, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("found_where", "found_by")

    def __str__(self) -> str:
        return f"intake {self.pk}"


class IntakeStep(Kept):
    """One step done, with its outcome and the hospital's paper as a photo."""

    grants = ("INSERT",)

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30)
    done_at = models.DateTimeField()
    outcome = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=200, blank=True)
    # results of a screening by disease
    detail = models.JSONField(default=dict)
    hospital = models.ForeignKey(
        DesignatedHospital, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # the hospital's paper was seen
    certified = models.BooleanField(default=False)
    photo = models.ForeignKey(
        "ledger.Attachment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("outcome", "note", "detail")

    class Meta:
        indexes = [models.Index(fields=["intake", "done_at"], name="step_intake")]

    def __str__(self) -> str:
        return f"{self.step} of intake {self.intake_id}"


class Release(Kept):
    """The signature that ends an isolation, with the decision it rests on."""

    grants = ("INSERT",)

    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="+")
    isolation = models.OneToOneField(
        "roster.Isolation", models.PROTECT, related_name="release"
    )
    # the decision as it was, canonical and plain; never computed anew
    decision = models.JSONField()
    policies = models.JSONField()
    evidence = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("decision", "evidence")

    class Meta:
        indexes = [models.Index(fields=["place", "signed_at"], name="release_signed")]

    def __str__(self) -> str:
        return f"release {self.pk}"


class Review(Kept):
    """A release looked back on, because a positive came to be known after it: what was
    done, by somebody who had not signed it."""

    grants = ("INSERT",)

    release = models.ForeignKey(Release, models.PROTECT, related_name="reviews")
    test = models.OneToOneField("roster.TestResult", models.PROTECT, related_name="+")
    # who had shared a room since: numbers of persons
    met = models.JSONField()
    note = models.CharField(max_length=400)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    def __str__(self) -> str:
        return f"review {self.pk}"


class ResultFile(Kept):
    """A laboratory's file of results, kept as it came."""

    grants = ("INSERT",)

    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    laboratory = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("name",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "file"], name="same_file_once")
        ]

    def __str__(self) -> str:
        return f"result file {self.pk}"


class ResultRow(Kept):
    """One row of a laboratory's file, what became of it, and, where a person had to
    decide, the signature."""

    file = models.ForeignKey(ResultFile, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=15, blank=True)
    fate = models.CharField(max_length=12)
    # the reason as plain data: a code with its arguments
    reason = models.JSONField(default=dict)
    # the row as it came: JSON, a text for each column
    cells = EncryptedText(blank=True)
    sample = models.ForeignKey(
        "roster.Sample", models.PROTECT, null=True, blank=True, related_name="+"
    )
    upheld = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ("number", "outcome", "cells")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, decided_at=None, decided_by=None)
                | Q(
                    upheld__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="result_decided_at_and_by",
            )
        ]
        indexes = [models.Index(fields=["file", "fate", "row"], name="row_of_a_fate")]

    def __str__(self) -> str:
        return f"row {self.row} of {self.file_id}"
