"""What staff are held to beyond everybody else, a second factor and short sessions; and who is asked again."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

LONGEST_SESSION = timedelta(hours=8)
LONGEST_PAUSE = timedelta(hours=1)
NOTED_EVERY = timedelta(minutes=1)  # when somebody was here last: a row that is not written with every page

BEGAN, SEEN = "staff_session_began", "staff_session_seen"
WANTED = "wanted_before_the_second_factor"
HAS_FACTOR = "staff_second_factor"  # seen in this session: not every page asks the database
SET_UP = "staff_second_factor_set_up"  # by this session, which has shown thereby that it holds the factor

# What staff reach without a second factor: how to get one, the way out, and the pages that say what the portal is.
OPEN_NAMESPACES = {"pages"}
OPEN_ADDRESSES = {
    "account_change_password", "account_confirm_email", "account_email", "account_email_verification_sent",
    "account_logout", "account_reauthenticate", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes",
}  # fmt: skip
# What a session that has not shown the factor yet reaches where there is one: how to show it, and the way out.
WAYS_IN = {"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def session_begins(request: HttpRequest) -> None:
    """From here the hours of this session are counted; kept with the session, so that all processes agree."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def sessions_are_short(get_response):
    """Staff log in anew after eight hours, or an hour without a page; then they go on where they were."""

    def middleware(request):
        if request.user.is_authenticated and request.user.is_staff:
            now, session = time.time(), request.session
            began, seen = session.get(BEGAN), session.get(SEEN)
            if began is None or seen is None:  # begun as a representative's, or before there were hours
                session_begins(request)
            elif now - began > LONGEST_SESSION.total_seconds() or now - seen > LONGEST_PAUSE.total_seconds():
                logout(request)
                messages.info(request, _("Your session has ended. Log in again to go on."))
                return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("admin:index"))
            elif now - seen > NOTED_EVERY.total_seconds():
                session[SEEN] = now
        return get_response(request)

    return middleware


def confirm_identity(request: HttpRequest) -> None:
    """Ask for password or second factor once more, unless that was done within the last minutes.

    Called once it is known that somebody may do what they want; what they sent is done afterwards.
    """
    confirmed = [record["at"] for record in get_authentication_records(request, request.user)
                 if record.get("reauthenticated")]  # fmt: skip
    if not confirmed or time.time() - confirmed[-1] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        raise ReauthenticationRequired


def has_second_factor(user: Any) -> bool:
    """Recovery codes are no factor: they stand in for one."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def has_shown_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a factor or set one up; one from before there was any was not."""
    records = get_authentication_records(request, request.user)
    return SET_UP in request.session or any(record.get("method") == "mfa" for record in records)


@receiver(authenticator_added)
def factor_was_set_up(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SET_UP] = True


@receiver(authenticator_removed)
def factor_was_removed(request: HttpRequest, **kwargs: Any) -> None:
    for name in (SET_UP, HAS_FACTOR):
        request.session.pop(name, None)


class SecondFactorFirst:
    """Where STAFF_MFA is on, staff without a second factor come to the page that sets one up, and no further.

    The page that was wanted stays in the session, and is offered as soon as the factor is there. A session that was
    opened with the password alone, before there was a factor, is asked for it: who knows the password may have it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named) -> HttpResponseRedirect | None:
        if not settings.STAFF_MFA or not request.user.is_authenticated or not request.user.is_staff:
            return None
        match = request.resolver_match
        if (match.url_name or "").startswith("mfa_"):  # where factors come and go
            request.session.pop(HAS_FACTOR, None)
        if request.session.get(HAS_FACTOR) or OPEN_NAMESPACES & set(match.namespaces):
            return None
        is_open = match.url_name in OPEN_ADDRESSES
        wanted = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        if not has_second_factor(request.user):
            if is_open:
                return None
            request.session[WANTED] = wanted
            return redirect("mfa_index")
        if not has_shown_factor(request):
            return None if match.url_name in WAYS_IN else redirect_to_login(wanted, _where_it_is_shown(request.user))
        if not is_open:
            request.session[HAS_FACTOR] = True
            request.session.pop(WANTED, None)
        return None


def _where_it_is_shown(user: Any) -> str:
    """By a code, or by a passkey where there are no codes at all."""
    ways = get_adapter().get_reauthentication_methods(user)
    return next(way["url"] for way in ways if way["id"].startswith("mfa_reauthenticate"))
