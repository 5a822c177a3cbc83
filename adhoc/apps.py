"""Accreditation for one event."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdhocConfig(AppConfig):
    name = "adhoc"
    verbose_name = _("Accreditation for one event")
