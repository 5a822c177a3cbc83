"""What a page has still to say travels in a cookie of this host alone, as the session does."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    """As Django's, under a name that browsers accept over TLS from this host alone."""

    cookie_name = "__Host-messages"


class Messages(FallbackStorage):
    """The cookie first; what is too long for it goes with the session."""

    storage_classes = (MessageCookie, SessionStorage)
