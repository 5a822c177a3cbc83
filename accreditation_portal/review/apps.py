"""Review: cases and their record. Puts the record's triggers back after every migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "accreditation_portal.review"
    label = "review"
    verbose_name = _("Review")

    def ready(self):
        from accreditation_portal.review import record  # models are there only now

        pre_migrate.connect(record.uninstall_before_migrate, sender=self)
        post_migrate.connect(record.install_after_migrate, sender=self)
