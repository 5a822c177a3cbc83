"""Signing up, and logging in afterwards (S5)."""

from allauth.account.forms import LoginForm, SignupForm
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from profiles.passwords import in_short


class SignUp(SignupForm):
    """As allauth's, which answers a known address like a new one; here it also takes as long."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = in_short()

    def try_save(self, request):
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # what takes the time where an account is made
        return super().try_save(request)


class LogIn(LoginForm):
    """As allauth's; its label says what may be typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or email address")
