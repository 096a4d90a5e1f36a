"""The deed: permission, transaction and ledger entry in one line.

with deed(by=post, verb=Verb.RELEASE, at=place_code, key=form_key) as note:
    ...
    note(release, reasons=verdict.codes)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models

from wardline.base.accounts.models import Post
from wardline.base.accounts.permissions import require
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import opened
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.base.places.postgres import ask

_ENTER = """
    insert into ledger_entry
        (at, by_id, verb, place_code, subject, subject_id, detail, key)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
"""


class Repeated(Exception):
    """This key has been used: the deed is done already. ``entry`` says when."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(f"Done already at {entry.at:%Y-%m-%d %H:%M}: {entry}")


class Note:
    """Takes down what the deed was about; a deed that ends without it fails."""

    def __init__(self) -> None:
        self.subject = ""
        self.subject_id = ""
        self.detail: dict[str, Any] = {}

    def __call__(self, subject: models.Model | str, **detail: Any) -> None:
        """Name the record the deed is about, with codes and counts (no names)."""
        if isinstance(subject, models.Model):
            self.subject = subject._meta.label_lower
            self.subject_id = str(subject.pk)
        else:
            self.subject = subject
        self.detail |= detail


def _used(key: str) -> bool:
    # every deed asks this, and almost always in vain: no record is made of it
    return bool(ask("select from ledger_entry where key = $1", key))


def _enter(by: Post, verb: Verb, at: str, note: Note, key: str | None) -> None:
    # every deed does this: written by hand it takes a third of the time
    about = (note.subject, note.subject_id, json.dumps(note.detail), key or None)
    ask(_ENTER, clock.now(), by.pk, verb.value, at, *about)


@contextmanager
def deed(*, by: Post, verb: Verb, at: str, key: str | None = None) -> Iterator[Note]:
    """Do something by right and write it down.

    ``at`` is the code of the place the deed touches. Raises NotAllowed where the
    post may not, Repeated where ``key`` has been used, RuntimeError without a note.
    """
    require(by, verb, at)
    with scope.entered(by.place_id, by.user_id):
        if key and _used(key):
            raise Repeated(Entry.objects.get(key=key))
        token = opened.depth.set(opened.depth.get() + 1)
        note = Note()
        try:
            yield note
        finally:
            opened.depth.reset(token)
        if not note.subject:
            raise RuntimeError(f"The deed {verb} at {at} ended without a note.")
        _enter(by, verb, at, note, key)
