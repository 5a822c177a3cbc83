"""`manage.py states`: write docs/states.md from the declared steps."""

from django.core.management.base import BaseCommand

from accreditation_portal.review import diagram


class Command(BaseCommand):
    help = "Write docs/states.md from the declared steps."
    requires_system_checks = ()

    def handle(self, *args, **options):
        diagram.FILE.write_text(diagram.page(), "utf-8")
