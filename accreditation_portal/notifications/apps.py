"""Notifications: notices and the outbox."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "accreditation_portal.notifications"
    label = "notifications"
