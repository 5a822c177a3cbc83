"""What `manage.py check` says of this installation: the office is named, links are answered, letters leave."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from accreditation_portal import office

NEVER_EMPTY = ("ORGANISATION", "POSTAL_ADDRESS", "CONTACT_EMAIL", "WEBSITE", "PRESS_ASSOCIATION", "MEMBERS")


@register()
def office_is_named(app_configs, **kwargs):
    """No page and no letter shows an empty bracket (D17)."""
    empty = [name for name in NEVER_EMPTY if not getattr(office, name)]
    if not settings.SITE_URL:
        empty.append("SITE_URL")
    return [Error(f"{name} is empty", hint="accreditation_portal/office.py", id="office.E001") for name in empty]


@register()
def letters_can_be_sent(app_configs, **kwargs):
    """The transport that EMAIL_URL names has what it needs: the provider's keys, the packages of its own."""
    try:
        get_connection(settings.EMAIL_TRANSPORT)
    except (ImproperlyConfigured, ImportError) as error:
        return [Error(f"EMAIL_URL: {error}", id="office.E003")]
    return []


@register(Tags.security, deploy=True)
def links_are_answered(app_configs, **kwargs):
    """The host that letters link to is one that the portal answers to."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if any(host == name or (name.startswith(".") and f".{host}".endswith(name)) for name in settings.ALLOWED_HOSTS):
        return []
    return [Error(f"SITE_URL names {host!r}, which is not in ALLOWED_HOSTS", id="office.E002")]
