"""What was seen of a person and what was found in a specimen."""

from django.db import models

from wardline.core.roster.models.signed import Observed


class HealthCheck(Observed):
    """One person's temperature and symptoms: exceptions, and everyone in isolation."""

    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    # three-valued: True present, False absent, None not done
    symptomatic = models.BooleanField(null=True)
    # a medicine that hides a fever had been given: a "well" then shows nothing
    antipyretic = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("temperature", "symptomatic", "antipyretic", "note")

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
