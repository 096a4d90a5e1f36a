"""What is typed about shifts that live in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.work.gate.forms.fields import PastField


class ShiftForm(KeyedForm):
    """Who begins a shift, and when."""

    from_at = PastField(label=_("Shift begins at"))

    def __init__(self, *args: Any, ready: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(worker.pk): worker for worker in ready}
        field = forms.TypedMultipleChoiceField(
            label=_("Who begins"),
            choices=[(pk, worker.name) for pk, worker in by_pk.items()],
            coerce=by_pk.get,
            widget=forms.CheckboxSelectMultiple,
        )
        self.ask("people", field)
        self.order_fields(["people"])
