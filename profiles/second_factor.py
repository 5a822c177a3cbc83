"""Second factors that are lost: taken away by a colleague, recorded and told, in one transaction."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from accreditation_portal.notifications import outbox
from profiles import notices
from profiles.models import User


def factors_of(user: User):
    """App, passkeys and recovery codes, the oldest first."""
    return Authenticator.objects.filter(user=user).order_by("pk")


@transaction.atomic
def take_away(user: User, *, by: User, why: str) -> bool:
    """Take every factor and session of this account; nobody can do it for their own. False where there was none."""
    if user == by:
        raise ValueError("A lost factor is taken away by somebody else.")
    locked = User.objects.select_for_update().get(pk=user.pk)  # the second of two clicks finds nothing left
    if not factors_of(locked).delete()[0]:
        return False
    for session in UserSession.objects.filter(user=locked):
        session.end()
    words = gettext("Second factor taken away: %(why)s") % {"why": why}
    LogEntry.objects.log_actions(by.pk, [locked], CHANGE, words, single_object=True)
    link = settings.SITE_URL + reverse("account_login")
    outbox.tell(locked, notices.second_factor_reset, {"name": locked.shown_name, "link": link})
    return True
