"""Where the mail provider of this portal reports what became of letters; no other provider, and no inbound mail."""

from anymail.urls import urlpatterns as of_every_provider
from django.conf import settings

app_name = "anymail"
urlpatterns = [
    address
    for address in of_every_provider
    if address.name in (f"{settings.EMAIL_PROVIDER}_tracking_webhook", f"{settings.EMAIL_PROVIDER}_webhook")
]
