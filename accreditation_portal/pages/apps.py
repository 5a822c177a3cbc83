"""Pages: the procedure, the guide and what every visitor may read."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "accreditation_portal.pages"
    label = "pages"
