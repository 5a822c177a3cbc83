"""What allauth asks of this portal: names, languages and ways of accounts, and how second factors are kept."""

import base64
import re
import secrets
import unicodedata
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import get_next_redirect_url, user_pk_to_url_str
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office, staff, unsent
from accreditation_portal.ciphers import ciphers
from accreditation_portal.middleware import CHOSEN_LANGUAGE
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from profiles import second_factor
from profiles.models import User

# An @ would make a user name look like somebody's address, which is another way to log in.
USER_NAME = re.compile(r"[^\W_](?:[\w.+-]*\w)?")
SHORTEST_USER_NAME, LONGEST_USER_NAME = 3, 60


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of representatives: anybody may make one; staff are made in the admin."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This user name or address, or the password, is not right."),
        "username_password_mismatch": _("This user name or address, or the password, is not right."),
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

    def login(self, request, user):
        """The language chosen on the way here is the account's; with a session of staff begin the hours it lasts."""
        super().login(request, user)
        if chosen := request.session.pop(CHOSEN_LANGUAGE, None):
            user.speak(chosen)
        if user.is_staff:
            staff.session_begins(request)

    def get_reauthentication_methods(self, user):
        """As allauth's, in our words."""
        words = {
            "reauthenticate": gettext("With the password"),
            "mfa_reauthenticate": gettext("With a code from the app, or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("With a passkey or a security key"),
        }
        return [method | {"description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    @transaction.atomic
    def confirm_email(self, request, email_address):
        """Whoever opened the link has got the letter: the address works.

        It is theirs, and an account that only typed it goes; unless another one has it.
        """
        others = User.objects.exclude(pk=email_address.user_id).filter(email__iexact=email_address.email)
        typed = list(User.only_typed().filter(pk__in=others).values_list("pk", flat=True))
        OutboxMail.objects.filter(recipient__in=typed).delete()
        User.objects.filter(pk__in=typed).delete()
        if others.exists():
            messages.error(request, gettext("Another account has this email address."))
            return False
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            FailingAddress.objects.clear(email_address.email, by=email_address.user)
        return is_confirmed

    def get_login_redirect_url(self, request):
        """Staff come to their desk, representatives to their profile; first a safe ``next``, or what is unsent."""
        if unsent.kept_of(request.user):
            return reverse("pages:unsent")
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)

    def get_email_confirmation_url(self, request, emailconfirmation):
        """The link leads back to the page from which somebody came to sign up, in whatever browser it is opened."""
        address = super().get_email_confirmation_url(request, emailconfirmation)
        came_from = get_next_redirect_url(request) if request else None
        return f"{address}?{urlencode({'next': came_from}, safe='/')}" if came_from else address

    def send_mail(self, template_prefix, email, context):
        """Links in mails begin with SITE_URL, whatever Host header the request came with."""
        ours = {name: at_this_site(value) for name, value in context.items() if name.endswith("_url") and value}
        super().send_mail(template_prefix, email, context | ours)


def at_this_site(address: str) -> str:
    """The same page under the address that the office gave this portal."""
    parts = urlsplit(address)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")


class PasswordBackend(AuthenticationBackend):
    """Whoever logs in waits for one password hash, whether the account exists or not (D4).

    allauth's own tries an address as a user name too, and hashes twice where it finds an account.
    """

    def _authenticate(self, request, **credentials):
        email, name, password = credentials.get("email"), credentials.get("username"), credentials["password"]
        user = self._authenticate_by_email(email, password) if email else None
        if user is None and name and not self._did_check_password:
            user = self._authenticate_by_username(name, password)
        return user

    def get_all_permissions(self, user_obj, obj=None):
        """One's own and those of one's groups, in one query where Django makes two."""
        is_known = hasattr(user_obj, "_perm_cache")
        if is_known or obj is not None or user_obj.is_superuser or not user_obj.is_active or user_obj.is_anonymous:
            return super().get_all_permissions(user_obj, obj)
        own, of_groups = (
            found.order_by().values_list("content_type__app_label", "codename")
            for found in (self._get_user_permissions(user_obj), self._get_group_permissions(user_obj))
        )
        user_obj._perm_cache = {f"{app}.{codename}" for app, codename in own.union(of_groups)}
        return user_obj._perm_cache


class SecondFactorAdapter(DefaultMFAAdapter):
    """What codes are made from lies in the database encrypted: a copy of it logs nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Take the one that is shown now; each works once."),
    }

    def encrypt(self, text: str) -> str:
        return ciphers(second_factor.PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What no key of this portal opens any more accepts no code: a secret that nobody knows stands in for it."""
        try:
            return ciphers(second_factor.PURPOSE).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return str(office.PORTAL_NAME)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": str(office.PORTAL_NAME)}

    def get_public_key_credential_user_entity(self, user: User) -> dict:
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.shown_name, "name": user.username}
