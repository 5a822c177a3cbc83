"""Second factors: what keeps them secret, and those that are lost, taken away by a colleague."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from accreditation_portal.ciphers import cipher, ciphers
from accreditation_portal.notifications import outbox
from profiles import notices
from profiles.models import User

PURPOSE = "second factor"  # of the keys
ENCRYPTED = ("secret", "seed")  # what codes of an app are made from, and recovery codes


def factors_of(user: User):
    """App, passkeys and recovery codes, the oldest first."""
    return Authenticator.objects.filter(user=user).order_by("pk")


@transaction.atomic
def take_away(user: User, *, by: User | None, why: str) -> bool:
    """Take every factor and session of this account, record it and tell them; False where there was none.

    Nobody can do it for their own. ``by`` is None where it is done on the server, by whoever runs the portal: no
    account stands for them, so that the line of the record stands under the account itself and says it.
    """
    if user == by:
        raise ValueError("A lost factor is taken away by somebody else.")
    locked = User.objects.select_for_update().get(pk=user.pk)  # the second of two clicks finds nothing left
    if not factors_of(locked).delete()[0]:
        return False
    for session in UserSession.objects.filter(user=locked):
        session.end()
    words = (
        gettext("Second factor taken away: %(why)s")
        if by
        else gettext("Second factor taken away on the server, by whoever runs the portal: %(why)s")
    )
    LogEntry.objects.log_actions((by or locked).pk, [locked], CHANGE, words % {"why": why}, single_object=True)
    link = settings.SITE_URL + reverse("account_login")
    outbox.tell(locked, notices.second_factor_reset, {"name": locked.shown_name, "link": link})
    return True


def encrypt_anew() -> int:
    """Encrypt with the newest key what an earlier one encrypted, so that the earlier can go; how many rows it were."""
    newest, every, changed = cipher(PURPOSE, settings.SECRET_KEY), ciphers(PURPOSE), 0
    for pk in list(Authenticator.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
            held = factor.data if factor else {}
            older = {name: held[name] for name in ENCRYPTED if name in held and not _opens(newest, held[name])}
            anew = {name: every.rotate(text).decode() for name, text in older.items() if _opens(every, text)}
            if anew:
                factor.data = {**held, **anew}
                factor.save(update_fields=["data"])
                changed += 1
    return changed


def _opens(keys: Fernet | MultiFernet, text: str) -> bool:
    try:
        return bool(keys.decrypt(text))
    except InvalidToken:
        return False
