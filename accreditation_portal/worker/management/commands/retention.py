"""Forget now what is over, as the worker does every hour; or only count it."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accreditation_portal.worker.forgetting import carry_out, kinds


class Command(BaseCommand):
    help = "Forgets what has been kept long enough, as the worker does by itself; --dry-run only counts it."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print what would go, by kind and number")

    def handle(self, *args, dry_run=False, **options):
        at = timezone.now()
        width = max(len(kind.name) for kind in kinds())
        for kind in kinds():
            number = kind.due(at).count() if dry_run else carry_out(kind, at)
            self.stdout.write(f"{kind.name:{width}}  {number:>8}  {kind.label}")
        self.stdout.write("Nothing was changed." if dry_run else "Recorded.")
