"""What the log says of log-ins, second factors and refusals: which account by its number, what, and when (B9).

From which address somebody came is in the log of the web server in front, at the same second; here nobody is named.
"""

import logging

from allauth.account import signals as of_accounts
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as of_factors
from django.contrib.auth import signals
from django.dispatch import receiver

logger = logging.getLogger(__name__)

REFUSALS = (403, 404, 429)


@receiver(signals.user_logged_in)
def logged_in(request, user, **kwargs):
    records = get_authentication_records(request, user) if hasattr(request, "session") else []
    ways = " and ".join(dict.fromkeys(record["method"] for record in records)) or "another way"
    logger.info("Account %s logged in by %s", user.pk, ways)


@receiver(signals.user_login_failed)
def log_in_failed(**kwargs):
    logger.warning("A log-in failed")


@receiver(signals.user_logged_out)
def logged_out(user, **kwargs):
    if user is not None:
        logger.info("Account %s logged out", user.pk)


@receiver([of_accounts.password_changed, of_accounts.password_reset, of_accounts.password_set])
def password_is_another(user, **kwargs):
    logger.info("Account %s has another password", user.pk)


@receiver(of_accounts.email_changed)
def address_is_another(user, **kwargs):
    logger.info("Account %s has another address", user.pk)


@receiver(of_factors.authenticator_added)
def factor_added(user, authenticator, **kwargs):
    logger.info("Account %s has one more factor: %s", user.pk, authenticator.type)


@receiver(of_factors.authenticator_removed)
def factor_removed(user, authenticator, **kwargs):
    logger.warning("Account %s has one factor less: %s", user.pk, authenticator.type)


@receiver(of_factors.authentication_failed)
def code_failed(user, authenticator, **kwargs):
    logger.warning("Account %s showed a wrong %s", user.pk, authenticator.type)


def refusals_are_logged(get_response):
    """Who asked for what is not theirs, or too often; Django's own line beside it names the address."""

    def middleware(request):
        response = get_response(request)
        if response.status_code in REFUSALS and request.resolver_match is not None:
            who, what = request.user.pk or "nobody", request.resolver_match.view_name
            logger.warning("Refused with %s to account %s: %s", response.status_code, who, what)
        return response

    return middleware
