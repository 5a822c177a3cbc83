"""What allauth asks of this portal: names, languages and ways of accounts."""

import re
import unicodedata
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.models import FailingAddress
from profiles.models import User

# An @ would make a user name look like somebody's address, which is another way to log in.
USER_NAME = re.compile(r"[^\W_](?:[\w.+-]*\w)?")
SHORTEST_USER_NAME, LONGEST_USER_NAME = 3, 60


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of representatives: anybody may make one; staff are made in the admin."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_blacklisted": _("This user name cannot be used. Choose another one."),
        "username_taken": _("Somebody has this user name already. Choose another one."),
    }

    def clean_username(self, username, shallow=False):
        """Letters of any script, digits and ``. _ + -`` between them; never an address (S5)."""
        username = unicodedata.normalize("NFKC", username)
        if not SHORTEST_USER_NAME <= len(username) <= LONGEST_USER_NAME:
            raise ValidationError(
                _("A user name has %(least)s to %(most)s characters.")
                % {"least": SHORTEST_USER_NAME, "most": LONGEST_USER_NAME},
                code="username_length",
            )
        if not USER_NAME.fullmatch(username):
            raise ValidationError(
                _("A user name is made of letters and digits; a dot, a dash or a plus may stand between them."),
                code="username_characters",
            )
        return super().clean_username(username, shallow)

    def save_user(self, request, user, form, commit=True):
        """The new account speaks the language in which it was asked for (B5)."""
        language = translation.get_language()
        user.language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            # Two clicks at once: the other one made the account and queued the mail.
            if User.objects.filter(email__iexact=user.email).exists():
                raise ImmediateHttpResponse(self.respond_email_verification_sent(request, None)) from error
            raise

    def confirm_email(self, request, email_address):
        """Whoever opened the link has got the letter: the address works."""
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            FailingAddress.objects.clear(email_address.email, by=email_address.user)
        return is_confirmed

    def get_login_redirect_url(self, request):
        """Staff come to their desk, representatives to their profile; a safe ``next`` goes first."""
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """Links in mails begin with SITE_URL, whatever Host header the request came with."""
        ours = {name: at_this_site(value) for name, value in context.items() if name.endswith("_url") and value}
        super().send_mail(template_prefix, email, context | ours)


def at_this_site(address: str) -> str:
    """The same page under the address that the office gave this portal."""
    parts = urlsplit(address)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
