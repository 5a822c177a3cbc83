"""Say whether the files in the storage and the rows in the database agree."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accreditation_portal.documents import integrity
from accreditation_portal.documents.models import Document


class Command(BaseCommand):
    help = "Compares rows and files: what is lost, what is changed, what no row names. Exit status 1 if they disagree."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove-orphans", action="store_true",
            help="delete files that no row has named for a day, of abandoned forms; else they are only listed",
        )  # fmt: skip

    def handle(self, *args, remove_orphans: bool = False, **options):
        at = timezone.now()
        lost = changed = orphans = removed = 0
        for row in integrity.lost():
            lost += 1
            self.stdout.write(f"lost: the file of {row._meta.label} {row}, {row.file.name}")
        for document, what in integrity.changed():
            changed += 1
            self.stdout.write(f"changed: the {what} of {document._meta.label} {document}, {document.file.name}")
        for name in integrity.orphans(at):
            if remove_orphans and integrity.remove(name, at):
                removed += 1
                self.stdout.write(f"removed: {name}")
            else:
                orphans += 1
                self.stdout.write(f"no row: {name}")
        self.stdout.write(
            f"{Document.objects.count()} documents: {lost} files lost, {changed} changed; "
            f"{orphans} files without a row, {removed} removed."
        )
        if lost or changed or orphans:
            raise CommandError("Files and rows do not agree.")
