"""Ask each room to furnish itself with demo data, lowest first; only in debug mode, only into an empty database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone, translation

from accreditation_portal.rooms import each_room_with

PASSWORD = "accredit-me-2026"  # noqa: S105 - of made-up people, and printed below

ACCOUNTS = (
    ("admin", "superuser"),
    ("officer", "accreditation officer"),
    ("officer2", "accreditation officer, the second; makes security verification batches too"),
    ("press", "press officer: events and advisories"),
    ("passoffice", "Pass Office: hands over passes"),
    ("anna", "complete profile, annual accreditation in force"),
    ("bruno", "freelance, complete profile, annual request in review"),
    ("chloe", "online media, draft request"),
    ("david", "new: account, empty profile"),
    ("eva", "lives outside Belgium; registered for two events, one needs information"),
)


OF_A_BATCH = 5000  # people who are made together: the memory that it takes stays the same


@dataclass
class Batch:
    """Some of the synthetic people, as the rooms make them one after another."""

    numbers: range
    at: datetime
    asked: dict[Any, Any]  # what checklists said, kept for the next batches
    people: list[Any] = field(default_factory=list)  # filled by the lowest room, read by those above


class Command(BaseCommand):
    help = "Loads demo data into an empty database: advisories, issuing bodies, organisations, accounts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N",
            help="add N synthetic representatives with requests in every state, also to a database that holds data",
        )  # fmt: skip

    def handle(self, *args, scale: int = 0, **options):
        if not settings.DEBUG:
            raise CommandError("Demo data have a password that everybody knows: they are loaded with DEBUG on alone.")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            furnished = self.furnish()
        if scale:
            self.furnish_many(scale)
            return
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

    def furnish_many(self, scale: int) -> None:
        """Add so many synthetic people, batch by batch, each of them whole; the demo must be there."""
        if not get_user_model().objects.filter(username="officer").exists():
            raise CommandError("Synthetic people need the demo's officers and events: begin with an empty database.")
        rooms = [room for room in each_room_with("demo") if hasattr(room, "furnish_many")]
        first, at, asked = rooms[0].next_number(), timezone.now(), {}
        for start in range(first, first + scale, OF_A_BATCH):
            batch = Batch(range(start, min(start + OF_A_BATCH, first + scale)), at, asked)
            with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
                for room in rooms:
                    room.furnish_many(batch)
            self.stdout.write(f"{batch.numbers.stop - first:,} of {scale:,} synthetic representatives")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"Added {scale:,} synthetic representatives, from number {first:,} on.")

    def print_accounts(self):
        there = set(get_user_model().objects.filter(username__in=dict(ACCOUNTS)).values_list("username", flat=True))
        if not there:
            return
        self.stdout.write(f"Demo accounts, password {PASSWORD}:")
        for username, who in ACCOUNTS:
            if username in there:
                self.stdout.write(f"  {username:10}  {who}")
