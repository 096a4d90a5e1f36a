"""Come in, go out, choose the post to act in, change the password."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wardline.base.accounts.forms import ActForm, NewPasswordForm, SignInForm


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    pass


class NewPassword(PasswordChangeView):
    template_name = "accounts/new_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("desk:index")


@login_not_required
def locked_out(request, credentials, *args, **kwargs):
    """Say that the account rests, and for how long."""
    return render(request, "accounts/locked.html", status=429)


@require_POST
def act(request):
    """Act in another of one's posts."""
    form = ActForm(request.POST)
    if form.is_valid() and form.cleaned_data["post"] in {p.pk for p in request.posts}:
        request.session["post"] = form.cleaned_data["post"]
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if safe else "/")
