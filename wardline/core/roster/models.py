"""The facts about people: who is in, in which room, what was seen and tested."""

from django.db import models
from django.db.models import F, Q

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept


class Signed(Kept):
    """A fact with the time it is about, the time it was written, and who wrote it."""

    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    grants = ("INSERT",)

    class Meta:
        abstract = True


class Observed(Signed):
    """A signed fact about one person; a mistaken one is superseded, never changed."""

    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="+")
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class Person(Kept):
    """A resident or a worker, at the institution that answers for them now."""

    KINDS = ["resident", "worker"]

    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    name = models.CharField(max_length=80)
    id_number = EncryptedText(blank=True)
    id_index = models.CharField(max_length=32, blank=True, db_index=True)
    sex = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("name", "id_number", "id_index", "sex", "born_on")

    class Meta:
        indexes = [models.Index(fields=["place", "kind"], name="person_place_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Stay(Kept):
    """A person belongs to an institution from–to; ``room`` is where they sleep."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=20, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_stay"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="stay_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="stay_place_open")]

    def __str__(self) -> str:
        return f"stay {self.pk}"


class Isolation(Kept):
    """A person is kept apart in a room from–to; ``alone`` or not."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="isolations")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=20)
    bed = models.CharField(max_length=10, blank=True)
    alone = models.BooleanField()
    REASONS = ["return", "new", "transfer", "symptoms", "exposure"]
    VENUES = ["institution", "designated_hospital", "hotel"]

    reason = models.CharField(max_length=20, choices=[(r, r) for r in REASONS])
    venue = models.CharField(
        max_length=20, choices=[(v, v) for v in VENUES], default=VENUES[0]
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_isolation"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="isolation_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="isolation_place_open")]

    def __str__(self) -> str:
        return f"isolation {self.pk}"


class Round(Signed):
    """A temperature round of a house: everybody normal but the exceptions."""

    SLOTS = ["morning", "evening"]

    on = models.DateField()
    slot = models.CharField(max_length=10, choices=[(s, s) for s in SLOTS])
    checked = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    feverish = models.PositiveIntegerField(default=0)
    # rooms that were walked: {"201": 4}
    rooms = models.JSONField(default=dict)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "slot"], name="one_round")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on} {self.slot}"


class CorridorRound(Signed):
    """A round among those in isolation, as it came from a phone, now or hours ago."""

    on = models.DateField()
    slot = models.CharField(max_length=10, choices=[(s, s) for s in Round.SLOTS])
    # each reading and what became of it: the records change afterwards, this does not
    rows = models.JSONField()
    # what is to be said of the round as a whole: the phone's clock
    remarks = models.JSONField(default=list)

    class Privacy:
        personal = ("rows",)

    class Meta:
        indexes = [models.Index(fields=["place", "on"], name="corridor_place_on")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on} {self.slot} {self.pk}"


class Breach(Observed):
    """Something that broke an isolation: left the room, had a visitor, …"""

    KINDS = [
        "left_room",
        "visitor",
        "roommate_symptomatic",
        "roommate_positive",
        "unprotected_carer",
    ]

    kind = models.CharField(max_length=25, choices=[(k, k) for k in KINDS])
    to_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("at")),
                name="breach_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="breach_person_at")]

    def __str__(self) -> str:
        return f"breach {self.pk}"


class HealthCheck(Observed):
    """One person's temperature and symptoms: exceptions, and everyone in isolation."""

    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    # three-valued: True present, False absent, None not done
    symptomatic = models.BooleanField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("temperature", "symptomatic", "note")

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="check_person_at")]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Tested(Observed):
    """What is looked for in a specimen, and how; ``at`` is when it was taken."""

    SPECIMENS = ["NP", "OP"]

    assay = models.CharField(max_length=20, default="NAAT")
    # where it was taken: nose and throat, or throat alone
    specimen = models.CharField(
        max_length=10, choices=[(s, s) for s in SPECIMENS], default=SPECIMENS[0]
    )
    pathogen = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Sample(Tested):
    """A specimen of one person under the number of its tube. A tube that holds those of
    several people is a row for each, under one number; ``pool`` says how many."""

    number = models.CharField(max_length=40)
    pool = models.PositiveSmallIntegerField(default=1)

    class Privacy:
        personal = ("number",)

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="sample_number"),
            models.Index(fields=["person", "at"], name="sample_person_at"),
        ]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class TestResult(Tested):
    """A test, by the time its specimen was taken (``at``)."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    OUTCOMES = ["negative", "positive", "weak_positive", "indeterminate"]
    OUTCOMES += ["invalid", "lost"]

    sample = models.ForeignKey(
        Sample, models.PROTECT, null=True, blank=True, related_name="results"
    )
    # False: the laboratory names no time, or an impossible one; it clears nobody
    specimen_timed = models.BooleanField(default=True)
    outcome = models.CharField(max_length=15, choices=[(o, o) for o in OUTCOMES])
    laboratory = models.CharField(max_length=120, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("outcome",)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="test_person_at")]

    def __str__(self) -> str:
        return f"test {self.pk}"


class Pass(Signed):
    """One crossing of the gate and its verdict."""

    CROSSERS = [
        "resident",
        "staff",
        "visitor",
        "delivery",
        "vehicle",
        "contractor",
        "ambulance",
        "inspector",
    ]

    direction = models.CharField(max_length=3, choices=[("in", "in"), ("out", "out")])
    crosser = models.CharField(max_length=12, choices=[(c, c) for c in CROSSERS])
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="passes"
    )
    name = models.CharField(max_length=80, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    purpose = models.CharField(max_length=120, blank=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    allowed = models.BooleanField()
    # the verdict as it was: codes, arguments, measures
    verdict = models.JSONField()

    class Privacy:
        personal = ("name", "plate", "temperature", "purpose")

    class Meta:
        indexes = [
            models.Index(fields=["place", "at"], name="pass_place_at"),
            models.Index(
                fields=["person", "-at"],
                name="pass_person_at",
                condition=Q(person__isnull=False, allowed=True),
            ),
        ]

    def __str__(self) -> str:
        return f"pass {self.pk}"


class Shift(Kept):
    """A worker lives in and works from–to; which nights were spent outside is read off
    the gate's register."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at=None), name="one_open_shift"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="shift_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["place", "to_at"], name="shift_place_open")]

    def __str__(self) -> str:
        return f"shift {self.pk}"
