"""The photo behind a finding or a repair: checked when it comes, kept once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ledger import attachments
from wardline.base.ledger.models import Attachment
from wardline.base.ui.forms import LimitedFileField
from wardline.core.correction import models
from wardline.core.correction.models import Completion, Finding, Verification

# a file already kept, or one to be kept: {"name", "media_type", "content"}
Photo = Attachment | Mapping[str, Any] | None


def keep(photo: Photo, at: str) -> Attachment | None:
    """Keep a photo at a place, inside an open deed; one already kept stays."""
    if photo is None or isinstance(photo, Attachment):
        return photo
    return attachments.keep(at=at, **photo)


def keep_more(
    photos: Sequence[Photo],
    finding: Finding,
    completion: Completion | None = None,
    verification: Verification | None = None,
) -> None:
    """Keep further photos of a finding, of its repair, or of what others saw of that,
    inside an open deed."""
    at = finding.place_id
    models.Photo.objects.bulk_create(
        models.Photo(
            place_id=at,
            finding=finding,
            completion=completion,
            verification=verification,
            file=keep(each, at),
        )
        for each in photos
    )


def media_type(content: bytes) -> str:
    """Tell what an image is by its first bytes; "" if it is none we know."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""


class PhotoField(LimitedFileField):
    """A photo from a phone, as ``{"name", "media_type", "content"}`` or None."""

    MEGABYTES = 12

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Photo"))
        kwargs.setdefault("required", False)
        super().__init__(megabytes=self.MEGABYTES, **kwargs)
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is no picture, whatever its name says."""
        file = super().clean(data, initial)
        if not file:
            return None
        content = file.read()
        known = media_type(content)
        if not known:
            raise ValidationError(
                _(
                    "“%(name)s” is not a picture that can be shown here. Take the "
                    "photo again, or choose a JPEG, PNG or WebP file."
                ),
                params={"name": file.name},
                code="not_a_picture",
            )
        return {"name": file.name, "media_type": known, "content": content}


class _Several(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(PhotoField):
    """Further photos, each as a ``PhotoField`` gives it; an empty list if there are
    none."""

    widget = _Several
    MOST = 6

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("More photos"))
        kwargs.setdefault("help_text", _("Up to six at once."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse the whole where one is no picture, or where there are too many."""
        several = list(data) if isinstance(data, list | tuple) else [data]
        found = [file for file in several if file]
        if len(found) > self.MOST:
            raise ValidationError(
                _("At most %(most)s photos at once; these are %(number)s."),
                params={"most": self.MOST, "number": len(found)},
                code="too_many",
            )
        return [super(PhotosField, self).clean(file) for file in found]
