"""What the ground forgets by itself: the texts of account mails, sessions that have ended."""

from datetime import datetime, timedelta

from django.core.management import call_command

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker.due import due

KEPT_TEXTS_OF_ACCOUNT_MAILS = timedelta(days=7)
KEPT_LETTERS_TO_FOLLOWERS = timedelta(days=30)


@due(every=timedelta(hours=1))
def forget_account_mails(*, at: datetime) -> None:
    """Texts of account mails go after 7 days: they hold links that open an account."""
    old = OutboxMail.objects.of_accounts().filter(queued_at__lte=at - KEPT_TEXTS_OF_ACCOUNT_MAILS)
    old.waiting().update(failed_at=at)  # a link so old opens nothing any more, and an empty mail helps nobody
    old.exclude(text="", html="").update(text="", html="")


@due(every=timedelta(days=1))
def forget_letters_to_followers(*, at: datetime) -> None:
    """Letters that people follow go after 30 days: they belong to no case, and the advisories stay published."""
    old = OutboxMail.objects.exclude(unsubscribe="").filter(queued_at__lte=at - KEPT_LETTERS_TO_FOLLOWERS)
    old.exclude(sent_at=None, failed_at=None).delete()


@due(every=timedelta(days=1))
def clear_ended_sessions(*, at: datetime) -> None:
    """Sessions that have ended are deleted."""
    call_command("clearsessions")
