"""The mailbox: the mails sent so far, in debug mode."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "accreditation_portal.mailbox"
    label = "mailbox"
