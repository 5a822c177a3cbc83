"""What the ground forgets by itself: the texts of account mails, sessions that have ended."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker.due import due

KEPT_TEXTS_OF_ACCOUNT_MAILS = timedelta(days=7)


@due(every=timedelta(hours=1))
def forget_account_mails(*, at: datetime) -> None:
    """Texts of account mails go after 7 days: they hold links that open an account."""
    old = OutboxMail.objects.of_accounts().filter(queued_at__lte=at - KEPT_TEXTS_OF_ACCOUNT_MAILS)
    old.waiting().update(failed_at=at)  # a link so old opens nothing any more, and an empty mail helps nobody
    old.exclude(text="", html="").update(text="", html="")


@due(every=timedelta(days=1))
def clear_ended_sessions(*, at: datetime) -> None:
    """Sessions that have ended are deleted, and with them from where they were."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
