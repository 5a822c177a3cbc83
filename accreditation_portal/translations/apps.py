"""Translations: the French catalogue, kept complete."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "accreditation_portal.translations"
    label = "translations"
