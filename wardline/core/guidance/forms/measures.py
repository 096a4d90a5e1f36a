"""A measure: what a person may type about it, when it is set, mended and withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import queries
from wardline.core.guidance.forms.norms import (
    WithdrawForm,
    code_field,
    document_choices,
    need_days_in_order,
    need_one_tongue,
    without_key,
)
from wardline.core.guidance.words.norms import ASPECTS, FAMILIES, TOPICS

STRICTEST = 5  # of the pack's own scale; what a place adds is strict


class MeasureFilter(forms.Form):
    topic = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("all")), *FAMILIES], required=False
    )


class MeasureForm(KeyedForm):
    """A measure of one's own place, besides those from above."""

    document = forms.ChoiceField(label=_("Document it rests on"))
    citation = forms.CharField(
        label=_("Where in the document"),
        max_length=200,
        help_text=_("Article, section or point."),
    )
    code = code_field()
    topic = forms.ChoiceField(label=_("Topic"))
    aspect = forms.ChoiceField(label=_("Aspect"), choices=list(ASPECTS.items())[:4])
    text_zh = forms.CharField(
        label=_("What must hold, in Chinese"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text_en = forms.CharField(
        label=_("What must hold, in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    params = forms.CharField(
        label=_("Numbers of the measure"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, name=value, for example days=21."),
    )
    question_zh = forms.CharField(
        label=_("How it is checked: a question in Chinese"), required=False
    )
    question_en = forms.CharField(
        label=_("How it is checked: a question in English"), required=False
    )
    institution_kinds = forms.MultipleChoiceField(
        label=_("For these kinds of institution (none ticked: for all)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.CharField(
        label=_("At these response levels (left empty: at every level)"),
        required=False,
        help_text=_("Numbers with blanks between, for example 1 2."),
    )
    strictness = forms.IntegerField(
        label=_("Strictness, 1 to 9"),
        min_value=1,
        max_value=9,
        initial=STRICTEST,
        required=False,
        help_text=_("It only orders: the stricter is shown first."),
    )
    valid_from = forms.DateField(label=_("Binds from"))
    valid_to = forms.DateField(label=_("Last day on which it binds"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(k.code, tags.tongue(k, "name")) for k in places.kinds()]
        topics = queries.topics(viewer)
        self.fields["institution_kinds"].choices = kinds  # type: ignore[attr-defined]
        self.fields["topic"].choices = [(t, _topic(t)) for t in topics]  # type: ignore[attr-defined]
        self.fields["document"].choices = document_choices(viewer)  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = clock.today

    def clean_params(self) -> dict[str, Any]:
        found = {}
        for line in filter(None, self.cleaned_data["params"].splitlines()):
            name, sign, value = (part.strip() for part in line.partition("="))
            if not (name.isidentifier() and sign and value):
                raise ValidationError(
                    _("“%(line)s” is not name=value, as in days=21."),
                    params={"line": line},
                )
            found[name] = _value(value)
        return found

    def clean_strictness(self) -> int:
        return self.cleaned_data["strictness"] or STRICTEST

    def clean_levels(self) -> list[int]:
        given = self.cleaned_data["levels"].split()
        if not all(each.isdecimal() and 1 <= int(each) <= 9 for each in given):
            raise ValidationError(_("Write levels as numbers from 1 to 9: 1 2."))
        return sorted({int(each) for each in given})

    def clean(self) -> dict[str, Any]:
        need_one_tongue(self, "text_zh", "text_en")
        need_days_in_order(self)
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        """The measure as the action takes it."""
        return {"rows": [without_key(self)]}


class CorrectForm(MeasureForm):
    """A measure as it should have been entered, and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=300,
        help_text=_("The ledger keeps what stood before, what stands now, and why."),
    )

    def __init__(self, *args: Any, measure: Any, **kwargs: Any) -> None:
        plain = (
            "citation topic aspect text_zh text_en question_zh question_en "
            "institution_kinds strictness valid_from valid_to"
        )
        initial = {name: getattr(measure, name) for name in plain.split()}
        initial["document"] = measure.document.code
        initial["levels"] = " ".join(map(str, measure.levels))
        initial["params"] = "\n".join(f"{n}={v}" for n, v in measure.params.items())
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["code"]
        self.order_fields(["reason"])

    @property
    def told(self) -> dict[str, Any]:
        row = without_key(self)
        return {"reason": row.pop("reason"), "row": row}


class WithdrawMeasureForm(WithdrawForm):
    """The day and the document by which a measure ends."""

    on = forms.DateField(label=_("It binds no more from"))


def _topic(topic: str) -> str:
    family = TOPICS.get(topic.partition(".")[0], "")
    return f"{family} · {topic}" if family else topic


def _value(text: str) -> Any:
    if text.lower() in {"yes", "no"}:
        return text.lower() == "yes"
    return int(text) if text.isdecimal() else text
