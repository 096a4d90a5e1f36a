"""What a person types to come in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password, with errors that help."""

    error_messages = {
        "invalid_login": _(
            "The user name and password do not belong together. Look at the keyboard's "
            "language and capitals, and try again. After five wrong tries the account "
            "rests for 15 minutes."
        ),
        "inactive": _("This account has been closed. Ask the office above yours."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")


class NewPasswordForm(PasswordChangeForm):
    """Change one's own password."""


class ActForm(forms.Form):
    post = forms.IntegerField()
