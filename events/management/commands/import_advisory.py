"""Read advisory files into unpublished events; a file with anything wrong leaves nothing behind."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.advisory_file import AdvisoryRefused, import_advisory


class Command(BaseCommand):
    help = "Reads YAML advisories into unpublished events. Names file and key of everything that is wrong."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        refused = 0
        for file in files:
            try:
                event = import_advisory(file.read_bytes())
            except OSError as error:
                problems = [error.strerror or str(error)]
            except AdvisoryRefused as error:
                problems = error.problems
            else:
                parts = f"versions {event.advisories.count()}, programme items {event.programme.count()}"
                points = event.collection_points.count()
                self.stdout.write(f"{file}: {event.slug}, unpublished; {parts}, collection points {points}")
                continue
            refused += 1
            for problem in problems:
                self.stderr.write(f"{file}: {problem}")
        if refused:
            raise CommandError(f"{refused} of {len(files)} file(s) refused; nothing of them was kept.")
