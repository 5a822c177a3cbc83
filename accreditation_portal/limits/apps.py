"""What may be asked for how often."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    name = "accreditation_portal.limits"
    verbose_name = _("Limits")
