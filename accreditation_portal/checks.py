"""What `manage.py check` says of this installation: the office is named, reminders have an order, letters leave."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from accreditation_portal import office

NEVER_EMPTY = ("ORGANISATION", "POSTAL_ADDRESS", "CONTACT_EMAIL", "WEBSITE", "PRESS_ASSOCIATION", "MEMBERS")

THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")

ONE_DAY = timedelta(days=1)
# The reminders, and whether they come before a day or after one.
REMINDERS = {
    "REMIND_OF_DRAFT": True, "REMIND_OF_INFORMATION": False, "REMIND_OF_ORIGINAL": False, "REMIND_OF_END": True,
}  # fmt: skip


@register()
def office_is_named(app_configs, **kwargs):
    """No page and no letter shows an empty bracket (D17)."""
    empty = [name for name in NEVER_EMPTY if not getattr(office, name)]
    if not settings.SITE_URL:
        empty.append("SITE_URL")
    return [Error(f"{name} is empty", hint="accreditation_portal/office.py", id="office.E001") for name in empty]


@register()
def reminders_have_an_order(app_configs, **kwargs):
    """Every reminder has its day: whole days, one after the other, and none of a renewal that is not open yet (B4)."""
    wrong = [name for name, is_before in REMINDERS.items() if not _in_order(getattr(office, name), is_before)]
    if not wrong and not office.REMIND_OF_END[-1] < office.RENEWAL_OPENS:
        wrong.append("REMIND_OF_END")
    if not _in_order((office.REMINDED_FOR,), is_before=False):
        wrong.append("REMINDED_FOR")
    hint = "accreditation_portal/office.py: whole days, in the order of their days; the last end after renewals open"
    return [Error(f"{name} is no order of reminders", hint=hint, id="office.E003") for name in wrong]


def _in_order(spans, is_before):
    """Some spans of whole days, none twice: the longest first before a day, the shortest first after one."""
    whole = all(isinstance(span, timedelta) and span >= ONE_DAY and not span % ONE_DAY for span in spans)
    return bool(spans) and whole and list(spans) == sorted(set(spans), reverse=is_before)


@register()
def letters_can_be_sent(app_configs, **kwargs):
    """The transport that EMAIL_URL names has what it needs: the provider's keys, the packages of its own."""
    try:
        get_connection(settings.EMAIL_TRANSPORT)
    except (ImproperlyConfigured, ImportError) as error:
        return [Error(f"EMAIL_URL: {error}", id="office.E004")]
    return []


@register(Tags.security, deploy=True)
def links_are_answered(app_configs, **kwargs):
    """The host that letters link to is one that the portal answers to."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if any(host == name or (name.startswith(".") and f".{host}".endswith(name)) for name in settings.ALLOWED_HOSTS):
        return []
    return [Error(f"SITE_URL names {host!r}, which is not in ALLOWED_HOSTS", id="office.E002")]


@register(Tags.security, deploy=True)
def lines_are_encrypted(app_configs, **kwargs):
    """Letters and rows that leave this machine travel over TLS, to a server that proves who it is."""
    advice = []
    if (
        settings.EMAIL_TRANSPORT.endswith("smtp.EmailBackend")
        and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
        and settings.EMAIL_HOST not in THIS_MACHINE
    ):
        advice.append(
            Advice("EMAIL_URL: letters leave in the clear; write smtp+tls:// or smtp+ssl://", id="office.W002")
        )
    database = settings.DATABASES["default"]
    if (
        database["ENGINE"].endswith("postgresql")
        and not str(database["HOST"]).startswith("/")
        and database["HOST"] not in THIS_MACHINE
        and database.get("OPTIONS", {}).get("sslmode") != "verify-full"
    ):
        words = "DATABASE_URL: any server could answer in its place; add ?sslmode=verify-full"
        advice.append(Advice(words, id="office.W003"))
    return advice


@register(Tags.security, deploy=True)
def staff_have_a_second_factor(app_configs, **kwargs):
    """A guessed password must not open everybody's papers; who decides otherwise reads it here each time."""
    if settings.STAFF_MFA:
        return []
    return [Advice("STAFF_MFA is off: a password alone opens the desk", id="office.W001")]
