"""What keeps secrets in the database: keys made from those of the portal, each purpose with its own."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def ciphers(purpose: str) -> MultiFernet:
    """The newest key encrypts, the earlier ones still open."""
    return MultiFernet([cipher(purpose, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def cipher(purpose: str, secret: str) -> Fernet:
    key = salted_hmac(purpose, "key", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
