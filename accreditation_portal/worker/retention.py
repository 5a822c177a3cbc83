"""What the ground forgets by itself: texts of account mails, addresses that failed once, ended sessions."""

from datetime import datetime, timedelta

from django.core.management import call_command

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.worker.due import due

KEPT_TEXTS_OF_ACCOUNT_MAILS = timedelta(days=7)
KEPT_ADDRESSES = timedelta(days=30)


@due(every=timedelta(hours=1))
def forget_account_mails(*, at: datetime) -> None:
    """Texts of account mails go after 7 days: they hold links that open an account."""
    old = OutboxMail.objects.of_accounts().filter(queued_at__lte=at - KEPT_TEXTS_OF_ACCOUNT_MAILS)
    old.waiting().update(failed_at=at)  # a link so old opens nothing any more, and an empty mail helps nobody
    old.exclude(text="", html="").update(text="", html="")


@due(every=timedelta(days=1))
def forget_addresses(*, at: datetime) -> None:
    """Addresses that failed are forgotten 30 days after they were cleared, or failed where no account has them."""
    FailingAddress.objects.filter(cleared_at__lte=at - KEPT_ADDRESSES).delete()
    FailingAddress.objects.of_nobody().filter(since__lte=at - KEPT_ADDRESSES).delete()


@due(every=timedelta(days=1))
def clear_ended_sessions(*, at: datetime) -> None:
    """Sessions that have ended are deleted."""
    call_command("clearsessions")
