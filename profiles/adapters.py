"""What allauth asks of this portal."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """Links in mails begin with SITE_URL, whatever Host header the request came with."""
        ours = {name: at_this_site(value) for name, value in context.items() if name.endswith("_url") and value}
        super().send_mail(template_prefix, email, context | ours)


def at_this_site(address: str) -> str:
    """The same page under the address that the office gave this portal."""
    parts = urlsplit(address)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
