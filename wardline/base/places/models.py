"""The tree of the authority: a child's code begins with its parent's."""

from enum import Enum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wardline.base.places import bulk


class Reach(Enum):
    """How far a table's rows are seen; ``walls.py`` turns it into policies."""

    BELOW = "own place and below"
    NORM = "own place and below; read by everyone underneath"
    MAIL = "read as BELOW; may be sent to a place above"
    PUBLIC = "read by all; written as BELOW"


def below(code: str) -> Q:
    """Return the filter "at this place or under it", which an index serves."""
    return Q(place__gte=code, place__lt=code + "~")


class PlacedQuerySet(models.QuerySet):
    """Rows that belong to a place."""

    def within(self, code: str):
        """Narrow to this place and everything below."""
        return self.filter(below(code))

    def create_alike(self, each, **every) -> None:
        """Create rows that differ only in what ``each`` names (column: values, equally
        many), in one statement: what ``every`` row has is made and sent once."""
        bulk.insert_alike(self.model, each, every)


def place_key(*, indexed: bool = True) -> models.ForeignKey:
    """Return the column of a record's place. A table of millions that has an index of
    its own beginning with the place goes without the two that Django would make."""
    return models.ForeignKey(
        "places.Place",
        models.PROTECT,
        db_column="place_code",
        related_name="+",
        db_index=indexed,
    )


class Placed(models.Model):
    """A record that belongs to a place and carries its code (``place_id``)."""

    reach: ClassVar[Reach] = Reach.BELOW
    # what the web's role may do besides reading
    grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE")

    place = place_key()
    objects = PlacedQuerySet.as_manager()

    class Meta:
        abstract = True


class Tier(models.Model):
    """What a level of the tree is called: 0 is the top."""

    depth = models.PositiveSmallIntegerField(primary_key=True)
    name_zh = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=40, blank=True)

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return self.name_en or self.name_zh


class InstitutionKind(models.Model):
    """A kind of institution, as the pack names it."""

    code = models.CharField(max_length=20, primary_key=True)
    name_zh = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=60, blank=True)

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return self.code


class Place(models.Model):
    """A node of the tree: a division, or an institution at the bottom of it."""

    reach = Reach.NORM
    grants = ("INSERT", "UPDATE")

    code = models.CharField(max_length=40, primary_key=True, db_collation="C")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    depth = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.ForeignKey(
        InstitutionKind, models.PROTECT, null=True, blank=True, related_name="+"
    )
    credit_code = models.CharField(max_length=18, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True)
                | Q(code__startswith=models.F("parent")),
                name="code_is_the_path",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en or self.name_zh}"

    @property
    def is_institution(self) -> bool:
        return self.kind_id is not None


class Authority(models.Model):
    """The one authority of this database: its top place, zone and language."""

    grants = ("INSERT", "UPDATE")

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True)
    # said on public pages, where no place may be read
    name_zh = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    pack = models.CharField(max_length=60)
    # said on every page while the data are invented
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Privacy:
        personal = ()

    def __str__(self) -> str:
        return self.pack
