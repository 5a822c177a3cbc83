"""What the ground forgets by itself: old letters, addresses that failed, ended sessions; and the rooms' turn (B9)."""

import logging
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.limits.models import Count
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.review.erasure import forget_letters
from accreditation_portal.worker.due import due
from accreditation_portal.worker.forgetting import carry_out, forgets, kinds

log = logging.getLogger(__name__)


def _old_account_mails(at: datetime) -> QuerySet:
    old = OutboxMail.objects.of_accounts().filter(queued_at__lte=at - office.KEPT_TEXTS_OF_ACCOUNT_MAILS)
    return old.exclude(Q(text="", html="") & (Q(to="") | Q(recipient__isnull=False)))


@forgets(_("Texts of messages about accounts"), due=_old_account_mails)
def account_mails(rows: list[Any], at: datetime) -> None:
    """They hold links that open an account; of an address that is nobody's here nothing is kept either."""
    mails = OutboxMail.objects.filter(pk__in=[row.pk for row in rows])
    mails.waiting().update(failed_at=at)  # a link so old opens nothing any more, and an empty mail helps nobody
    mails.filter(recipient=None).update(to="", last_error="")
    mails.update(text="", html="")


def _old_letters_to_followers(at: datetime) -> QuerySet:
    old = OutboxMail.objects.exclude(unsubscribe="").filter(queued_at__lte=at - office.KEPT_LETTERS_TO_FOLLOWERS)
    return old.exclude(sent_at=None, failed_at=None)


@forgets(_("Letters to those who follow events"), due=_old_letters_to_followers)
def letters_to_followers(rows: list[Any], at: datetime) -> None:
    """They belong to no case, and the advisories stay published; one that marked an address is only blanked."""
    letters = OutboxMail.objects.filter(pk__in=[row.pk for row in rows])
    named = FailingAddress.objects.filter(Q(letter__in=letters) | Q(letter__repeats__in=letters))
    marking = [pk for pair in named.values_list("letter", "letter__repeats") for pk in pair]
    forget_letters(letters.filter(pk__in=marking), at)
    letters.exclude(pk__in=marking).delete()


def _addresses_that_failed(at: datetime) -> QuerySet:
    moment = at - office.KEPT_FAILING_ADDRESSES
    return FailingAddress.objects.filter(cleared_at__lte=moment) | FailingAddress.objects.of_nobody().filter(
        since__lte=moment
    )


@forgets(_("Addresses that letters did not reach"), due=_addresses_that_failed)
def failing_addresses(rows: list[Any], at: datetime) -> None:
    """Since they were cleared, or since they failed where no account has them."""
    FailingAddress.objects.filter(pk__in=[row.pk for row in rows]).delete()


@due(every=timedelta(hours=1))
def forget_what_is_over(*, at: datetime) -> None:
    """Everything whose time is over goes, kind by kind; how many of which is recorded."""
    for kind in kinds():
        try:
            carry_out(kind, at)
        except Exception:  # one kind that cannot be carried out must not keep the others
            log.exception("%s could not be forgotten", kind.name)


@due(every=timedelta(hours=1))
def forget_counts(*, at: datetime) -> None:
    """What was counted for a limit goes when its window has ended."""
    Count.objects.filter(ends_at__lte=at).delete()


@due(every=timedelta(hours=1))
def clear_the_cache(*, at: datetime) -> None:
    """What the cache held for a time goes when it is over: it would stay in its table until somebody asks for it."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        over = connection.ops.adapt_datetimefield_value(at.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608 - a name of the settings


@due(every=timedelta(days=1))
def clear_ended_sessions(*, at: datetime) -> None:
    """Sessions that have ended are deleted, and with them from where they were."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
