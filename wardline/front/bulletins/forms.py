"""What an officer may type: the prose, never the figures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm


class DraftForm(KeyedForm):
    """Choose a template and the day that the figures are about."""

    template = forms.ChoiceField(label=_("Template"))
    on = forms.DateField(label=_("Figures of the day"))

    def __init__(self, *args, templates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [
            (t.pk, tags.tongue(t, "title") or t.code) for t in templates
        ]

    def clean_on(self):
        """Refuse a day that has not come: nothing can be counted for it."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(
                _("This day has not come yet. Choose today or an earlier day.")
            )
        return on


class ProseForm(KeyedForm):
    """The words of a bulletin in both languages."""

    title_zh = forms.CharField(label=_("Title in Chinese"), required=False)
    title_en = forms.CharField(label=_("Title in English"), required=False)
    source_zh = forms.CharField(label=_("Source in Chinese"), required=False)
    source_en = forms.CharField(label=_("Source in English"), required=False)
    breadcrumb_zh = forms.CharField(label=_("Breadcrumb in Chinese"), required=False)
    breadcrumb_en = forms.CharField(label=_("Breadcrumb in English"), required=False)
    body_zh = forms.CharField(
        label=_("Text in Chinese"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    body_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
    )

    def clean(self):
        found = super().clean()
        for name in ("title", "body"):
            if not (found.get(f"{name}_zh") or found.get(f"{name}_en")):
                self.add_error(
                    f"{name}_zh", _("Write it in one of the two languages at least.")
                )
        return found


class PublishForm(KeyedForm):
    """Why a new edition replaces the one before."""

    reason = forms.CharField(
        label=_("What was corrected, and why"), required=False, max_length=200
    )

    def __init__(self, *args, corrected=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = corrected
        if not corrected:
            self.fields["reason"].widget = forms.HiddenInput()
