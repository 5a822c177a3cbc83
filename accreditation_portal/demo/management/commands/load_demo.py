"""Ask each room to furnish itself with demo data, lowest first; only in debug mode, only into an empty database."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from accreditation_portal.rooms import each_room_with

PASSWORD = "accredit-me-2026"  # noqa: S105 - of made-up people, and printed below

ACCOUNTS = (
    ("admin", "superuser"),
    ("officer", "accreditation officer"),
    ("officer2", "accreditation officer, the second"),
    ("press", "press officer: events and advisories"),
    ("passoffice", "Pass Office: hands over passes"),
    ("anna", "complete profile, annual accreditation in force"),
    ("bruno", "freelance, complete profile, annual request in review"),
    ("chloe", "online media, draft request"),
    ("david", "new: account, empty profile"),
    ("eva", "lives outside Belgium; registered for two events, one needs information"),
)


class Command(BaseCommand):
    help = "Loads demo data into an empty database: advisories, issuing bodies, organisations, accounts."

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("Demo data have a password that everybody knows: they are loaded with DEBUG on alone.")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            furnished = self.furnish()
        if not furnished:
            self.stdout.write("The database holds data already; nothing was changed.")
        self.print_accounts()

    def furnish(self) -> bool:
        """All rooms or none of them; False where somebody has an account already."""
        if get_user_model().objects.exists():
            return False
        for room in each_room_with("demo"):
            room.furnish()
        return True

    def print_accounts(self):
        there = set(get_user_model().objects.filter(username__in=dict(ACCOUNTS)).values_list("username", flat=True))
        if not there:
            return
        self.stdout.write(f"Demo accounts, password {PASSWORD}:")
        for username, who in ACCOUNTS:
            if username in there:
                self.stdout.write(f"  {username:10}  {who}")
