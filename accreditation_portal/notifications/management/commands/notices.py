"""`manage.py notices`: write docs/notices.md from the declared notices and their files."""

from django.core.management.base import BaseCommand

from accreditation_portal.notifications import catalogue


class Command(BaseCommand):
    help = "Write docs/notices.md from the declared notices and their files."
    requires_system_checks = ()

    def handle(self, *args, **options):
        catalogue.FILE.write_text(catalogue.page(), "utf-8")
