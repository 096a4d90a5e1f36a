"""The norm: documents, dated measures, response levels, holds, clearance policies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class Norm(Kept):
    """A record that binds everyone underneath the place that set it."""

    reach = Reach.NORM

    class Meta:
        abstract = True


class Document(Norm):
    """A notice, guide or plan, with its number and issuer."""

    KINDS = ["guide", "guiding", "notice", "plan", "order"]

    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    number = models.CharField(max_length=80, blank=True)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    issuer_zh = models.CharField(max_length=120, blank=True)
    issuer_en = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    institution_kinds = ArrayField(
        models.CharField(max_length=20), default=list, blank=True
    )
    source = models.TextField(blank=True)
    # the code of the document of which it is the next edition
    replaces = models.CharField(max_length=40, blank=True)
    # the holds, measures and versions of policies that it withdraws by name
    withdraws = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="document_code")
        ]

    def __str__(self) -> str:
        return self.code


class Measure(Norm):
    """One thing that must hold, dated, with strictness and citation."""

    code = models.CharField(max_length=40)
    document = models.ForeignKey(Document, models.PROTECT, related_name="measures")
    topic = models.CharField(max_length=40)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    institution_kinds = ArrayField(
        models.CharField(max_length=20), default=list, blank=True
    )
    params = models.JSONField(default=dict, blank=True)
    levels = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    strictness = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    # the last day on which it holds
    valid_to = models.DateField(null=True, blank=True)
    aspect = models.CharField(max_length=20, blank=True)
    citation = models.CharField(max_length=200)
    question_zh = models.TextField(blank=True)
    question_en = models.TextField(blank=True)
    # the code of the measure of an earlier edition whose place it takes
    replaces = models.CharField(max_length=40, blank=True)
    # from this day on it binds no more, and no hold keeps it
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "code", "valid_from"], name="measure_code"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="measure_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by_document=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by_document__isnull=False),
                name="a_measure_falls_only_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ResponseLevel(Norm):
    """The level of a place from a date: 1 is the strictest."""

    level = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "from_on"], name="level_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.level} from {self.from_on}"


class Hold(Norm):
    """From a date, measures may not weaken, until a document withdraws it by name."""

    code = models.CharField(max_length=60)
    from_on = models.DateField()
    level_kept = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="holds")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="hold_code"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by_document=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by_document__isnull=False),
                name="a_hold_falls_only_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Lesson(Norm):
    """What went wrong elsewhere, and when we learnt of it."""

    code = models.CharField(max_length=40)
    learnt_on = models.DateField()
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    happened_zh = models.TextField(blank=True)
    happened_en = models.TextField(blank=True)
    source = models.TextField()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="lesson_code")
        ]

    def __str__(self) -> str:
        return self.code


class LessonPoint(Norm):
    """One thing that was missing there; the measures that answer it here."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    # whether they bind is asked, not kept
    measures = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "lesson", "number"], name="lesson_point"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.number}"


class ClearancePolicy(Norm):
    """A clearance policy as dated clauses, in the plain form that the rule reads."""

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    # whom it would clear beside what was in force: what its author saw and signed
    rehearsal = models.JSONField(null=True, blank=True)
    # from this day on it binds no more, unless a hold keeps it
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "code", "version"], name="policy_version"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by_document=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by_document__isnull=False),
                name="a_policy_falls_only_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name by which a document withdraws it: id and version."""
        return f"{self.code} {self.version}"


class PolicyDraft(Kept):
    """A version that an officer is writing; it ends published or discarded."""

    content = models.JSONField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    policy = models.OneToOneField(
        ClearancePolicy, models.PROTECT, null=True, blank=True, related_name="draft"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(policy=None) | Q(discarded_at=None),
                name="a_draft_ends_in_one_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content['id']} {self.content['version']}"
