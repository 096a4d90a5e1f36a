"""Public pages: the template, the draft that an officer edits, the sealed editions."""

from django.db import models

from wardline.base.ledger.models import Kept
from wardline.base.places.models import Reach


class Template(Kept):
    """Prose with {figure:code} where a counted number goes; comes from a pack."""

    code = models.SlugField(max_length=60)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    source_zh = models.CharField(max_length=120, blank=True)
    source_en = models.CharField(max_length=120, blank=True)
    # "Home / News / Civil affairs": where the page stands on the authority's site
    breadcrumb_zh = models.CharField(max_length=200, blank=True)
    breadcrumb_en = models.CharField(max_length=200, blank=True)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="template_code")
        ]

    def __str__(self) -> str:
        return self.code


class Bulletin(Kept):
    """A draft: the prose is the officer's, the figures stay the system's."""

    slug = models.SlugField(max_length=80, unique=True)
    on = models.DateField()  # the day that its figures are about
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    source_zh = models.CharField(max_length=120, blank=True)
    source_en = models.CharField(max_length=120, blank=True)
    breadcrumb_zh = models.CharField(max_length=200, blank=True)
    breadcrumb_en = models.CharField(max_length=200, blank=True)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return self.slug


class Edition(Kept):
    """One published state, sealed; a correction is a new edition, with its reason."""

    reach = Reach.PUBLIC
    grants = ("INSERT",)

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    # all that the seal covers, as it was published
    content = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    seal = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "number"], name="edition_number")
        ]
        indexes = [models.Index(fields=["-published_at"], name="edition_newest")]

    def __str__(self) -> str:
        return f"{self.slug}/{self.number}"


class View(models.Model):
    """How often an edition was read: counted outside the seal."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="views"
    )
    count = models.PositiveBigIntegerField(default=0)

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return str(self.count)
