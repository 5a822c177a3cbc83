"""What happens to profiles and accounts without anybody clicking."""

from datetime import datetime, timedelta

from django.conf import settings

from accreditation_portal.worker.due import due
from profiles.reminders import remind_of_identity_documents, remind_of_press_cards
from profiles.second_factor import encrypt_anew

__all__ = ["encrypt_second_factors_anew", "remind_of_identity_documents", "remind_of_press_cards"]


@due(every=timedelta(days=1))
def encrypt_second_factors_anew(*, at: datetime) -> None:
    """While the secret key is exchanged, second factors are encrypted with the new one."""
    if settings.SECRET_KEY_FALLBACKS:
        encrypt_anew()
