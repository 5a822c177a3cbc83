"""Notifications: notices and the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "accreditation_portal.notifications"
    label = "notifications"
    verbose_name = _("Letters")
