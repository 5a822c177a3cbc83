"""Accreditation for one event. Listens to what the rooms below say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdhocConfig(AppConfig):
    name = "adhoc"
    verbose_name = _("Accreditation for one event")

    def ready(self):
        from adhoc import receivers  # models are there only now

        receivers.connect()
