"""A lesson from elsewhere: what happened, and what was missing, point by point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import queries
from wardline.core.guidance.forms.norms import (
    code_field,
    known_codes,
    need_one_tongue,
    without_key,
)

POINTS = 4  # shown; those left empty are left out
_COLUMNS = ("zh", "en", "measures")


def _long(label: Any) -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, widget=rows)


class LessonForm(KeyedForm):
    """What went wrong elsewhere; each point with the measures that answer it here."""

    code = code_field()
    learnt_on = forms.DateField(label=_("Learnt on"))
    title_zh = forms.CharField(
        label=_("Title in Chinese"), max_length=200, required=False
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=200, required=False
    )
    happened_zh = _long(_("What happened, in Chinese"))
    happened_en = _long(_("What happened, in English"))
    source = forms.CharField(label=_("Where it is known from"))

    def __init__(
        self, *args: Any, viewer: Any, lesson: Any = None, **kwargs: Any
    ) -> None:
        self.viewer, self.lesson = viewer, lesson
        super().__init__(*args, initial=_known(lesson), **kwargs)
        self.fields["learnt_on"].initial = clock.today
        for n in range(1, POINTS + 1):
            for column, label in zip(_COLUMNS, _labels(n), strict=True):
                self.ask(f"point_{n}_{column}", _long(label))
        if lesson:
            del self.fields["code"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in queries.lesson_codes(self.viewer.place_id):
            raise ValidationError(
                _("A lesson with this code is written down already. Choose another.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        need_one_tongue(self, "title_zh", "title_en")
        for n in range(1, POINTS + 1):
            name = f"point_{n}_measures"
            try:
                self.cleaned_data[name] = known_codes(
                    self.viewer, self.cleaned_data.get(name) or ""
                )
            except ValidationError as unknown:
                self.add_error(name, unknown)
        if not any(self.cleaned_data.get(f"point_1_{t}") for t in ("zh", "en")):
            self.add_error(
                "point_1_zh", _("Write at least one point that was missing.")
            )
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        row, points = without_key(self), []
        for n in range(1, POINTS + 1):
            zh, en, codes = (row.pop(f"point_{n}_{column}") for column in _COLUMNS)
            if zh or en:
                points.append({"text_zh": zh, "text_en": en, "measures": codes})
        code = {"code": self.lesson.code} if self.lesson else {}
        return {"rows": [row | code | {"points": points}]}


def _labels(n: int) -> list[Any]:
    return [
        _("Point %(n)s in Chinese: what was missing") % {"n": n},
        _("Point %(n)s in English: what was missing") % {"n": n},
        _("Point %(n)s: codes of the measures that answer it (none: a gap)") % {"n": n},
    ]


def _known(lesson: Any) -> dict[str, Any]:
    if lesson is None:
        return {}
    plain = "learnt_on title_zh title_en happened_zh happened_en source"
    known = {name: getattr(lesson, name) for name in plain.split()}
    for point in lesson.points.all():
        known[f"point_{point.number}_zh"] = point.text_zh
        known[f"point_{point.number}_en"] = point.text_en
        known[f"point_{point.number}_measures"] = " ".join(point.measures)
    return known
