"""What a person may type about a draw: a reason, a recusal, the word to publish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.core.correction.forms import post_label
from wardline.work.inspection import words


class SubstituteForm(KeyedForm):
    reason = forms.ChoiceField(
        label=_("Why it cannot be visited"), choices=list(words.SUBSTITUTIONS.items())
    )
    note = forms.CharField(label=_("Remarks"), required=False, max_length=300)


class DiscloseForm(KeyedForm):
    with_results = forms.BooleanField(
        label=_("Show how many shortcomings each home had as well"), required=False
    )


class RecusalForm(KeyedForm):
    """Somebody, and the place they keep away from."""

    post = forms.ChoiceField(label=_("Who keeps away"))
    keeps_from = forms.CharField(
        label=_("Code of the home or place"),
        max_length=40,
        help_text=_("A county's code keeps them away from every home in it."),
    )
    reason = forms.CharField(label=_("Interest"), max_length=200)

    def __init__(self, *args: Any, posts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        named = [(pk, post_label(post)) for pk, post in self.posts.items()]
        self.fields["post"].choices = named  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        given = super().told
        return given | {
            "post": self.posts[given["post"]],
            "keeps_from": given["keeps_from"].strip(),
        }
