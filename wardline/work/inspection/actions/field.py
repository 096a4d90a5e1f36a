"""Forms and keys of the field: what devices load, and who may."""

from __future__ import annotations

import hashlib
import secrets

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui import excel
from wardline.base.ui.wording import refusal
from wardline.work.inspection import xlsforms
from wardline.work.inspection.models import DeviceKey, FieldForm


def make_key(
    *, by: Post, post: Post, label: str, key: str | None = None
) -> tuple[DeviceKey, str]:
    """Make a key with which a device acts in a post; return it with its secret, which
    is shown once and kept nowhere."""
    with deed(by=by, verb=Verb.MAKE_KEY, at=post.place_id, key=key) as note:
        secret = secrets.token_urlsafe(32)
        made = DeviceKey.objects.create(
            place_id=post.place_id,
            post=post,
            label=label.strip(),
            sha256=hashlib.sha256(secret.encode()).hexdigest(),
            made_at=clock.now(),
            made_by=by,
        )
        note(made, post=post.pk)
    return made, secret


def take_back_key(*, by: Post, device: DeviceKey, key: str | None = None) -> DeviceKey:
    """Take a key back: from now on it lets nobody in."""
    with deed(by=by, verb=Verb.TAKE_BACK_KEY, at=device.place_id, key=key) as note:
        kept = DeviceKey.objects.select_for_update(of=("self",)).get(pk=device.pk)
        if kept.taken_back_at is not None:
            raise refusal("intake.key_taken_back")
        kept.taken_back_at = clock.now()
        kept.save()
        note(kept, post=kept.post_id)
    return kept


def take_in_form(
    *, by: Post, name: str, content: bytes, key: str | None = None
) -> FieldForm:
    """Convert an XLSForm and keep it as a version that is not open yet; the workbook
    is kept as it came."""
    made = xlsforms.convert(content)
    with deed(by=by, verb=Verb.TAKE_IN_FORM, at=by.place_id, key=key) as note:
        if made.form_id.startswith("visit-"):
            raise refusal("form.reserved", form=made.form_id)
        if FieldForm.objects.filter(form_id=made.form_id, version=made.version):
            raise refusal("form.known", form=made.form_id, version=made.version)
        file = attachments.keep(
            at=by.place_id, name=name, media_type=excel.XLSX, content=content
        )
        kept: FieldForm = FieldForm.objects.create(
            place_id=by.place_id,
            form_id=made.form_id,
            version=made.version,
            title_zh=made.title[:200],
            title_en=made.title[:200],
            questions=made.questions,
            xml=made.xml,
            uploads=made.uploads,
            source=file,
            made_at=clock.now(),
            made_by=by,
        )
        note(kept, form=made.form_id, version=made.version, file=file.sha256)
    return kept


def open_form(*, by: Post, version: FieldForm, key: str | None = None) -> FieldForm:
    """Let devices load a version that was taken in."""
    with deed(by=by, verb=Verb.OPEN_FORM, at=version.place_id, key=key) as note:
        kept = FieldForm.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if kept.opened_at is not None:
            raise refusal("form.open_already")
        kept.opened_at = clock.now()
        kept.save(update_fields=["opened_at"])
        note(kept, form=kept.form_id, version=kept.version)
    return kept


def withdraw_form(*, by: Post, form_id: str, key: str | None = None) -> int:
    """Close a form in all its versions; what still comes is kept aside."""
    with deed(by=by, verb=Verb.WITHDRAW_FORM, at=by.place_id, key=key) as note:
        open_ = FieldForm.objects.within(by.place_id).filter(
            form_id=form_id, withdrawn_at=None
        )
        number = open_.update(withdrawn_at=clock.now())
        if not number:
            raise refusal("intake.no_such_form", form=form_id)
        note("inspection.fieldform", form=form_id, versions=number)
    return number
