"""Write database and documents into one file, while the portal runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accreditation_portal.backup.saving import NotSaved, save


class Command(BaseCommand):
    help = "Writes database and documents into one file, as they are at one moment; the portal may run meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file to make; it must not be there yet")

    def handle(self, *args, file: Path, **options):
        try:
            made = save(file, self.stdout.write)
        except NotSaved as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The backup could not be written, and there is none: {error}") from error
        self.stdout.write(f"{made['files']} files")
        if lost := made["lost"]:
            raise CommandError(
                f"The backup is whole and lies at {file}, but the storage had lost {len(lost)} files before, "
                f"the first of them {lost[0]}: see manage.py check_documents.",
                returncode=2,
            )
        self.stdout.write(f"The backup is whole and lies at {file}.")
