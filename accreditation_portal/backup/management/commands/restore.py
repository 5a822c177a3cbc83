"""Put a backup into an empty database and its documents into the storage."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accreditation_portal.backup.restoring import NotRestored, restore
from accreditation_portal.notifications.models import OutboxMail


class Command(BaseCommand):
    help = "Puts a backup into an empty database, SQLite or PostgreSQL, and its documents into the storage."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="what manage.py backup has made")

    def handle(self, *args, file: Path, **options):
        try:
            manifest = restore(file, self.stdout.write).manifest
        except NotRestored as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"Nothing was restored: {error}. Files that are in the storage already are taken over next time."
            ) from error
        self.stdout.write(
            f"Restored what was there on {manifest['made_at']}: {sum(manifest['counts'].values())} rows and "
            f"{manifest['files']} files. Everybody logs in again."
        )
        if waiting := OutboxMail.objects.waiting().count():
            self.stdout.write(f"{waiting} letters wait, and are sent as soon as a worker runs.")
