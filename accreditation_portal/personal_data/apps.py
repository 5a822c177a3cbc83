"""Personal data: what is held on a person, to take along or to have erased."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonalDataConfig(AppConfig):
    name = "accreditation_portal.personal_data"
    label = "personal_data"
    verbose_name = _("Personal data")
