"""The worker: what happens without anybody clicking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkerConfig(AppConfig):
    name = "accreditation_portal.worker"
    label = "worker"
    verbose_name = _("What happens by itself")
