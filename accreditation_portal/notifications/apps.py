"""Notifications: notices and the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "accreditation_portal.notifications"
    label = "notifications"
    verbose_name = _("Letters")

    def ready(self):
        from anymail.signals import tracking

        from accreditation_portal.notifications.tracking import note  # models are there only now

        tracking.connect(note, dispatch_uid="accreditation_portal.notifications")
