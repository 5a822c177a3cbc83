"""Where the mail provider of this portal reports what became of letters; no other provider, and no inbound mail."""

from anymail.urls import urlpatterns as of_every_provider
from django.conf import settings


def reports_of(provider: str) -> list:
    """The address of one provider, which some call a webhook of tracking and one a webhook."""
    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    return [address for address in of_every_provider if address.name in names]


app_name = "anymail"
urlpatterns = reports_of(settings.EMAIL_PROVIDER)
