"""What an officer types of a policy: its head, its clauses, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from wardline.base.places import queries as places
from wardline.base.ui import tags, wording
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import queries
from wardline.core.guidance.forms.clause_list import ClauseList
from wardline.core.guidance.forms.clauses import Quiet, admit
from wardline.core.guidance.forms.norms import (
    WithdrawForm,
    code_field,
    document_choices,
    need_days_in_order,
)
from wardline.core.guidance.words import policies as words
from wardline.ground.rules.clearance import Policy, PolicyError

CHANGES = {"add", "remove", "open", "close"}
SCOPE = ("institution_kinds", "person_kinds", "event_kinds")
TEXTS = forms.Textarea(attrs={"rows": 4})
_SALT = "guidance.seen"
# what belongs to the version that this one is written from, not to this one
_OF_ANOTHER = {"published_at", "status", "issued_by", "source", "source_url"}


class VersionFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("Today"),
        choices=[("", _("all")), *words.STATES.items()],
        required=False,
    )


class HeadForm(Quiet):
    """What a version is, what it rests on, whom it is for and when it binds."""

    id = code_field(_("Id of the policy"), 60, _("All its versions share it."))
    version = forms.CharField(
        label=_("Version"),
        max_length=30,
        validators=[
            RegexValidator(
                r"^[\w./-]+$",
                _("Use letters, digits, dots, slashes and hyphens, no spaces."),
            )
        ],
        help_text=_("A published version never changes; a change is a new version."),
    )
    text_zh = forms.CharField(
        label=_("What it asks, in Chinese"), max_length=2000, widget=TEXTS
    )
    text_en = forms.CharField(
        label=_("What it asks, in English"), max_length=2000, widget=TEXTS
    )
    document = forms.ChoiceField(label=_("Document it rests on"))
    valid_from = forms.DateField(label=_("Binds from"))
    valid_to = forms.DateField(
        label=_("Last day on which it binds"),
        required=False,
        help_text=_("Left empty: until a document withdraws it by name."),
    )
    pathogen = forms.CharField(
        label=_("Pathogen"),
        max_length=60,
        help_text=_("Tests for another pathogen neither help nor bar."),
    )
    institution_kinds = forms.MultipleChoiceField(
        label=_("For these kinds of institution (none ticked: for all)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    person_kinds = forms.MultipleChoiceField(
        label=_("For these people (none ticked: for all)"),
        required=False,
        choices=list(words.PERSONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    event_kinds = forms.MultipleChoiceField(
        label=_("On these occasions (none ticked: on all)"),
        required=False,
        choices=list(words.EVENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    transition = forms.ChoiceField(
        label=_("Whoever is inside when it changes is judged by"),
        choices=list(words.TRANSITIONS.items()),
    )
    admits_cases = forms.BooleanField(
        label=_("A way out for cases: being one does not bar it"), required=False
    )

    def __init__(
        self,
        data: Any,
        *,
        viewer: Any,
        content: Mapping[str, Any],
        fixed: bool,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.viewer = viewer
        kinds = [(kind.code, tags.tongue(kind, "name")) for kind in places.kinds()]
        self.fields["institution_kinds"].choices = kinds  # type: ignore[attr-defined]
        self.fields["document"].choices = document_choices(viewer)  # type: ignore[attr-defined]
        for name in SCOPE:
            admit(self.fields[name], (content.get("applies_to") or {}).get(name) or ())
        if fixed:
            self.fields["id"].disabled = True

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        need_days_in_order(self)
        name = (told.get("id"), told.get("version"))
        if name in queries.published_names(self.viewer.place_id):
            self.add_error(
                "version",
                _(
                    "This version has been published and never changes. Give yours "
                    "another name, for example the day and a number."
                ),
            )
        return told


class PolicySheet:
    """The whole page on which a version is written: the head and the clauses."""

    def __init__(
        self, data: Any, *, viewer: Any, content: Mapping[str, Any], fixed: bool
    ) -> None:
        self.content = content
        scope = content.get("applies_to") or {}
        initial = {**content, **{name: scope.get(name) or () for name in SCOPE}}
        initial.setdefault("transition", "stricter_of_both")
        self.head = HeadForm(
            data, viewer=viewer, content=content, fixed=fixed, initial=initial
        )
        self.clauses = ClauseList(data, content)
        self.key = KeyedForm(data)
        self.faults: list[Any] = []

    @property
    def forms(self) -> list[Quiet]:
        """All forms of the page, in order."""
        return [self.head, *self.clauses.forms]

    @property
    def is_bound(self) -> bool:
        """Tell whether something was sent; with what follows, the page's list of
        errors reads the sheet as if it were one form."""
        return self.key.is_bound

    def non_field_errors(self) -> list[Any]:
        """Return what is wrong with the whole."""
        found = [error for form in self.forms for error in form.non_field_errors()]
        return [*self.key.errors.get("key", ()), *self.faults, *found]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self.forms:
            yield from form

    def change(self, sent: Mapping[str, Any]) -> bool:
        """Add or take away a clause or a way out, if that is what was asked."""
        if not CHANGES.intersection(sent):
            return False
        self.clauses.remove(sent.get("remove", ""))
        if "add" in sent:
            self.clauses.add(sent.get("kind", ""))
        if "open" in sent:
            self.clauses.open_way()
        if "close" in sent:
            self.clauses.close_way()
        self.silence()
        return True

    def silence(self) -> None:
        """Find no faults yet: the page is still being written."""
        for form in self.forms:
            form.silent = True
        self.key = KeyedForm()

    def is_valid(self) -> bool:
        """Tell whether every part is right, and the rule can read the whole."""
        # every part is asked, so that every fault is shown at once
        if False in [form.is_valid() for form in (self.key, *self.forms)]:
            return False
        try:
            Policy.from_plain({**self.plain, "place": "", "document": ""})
        except PolicyError as error:
            for fault in error.faults:
                self._show(fault.code, dict(fault.args))
            return False
        return True

    @property
    def plain(self) -> dict[str, Any]:
        """The policy as the rule reads it; what the page does not show stays."""
        told = dict(self.head.cleaned_data)
        scope = {name: told.pop(name) for name in SCOPE}
        told.pop("document")
        kept = {
            name: value
            for name, value in self.content.items()
            if name not in _OF_ANOTHER
        }
        last = told.pop("valid_to")
        return {
            **kept,
            **told,
            "valid_from": told["valid_from"].isoformat(),
            "valid_to": last.isoformat() if last else None,
            "applies_to": {**(kept.get("applies_to") or {}), **scope},
            **self.clauses.plain,
        }

    @property
    def told(self) -> dict[str, Any]:
        """What the deed takes."""
        document = self.head.cleaned_data["document"]
        return {"content": self.plain, "document_code": document}

    def _show(self, code: str, args: dict[str, Any]) -> None:
        """Put a fault of the rule beside the field from which it comes."""
        where, said = str(args.pop("at")).split("."), words.fault(code, **args)
        if form := self.clauses.find(where):
            form.add_error(form.field_of(where[-1]), said)
        elif where[0] in self.head.fields:
            self.head.add_error(where[0], said)
        elif where[0] == "options" and len(where) > 1:
            told = {"number": where[1], "what": said}
            self.faults.append(wording.say("draft.in_way", **told))
        else:
            self.faults.append(said)


class SeenForm(KeyedForm):
    """How far a comparison has come, sealed by us and carried by the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def told(self) -> dict[str, Any]:
        return {"seen": opened(self.cleaned_data["seen"])}


class WithdrawPolicyForm(WithdrawForm):
    """The day and the document by which a version ends."""

    on = forms.DateField(label=_("Binds no more from"))


def sealed(seen: queries.Seen) -> str:
    """Write down how far a comparison has come, so that nobody can rewrite it."""
    return signing.dumps(seen.as_plain(), salt=_SALT, compress=True)


def opened(text: str) -> queries.Seen:
    """Read it back; what was not written by us is a fresh start."""
    try:
        return queries.Seen.from_plain(signing.loads(text, salt=_SALT))
    except signing.BadSignature:
        return queries.Seen()
