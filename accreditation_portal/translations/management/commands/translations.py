"""`manage.py translations`: keep the French catalogue in step with the sources; --check it, --compile it."""

from django.core.management.base import BaseCommand, CommandError

from accreditation_portal.translations import catalogue


class Command(BaseCommand):
    help = "Take new words into locale/fr and unused ones out; translations that stand stay."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only say what is missing, and fail where something is"
        )
        parser.add_argument("--compile", action="store_true", help="only make the .mo file")

    def handle(self, *args, check, compile, **options):  # noqa: A002 - the option's own name
        if check:
            if found := catalogue.problems():
                raise CommandError("The French is not complete.\n  " + "\n  ".join(found))
        elif compile:
            catalogue.compile_file()
        else:
            catalogue.update()
            self.stdout.write(f"{catalogue.FILE}: {len(catalogue.problems())} left to do")
