"""The demo: asks each room to furnish itself."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "accreditation_portal.demo"
    label = "demo"
