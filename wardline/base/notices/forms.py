"""What a person may type about a channel, and how messages are filtered."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.base.accounts.roles import ROLES
from wardline.base.notices import addresses, queries
from wardline.base.notices.models import Channel
from wardline.base.ui import tags, wording
from wardline.base.ui.forms import KeyedForm
from wardline.ground.rules.outgoing import Hours


class ChannelForm(KeyedForm):
    """A channel of a place: where to, for whom, and when."""

    name = forms.CharField(label=_("Name of the channel"), max_length=60)
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        required=False,
        help_text=_(
            "The webhook of a robot as DingTalk, WeCom or Feishu shows it, or an "
            "address such as mailtos://user:password@smtp.example.cn?to=desk@example.cn"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    whose = forms.ChoiceField(label=_("Whose notices it carries"), required=False)
    loud = forms.BooleanField(label=_("Alarms at once"), required=False, initial=True)
    digest_at = forms.TimeField(
        label=_("The rest in one digest a day, at"), required=False, initial=time(8)
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, initial=time(22)
    )
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        initial=time(7),
        help_text=_("Only the gravest alarms are sent in between; the rest waits."),
    )
    on = forms.BooleanField(label=_("Switched on"), required=False, initial=True)

    def __init__(
        self, *args: Any, at: str, channel: Channel | None = None, **kwargs: Any
    ) -> None:
        if channel:
            kwargs["initial"] = _as_typed(channel)
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in queries.posts_at(at)}
        self.fields["whose"].choices = _whose(self.posts.values())  # type: ignore[attr-defined]
        self.fields["address"].required = channel is None
        if channel:
            self.fields["address"].help_text = _(
                "Kept: %(shown)s. Leave it empty to keep it, or write another."
            ) % {"shown": addresses.masked(channel.address)}

    @property
    def told(self) -> dict[str, Any]:
        """Return what was typed, as the deed takes it."""
        typed = self.cleaned_data
        kind, _colon, which = typed["whose"].partition(":")
        hours = (typed[n] for n in ("loud", "digest_at", "quiet_from", "quiet_to"))
        return {
            **{name: typed[name] for name in ("name", "address", "on")},
            "role_code": which if kind == "role" else "",
            "post": self.posts[which] if kind == "post" else None,
            "hours": Hours(*hours),
        }


class DeliveryFilter(forms.Form):
    """Which messages to list."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, wording.say(f"delivery.{code}")) for code in queries.STATES]
        self.fields["state"].choices = [("", _("all")), *known]  # type: ignore[attr-defined]


def _as_typed(channel: Channel) -> dict[str, Any]:
    whose = f"role:{channel.role_code}" if channel.role_code else ""
    if channel.post_id:
        whose = f"post:{channel.post_id}"
    hours = ("loud", "digest_at", "quiet_from", "quiet_to")
    return {
        "name": channel.name,
        "whose": whose,
        "on": channel.on_since is not None,
        **{name: getattr(channel, name) for name in hours},
    }


def _whose(posts: Any) -> list[tuple[str, Any]]:
    """Return the choices: everyone of the place, a role, or one post."""
    held: list[Post] = list(posts)
    roles = dict.fromkeys(post.role_code for post in held)
    return [
        ("", _("everyone who holds a post here")),
        *((f"role:{role}", ROLES[role].label) for role in roles),
        *((f"post:{post.pk}", _named(post)) for post in held if post.user),
    ]


def _named(post: Post) -> str:
    return f"{post.user.name} · {tags.tongue(post, 'title') or post.role.label}"
