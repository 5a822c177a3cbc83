"""Personal data: what is held on a person, to download."""

from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    name = "accreditation_portal.personal_data"
    label = "personal_data"
