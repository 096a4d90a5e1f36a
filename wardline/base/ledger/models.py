"""The written deed, the records that only a deed may change, and the day's seal."""

from __future__ import annotations

from typing import Any

from django.db import models

from wardline.base.ledger import opened
from wardline.base.places.models import Placed, PlacedQuerySet, Reach, place_key
from wardline.base.places.postgres import insert


class KeptQuerySet(PlacedQuerySet):
    """Refuses to write while no deed is open."""

    def create(self, **values: Any) -> Any:
        opened.demand(self.model)
        return super().create(**values)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        opened.demand(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def create_alike(self, each: Any, **every: Any) -> None:
        opened.demand(self.model)
        super().create_alike(each, **every)

    def update(self, **values: Any) -> int:
        opened.demand(self.model)
        return super().update(**values)

    def delete(self) -> Any:
        raise opened.OutsideDeed(f"{self.model.__name__} is kept: nothing deletes it.")


class Kept(Placed):
    """A record that changes only through a deed."""

    objects = KeptQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        opened.demand(type(self))
        super().save(*args, **kwargs)

    def enter(self) -> None:
        """Save a new record of plain columns that is written all day: in a third of the
        time (see ``postgres.insert``)."""
        opened.demand(type(self))
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise opened.OutsideDeed(f"{type(self).__name__} is kept: nothing deletes it.")


class Entry(Placed):
    """One deed, written down; never changed, never deleted."""

    grants = ("INSERT",)

    place = place_key(indexed=False)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    verb = models.CharField(max_length=30)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    # made on the phone when the form opens: the second sending counts once
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001

    class Privacy:
        personal = ()

    class Meta:
        indexes = [
            models.Index(fields=["place", "-at"], name="entry_place_at"),
            models.Index(fields=["subject", "subject_id"], name="entry_subject"),
            models.Index(fields=["at"], name="entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}:{self.subject_id}"

    @property
    def said(self) -> str:
        """Return the code under which the deed's name is worded."""
        return f"verb.{self.verb}"

    def as_plain(self) -> dict[str, object]:
        """Return what the seal covers."""
        return {
            "id": self.pk,
            "at": self.at.isoformat(),
            "by": self.by_id,
            "verb": self.verb,
            "place": self.place_id,
            "subject": self.subject,
            "subject_id": self.subject_id,
            "detail": self.detail,
        }


class Attachment(Kept):
    """A file behind a deed, as it came: bytes and fingerprint."""

    grants = ("INSERT",)

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Privacy:
        personal = ("name", "content")

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="attachment_sha256")]

    def __str__(self) -> str:
        return self.name


class Seal(Kept):
    """The fingerprint of one day's entries and of the seal before it."""

    reach = Reach.PUBLIC
    grants = ("INSERT",)

    on = models.DateField()
    entries = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on"], name="one_seal_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.seal[:12]}"
