"""The net under those in need: standards, campaigns, lists as they came, what two
lists say together, and the gaps a person looked at."""

from django.db import models
from django.db.models import Q

from wardline.base.accounts.cipher import EncryptedText
from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class Standard(Kept):
    """The income per head and month below which a scheme helps, dated and cited."""

    reach = Reach.NORM

    scheme = models.CharField(max_length=40)
    per_month = models.PositiveIntegerField()  # in the smallest unit of money
    currency = models.CharField(max_length=3)
    document = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "scheme", "from_on"], name="one_standard_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.from_on}"


class Campaign(Kept):
    """A named drive with a goal and dates."""

    reach = Reach.NORM

    code = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    goal_zh = models.TextField(blank=True)
    goal_en = models.TextField(blank=True)
    unit_zh = models.CharField(max_length=20, blank=True)
    unit_en = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="campaign_code")
        ]

    def __str__(self) -> str:
        return self.code


class Progress(Kept):
    """How far a division had come in a campaign at the end of a week."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="progress")
    week_on = models.DateField()  # the day up to which was counted
    target = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "place", "week_on"], name="progress_once_a_week"
            )
        ]
        indexes = [models.Index(fields=["place", "week_on"], name="progress_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.week_on}"


class SourceList(Kept):
    """A list from another department, kept as it came, with what was wrong in it."""

    KINDS = ["entitled", "covered"]

    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    scheme = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    file = models.ForeignKey("ledger.Attachment", models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    faulty_rows = models.PositiveIntegerField()
    # JSON: each fault with its sheet, row, column, and the whole row as it came
    faults = EncryptedText(blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ("name", "faults")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "scheme", "file"], name="same_list_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ListedHousehold(Kept):
    """One sound row of a list, at the division that it names."""

    grants = ("INSERT",)

    list = models.ForeignKey(SourceList, models.PROTECT, related_name="households")
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    id_number = EncryptedText()
    # equal numbers meet here without being opened
    id_index = models.CharField(max_length=32)
    village = models.CharField(max_length=160, blank=True)
    members = models.PositiveSmallIntegerField()
    income = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    assets_exceeded = models.BooleanField(null=True)
    assessed_on = models.DateField(null=True)

    class Privacy:
        personal = (
            "name",
            "id_number",
            "id_index",
            "village",
            "members",
            "income",
            "assets_exceeded",
        )

    class Meta:
        indexes = [
            models.Index(fields=["id_index"], name="household_id_index"),
            models.Index(fields=["place", "list"], name="household_place_list"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}"


class Comparison(Kept):
    """Two lists laid beside each other, once."""

    reach = Reach.NORM
    grants = ("INSERT",)

    scheme = models.CharField(max_length=40, blank=True)
    entitled = models.ForeignKey(SourceList, models.PROTECT, related_name="+")
    covered = models.ForeignKey(SourceList, models.PROTECT, related_name="+")
    compared_at = models.DateTimeField()
    compared_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entitled", "covered"], name="compared_once"
            )
        ]

    def __str__(self) -> str:
        return f"comparison {self.pk}"


class Match(Kept):
    """What a comparison says of one household: the rule's answer, and its twin in the
    list of those covered, with a probability."""

    grants = ("INSERT",)

    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="matches")
    entitled = models.ForeignKey(ListedHousehold, models.PROTECT, related_name="+")
    covered = models.ForeignKey(
        ListedHousehold, models.PROTECT, null=True, related_name="+"
    )
    probability = models.FloatField(null=True)
    why = models.CharField(max_length=20, blank=True)
    # the verdict of the rule on that day, and its reasons as plain data
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)

    class Privacy:
        personal = ("reasons",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "entitled"], name="one_match_a_household"
            ),
            models.CheckConstraint(
                condition=Q(covered=None, probability=None)
                | Q(covered__isnull=False, probability__isnull=False),
                name="a_twin_has_a_probability",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "comparison"], name="match_place"),
            models.Index(fields=["covered"], name="match_covered"),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"


class CoverageGap(Kept):
    """A household that seems entitled and is not covered, until a person has looked."""

    OUTCOMES = ["confirmed", "not_a_gap"]

    match = models.OneToOneField(Match, models.PROTECT, related_name="gap")
    household = models.ForeignKey(ListedHousehold, models.PROTECT, related_name="gaps")
    opened_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, choices=[(o, o) for o in OUTCOMES], blank=True
    )
    note = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.ForeignKey(
        "correction.Finding", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy:
        personal = ("note",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, outcome="")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(outcome=""),
                name="gap_confirmed_at_and_by",
            )
        ]
        indexes = [models.Index(fields=["place", "outcome"], name="gap_place")]

    def __str__(self) -> str:
        return f"gap {self.pk}"
